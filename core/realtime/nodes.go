package realtime

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
)

// Nodes carries notes to the hubs of other nodes; core/store implements it.
type Nodes interface {
	// Send hands over a note without blocking; false when it was dropped.
	Send(note []byte) bool
}

const (
	// repeatEvery is how often a node says again who is there, and forgetAfter how long
	// one counts that says nothing any more.
	repeatEvery = 20 * time.Second
	forgetAfter = 50 * time.Second
)

// note is what nodes tell each other. One of these is set.
type note struct {
	// Said is what a plugin said.
	Said *core.LiveMessage `json:"said,omitempty"`
	// Here is who looks at a ticket through a node, all of them; nobody when empty.
	Here *hereNote `json:"here,omitempty"`
	// Ask is a node that has just come and wants to know who is there.
	Ask string `json:"ask,omitempty"`
}

type hereNote struct {
	Node   string        `json:"node"`
	Ticket core.TicketID `json:"ticket"`
	People []present     `json:"people,omitempty"`
}

// elsewhere is who looks at a ticket through one other node.
type elsewhere struct {
	people []present
	until  time.Time
}

// Overhear takes a note of another node. It does not block.
func (h *Hub) Overhear(raw []byte) {
	var n note
	if err := json.Unmarshal(raw, &n); err != nil {
		h.Log.Error("realtime: a note cannot be read", "error", err)
		return
	}
	switch {
	case n.Said != nil:
		select {
		case h.said <- said{LiveMessage: *n.Said, overheard: true}:
		default:
			h.Log.Warn("realtime: too much is said; something of another node was dropped")
		}
	case n.Here != nil:
		h.mu.Lock()
		nodes := h.others[n.Here.Ticket]
		if nodes == nil {
			nodes = map[string]elsewhere{}
			h.others[n.Here.Ticket] = nodes
		}
		if nodes[n.Here.Node] = (elsewhere{n.Here.People, h.Clock.Now().Add(forgetAfter)}); len(n.Here.People) == 0 {
			delete(nodes, n.Here.Node)
		}
		if len(nodes) == 0 {
			delete(h.others, n.Here.Ticket)
		}
		h.mu.Unlock()
		h.drawPresence(n.Here.Ticket)
	case n.Ask != "" && n.Ask != h.node:
		h.repeat()
	}
}

// tellNodes hands a note to the other nodes, if there can be any.
func (h *Hub) tellNodes(n note) {
	if h.Nodes == nil {
		return
	}
	raw, err := json.Marshal(n)
	if err != nil {
		panic(err) // plain fields cannot fail
	}
	if !h.Nodes.Send(raw) {
		h.Log.Warn("realtime: the other nodes were not told of something")
	}
}

// repeat tells the other nodes again who looks at which ticket here.
func (h *Hub) repeat() {
	if h.Nodes == nil {
		return
	}
	for _, id := range h.watched() {
		people, _ := h.lookers(id)
		h.tellNodes(note{Here: &hereNote{Node: h.node, Ticket: id, People: people}})
	}
}

// watched are the tickets that windows of this node show.
func (h *Hub) watched() []core.TicketID {
	seen := map[core.TicketID]bool{}
	for _, c := range h.all() {
		c.mu.Lock()
		for id := range c.watches {
			seen[id] = true
		}
		c.mu.Unlock()
	}
	return slices.Sorted(maps.Keys(seen))
}

// keepNodes repeats, and forgets nodes that say nothing any more, until ctx ends.
func (h *Hub) keepNodes(ctx context.Context) {
	if h.Nodes == nil {
		return
	}
	h.tellNodes(note{Ask: h.node})
	tick := time.NewTicker(repeatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			h.repeat()
			for _, id := range h.forgetNodes() {
				h.drawPresence(id)
			}
		}
	}
}

// forgetNodes drops what nodes said that are gone, and returns the tickets.
func (h *Hub) forgetNodes() []core.TicketID {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.Clock.Now()
	var changed []core.TicketID
	for id, nodes := range h.others {
		before := len(nodes)
		maps.DeleteFunc(nodes, func(_ string, e elsewhere) bool { return now.After(e.until) })
		if len(nodes) < before {
			changed = append(changed, id)
		}
		if len(nodes) == 0 {
			delete(h.others, id)
		}
	}
	return changed
}
