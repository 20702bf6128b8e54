package plugintest

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest/wire"
)

// Helpdesk is one helpdesk with the plugin enabled.
type Helpdesk struct {
	t      testing.TB
	host   *process
	number int
	plugin string
	ids    map[string]int64
}

func (h *Helpdesk) ask(r *wire.Request) *wire.Answer {
	h.t.Helper()
	r.Helpdesk = h.number
	a, err := h.host.ask(h.t, r)
	if err != nil {
		h.t.Fatal(err)
	}
	return a
}

// Plugin returns the plugin's id.
func (h *Helpdesk) Plugin() string { return h.plugin }

// ID returns the number of a person or a team.
func (h *Helpdesk) ID(name string) int64 {
	h.t.Helper()
	id, ok := h.ids[name]
	if !ok {
		h.t.Fatalf("there is nobody called %s; there are %s", name, strings.Join(slices.Sorted(maps.Keys(h.ids)), ", "))
	}
	return id
}

// As returns one of the people, to act as them.
func (h *Helpdesk) As(name string) *Person {
	h.t.Helper()
	return &Person{h: h, name: name, id: h.ID(name)}
}

// Nobody is somebody who has not signed in.
func (h *Helpdesk) Nobody() *Person { return &Person{h: h} }

// Add makes one more person: with a role such as "agent", an employee; with an
// empty one, a customer.
func (h *Helpdesk) Add(name, role string, teams ...string) *Person {
	h.t.Helper()
	h.ids = h.ask(&wire.Request{Do: wire.Add, Name: name, Role: role, Team: teams}).IDs
	return h.As(name)
}

// Level sets what a role says about a feature: "none", "read", "modify" or
// "full"; scope is "own", "team", "department" or "all", or empty for the role's.
func (h *Helpdesk) Level(role, feature, level, scope string) {
	h.t.Helper()
	setting := map[string]any{"level": level}
	if scope != "" {
		setting["scope"] = scope
	}
	h.As("olga").Must("PATCH", "/roles/"+role, map[string]any{"features": map[string]any{feature: setting}})
}

// Ticket makes a ticket of carl's in a team, given to nobody, and returns its
// number. Hooks of the plugin see it made.
func (h *Helpdesk) Ticket(subject, team string) int64 {
	h.t.Helper()
	olga := h.As("olga")
	made := olga.Must("POST", "/tickets", map[string]any{
		"subject": subject, "body": "It does not work.", "requester_id": h.ID("carl"), "team_id": h.ID(team),
	})
	id := made.Int("id")
	// Who makes a ticket takes part in it; here it is as if it had come by itself.
	if r := olga.API("DELETE", "/tickets/"+number(id)+"/contributors/"+number(olga.id), nil); r.Status >= 300 && r.Status != http.StatusNotFound {
		h.t.Fatalf("the ticket cannot be left: %s", r.Body)
	}
	return id
}

// Pass lets time pass for the helpdesk: entries expire, waiting deliveries and
// letters at set times are due.
func (h *Helpdesk) Pass(d time.Duration) {
	h.t.Helper()
	h.ask(&wire.Request{Do: wire.Pass, MS: d.Milliseconds()})
}

// RunSchedule runs one of the plugin's schedules, as if its time had come.
func (h *Helpdesk) RunSchedule(name string) {
	h.t.Helper()
	h.ask(&wire.Request{Do: wire.Run, Name: name})
}

// Letter is one that the helpdesk wrote: to an address, with its text and the file
// that it carries.
type Letter = wire.Letter

// Letters takes the letters that were written since the last time, oldest first.
// The helpdesk's address in them is https://help.test.example.
func (h *Helpdesk) Letters() []Letter {
	h.t.Helper()
	return h.ask(&wire.Request{Do: wire.Post}).Letters
}

// Disable switches the plugin off, Enable on again.
func (h *Helpdesk) Disable() {
	h.t.Helper()
	h.As("olga").Must("POST", "/plugins/"+h.plugin+"/disable", struct{}{})
}

// Enable switches the plugin on again.
func (h *Helpdesk) Enable() {
	h.t.Helper()
	h.As("olga").Must("POST", "/plugins/"+h.plugin+"/enable", struct{}{})
}
