package people

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// EventNotice asks for a letter to one person, on behalf of a plugin. Its
// payload is a Notice. No plugin may watch it: it is between two people.
const EventNotice = "person.notice"

// Notice is what the helpdesk writes to a person when a plugin asks for it.
type Notice struct {
	User core.UserID `json:"user"`
	// From is what the plugin is called.
	From  string `json:"from"`
	Title string `json:"title"` // one line
	Text  string `json:"text"`  // plain
	// Path is where the letter leads, within the helpdesk; empty: to the ticket, or
	// to the first page.
	Path string `json:"path,omitempty"`
	// Query is the rest of that address behind the question mark, sealed: it may
	// hold what opens a door to whoever knows it.
	Query []byte `json:"query,omitempty"`
	// Label is what the link says; empty: a word of the helpdesk's.
	Label string `json:"label,omitempty"`
	// Ticket is what it is about, zero for none. Who does not see it gets no letter.
	Ticket core.TicketID `json:"ticket,omitempty"`
}

// WriteToHolders asks for a letter to everybody who holds a key by a role or a
// grant of their own, in the transaction that ctx carries: for what the helpdesk
// has to tell those who look after it. Without a mail server nobody is written to.
func (s *Service) WriteToHolders(ctx context.Context, k rbac.Key, n Notice) error {
	const op = "people.WriteToHolders"
	if can, err := s.CanMail(ctx); err != nil || !can {
		return core.Wrap(op, err)
	}
	holders, err := s.holdersOf(ctx, k)
	if err != nil {
		return core.Wrap(op, err)
	}
	now := s.Clock.Now()
	for _, id := range holders {
		n.User = id
		body, err := json.Marshal(n)
		if err != nil {
			return core.Wrap(op, err)
		}
		if err := s.Outbox.Append(ctx, core.Event{Type: EventNotice, At: now, Payload: body}); err != nil {
			return core.Wrap(op, err)
		}
	}
	return nil
}

// holdersOf lists the people who were given a role that gives the key, or the key
// itself; of each role at most as many as stand on a page.
func (s *Service) holdersOf(ctx context.Context, k rbac.Key) ([]core.UserID, error) {
	policy, err := s.Policy(ctx)
	if err != nil {
		return nil, err
	}
	var out []core.UserID
	seen := map[core.UserID]bool{}
	add := func(id core.UserID) {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	for i := range policy.Roles {
		r := &policy.Roles[i]
		if rbac.RoleKeys(s.Registry(), policy, r)[k] == rbac.ScopeNone {
			continue
		}
		list, err := s.Stores.UserLists.Holders(ctx, r.Slug, core.MaxPageSize)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			add(p.ID)
		}
	}
	granted, err := s.Stores.Grants.KeyGrants(ctx, k, core.MaxPageSize)
	if err != nil {
		return nil, err
	}
	for i := range granted {
		if granted[i].Active(s.Clock.Now()) {
			add(granted[i].Person.ID)
		}
	}
	return out, nil
}
