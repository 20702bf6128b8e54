package mail

import (
	"context"
	"encoding/json"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// notice writes what a plugin wants a person to know. Nothing is said to who was
// switched off meanwhile, or does not see the ticket that it is about.
func (s *Sender) notice(ctx context.Context, w writer, e core.Event) (string, *Letter, error) {
	var n people.Notice
	if err := json.Unmarshal(e.Payload, &n); err != nil {
		return "", nil, err
	}
	who, err := s.People.SubjectByID(ctx, n.User)
	if core.IsKind(err, core.KindUnauthenticated) || core.IsKind(err, core.KindNotFound) {
		return "", nil, nil
	} else if err != nil {
		return "", nil, err
	}
	person, err := s.People.User(ctx, who, n.User)
	if err != nil || person.Email == "" {
		return "", nil, err
	}
	inside := ""
	if person.Kind == people.Employee {
		inside = "/app"
	}
	path := n.Path
	if path == "" {
		path = inside + "/"
	}
	if len(n.Query) > 0 {
		query, err := s.OpenQuery(e.Plugin, n.Query)
		if err != nil {
			return "", nil, err
		}
		path += "?" + query
	}
	if n.Ticket != 0 {
		if _, err := s.Tickets.Get(ctx, who, n.Ticket); core.IsKind(err, core.KindNotFound) {
			return "", nil, nil
		} else if err != nil {
			return "", nil, err
		}
		if n.Path == "" {
			path = fmt.Sprintf("%s/tickets/%d", inside, n.Ticket)
		}
	}
	kind := told
	if person.Kind != people.Employee {
		kind = toldOutside
	}
	letter, err := w.drawAs(kind, n.Label, person.Locale, person.Name, n.Text, path, n.From)
	if err == nil {
		letter.Subject, letter.Thread = n.Title, n.Ticket
	}
	return person.Email, letter, err
}
