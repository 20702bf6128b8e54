package realtime

import "pegboard.dev/pegboard/core"

// notices tells a person's windows, and nobody else's, that there is news.
func (h *Hub) notices(e *core.Event) {
	message := encode(outgoing{Type: "notices"})
	for _, c := range h.all() {
		c.mu.Lock()
		theirs := c.who.User == e.Actor
		c.mu.Unlock()
		if theirs && e.Actor != 0 {
			c.send(message)
		}
	}
}
