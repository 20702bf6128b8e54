package mail

import (
	"context"
	"encoding/json"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
	sentences "pegboard.dev/pegboard/core/words"
)

// told writes what a person is told by letter. Nothing is said to who was switched
// off meanwhile, or does not see the ticket that it is about.
func (s *Sender) told(ctx context.Context, w writer, e core.Event) (string, *Letter, error) {
	var n notices.Letter
	if err := json.Unmarshal(e.Payload, &n); err != nil {
		return "", nil, err
	}
	if n.Notice != nil && n.Notice.Visitor != nil {
		return w.toVisitor(n.Notice)
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
	var letter *Letter
	if n.Notice != nil {
		letter, err = s.relayed(ctx, w, who, person, e.Plugin, n.Notice)
	} else {
		letter, err = s.news(ctx, w, who, person, &e, &n)
	}
	if core.IsKind(err, core.KindNotFound) {
		return "", nil, nil // theirs no more
	}
	return person.Email, letter, err
}

// toVisitor writes a plugin's words to one who has no account, and gave an address.
func (w writer) toVisitor(n *people.Notice) (string, *Letter, error) {
	v := n.Visitor
	letter, err := w.drawWith(toldOutside, extras{label: n.Label}, v.Locale, "", n.Text, "/", n.From)
	if err == nil {
		letter.Subject = n.Title
	}
	return v.Address, letter, err
}

// relayed writes a plugin's words, or for no plugin those of the helpdesk itself.
func (s *Sender) relayed(ctx context.Context, w writer, who *rbac.Subject, to *people.PersonView, plugin core.PluginID, n *people.Notice) (*Letter, error) {
	inside := ""
	if to.Kind == people.Employee {
		inside = "/app"
	}
	path := n.Path
	if path == "" {
		path = inside + "/"
	}
	if len(n.Query) > 0 {
		query, err := s.OpenQuery(plugin, n.Query)
		if err != nil {
			return nil, err
		}
		path += "?" + query
	}
	if n.Ticket != 0 {
		if _, err := s.Tickets.Get(ctx, who, n.Ticket); err != nil {
			return nil, err
		}
		if n.Path == "" {
			path = fmt.Sprintf("%s/tickets/%d", inside, n.Ticket)
		}
	}
	kind := told
	if to.Kind != people.Employee {
		kind = toldOutside
	}
	title, text := n.Title, n.Text
	if plugin == "" {
		said := sentences.For(to.Locale, w.company.Locale)
		title, text = said.Say(title), said.Say(text)
	}
	file, note := s.attached(ctx, who, plugin, n)
	letter, err := w.drawWith(kind, extras{label: n.Label, note: note}, to.Locale, to.Name, text, path, n.From)
	if err == nil {
		letter.Subject, letter.Thread, letter.File = title, n.Ticket, file
	}
	return letter, err
}

// news writes to an employee what happened to a ticket, with what was written
// where that is the news.
func (s *Sender) news(ctx context.Context, w writer, who *rbac.Subject, to *people.PersonView, e *core.Event, n *notices.Letter) (*Letter, error) {
	t, err := s.Tickets.Get(ctx, who, e.Ticket)
	if err != nil {
		return nil, err
	}
	quote := ""
	var by string
	if n.Message != 0 {
		m, err := s.message(ctx, who, t.ID, n.Message)
		if err != nil || m == nil {
			return nil, err
		}
		quote, by = m.Text, m.Author.Name
	} else if e.Actor != 0 {
		names, err := s.People.Directory().People(ctx, e.Actor)
		if err != nil {
			return nil, err
		}
		by = names[e.Actor]
	}
	letter, err := w.draw(letterKind(n.Kind), to.Locale, to.Name, quote, fmt.Sprintf("/app/tickets/%d", t.ID), by)
	if err == nil {
		letter.Subject, letter.Thread = fmt.Sprintf("[#%d] %s", t.ID, t.Subject), t.ID
	}
	return letter, err
}

// message finds one message among the newest of a ticket, as who may read it; nil
// if it is not there for them.
func (s *Sender) message(ctx context.Context, who *rbac.Subject, ticket core.TicketID, id core.MessageID) (*tickets.Message, error) {
	page, err := s.Tickets.Messages(ctx, who, ticket, "", core.MaxPageSize)
	if err != nil {
		return nil, err
	}
	for i := range page.Items {
		if page.Items[i].ID == id {
			return &page.Items[i], nil
		}
	}
	return nil, nil
}
