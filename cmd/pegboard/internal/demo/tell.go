package demo

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// telling is one ticket while it is being told.
type telling struct {
	*seeder
	p    *planned
	id   core.TicketID
	at   time.Time
	step int
}

// pass lets the planned pause before the next step go by.
func (t *telling) pass() {
	if t.step < len(t.p.pauses) {
		t.at = t.at.Add(t.p.pauses[t.step])
		t.step++
	}
	t.clock.hold(t.at)
}

// ticket plays one ticket from its first message to where it stands.
func (s *seeder) ticket(ctx context.Context, p *planned) error {
	t := &telling{seeder: s, p: p, at: p.created}
	s.clock.hold(t.at)
	if err := t.open(ctx); err != nil {
		return err
	}
	if p.agent < 0 {
		return nil
	}
	t.pass()
	if err := t.take(ctx); err != nil {
		return err
	}
	for _, turn := range p.story.Turns[1:p.turns] {
		t.pass()
		if err := t.say(ctx, turn); err != nil {
			return err
		}
	}
	t.pass()
	if err := t.call(ctx); err != nil {
		return err
	}
	return t.leave(ctx)
}

// open writes the first message: the customer on the web, or an agent who has
// them on the phone. Then the routing gives it to its team.
func (t *telling) open(ctx context.Context) error {
	who, err := t.as(ctx, t.customers[t.p.customer])
	if err != nil {
		return err
	}
	in := tickets.NewTicket{
		Subject: t.p.words.Replace(t.p.story.Subject), Body: t.p.words.Replace(t.p.story.Turns[0].Customer),
		Channel: cmp.Or(t.p.story.Channel, "web"),
	}
	if t.p.phone {
		if who, err = t.as(ctx, t.employees[t.p.agent]); err != nil {
			return err
		}
		// By address: an agent need not have seen the customer before.
		customer := t.cast.Customers[t.p.customer]
		in.RequesterName, in.RequesterEmail, in.Channel, in.NotContributor = customer.Name, customer.Email, "phone", true
	}
	made, err := t.app.Tickets.Create(ctx, who, in)
	if err != nil {
		return err
	}
	t.id = made.ID
	if t.p.story.Team == "" {
		return nil
	}
	_, err = t.app.Tickets.Transfer(ctx, t.router, t.id, tickets.Transfer{Team: t.teams[t.p.story.Team]})
	return err
}

// take makes the agent the assignee, who sets priority and tags and may ask a
// colleague in.
func (t *telling) take(ctx context.Context) error {
	who, err := t.as(ctx, t.employees[t.p.agent])
	if err != nil {
		return err
	}
	taken, err := t.app.Tickets.Take(ctx, who, t.id, 0)
	if err != nil {
		return err
	}
	patch := tickets.Patch{Version: taken.Version, Tags: &t.p.story.Tags}
	if t.p.story.Priority != "" {
		priority, err := tickets.ParsePriority(t.p.story.Priority)
		if err != nil {
			return err
		}
		patch.Priority = &priority
	}
	if _, err := t.app.Tickets.Update(ctx, who, t.id, patch); err != nil {
		return err
	}
	if t.p.helper < 0 {
		return nil
	}
	_, err = t.app.Tickets.AddContributor(ctx, who, t.id, t.employees[t.p.helper])
	return err
}

// say adds one turn in its voice. Notes are the helper's, where there is one.
func (t *telling) say(ctx context.Context, turn turn) error {
	m := tickets.NewMessage{Kind: tickets.Reply, Body: t.p.words.Replace(turn.Customer + turn.Agent + turn.Note)}
	speaker := t.employees[t.p.agent]
	switch {
	case turn.Customer != "":
		speaker = t.customers[t.p.customer]
	case turn.Note != "":
		m.Kind = tickets.Comment
		if t.p.helper >= 0 {
			speaker = t.employees[t.p.helper]
		}
	}
	who, err := t.as(ctx, speaker)
	if err != nil {
		return err
	}
	_, err = t.app.Tickets.AddMessage(ctx, who, t.id, m)
	return err
}

// leave puts the ticket where the plan says it stands today.
func (t *telling) leave(ctx context.Context) error {
	who, err := t.as(ctx, t.employees[t.p.agent])
	if err != nil {
		return err
	}
	now, err := t.app.Tickets.Get(ctx, who, t.id)
	if err != nil {
		return err
	}
	status, err := tickets.ParseStatus(t.p.status)
	if err != nil {
		return err
	}
	patch := tickets.Patch{Version: now.Version}
	if now.Status != status {
		patch.Status = &status
	}
	if t.p.pinned {
		patch.Pinned = &t.p.pinned
	}
	if t.p.followUp != 0 {
		at := t.now.Add(t.p.followUp).Truncate(time.Hour)
		patch.FollowUpAt = &at
	}
	if patch == (tickets.Patch{Version: now.Version}) {
		return nil
	}
	_, err = t.app.Tickets.Update(ctx, who, t.id, patch)
	return err
}

// call logs the phone call behind a ticket that came by phone, and now and
// then one that went with it.
func (t *telling) call(ctx context.Context) error {
	calls, err := t.app.Plugins.Collection(calllogsID, "calls")
	if core.IsKind(err, core.KindNotFound) || !t.p.phone && t.id%5 != 0 {
		return nil
	} else if err != nil {
		return err
	}
	who, err := t.as(ctx, t.employees[t.p.agent])
	if err != nil {
		return err
	}
	fields := map[string]any{
		"direction": "in", "outcome": "answered", "ticket": t.id, "person": t.customers[t.p.customer],
		"started_at": t.at.Format(time.RFC3339), "duration": 60 + int(t.id)*37%900,
		"number": phoneNumber(t.p.customer), "notes": "Asked how things stand. Explained what happens next.",
	}
	if t.p.phone {
		fields["started_at"], fields["notes"] = t.p.created.Format(time.RFC3339), "Called about this; took it down as a ticket."
	} else if t.id%3 == 0 {
		fields["direction"], fields["outcome"], fields["notes"], fields["duration"] = "out", "voicemail", "Left a message on the machine.", 25
	} else if t.id%4 == 0 {
		fields["outcome"], fields["notes"] = "callback", "Wants to be called once the answer is there."
		fields["callback_at"] = t.at.Add(26 * time.Hour).Format(time.RFC3339)
	}
	in, err := inputOf(fields)
	if err != nil {
		return err
	}
	_, err = t.app.Plugins.Records().Create(ctx, who, calls, in)
	return err
}
