package tickets_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

// live lets tickets come in, wander between teams, people and statuses, be
// answered, sleep and be opened again, over three weeks.
func (w *world) live(n int) {
	w.t.Helper()
	ctx, r := context.Background(), rand.New(rand.NewPCG(3, 5))
	boss := w.manager()
	must := func(_ any, err error) {
		w.t.Helper()
		if err != nil && !core.IsKind(err, core.KindConflict) {
			w.t.Fatal(err)
		}
	}
	var ids []core.TicketID
	for i := range n {
		w.clock.advance(time.Duration(r.IntN(int(20*24*time.Hour) / n * 2)))
		in := tickets.NewTicket{
			Team: []core.TeamID{0, w.billing, w.refunds, w.tech}[r.IntN(4)], Channel: []string{"web", "mail"}[i%2],
			Tags: [][]string{nil, {"red"}, {"blue", "red"}}[r.IntN(3)], Requester: []core.UserID{w.carl, w.dora, w.ana}[r.IntN(3)],
		}
		if i%9 == 0 {
			in.Status = tickets.Solved
		}
		t := w.mustTicket(in)
		ids = append(ids, t.ID)
		for range 3 {
			w.clock.advance(time.Duration(r.IntN(int(5 * time.Hour))))
			id, agent := ids[r.IntN(len(ids))], []core.UserID{w.ana, w.ben, w.mia}[r.IntN(3)]
			switch r.IntN(8) {
			case 0:
				must(w.svc.Assign(ctx, boss, id, agent, 0))
			case 1:
				must(w.svc.Transfer(ctx, boss, id, tickets.Transfer{Team: []core.TeamID{0, w.billing, w.tech}[r.IntN(3)]}))
			case 2, 3:
				status := []tickets.Status{tickets.Pending, tickets.OnHold, tickets.Solved, tickets.Closed, tickets.Open}[r.IntN(5)]
				must(w.svc.Update(ctx, boss, id, tickets.Patch{Status: &status}))
			case 4:
				must(w.svc.AddContributor(ctx, boss, id, agent))
			case 5:
				if t, err := w.svc.Get(ctx, boss, id); err != nil || t.Status.Active() && !t.Merged {
					must(t, err)
					must(w.svc.Update(ctx, boss, id, tickets.Patch{Snooze: &tickets.Snooze{Reply: true}}))
				}
			default:
				by := w.as(agent, full(rbac.All, nil))
				must(w.svc.AddMessage(ctx, by, id, tickets.NewMessage{Kind: tickets.MessageKind(1 + r.IntN(2)), Body: "Let me see."}))
			}
		}
	}
	must(nil, w.svc.Delete(ctx, boss, ids[n/2], 0))
}

// all lists every ticket of a filter.
func (w *world) all(who *rbac.Subject, f tickets.Filter) []core.TicketID {
	w.t.Helper()
	var out []core.TicketID
	f.Limit = 200
	for {
		page, err := w.svc.List(context.Background(), who, f)
		if err != nil {
			w.t.Fatalf("list %+v: %v", f, err)
		}
		for _, t := range page.Items {
			out = append(out, t.ID)
		}
		if f.Cursor = page.Next; f.Cursor == "" {
			return out
		}
	}
}

// queries are aggregates of all kinds; each counts tickets in its first measure.
func queries() []tickets.Aggregate {
	month := tickets.Period("2026-05-01..2026-05-31")
	of := func(m tickets.Moment, by ...tickets.Dimension) tickets.Aggregate {
		return tickets.Aggregate{Of: m, Period: month, Zone: "Europe/Berlin", By: by, Measures: []tickets.Measure{"tickets", "p50 waiting", "p90 resolution", "avg first_response"}}
	}
	out := []tickets.Aggregate{
		{Measures: []tickets.Measure{"tickets"}}, {By: []tickets.Dimension{tickets.ByTeam, tickets.ByStatus}, Measures: []tickets.Measure{"tickets", "max age"}},
		of(tickets.Created), of(tickets.Created, tickets.ByDay), of(tickets.Created, tickets.ByWeek, tickets.ByTeam), of(tickets.Created, tickets.ByMonth),
		of(tickets.Created, tickets.ByTag), of(tickets.Created, tickets.ByChannel), of(tickets.Created, tickets.ByPriority), of(tickets.Created, tickets.ByAssignee),
		of(tickets.Created, tickets.ByContributor), of(tickets.Created, tickets.ByOrganization), of(tickets.Created, tickets.ByHourOfWeek),
		of(tickets.FirstResponse, tickets.ByPerson), of(tickets.Resolved, tickets.ByDay), of(tickets.SolvedOnce, tickets.ByPerson, tickets.ByDay),
		of(tickets.ReopenedOnce, tickets.ByWeek), of(tickets.Replied, tickets.ByPerson), of(tickets.Worked, tickets.ByHourOfWeek), of(tickets.Worked, tickets.ByTeam),
	}
	for _, m := range []tickets.Moment{tickets.Created, tickets.SolvedOnce, tickets.ReopenedOnce} {
		out = append(out, tickets.Aggregate{Of: m, Period: "2026-02-01..2026-06-30", Zone: "Europe/Berlin", By: []tickets.Dimension{tickets.ByMonth}, Measures: []tickets.Measure{"tickets", "count"}})
	}
	red := of(tickets.Created, tickets.ByStatus)
	red.Filter = tickets.Filter{Tag: "red", Channel: "web", When: []tickets.When{{Of: tickets.FirstResponse, Never: true}}}
	return append(out, red)
}

func TestFiguresAreWhatListsShow(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		w.live(60)
		ctx := context.Background()
		for name, who := range map[string]*rbac.Subject{
			"all": w.manager(), "team": w.agent(w.ana), "department": w.as(w.ana, full(rbac.Department, nil)), "own": w.as(w.ben, full(rbac.Own, nil)),
			"own with the queue": w.as(w.ben, powers{"tickets.view": rbac.Own, "tickets.queue": rbac.All, "tickets.unrouted": rbac.All}),
		} {
			for i, a := range queries() {
				for _, within := range []rbac.Key{"", "tickets.reply"} {
					a.Filter.Within, a.Total = within, true
					got, err := w.svc.Aggregate(ctx, who, a)
					if err != nil {
						t.Fatalf("%s, query %d: %v", name, i, err)
					}
					for _, row := range append(got.Rows, *got.Total) {
						listed := w.all(who, row.Behind)
						if int64(len(listed)) != row.Values[0].N {
							t.Errorf("%s, query %d within %q: %+v counts %d, its list has %d: %s", name, i, within, row.By, row.Values[0].N, len(listed), row.Behind.Values().Encode())
						}
					}
				}
			}
		}
	})
}

func TestTotalIsOfAllGroups(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		w.live(60)
		for _, who := range []*rbac.Subject{w.manager(), w.agent(w.ana)} {
			for of, by := range map[tickets.Moment][]tickets.Dimension{
				tickets.Created:    {tickets.ByWeek, tickets.ByMonth, tickets.ByHourOfWeek, tickets.ByTeam, tickets.ByTag, tickets.ByContributor, tickets.ByOrganization, tickets.ByAssignee},
				tickets.SolvedOnce: {tickets.ByPerson, tickets.ByDay}, tickets.Worked: {tickets.ByPerson, tickets.ByPart, tickets.ByMonth}, tickets.ActiveThen: {tickets.ByWeek, tickets.ByTeam, tickets.ByTag},
			} {
				for _, d := range by {
					for _, top := range []int{0, 1} {
						a := tickets.Aggregate{Of: of, Period: "2026-04-01..2026-05-20", Zone: "Europe/Berlin", By: []tickets.Dimension{d}, Measures: []tickets.Measure{"count"}, Top: top, Total: true}
						got, err := w.svc.Aggregate(context.Background(), who, a)
						if err != nil {
							t.Fatal(err)
						}
						a.By, a.Top, a.Total = nil, 0, false
						whole, err := w.svc.Aggregate(context.Background(), who, a)
						if err != nil || len(whole.Rows) != 1 {
							t.Fatal(whole, err)
						}
						if got.Total.Values[0] != whole.Rows[0].Values[0] || got.Total.Behind.Values().Encode() != whole.Rows[0].Behind.Values().Encode() {
							t.Errorf("%s by %s, top %d: the total is %+v, of all %+v", of, d, top, got.Total, whole.Rows[0])
						}
					}
				}
			}
		}
	})
}

func TestBacklogIsWhatWasActiveThen(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		w.live(40)
		for _, who := range []*rbac.Subject{w.manager(), w.agent(w.ana)} {
			for _, by := range [][]tickets.Dimension{{tickets.ByDay}, {tickets.ByTeam, tickets.ByWeek}, nil, {tickets.ByTeam}} {
				got, err := w.svc.Aggregate(context.Background(), who, tickets.Aggregate{
					Of: tickets.ActiveThen, Period: "2026-05-01..2026-05-31", Zone: "Europe/Berlin", By: by, Measures: []tickets.Measure{"count"},
				})
				if err != nil {
					t.Fatal(err)
				}
				some := int64(0)
				for _, row := range got.Rows {
					some = max(some, row.Values[0].N)
					if listed := w.all(who, row.Behind); int64(len(listed)) != row.Values[0].N {
						t.Errorf("by %v: %+v counts %d, its list has %d: %s", by, row.By, row.Values[0].N, len(listed), row.Behind.Values().Encode())
					}
				}
				if some == 0 {
					t.Errorf("by %v: nothing was ever active", by)
				}
			}
		}
	})
}

func TestPercentilesAreOfRecordedTimes(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		ctx, ana := context.Background(), w.as(w.ana, full(rbac.All, nil))
		for hours := range 10 {
			made := w.mustTicket(tickets.NewTicket{Team: w.billing})
			w.clock.now = made.CreatedAt.Add(time.Duration(hours+1)*time.Hour - time.Millisecond)
			if _, err := w.svc.AddMessage(ctx, ana, made.ID, tickets.NewMessage{Kind: tickets.Reply, Body: "Hello."}); err != nil {
				t.Fatal(err)
			}
		}
		got, err := w.svc.Aggregate(ctx, ana, tickets.Aggregate{Measures: []tickets.Measure{
			"p50 first_response", "p90 first_response", "min first_response", "max first_response", "avg first_response", "n first_response", "p50 resolution", "n resolution",
		}})
		if err != nil {
			t.Fatal(err)
		}
		h := time.Hour.Milliseconds()
		want := []tickets.Value{{N: 5 * h, Valid: true}, {N: 9 * h, Valid: true}, {N: h, Valid: true}, {N: 10 * h, Valid: true}, {N: 11 * h / 2, Valid: true}, {N: 10, Valid: true}, {}, {N: 0, Valid: true}}
		if len(got.Rows) != 1 || !slices.Equal(got.Rows[0].Values, want) {
			t.Errorf("got %+v\nwant %+v", got.Rows, want)
		}
		slow := w.mustTicket(tickets.NewTicket{Team: w.tech})
		w.clock.now = slow.CreatedAt.Add(99 * time.Hour)
		if _, err := w.svc.AddMessage(ctx, ana, slow.ID, tickets.NewMessage{Kind: tickets.Reply, Body: "At last."}); err != nil {
			t.Fatal(err)
		}
		got, err = w.svc.Aggregate(ctx, ana, tickets.Aggregate{By: []tickets.Dimension{tickets.ByTeam}, Measures: []tickets.Measure{"p50 first_response"}, Top: 1})
		if err != nil || len(got.Rows) != 1 || got.Rows[0].By[0].ID != int64(w.tech) {
			t.Errorf("the slowest team is %+v, %v", got, err)
		}
	})
}

func TestFactsOfOneLife(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		w := mustWorld(t, db)
		ctx, boss := context.Background(), w.manager()
		made := w.mustTicket(tickets.NewTicket{Team: w.billing, Requester: w.carl})
		to := func(at time.Duration, s tickets.Status) {
			w.clock.now = made.CreatedAt.Add(at - time.Millisecond)
			if _, err := w.svc.Update(ctx, boss, made.ID, tickets.Patch{Status: &s}); err != nil {
				t.Fatal(err)
			}
		}
		to(2*time.Hour, tickets.Pending)
		w.clock.now = made.CreatedAt.Add(5*time.Hour - time.Millisecond)
		if _, err := w.svc.AddMessage(ctx, w.customer(w.carl), made.ID, tickets.NewMessage{Kind: tickets.Reply, Body: "And?"}); err != nil {
			t.Fatal(err)
		}
		to(6*time.Hour, tickets.Solved)
		to(8*time.Hour, tickets.Open)
		to(9*time.Hour, tickets.OnHold)
		to(13*time.Hour, tickets.Closed)
		got, err := w.store.FindTicket(ctx, made.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := tickets.Facts{
			StatusAt: made.CreatedAt.Add(13 * time.Hour), Open: 4 * time.Hour, Pending: 3 * time.Hour, OnHold: 4 * time.Hour,
			FirstResolvedAt: made.CreatedAt.Add(6 * time.Hour), Reopened: 1,
		}
		if got.Facts != want {
			t.Errorf("got %+v\nwant %+v", got.Facts, want)
		}
		if want := made.CreatedAt.Add(13 * time.Hour); !got.ResolvedAt.Equal(want) || !got.ClosedAt.Equal(want) {
			t.Errorf("resolved %s, closed %s", got.ResolvedAt, got.ClosedAt)
		}
	})
}

func TestAggregateRefusesWhatIsTooLarge(t *testing.T) {
	w := mustWorld(t, storetest.OpenSQLite(t))
	count := []tickets.Measure{"count"}
	for name, tc := range map[string]struct {
		a     tickets.Aggregate
		field string
	}{
		"days of ten years":    {tickets.Aggregate{Of: tickets.Created, Period: "2016-01-01..2025-12-31", By: []tickets.Dimension{tickets.ByDay}, Measures: count}, "by"},
		"forty years":          {tickets.Aggregate{Of: tickets.Created, Period: "1990-01-01..2029-12-31", Measures: count}, "period"},
		"no period":            {tickets.Aggregate{Of: tickets.Created, By: []tickets.Dimension{tickets.ByDay}, Measures: count}, "period"},
		"three groups":         {tickets.Aggregate{By: []tickets.Dimension{tickets.ByTeam, tickets.ByTag, tickets.ByStatus}, Measures: count}, "by"},
		"no measure":           {tickets.Aggregate{}, "measures"},
		"SQL for a measure":    {tickets.Aggregate{Measures: []tickets.Measure{"sum 1); DROP TABLE tickets; --"}}, "measures"},
		"SQL for a group":      {tickets.Aggregate{By: []tickets.Dimension{"team; --"}, Measures: count}, "by"},
		"SQL for a channel":    {tickets.Aggregate{Filter: tickets.Filter{Channel: "' OR 1=1 --"}, Measures: count}, "channel"},
		"a zone of nowhere":    {tickets.Aggregate{Of: tickets.Created, Period: "today", Zone: "../etc/passwd", Measures: count}, "zone"},
		"nobody creates":       {tickets.Aggregate{Of: tickets.Created, Period: "today", By: []tickets.Dimension{tickets.ByPerson}, Measures: count}, "by"},
		"times of a backlog":   {tickets.Aggregate{Of: tickets.ActiveThen, Period: "today", Measures: []tickets.Measure{"p50 age"}}, "measures"},
		"a period of no kind":  {tickets.Aggregate{Of: tickets.Created, Period: "last_0_days", Measures: count}, "period"},
		"a search":             {tickets.Aggregate{Filter: tickets.Filter{Query: "x"}, Measures: count}, "filter"},
		"a moment of no kind":  {tickets.Aggregate{Of: "updated", Period: "today", Measures: count}, "of"},
		"more than can be top": {tickets.Aggregate{Top: 5000, Measures: count}, "top"},
	} {
		_, err := w.svc.Aggregate(context.Background(), w.manager(), tc.a)
		var e *core.Error
		if !core.IsKind(err, core.KindInvalid) || !errors.As(err, &e) || e.Fields[tc.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.svc.Aggregate(context.Background(), w.customer(w.carl), tickets.Aggregate{Measures: count}); !core.IsKind(err, core.KindForbidden) {
		t.Errorf("a customer: %v", err)
	}
}

func TestPeriods(t *testing.T) {
	now := time.Date(2026, 11, 4, 23, 30, 0, 0, time.UTC) // Thursday in Berlin, Wednesday in London
	for _, tc := range []struct {
		period, zone string
		before       int
		want         string
	}{
		{"today", "Europe/Berlin", 0, "2026-11-04T23:00:00Z 2026-11-05T23:00:00Z"},
		{"today", "UTC", 0, "2026-11-04T00:00:00Z 2026-11-05T00:00:00Z"},
		{"yesterday", "UTC", 1, "2026-11-02T00:00:00Z 2026-11-03T00:00:00Z"},
		{"this_week", "UTC", 0, "2026-11-02T00:00:00Z 2026-11-09T00:00:00Z"},
		{"last_month", "Europe/Berlin", 0, "2026-09-30T22:00:00Z 2026-10-31T23:00:00Z"}, // summer time ends
		{"last_month", "UTC", 1, "2026-09-01T00:00:00Z 2026-10-01T00:00:00Z"},
		{"this_quarter", "UTC", 1, "2026-07-01T00:00:00Z 2026-10-01T00:00:00Z"},
		{"last_30_days", "UTC", 0, "2026-10-06T00:00:00Z 2026-11-05T00:00:00Z"},
		{"last_12_months", "UTC", 0, "2025-12-01T00:00:00Z 2026-12-01T00:00:00Z"},
		{"2026-11-02..2026-11-03", "UTC", 1, "2026-10-31T00:00:00Z 2026-11-02T00:00:00Z"},
	} {
		from, to, err := tickets.Period(tc.period).Bounds(now, tc.zone, tc.before)
		if got := fmt.Sprint(from.Format(time.RFC3339), " ", to.Format(time.RFC3339)); err != nil || got != tc.want {
			t.Errorf("%s in %s, %d before: %s, %v; want %s", tc.period, tc.zone, tc.before, got, err, tc.want)
		}
	}
}

func FuzzParseWhen(f *testing.F) {
	f.Add("created~2026-11-01T00:00:00Z~2026-12-01T00:00:00Z")
	f.Add("solved~~~by=12")
	f.Add("worked~2026-11-01T00:00:00Z~2026-12-01T00:00:00Z~by=3~hour=33~zone=Europe/Berlin")
	f.Add("first_response~~~never")
	f.Fuzz(func(t *testing.T, s string) {
		w, err := tickets.ParseWhen(s)
		if err != nil {
			return
		}
		again, err := tickets.ParseWhen(w.String())
		if err != nil || again.String() != w.String() {
			t.Errorf("%q became %q, %v", s, w.String(), err)
		}
	})
}
