package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// livechatID is the bundled plugin for chats with visitors.
const livechatID core.PluginID = "livechat"

// talk is a chat as the demo tells it: who says what, by turns; the visitor begins.
type talk struct {
	name, email, page, tags string
	ago                     time.Duration
	waits                   time.Duration // until an agent takes it; zero: nobody does
	goesOn                  bool
	said                    []string
}

var talks = []talk{
	{"Maya Ortiz", "maya.ortiz@mail.example", "https://harborlane.example/pricing", "pricing", 9 * 24 * time.Hour, 40 * time.Second, false,
		[]string{"Is there a discount for schools?", "There is: thirty percent for a whole year.", "Lovely. How do I get it?", "Write your school's name when you order, we do the rest."}},
	{"Theo Brandt", "theo@mail.example", "https://harborlane.example/orders/returns", "returns", 6 * 24 * time.Hour, 95 * time.Second, false,
		[]string{"I sent a lamp back two weeks ago and hear nothing.", "I am sorry. It arrived on Tuesday, and the money leaves today.", "Thanks, that was all."}},
	{"Ines Silva", "ines.silva@mail.example", "https://harborlane.example/cart", "", 3 * 24 * time.Hour, 0, false,
		[]string{"Hello? My card is refused.", "Never mind, another one worked."}},
	{"Jonas Falk", "jonas@falk.example", "https://harborlane.example/invoices", "invoice, vat", 26 * time.Hour, 20 * time.Second, false,
		[]string{"Can you put our VAT number on invoice 2026-118?", "Done; the corrected one is in your mail.", "That was quick!"}},
	{"Priya Nair", "priya.nair@mail.example", "https://harborlane.example/invoices", "", 14 * time.Minute, 30 * time.Second, true,
		[]string{"I was charged twice this month.", "Let me look. Which of the two dates is it?", "The 3rd and the 4th."}},
	{"Ole Berg", "ole.berg@mail.example", "https://harborlane.example/pricing", "", 3 * time.Minute, 0, true,
		[]string{"Do you ship to Norway?"}},
}

// chats makes the demo's chats: some that are over, one that goes on, and one that
// waits. Guests may start more.
func (s *seeder) chats(ctx context.Context) error {
	chats, err := s.app.Plugins.Collection(livechatID, "chats")
	if core.IsKind(err, core.KindNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	lines, err := s.app.Plugins.Collection(livechatID, "lines")
	if err != nil {
		return err
	}
	if err := s.prov.SetGuests(ctx, rbac.Guests{Submit: true, Chat: true}); err != nil {
		return err
	}
	for i := range talks {
		if err := s.chat(ctx, chats, lines, &talks[i], fmt.Sprintf("demo%028d", i+1)); err != nil {
			return fmt.Errorf("the chat of %s: %w", talks[i].name, err)
		}
	}
	return nil
}

func (s *seeder) chat(ctx context.Context, chats, lines *records.Collection, t *talk, visitor string) error {
	begun := s.now.Add(-t.ago)
	s.clock.hold(begun)
	keys := map[rbac.Key]rbac.Scope{}
	for _, k := range s.app.Plugins.Registry().FeatureKeys(string(livechatID)) {
		keys[k.Key] = rbac.Own
	}
	guest := &rbac.Subject{Actor: core.Actor{Kind: core.ActorGuest, Plugin: livechatID}, Visitor: visitor, Powers: rbac.NewPowers(s.app.Plugins.Registry(), keys)}
	made, err := s.write(ctx, guest, chats, map[string]any{
		"name": t.name, "email": t.email, "question": t.said[0], "site": "https://harborlane.example", "page": t.page, "language": "en",
		"team": s.teams["Billing"], "tags": t.tags,
	})
	if err != nil {
		return err
	}
	ana, err := s.app.People.SubjectByID(ctx, s.employees[2])
	if err != nil {
		return err
	}
	say := func(who *rbac.Subject, side, name, text string) error {
		_, err := s.write(ctx, who, lines, map[string]any{"chat": made.ID, "side": side, "name": name, "text": text})
		return err
	}
	taken := t.waits == 0
	for i, text := range t.said {
		at := begun.Add(time.Duration(i) * 50 * time.Second)
		if i > 0 && !taken {
			at, taken = begun.Add(t.waits), true
			s.clock.hold(at)
			if _, err := s.change(ctx, ana, chats, made.ID, map[string]any{"owner": ana.User, "taken_at": at.Format(time.RFC3339)}); err != nil {
				return err
			}
			if err := say(ana, "event", "", ana.Name+" has joined."); err != nil {
				return err
			}
			begun = at
		}
		s.clock.hold(at.Add(time.Second))
		who, side, name := guest, "in", t.name
		if t.waits > 0 && i%2 == 1 {
			who, side, name = ana, "out", ana.Name
		}
		if err := say(who, side, name, text); err != nil {
			return err
		}
	}
	if t.goesOn {
		return nil
	}
	end := s.clock.Now().Add(time.Minute)
	s.clock.hold(end)
	_, err = s.change(ctx, guest, chats, made.ID, map[string]any{"ended_at": end.Format(time.RFC3339), "ended_by": "visitor"})
	return err
}

func (s *seeder) write(ctx context.Context, who *rbac.Subject, c *records.Collection, fields map[string]any) (*records.Record, error) {
	in, err := inputOf(fields)
	if err != nil {
		return nil, err
	}
	return s.app.Plugins.Records().Create(ctx, who, c, in)
}

func (s *seeder) change(ctx context.Context, who *rbac.Subject, c *records.Collection, id core.RecordID, fields map[string]any) (*records.Record, error) {
	in, err := inputOf(fields)
	if err != nil {
		return nil, err
	}
	return s.app.Plugins.Records().Update(ctx, who, c, id, 0, in)
}

func inputOf(fields map[string]any) (records.Input, error) {
	in := records.Input{}
	for name, value := range fields {
		raw, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		in[name] = raw
	}
	return in, nil
}
