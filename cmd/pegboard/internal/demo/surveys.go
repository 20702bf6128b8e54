package demo

import (
	"context"
	"math/rand/v2"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/tickets"
)

// surveysID is the bundled plugin that asks customers how it went.
const surveysID core.PluginID = "surveys"

// What the demo's customers are asked, as the plugin keeps it.
var questions = []map[string]any{
	{"id": "q1", "kind": "stars", "label": "How satisfied are you with the help you got?", "required": true},
	{"id": "q2", "kind": "scale", "label": "Would you recommend us to a friend?"},
	{"id": "q3", "kind": "choice", "label": "What mattered most?", "options": []string{"A quick answer", "A kind answer", "A right answer"}},
	{"id": "q4", "kind": "text", "label": "What could we do better?"},
}

// said are words by stars.
var said = map[int64][]string{
	5: {"Nothing, that was perfect.", "Quick and kind. Thank you!", "", "", "You saved our weekend."},
	4: {"A little faster would be nice.", "", "All good.", ""},
	3: {"I had to explain it twice.", "It took three days.", ""},
	2: {"Nobody told me that it would cost extra.", "The first answer did not fit my question."},
	1: {"Still not solved, and closed all the same."},
}

// polls writes surveys and what came of them, as the plugin does it itself.
type polls struct {
	*seeder
	who                                    *rbac.Subject
	rng                                    *rand.Rand
	surveys, invitations, ratings, answers *records.Collection
}

// polls makes the demo's surveys: one after tickets, one after chats, and one that
// is a draft; and the answers of customers to closed tickets and ended chats.
func (s *seeder) polls(ctx context.Context) error {
	keys := map[rbac.Key]rbac.Scope{"tickets.view": rbac.All, "people.view": rbac.All, "people.org.view": rbac.All}
	for _, k := range s.app.Plugins.Registry().FeatureKeys(string(surveysID)) {
		keys[k.Key] = rbac.All
	}
	p := &polls{seeder: s, rng: rand.New(rand.NewPCG(2026, 30)), who: &rbac.Subject{
		Actor: core.Actor{Kind: core.ActorSystem, Name: "Surveys", Plugin: surveysID}, Itself: true, Powers: rbac.NewPowers(s.app.Plugins.Registry(), keys),
	}}
	for name, to := range map[string]**records.Collection{"surveys": &p.surveys, "invitations": &p.invitations, "ratings": &p.ratings, "answers": &p.answers} {
		c, err := s.app.Plugins.Collection(surveysID, name)
		if core.IsKind(err, core.KindNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		*to = c
	}
	s.clock.hold(s.now.Add(-78 * 24 * time.Hour))
	made := map[string]int64{}
	for _, of := range []map[string]any{
		{"name": "After a ticket", "state": "active", "occasion": "ticket", "follow_up": true, "rest_days": 14},
		{"name": "After a chat", "state": "active", "occasion": "chat", "rest_days": 0},
		{"name": "Once a year", "state": "draft", "occasion": "ticket", "share": 20, "rest_days": 365},
	} {
		of["questions"] = questions
		row, err := s.write(ctx, p.who, p.surveys, of)
		if err != nil {
			return err
		}
		if of["state"] == "active" {
			made[of["occasion"].(string)] = int64(row.ID)
		}
	}
	if err := p.afterTickets(ctx, made["ticket"]); err != nil {
		return err
	}
	return p.afterChats(ctx, made["chat"])
}

// afterTickets has somewhat more than half of the customers answer, and asks the
// one who can sign in about their last ticket that is done.
func (p *polls) afterTickets(ctx context.Context, survey int64) error {
	owner, err := p.as(ctx, p.employees[0])
	if err != nil {
		return err
	}
	page, err := p.app.Tickets.List(ctx, owner, tickets.Filter{Statuses: []tickets.Status{tickets.Solved, tickets.Closed}, Limit: ticketCount})
	if err != nil {
		return err
	}
	open := false
	for _, t := range page.Items {
		if t.Requester.ID == 0 || t.Assignee.ID == 0 {
			continue
		}
		about := map[string]any{"survey": survey, "ticket": t.ID, "person": t.Requester.ID, "owner": t.Assignee.ID}
		if t.Team.ID != 0 {
			about["team"] = t.Team.ID
		}
		if t.Organization.ID != 0 {
			about["organization"] = t.Organization.ID
		}
		asked := t.UpdatedAt.Add(time.Hour)
		if t.Requester.ID == p.customers[0] && !open {
			open = true
			if err := p.ask(ctx, about, p.now.Add(-time.Hour)); err != nil {
				return err
			}
			continue
		}
		if p.rng.IntN(10) < 6 && asked.Before(p.now) {
			if err := p.rate(ctx, about, asked); err != nil {
				return err
			}
		}
	}
	return nil
}

// afterChats rates the chats that an agent had.
func (p *polls) afterChats(ctx context.Context, survey int64) error {
	chats, err := p.app.Plugins.Collection(livechatID, "chats")
	if core.IsKind(err, core.KindNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	owner, err := p.as(ctx, p.employees[0])
	if err != nil {
		return err
	}
	page, err := p.app.Plugins.Records().List(ctx, owner, chats, records.Query{Limit: 100})
	if err != nil {
		return err
	}
	for _, r := range page.Items {
		ended, over := r.Values["ended_at"].(time.Time)
		if !over || r.Values["owner"] == nil {
			continue
		}
		about := map[string]any{"survey": survey, "chat": r.ID, "owner": r.Values["owner"], "team": r.Values["team"]}
		if err := p.rate(ctx, about, ended); err != nil {
			return err
		}
	}
	return nil
}

// ask leaves an invitation open.
func (p *polls) ask(ctx context.Context, about map[string]any, at time.Time) error {
	p.clock.hold(at)
	_, err := p.write(ctx, p.who, p.invitations, merged(about, map[string]any{
		"state": "sent", "send_at": at.Format(time.RFC3339), "closes_at": at.AddDate(0, 0, 14).Format(time.RFC3339),
	}))
	return err
}

// rate answers, and closes the invitation when its time is over.
func (p *polls) rate(ctx context.Context, about map[string]any, asked time.Time) error {
	at := asked.Add(time.Duration(10+p.rng.IntN(2000)) * time.Minute)
	if at.After(p.now) {
		at = asked.Add(time.Minute)
	}
	stars := int64([]int{5, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 2, 1}[p.rng.IntN(16)])
	scale := min(10, max(0, 2*stars-1+int64(p.rng.IntN(3))))
	p.clock.hold(at)
	rating := merged(about, map[string]any{"stars": stars, "low": stars <= 2, "followed": stars <= 2})
	if p.rng.IntN(5) > 0 {
		rating["scale"] = scale
	}
	row, err := p.write(ctx, p.who, p.ratings, rating)
	if err != nil {
		return err
	}
	state := "answered"
	closes := asked.AddDate(0, 0, 14)
	if closes.Before(p.now) {
		state = "over"
	}
	p.clock.hold(asked)
	if _, err := p.write(ctx, p.who, p.invitations, merged(about, map[string]any{
		"state": state, "rating": row.ID, "send_at": asked.Format(time.RFC3339), "closes_at": closes.Format(time.RFC3339),
	})); err != nil {
		return err
	}
	p.clock.hold(at)
	answer := func(q int, fields map[string]any) error {
		of := map[string]any{"rating": row.ID, "question": questions[q]["id"], "label": questions[q]["label"], "kind": questions[q]["kind"], "owner": about["owner"]}
		if about["team"] != nil {
			of["team"] = about["team"]
		}
		_, err := p.write(ctx, p.who, p.answers, merged(of, fields))
		return err
	}
	if err := answer(0, map[string]any{"number": stars}); err != nil {
		return err
	}
	if rating["scale"] != nil {
		if err := answer(1, map[string]any{"number": scale}); err != nil {
			return err
		}
	}
	options := questions[2]["options"].([]string)
	if err := answer(2, map[string]any{"text": options[p.rng.IntN(len(options))]}); err != nil {
		return err
	}
	words := said[stars][p.rng.IntN(len(said[stars]))]
	if words == "" {
		return nil
	}
	return answer(3, map[string]any{"text": words})
}

// merged has the fields of both.
func merged(a, b map[string]any) map[string]any {
	out := make(map[string]any, len(a)+len(b))
	for _, m := range []map[string]any{a, b} {
		for name, value := range m {
			out[name] = value
		}
	}
	return out
}
