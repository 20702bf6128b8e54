package realtime

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
)

// typingFor is how long somebody counts as typing after their window said so.
const typingFor = 5 * time.Second

// typing notes that the person types in a ticket that the window watches.
func (c *conn) typing(id core.TicketID) {
	c.mu.Lock()
	w, ok := c.watches[id]
	if ok {
		w.typing = c.hub.Clock.Now().Add(typingFor)
		c.watches[id] = w
	}
	c.mu.Unlock()
	if ok {
		c.hub.showPresence(id)
	}
}

// endTyping shows that those have stopped who have not typed for a while.
func (h *Hub) endTyping() {
	now := h.Clock.Now()
	stopped := map[core.TicketID]bool{}
	for _, c := range h.all() {
		c.mu.Lock()
		for id, w := range c.watches {
			if !w.typing.IsZero() && now.After(w.typing) {
				w.typing = time.Time{}
				c.watches[id] = w
				stopped[id] = true
			}
		}
		c.mu.Unlock()
	}
	for id := range stopped {
		h.showPresence(id)
	}
}

// showPresence tells the employees who look at a ticket of each other, on every
// node. Its customers neither see nor are seen.
func (h *Hub) showPresence(id core.TicketID) {
	h.mu.Lock()
	closed := h.closed // then all was said
	h.mu.Unlock()
	if !closed {
		people, _ := h.lookers(id)
		h.tellNodes(note{Here: &hereNote{Node: h.node, Ticket: id, People: people}})
	}
	h.drawPresence(id)
}

// lookers are the employees who look at a ticket through this node, and their
// windows.
func (h *Hub) lookers(id core.TicketID) ([]present, []*conn) {
	now := h.Clock.Now()
	people := map[core.UserID]present{}
	var windows []*conn
	for _, c := range h.all() {
		c.mu.Lock()
		if w, ok := c.watches[id]; ok && w.inside {
			windows = append(windows, c)
			add(people, present{ID: c.who.User, Name: c.who.Name, Typing: now.Before(w.typing)})
		}
		c.mu.Unlock()
	}
	return sorted(people), windows
}

// drawPresence tells the windows of this node who looks at a ticket anywhere.
func (h *Hub) drawPresence(id core.TicketID) {
	here, windows := h.lookers(id)
	if len(windows) == 0 {
		return
	}
	people := map[core.UserID]present{}
	for _, p := range here {
		add(people, p)
	}
	h.mu.Lock()
	for _, node := range h.others[id] {
		for _, p := range node.people {
			add(people, p)
		}
	}
	h.mu.Unlock()
	message := encode(outgoing{Type: "presence", Ticket: id, People: sorted(people)})
	for _, c := range windows {
		c.send(message)
	}
}

// add counts somebody once, who types if they do in any window.
func add(people map[core.UserID]present, p present) {
	p.Typing = p.Typing || people[p.ID].Typing
	people[p.ID] = p
}

func sorted(people map[core.UserID]present) []present {
	list := slices.Collect(maps.Values(people))
	slices.SortFunc(list, func(a, b present) int { return cmp.Compare(a.ID, b.ID) })
	return list
}
