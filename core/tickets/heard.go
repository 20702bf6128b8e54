package tickets

import (
	"time"

	"pegboard.dev/pegboard/core"
)

// ActivityHeard is the type of log lines that say which plugin took part in what.
// Their data is a Heard.
const ActivityHeard = "plugin_heard"

// Heard says that a plugin saw, changed or stopped something, and how long it took.
type Heard struct {
	Plugin core.PluginID `json:"-"`
	// Hook is what it was asked or told, such as "ticket.will_create".
	Hook string `json:"hook"`
	// Verdict is "saw", "changed", "vetoed" or "failed" of a plugin that was asked
	// beforehand, "told" or "failed" of one that was told afterwards.
	Verdict string `json:"verdict"`
	// Fields are those that it wanted changed; what the person could not have changed
	// themselves was left as it was.
	Fields []string `json:"fields,omitempty"`
	// Reason is why it vetoed or failed, one sentence.
	Reason string `json:"reason,omitempty"`
	// MS is how many milliseconds it took.
	MS float64 `json:"ms"`
}

// Activity is the line in the ticket's log.
func (h *Heard) Activity(ticket core.TicketID, who core.UserID, at time.Time) Activity {
	return Activity{Ticket: ticket, Actor: Person{ID: who}, Plugin: h.Plugin, Type: ActivityHeard, Data: mustJSON(h), At: at}
}

// heard logs who was asked about the change under way.
func (e *edit) heard(list *[]Heard) {
	if list == nil {
		return
	}
	for i := range *list {
		e.log = append(e.log, (*list)[i].Activity(e.t.ID, e.who.User, e.now))
	}
}

// with returns a longer list and leaves the one before alone.
func with(list *[]Heard, more ...Heard) *[]Heard {
	var out []Heard
	if list != nil {
		out = append(out, *list...)
	}
	out = append(out, more...)
	return &out
}
