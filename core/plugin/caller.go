package plugin

import (
	"context"
	"slices"
	"sync"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// Locale is how texts and times are shown to somebody; empty is the helpdesk's.
type Locale struct {
	Language string // BCP 47
	Timezone string // IANA
}

// call is one call of a guest with whom it is made for.
type call struct {
	m    *Manager
	unit *unit
	// person is who stands behind the call, with all their rights.
	person *rbac.Subject
	locale Locale
	// via are the plugins that called each other on the way here, the first first.
	via []*unit

	once  sync.Once
	bound *rbac.Subject
	seen  memo

	// reading is set where the person has not asked for the call: it may read for them
	// and do nothing else.
	reading bool

	// own is set while the guest acts under its plugin's own name.
	own *own
}

// own is the plugin as itself, and what it has seen of tickets.
type own struct {
	who  *rbac.Subject
	seen memo
}

func (m *Manager) newCall(u *unit, person *rbac.Subject, l Locale) *call {
	return &call{m: m, unit: u, person: person, locale: l}
}

// who is the person bounded by what the plugin was granted: the effective right
// of everything that the guest does. While it acts as itself, it is the plugin.
func (c *call) who() *rbac.Subject {
	if c.own != nil {
		return c.own.who
	}
	c.once.Do(func() {
		s := *c.person
		s.Itself = s.Itself && s.Plugin == c.unit.manifest.ID // another's work is not its own
		s.Plugin = c.unit.manifest.ID
		s.Powers = s.Powers.ForPlugin(c.limit())
		c.bound = &s
	})
	return c.bound
}

// behind is whose deed it is what the guest does right now.
func (c *call) behind() *rbac.Subject {
	if c.own != nil {
		return c.own.who
	}
	return c.person
}

// memo is what is known of tickets about whoever acts right now.
func (c *call) memo() *memo {
	if c.own != nil {
		return &c.own.seen
	}
	return &c.seen
}

// accessItself has the host calls that follow act under the plugin's own name, or
// the person's again. It ends with the call at the latest.
func (c *call) accessItself(_ context.Context, in []byte) (any, error) {
	var req abi.ItselfRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	if !req.On {
		c.own = nil
	} else if c.own == nil {
		self := c.m.actor(c.unit)
		self.Powers = self.Powers.ForPlugin(c.limit()) // nobody borrows a capability
		c.own = &own{who: self}
	}
	return nil, nil
}

// caller tells the guest for whom it is called.
func (c *call) caller() *abi.Caller {
	out := &abi.Caller{Kind: "anonymous", Locale: c.locale.Language, Timezone: c.locale.Timezone}
	switch c.person.Kind {
	case core.ActorSystem:
		out.Kind = "system"
	case core.ActorUser:
		out.Kind, out.ID, out.Name = "customer", int64(c.person.User), c.person.Name
		if c.person.Holds("console.agent") {
			out.Kind = "agent"
		}
	}
	if c.person.Visitor != "" {
		out.Kind, out.Visitor = "visitor", c.person.Visitor
	}
	for _, k := range slices.Concat(c.unit.own, c.unit.added(c.m.Registry())) {
		if c.person.Holds(k) {
			out.Perms = append(out.Perms, string(k))
		}
	}
	return out
}

// background is the plugin itself, without a person: it holds its own keys
// everywhere, and what its capabilities let it read.
func (m *Manager) background(u *unit) *rbac.Subject { return m.backgroundIn(m.Registry(), u) }

// backgroundIn is background where the keys are those of another registry.
func (m *Manager) backgroundIn(reg *rbac.Registry, u *unit) *rbac.Subject {
	keys := map[rbac.Key]rbac.Scope{}
	for _, k := range u.own {
		keys[k] = rbac.All
	}
	for _, name := range []string{manifest.TicketsRead, manifest.PeopleRead} {
		if u.manifest.Grants(name) {
			for _, k := range capabilityKeys[name] {
				keys[k] = rbac.All
			}
		}
	}
	return &rbac.Subject{
		Actor:  core.Actor{Kind: core.ActorSystem, Name: u.manifest.Name, Plugin: u.manifest.ID},
		Itself: true,
		Powers: rbac.NewPowers(reg, keys),
	}
}

// behind is for whom a plugin watches an event: itself where it may work in the
// background, otherwise the person who caused the event, with the rights of now.
// A person who is gone leaves somebody without rights.
func (m *Manager) behind(ctx context.Context, u *unit, e *core.Event) (*rbac.Subject, error) {
	if u.manifest.Grants(manifest.Background) {
		return m.background(u), nil
	}
	if e.Actor != 0 {
		s, err := m.svc.People.SubjectByID(ctx, e.Actor)
		if err == nil || !core.IsKind(err, core.KindNotFound) && !core.IsKind(err, core.KindUnauthenticated) {
			return s, err
		}
	}
	return &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: u.manifest.Name, Plugin: u.manifest.ID}}, nil
}

// memo remembers within one call which tickets the person may see, so that a
// panel's own ticket is asked about once.
type memo struct {
	mu      sync.Mutex
	tickets map[core.TicketID]bool
}

func (s *memo) get(id core.TicketID) (visible, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	visible, known = s.tickets[id]
	return visible, known
}

func (s *memo) put(id core.TicketID, visible bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tickets == nil {
		s.tickets = map[core.TicketID]bool{}
	}
	s.tickets[id] = visible
}

// memoKey finds the call's memo in the context of its host calls.
type memoKey struct{}
