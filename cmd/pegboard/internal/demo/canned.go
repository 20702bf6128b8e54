package demo

import (
	"context"
	"fmt"
	"time"

	"pegboard.dev/pegboard/core"
)

// cannedID is the bundled plugin for replies that are ready to be inserted.
const cannedID core.PluginID = "canned"

// saved is a canned reply as the demo tells it. Who wrote it is a number among the
// employees; a team is by name, and nothing there is for everybody.
type saved struct {
	title, shortcut, kind, language, team string
	by                                    int
	mine, draft                           bool
	text                                  string
}

var replies = []saved{
	{title: "Thanks for waiting", shortcut: "wait", kind: "both", language: "en", by: 1,
		text: "Hello {{requester.first_name|there}},\n\nthank you for your patience. I am looking into it right now and come back to you today.\n\nKind regards\n{{agent.first_name}}"},
	{title: "Danke fürs Warten", shortcut: "warten", kind: "both", language: "de", by: 1,
		text: "Guten Tag {{requester.name|zusammen}},\n\nvielen Dank für Ihre Geduld. Ich sehe es mir gerade an und melde mich heute noch.\n\nFreundliche Grüße\n{{agent.name}}"},
	{title: "Refund is on its way", shortcut: "refund", kind: "ticket", language: "en", team: "Billing", by: 2,
		text: "Hello {{requester.first_name|there}},\n\nyour refund for **{{ticket.subject}}** left us today. It takes **three to five working days** until you see it on your account.\n\nIf it is not there by then, answer to this message: your request has the number {{ticket.number}}.\n\n{{agent.first_name}}"},
	{title: "How to return an order", shortcut: "returns", kind: "both", language: "en", by: 1,
		text: "You can return everything within 30 days:\n\n1. Print the label from your account, under *Orders*.\n2. Stick it on the parcel.\n3. Leave it at any post office.\n\nThe money is back two days after the parcel is here."},
	{title: "Which order is it?", shortcut: "order", kind: "both", by: 3,
		text: "Could you tell me the number of your order? It begins with HL and stands in the mail that confirmed it."},
	{title: "Are you still there?", shortcut: "there", kind: "chat", language: "en", by: 2,
		text: "Are you still there, {{requester.first_name|dear visitor}}? I keep this chat open for a few more minutes."},
	{title: "Closing an old request", shortcut: "closing", kind: "ticket", language: "en", by: 3, draft: true,
		text: "Hello {{requester.first_name}},\n\nwe have not heard from you for a while, so I close request {{ticket.number}}. Answer whenever you like, and it is open again."},
	{title: "My sign-off", shortcut: "bye", kind: "both", by: 2, mine: true,
		text: "Have a lovely day, and write whenever you need us.\n{{agent.first_name}}"},
}

// canned writes the demo's canned replies, as the people who wrote them.
func (s *seeder) canned(ctx context.Context) error {
	c, err := s.app.Plugins.Collection(cannedID, "replies")
	if core.IsKind(err, core.KindNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	for i := range replies {
		r := &replies[i]
		s.clock.hold(s.now.Add(-time.Duration(40-3*i) * 24 * time.Hour))
		who, err := s.as(ctx, s.employees[r.by])
		if err != nil {
			return err
		}
		fields := map[string]any{
			"title": r.title, "shortcut": r.shortcut, "text": r.text, "kind": r.kind, "language": r.language, "draft": r.draft,
			"everyone": r.team == "" && !r.mine,
		}
		if r.team != "" {
			fields["team"] = s.teams[r.team]
		}
		if _, err := s.write(ctx, who, c, fields); err != nil {
			return fmt.Errorf("the canned reply %q: %w", r.title, err)
		}
	}
	return nil
}
