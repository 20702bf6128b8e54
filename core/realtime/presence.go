package realtime

import (
	"cmp"
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

// showPresence tells the employees who look at a ticket of each other. Its
// customers neither see nor are seen.
func (h *Hub) showPresence(id core.TicketID) {
	now := h.Clock.Now()
	people := map[core.UserID]present{}
	var windows []*conn
	for _, c := range h.all() {
		c.mu.Lock()
		if w, ok := c.watches[id]; ok && w.inside {
			windows = append(windows, c)
			p := present{ID: c.who.User, Name: c.who.Name, Typing: now.Before(w.typing)}
			p.Typing = p.Typing || people[p.ID].Typing
			people[p.ID] = p
		}
		c.mu.Unlock()
	}
	list := make([]present, 0, len(people))
	for _, p := range people {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b present) int { return cmp.Compare(a.ID, b.ID) })
	message := encode(outgoing{Type: "presence", Ticket: id, People: list})
	for _, c := range windows {
		c.send(message)
	}
}
