package realtime

import (
	"encoding/json"

	"pegboard.dev/pegboard/core"
)

// stale tells the windows whose person may open the plugin's surfaces that some
// of those are to be fetched again. The topic is all that they learn.
func (h *Hub) stale(e *core.Event) error {
	var s core.Stale
	if err := json.Unmarshal(e.Payload, &s); err != nil {
		return err
	}
	message := encode(outgoing{Type: "stale", Topic: s.Topic})
	for _, c := range h.all() {
		c.mu.Lock()
		who := c.who
		c.mu.Unlock()
		if h.Opens(who, e.Plugin) {
			c.send(message)
		}
	}
	return nil
}
