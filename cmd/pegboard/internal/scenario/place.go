package scenario

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/tickets"
)

// makeTickets writes the tickets as the file has them, whether or not anybody
// could have brought them about.
func (w *world) makeTickets(ctx context.Context) error {
	store := w.app.DB.Tickets()
	for _, in := range w.s.Tickets {
		t := &tickets.Ticket{}
		t.Subject, t.Channel, t.Version, t.Status, t.Priority = "Ticket "+in.Name, "web", 1, tickets.Open, tickets.Normal
		t.CreatedAt = now()
		t.UpdatedAt = t.CreatedAt
		if in.Status != "" {
			var err error
			if t.Status, err = tickets.ParseStatus(in.Status); err != nil {
				return w.problem(in.Line, "%s", err)
			}
		}
		t.Team.ID, t.Assignee.ID, t.Requester.ID = w.teams[in.Team], w.users[in.Assignee], w.users[in.Requester]
		if t.Requester.ID == 0 {
			somebody, err := w.somebody(ctx)
			if err != nil {
				return err
			}
			t.Requester.ID = somebody
		}
		t.Organization.ID = w.belongs[t.Requester.ID]
		if in.Organization != "" {
			t.Organization.ID = w.organizations[in.Organization]
		}
		for _, name := range in.Contributors {
			t.Access.Contributors = append(t.Access.Contributors, w.users[name])
		}
		for _, name := range in.CC {
			t.Access.CC = append(t.Access.CC, w.users[name])
		}
		t.MessageCount, t.ReplyCount = 1, 1
		if err := store.InsertTicket(ctx, t, 0); err != nil {
			return err
		}
		m := &tickets.Message{Ticket: t.ID, Kind: tickets.Reply, Text: t.Subject, HTML: "<p>" + t.Subject + "</p>", Channel: t.Channel, CreatedAt: t.CreatedAt, FromCustomer: true}
		m.Author.ID = t.Requester.ID
		if err := store.InsertMessage(ctx, m); err != nil {
			return err
		}
		w.tickets[in.Name] = t.ID
	}
	return nil
}

// unnamed is the requester of tickets for which the file names none.
const unnamed = "somebody@scenario.invalid"

// somebody returns the customer behind tickets that name none.
func (w *world) somebody(ctx context.Context) (core.UserID, error) {
	prov := people.NewProvisioner(w.app.People, actor)
	p, err := prov.UserByEmail(ctx, unnamed)
	if core.IsKind(err, core.KindNotFound) {
		p, err = prov.CreateUser(ctx, people.PersonInput{Name: "Somebody", Email: unnamed})
	}
	if err != nil {
		return 0, err
	}
	return p.ID, nil
}

// makeRecords writes the rows of plugins' collections as the file has them.
func (w *world) makeRecords(ctx context.Context) error {
	for _, in := range w.s.Records {
		c, err := w.collection(in.Collection, in.Line)
		if err != nil {
			return err
		}
		values := records.Input{}
		for name, v := range in.Fields {
			if values[name], err = w.value(c, name, v); err != nil {
				return w.problem(in.Line, "%s of %s: %s", name, in.Name, err)
			}
		}
		r, err := records.AsWritten(c, values, now())
		if err != nil {
			return w.problem(in.Line, "%s cannot be made: %s", in.Name, err)
		}
		if err := w.app.DB.Records().CreateRecord(ctx, c, r); err != nil {
			return err
		}
		w.records[in.Name] = record{c, r.ID}
	}
	return nil
}

// collection finds a collection of an enabled plugin by its full name.
func (w *world) collection(name string, line int) (*records.Collection, error) {
	plugin, collection, _ := strings.Cut(name, ".")
	c, err := w.app.Plugins.Collection(core.PluginID(plugin), collection)
	if core.IsKind(err, core.KindNotFound) {
		return nil, w.problem(line, "There is no collection %s.", name)
	}
	return c, err
}

// value turns names into the numbers behind them where the field refers to something.
func (w *world) value(c *records.Collection, name string, v any) (json.RawMessage, error) {
	f := c.Field(name)
	if f == nil || records.IsHost(name) {
		return nil, fmt.Errorf("there is no such field in %s", c.ID())
	}
	switch f.Type.Kind {
	case records.Ref:
		id, err := w.refer(f.Type.Target, v)
		if err != nil {
			return nil, err
		}
		v = id
	case records.Refs:
		var ids []int64
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, item := range list {
			id, err := w.refer(f.Type.Target, item)
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
		v = ids
	}
	return json.Marshal(v)
}

// refer finds what a name in a record stands for.
func (w *world) refer(to records.Target, v any) (int64, error) {
	name, ok := v.(string)
	if !ok {
		return 0, fmt.Errorf("write the name of a %s", to)
	}
	var id int64
	switch to {
	case records.TargetUser:
		id = int64(w.users[name])
	case records.TargetTeam:
		id = int64(w.teams[name])
	case records.TargetTicket:
		id = int64(w.tickets[name])
	case records.TargetOrganization:
		id = int64(w.organizations[name])
	}
	if id == 0 {
		return 0, fmt.Errorf("there is no %s %q", to, name)
	}
	return id, nil
}
