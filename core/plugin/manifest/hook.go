package manifest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/tickets"
)

// Hook is one event the plugin takes part in. A name with "will_" may change or
// veto what is about to happen; every other name only watches what was committed.
type Hook struct {
	On string `json:"on"`
	// Priority orders will-hooks, lower first, then the plugin's id. 1 to 1000, default 100.
	Priority int `json:"priority,omitempty"`
	// Fail says what a failing will-hook means: "open" (the default) goes on without
	// it, "closed" refuses what was about to happen.
	Fail string `json:"fail,omitempty"`
}

// WillHooks are the moments at which a plugin is asked beforehand.
var WillHooks = []string{
	tickets.WillCreate, tickets.WillUpdate, tickets.WillClose, tickets.WillReply, tickets.WillComment,
	tickets.WillAssign, tickets.WillTransfer, tickets.WillMerge, tickets.WillDelete,
	people.WillCreatePerson, people.WillUpdatePerson, WillSend,
}

// WillSend is asked before a letter about a ticket leaves.
const WillSend = "mail.will_send"

var hookName = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)

// HookName reports whether a text has the form of an event's or a hook's name.
func HookName(s string) bool { return hookName.MatchString(s) }

// Will reports whether the hook is asked before the change.
func (h *Hook) Will() bool { return isWill(h.On) }

func isWill(name string) bool {
	_, verb, _ := strings.Cut(name, ".")
	return strings.HasPrefix(verb, "will_")
}

// Closed reports whether a failure of the hook refuses the change.
func (h *Hook) Closed() bool { return h.Fail == "closed" }

func (m *Manifest) checkHooks() error {
	seen := map[string]bool{}
	for i := range m.Hooks {
		h := &m.Hooks[i]
		if !hookName.MatchString(h.On) {
			return fmt.Errorf("the hook %q is not a name such as ticket.created", h.On)
		}
		if seen[h.On] {
			return fmt.Errorf("the hook %q is declared twice", h.On)
		}
		seen[h.On] = true
		if h.Will() && !slices.Contains(WillHooks, h.On) {
			return fmt.Errorf("the hook %q is none that this Pegboard asks%s", h.On, near(h.On, WillHooks))
		}
		if err := m.checkAbout(h.On); err != nil {
			return err
		}
		if h.Priority == 0 {
			h.Priority = 100
		}
		if h.Priority < 1 || h.Priority > 1000 {
			return fmt.Errorf("the priority of the hook %q must be 1 to 1000", h.On)
		}
		if h.Fail != "" && h.Fail != "open" && h.Fail != "closed" {
			return fmt.Errorf(`the hook %q must fail "open" or "closed"`, h.On)
		}
		if h.Fail != "" && !h.Will() {
			return fmt.Errorf("the hook %q only watches and cannot fail open or closed", h.On)
		}
	}
	return nil
}

// checkAbout refuses hooks about what the plugin did not ask to know of.
func (m *Manifest) checkAbout(hook string) error {
	switch {
	case hook == WillSend && !(m.Grants(Mail) && m.Grants(TicketsRead)):
		return fmt.Errorf("the hook %q reads letters about tickets and takes the capabilities %q and %q", hook, Mail, TicketsRead)
	case !strings.HasPrefix(hook, "person."):
		return nil
	case !isWill(hook) && !slices.Contains(people.PersonEvents, hook):
		return fmt.Errorf("the hook %q is none that a plugin may watch", hook)
	case !m.Grants(PeopleRead):
		return fmt.Errorf("the hook %q takes the capability %q", hook, PeopleRead)
	}
	return nil
}

// Capability is something the plugin asks of the host, with the reason that the
// site owner reads before consenting.
type Capability struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// The capabilities of this version. What a plugin was not granted it cannot
// call, whoever stands behind the call; what it was granted it does with the
// caller's rights.
const (
	TicketsRead  = "tickets.read"
	TicketsWrite = "tickets.write"
	PeopleRead   = "people.read"
	Records      = "records"
	Settings     = "settings"
	// Secrets gives the guest its own secret settings in clear.
	Secrets = "secrets"
	KV      = "kv"
	// Events lets it publish events of its own, Scheduled lets it work at certain
	// times as itself.
	Events    = "events"
	Scheduled = "schedule"
	// HTTP lets it send requests to the hosts that the manifest names.
	HTTP = "http"
	// Mail lets it have letters written to people, Realtime say that what it shows
	// is to be drawn again.
	Mail     = "mail"
	Realtime = "realtime"
	// Services lets it call the services of other plugins that "uses" names.
	Services = "services"
	// Background lets watchers work without a person behind them: the plugin then
	// holds its own keys everywhere, and sees every ticket if it may read tickets.
	Background = "background"
	// Visitors lets people in who have no account: the plugin acts as itself on what
	// is theirs, and sees what their browser says.
	Visitors = "visitors"
	// Itself lets it act under its own name in the calls that are made for somebody,
	// guests included: with its own keys, and what its other capabilities allow,
	// everywhere.
	Itself = "itself"
	// Mailings lets people have it write letters at set times, each with the rights of
	// whom it goes to, and to nobody else.
	Mailings = "mailings"
)

var capabilities = []string{TicketsRead, TicketsWrite, PeopleRead, Records, Settings, Secrets, KV, Events, Scheduled, HTTP, Mail, Realtime, Services, Background, Visitors, Itself, Mailings}

// CapabilityNames are all that this version knows.
func CapabilityNames() []string { return slices.Clone(capabilities) }

func (m *Manifest) checkCapabilities() error {
	seen := map[string]bool{}
	for _, c := range m.Capabilities {
		if !slices.Contains(capabilities, c.Name) {
			return fmt.Errorf("it asks for the capability %q, which this Pegboard does not offer%s", c.Name, near(c.Name, capabilities))
		}
		if seen[c.Name] {
			return fmt.Errorf("it asks for the capability %q twice", c.Name)
		}
		seen[c.Name] = true
		if utf8.RuneCountInString(strings.TrimSpace(c.Reason)) < 10 {
			return fmt.Errorf("it must tell the site owner why it asks for the capability %q", c.Name)
		}
	}
	if len(m.Collections) > 0 && !seen[Records] {
		return fmt.Errorf("it has collections and must ask for the capability %q", Records)
	}
	return nil
}
