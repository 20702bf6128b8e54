package notices

import (
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Kind is a sort of news. The names are stored.
type Kind string

const (
	// Assigned: somebody gave me a ticket.
	Assigned Kind = "assigned"
	// Invited: somebody asked me in as a contributor.
	Invited Kind = "invited"
	// Replied: a reply on a ticket that is mine.
	Replied Kind = "replied"
	// Noted: a private note on a ticket that is mine, or that I contribute to.
	Noted Kind = "noted"
	// Mentioned: a private note names me.
	Mentioned Kind = "mentioned"
	// Helped: a reply on a ticket that I contribute to.
	Helped Kind = "helped"
	// Woken: a ticket that I had snoozed, or that is mine, is back.
	Woken Kind = "woken"
	// Queued: a ticket waits for one of my teams, and nobody has it.
	Queued Kind = "queued"
	// Plugin: what a plugin wants me to know.
	Plugin Kind = "plugin"
	// Upkeep: what the helpdesk has to tell those who look after it.
	Upkeep Kind = "upkeep"
	// Answered: my request was answered. For customers, and always by letter.
	Answered Kind = "answered"
)

// Choice is how a person wants to hear of a kind of news.
type Choice struct{ Page, Mail bool }

// about describes a kind.
type about struct {
	kind   Kind
	who    people.Kind // empty: everybody
	key    rbac.Key    // only those who hold it; empty: all
	noPage bool        // there is no page to show it on
	usual  Choice
}

// kinds are all there are, in the order in which a person chooses.
var kinds = []about{
	{kind: Assigned, who: people.Employee, usual: Choice{Page: true}},
	{kind: Replied, who: people.Employee, usual: Choice{Page: true}},
	{kind: Mentioned, who: people.Employee, usual: Choice{Page: true}},
	{kind: Noted, who: people.Employee, usual: Choice{Page: true}},
	{kind: Invited, who: people.Employee, usual: Choice{Page: true}},
	{kind: Helped, who: people.Employee, usual: Choice{Page: true}},
	{kind: Queued, who: people.Employee},
	{kind: Woken, who: people.Employee, usual: Choice{Page: true}},
	{kind: Plugin, usual: Choice{Page: true, Mail: true}},
	{kind: Upkeep, who: people.Employee, key: keyPlugins, usual: Choice{Page: true, Mail: true}},
	{kind: Answered, noPage: true, usual: Choice{Mail: true}},
}

func aboutKind(k Kind) *about {
	for i := range kinds {
		if kinds[i].kind == k {
			return &kinds[i]
		}
	}
	return nil
}

// concerns reports whether such news can reach somebody of that kind.
func (a *about) concerns(who *rbac.Subject, kind people.Kind) bool {
	return (a.who == "" || a.who == kind) && (a.key == "" || who.Holds(a.key))
}

// Preference is one line of what a person chooses.
type Preference struct {
	Kind Kind
	Choice
	// OnPage is false for news that are told by letter only.
	OnPage bool
}

// choice is what somebody has chosen, or what is usual, as far as they have a page.
func (a *about) choice(kind people.Kind, chosen map[Kind]Choice) Choice {
	c, ok := chosen[a.kind]
	if !ok {
		c = a.usual
	}
	c.Page = c.Page && a.onPage(kind)
	return c
}

// onPage reports whether such news can be told on a page: the customers' have no
// place for them.
func (a *about) onPage(kind people.Kind) bool { return !a.noPage && kind == people.Employee }
