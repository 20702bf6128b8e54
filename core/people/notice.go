package people

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// EventNotice asks core/notices to tell one person something, on behalf of the
// event's plugin or, without one, of the helpdesk itself. Its payload is a Notice.
// No plugin may watch it: it is between two people.
const EventNotice = "person.notice"

// Notice is what the helpdesk tells a person, in a plugin's words or its own.
type Notice struct {
	User core.UserID `json:"user"`
	// Visitor is whom a letter goes to who has no account; then User is zero.
	Visitor *Visitor `json:"visitor,omitempty"`
	// From is who says it: what the plugin is called.
	From  string `json:"from"`
	Title string `json:"title"` // one line
	Text  string `json:"text"`  // plain
	// Path is where it leads, within the helpdesk; empty: to the ticket, or
	// to the first page.
	Path string `json:"path,omitempty"`
	// Query is the rest of that address behind the question mark, sealed: it may
	// hold what opens a door to whoever knows it.
	Query []byte `json:"query,omitempty"`
	// Label is what the letter's link says; empty: a word of the helpdesk's.
	Label string `json:"label,omitempty"`
	// Letter has it come by mail and stand on no page, whatever the person has chosen
	// for such news: for what is sent at a set time.
	Letter bool `json:"letter,omitempty"`
	// Ticket is what it is about, zero for none. Who does not see it hears nothing.
	Ticket core.TicketID `json:"ticket,omitempty"`
	// Print is what a letter carries as a PDF; nil for nothing.
	Print *PrintOrder `json:"print,omitempty"`
}

// PrintOrder names a surface of the plugin whose notice it is. The PDF is made when
// the letter is sent, with its reader's rights.
type PrintOrder struct {
	Surface string `json:"surface"`
	// Params are those of its page as a query, sealed.
	Params []byte `json:"params,omitempty"`
}

// Visitor is one whom a plugin let in and who gave an address.
type Visitor struct {
	Address string `json:"address"`
	Locale  string `json:"locale,omitempty"`
}

// TellHolders tells everybody who holds a key by a role or a grant of their own, in
// the transaction that ctx carries: for what the helpdesk has to tell those who
// look after it.
func (s *Service) TellHolders(ctx context.Context, k rbac.Key, n Notice) error {
	const op = "people.TellHolders"
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

// CanTell reports whether there is a way to tell a person anything: employees have
// a page for it, everybody else needs letters.
func (s *Service) CanTell(ctx context.Context, id core.UserID) (bool, error) {
	p, err := s.Stores.Users.FindUser(ctx, id)
	if err != nil {
		return false, core.Wrap("people.CanTell", err)
	}
	if p.Kind == Employee {
		return true, nil
	}
	return s.CanMail(ctx)
}
