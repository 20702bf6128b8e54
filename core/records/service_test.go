package records_test

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

// calls is the collection of the bundled call logs, straight from its manifest.
func mustCalls(t testing.TB) (*records.Collection, *rbac.Registry) {
	t.Helper()
	b, err := os.ReadFile("../../plugins/calllogs/plugin.json")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Features    []rbac.Feature        `json:"features"`
		Collections []*records.Collection `json:"collections"`
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	c := m.Collections[0]
	if err := c.Check("calllogs"); err != nil {
		t.Fatal(err)
	}
	m.Features[0].Owner, m.Features[0].Resource = "calllogs", c.Resource()
	reg, err := rbac.Core().With(m.Features...)
	if err != nil {
		t.Fatal(err)
	}
	return c, reg
}

// world is what the records refer to: tickets 1 to 3 of teams 1 to 3 that
// nobody is assigned to, people 1 to 9 who are all colleagues, teams 1 to 3.
type world struct{ teamOf map[core.UserID]core.TeamID }

func (w *world) Tickets(_ context.Context, who *rbac.Subject, key rbac.Key, ids []core.TicketID) (map[core.TicketID]rbac.Decision, error) {
	if key == "" {
		key = rbac.Tickets.View
	}
	out := map[core.TicketID]rbac.Decision{}
	for _, id := range ids {
		if id <= 3 {
			out[id] = rbac.Decide(who, rbac.Tickets, key, &rbac.Object{Team: core.TeamID(id)})
		}
	}
	return out, nil
}

func (w *world) People(_ context.Context, who *rbac.Subject, key rbac.Key, ids []core.UserID) (map[core.UserID]rbac.Decision, error) {
	out := map[core.UserID]rbac.Decision{}
	for _, id := range ids {
		out[id] = rbac.Decision{Visible: id <= 9 && who.Holds("people.view"), Allowed: id <= 9 && key != "" && who.Holds(key)}
	}
	return out, nil
}

func (w *world) Organizations(context.Context, *rbac.Subject, rbac.Key, []core.OrganizationID) (map[core.OrganizationID]rbac.Decision, error) {
	return nil, nil
}

func (w *world) Colleagues(_ context.Context, who *rbac.Subject, scope rbac.Scope, ids []core.UserID) (map[core.UserID]bool, error) {
	out := map[core.UserID]bool{}
	for _, id := range ids {
		out[id] = id <= 9 && (scope == rbac.All || scope >= rbac.Team && slices.Contains(who.Teams, w.teamOf[id]))
	}
	return out, nil
}

func (w *world) Teams(_ context.Context, who *rbac.Subject, scope rbac.Scope, ids []core.TeamID) (map[core.TeamID]bool, error) {
	out := map[core.TeamID]bool{}
	for _, id := range ids {
		out[id] = id <= 3 && (scope == rbac.All || scope >= rbac.Team && slices.Contains(who.Teams, id))
	}
	return out, nil
}

type fixture struct {
	*testing.T
	svc *records.Service
	c   *records.Collection
	reg *rbac.Registry
	db  *store.DB
}

type clock struct{ now time.Time }

func (c *clock) Now() time.Time { c.now = c.now.Add(time.Second); return c.now }

func onBoth(t *testing.T, test func(f *fixture)) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c, reg := mustCalls(t)
		err := db.InTx(context.Background(), func(ctx context.Context) error {
			return db.Records().PrepareCollections(ctx, "calllogs", []*records.Collection{c})
		})
		if err != nil {
			t.Fatal(err)
		}
		w := &world{teamOf: map[core.UserID]core.TeamID{1: 1, 2: 1, 3: 2, 4: 3}}
		svc := records.NewService(db.Records(), db, db, w, &clock{time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)})
		test(&fixture{T: t, svc: svc, c: c, reg: reg, db: db})
	})
}

// agent is somebody in a team with the named call-log keys and tickets at scope.
func (f *fixture) agent(id core.UserID, team core.TeamID, scope rbac.Scope, keys string) *rbac.Subject {
	held := map[rbac.Key]rbac.Scope{"tickets.view": scope, "people.view": rbac.All}
	for _, k := range strings.Fields(keys) {
		held[rbac.Key("calllogs."+k)] = scope
	}
	return &rbac.Subject{
		Actor: core.Actor{Kind: core.ActorUser, User: id}, Teams: []core.TeamID{team}, DepartmentTeams: []core.TeamID{team},
		Powers: rbac.NewPowers(f.reg, held),
	}
}

func input(s string) records.Input {
	in, err := records.ParseInput([]byte(s))
	if err != nil {
		panic(err)
	}
	return in
}

func (f *fixture) create(who *rbac.Subject, s string) *records.Record {
	f.Helper()
	r, err := f.svc.Create(context.Background(), who, f.c, input(s))
	if err != nil {
		f.Fatalf("create %s: %v", s, err)
	}
	return r
}

// fails checks the kind of an error and, for KindInvalid, the fields it names.
func (f *fixture) fails(what string, err error, kind core.Kind, fields ...string) {
	f.Helper()
	if !core.IsKind(err, kind) {
		f.Errorf("%s: %v, not %v", what, err, kind)
		return
	}
	var ce *core.Error
	if ce = err.(*core.Error); kind != core.KindInvalid || len(fields) == 0 {
		return
	}
	if got := slices.Sorted(maps.Keys(ce.Fields)); !slices.Equal(got, fields) {
		f.Errorf("%s: names %v, not %v", what, got, fields)
	}
}

func TestCreate(t *testing.T) {
	onBoth(t, func(f *fixture) {
		ctx := context.Background()
		ana := f.agent(1, 1, rbac.Team, "view create edit")
		r := f.create(ana, `{"direction": "out", "number": " 030 123 ", "notes": ""}`)
		if r.Ref("owner") != 1 || r.Ref("team") != 1 || r.Values["number"] != "030 123" || r.Values["notes"] != nil || r.Values["outcome"] != "answered" {
			f.Errorf("defaults: %v", r.Values)
		}
		if r.CreatedBy != 1 || r.Version != 1 || r.Values["started_at"] == nil {
			f.Errorf("host's columns: %+v", r)
		}
		_, err := f.svc.Create(ctx, ana, f.c, input(`{"direction": "up", "duration": -1, "started_at": "yesterday", "colour": 1}`))
		f.fails("bad values", err, core.KindInvalid, "colour", "direction", "duration", "started_at")
		_, err = f.svc.Create(ctx, ana, f.c, input(`{"direction": null}`))
		f.fails("null in a required field", err, core.KindInvalid, "direction")
		_, err = f.svc.Create(ctx, f.agent(1, 1, rbac.Team, "view"), f.c, input(`{}`))
		f.fails("without the create key", err, core.KindForbidden)
		_, err = f.svc.Create(ctx, &rbac.Subject{}, f.c, input(`{}`))
		f.fails("a guest", err, core.KindForbidden)
	})
}

func TestReferences(t *testing.T) {
	onBoth(t, func(f *fixture) {
		ctx := context.Background()
		try := func(who *rbac.Subject, in string) error {
			_, err := f.svc.Create(ctx, who, f.c, input(in))
			return err
		}
		maker := f.agent(1, 1, rbac.Team, "view create")
		f.fails("a ticket out of sight", try(maker, `{"ticket": 2}`), core.KindInvalid, "ticket")
		f.fails("a ticket that is not there", try(maker, `{"ticket": 77}`), core.KindInvalid, "ticket")
		f.fails("a visible ticket without relate or add_to_ticket", try(maker, `{"ticket": 1}`), core.KindForbidden)
		if err := try(f.agent(1, 1, rbac.Team, "view create relate"), `{"ticket": 1}`); err != nil {
			f.Errorf("with relate: %v", err)
		}
		if err := try(f.agent(1, 1, rbac.Team, "add_to_ticket"), `{"ticket": 1}`); err != nil {
			f.Errorf("add_to_ticket alone adds a call to a ticket: %v", err)
		}
		f.fails("add_to_ticket says nothing of a call without a ticket", try(f.agent(1, 1, rbac.Team, "add_to_ticket"), `{}`), core.KindForbidden)
		f.fails("nor of a ticket out of its scope", try(f.agent(1, 1, rbac.Team, "add_to_ticket"), `{"ticket": 2}`), core.KindInvalid, "ticket")
		f.fails("another owner without transfer", try(f.agent(1, 1, rbac.All, "view create"), `{"owner": 2}`), core.KindForbidden)
		f.fails("an owner out of transfer's scope", try(f.agent(1, 1, rbac.Team, "view create transfer"), `{"owner": 3}`), core.KindInvalid, "owner")
		if err := try(f.agent(1, 1, rbac.Team, "view create transfer"), `{"owner": 2}`); err != nil {
			f.Errorf("an owner within transfer's scope: %v", err)
		}
		f.fails("a team out of scope", try(f.agent(1, 1, rbac.Team, "view create transfer"), `{"team": 2}`), core.KindInvalid, "team")
		f.fails("colleagues without assistance", try(maker, `{"contributors": [2]}`), core.KindForbidden)
		f.fails("colleagues who are none", try(f.agent(1, 1, rbac.Team, "view create assistance"), `{"contributors": [2, 40]}`), core.KindInvalid, "contributors")
		if err := try(f.agent(1, 1, rbac.Team, "view create assistance"), `{"contributors": [3, 2, 3]}`); err != nil {
			f.Errorf("colleagues with assistance: %v", err)
		}
	})
}

func TestUpdate(t *testing.T) {
	onBoth(t, func(f *fixture) {
		ctx := context.Background()
		ana := f.agent(1, 1, rbac.Team, "view create edit assistance")
		r := f.create(ana, `{}`)
		up := func(who *rbac.Subject, version int64, in string) error {
			_, err := f.svc.Update(ctx, who, f.c, r.ID, version, input(in))
			return err
		}
		f.fails("another team", up(f.agent(3, 2, rbac.Team, "view edit"), 1, `{"notes": "x"}`), core.KindNotFound)
		f.fails("one who may see but not edit", up(f.agent(2, 1, rbac.Team, "view"), 1, `{"notes": "x"}`), core.KindForbidden)
		f.fails("one who may edit only their own", up(&rbac.Subject{Actor: core.Actor{User: 2}, Teams: []core.TeamID{1},
			Powers: rbac.NewPowers(f.reg, map[rbac.Key]rbac.Scope{"calllogs.view": rbac.Team, "calllogs.edit": rbac.Own})}, 1, `{"notes": "x"}`), core.KindForbidden)
		f.fails("a stale version", up(ana, 9, `{"notes": "x"}`), core.KindConflict)
		f.fails("a value that does not fit", up(ana, 1, `{"duration": 1.5}`), core.KindInvalid, "duration")
		f.fails("the owner without transfer", up(ana, 1, `{"owner": null}`), core.KindForbidden)
		if err := up(ana, 1, `{"notes": "He will call again.", "duration": 60}`); err != nil {
			f.Fatal(err)
		}
		if err := up(ana, 2, `{"notes": "He will call again."}`); err != nil {
			f.Errorf("nothing changed: %v", err)
		}
		helper := f.agent(2, 1, rbac.Team, "view assistance")
		if err := up(helper, 2, `{"contributors": [3]}`); err != nil {
			f.Errorf("assistance changes the contributors without edit: %v", err)
		}
		got, err := f.svc.Get(ctx, f.agent(3, 2, rbac.Own, "view"), f.c, r.ID)
		if err != nil || got.Version != 3 || got.Values["notes"] != "He will call again." {
			f.Errorf("a contributor sees it: %+v %v", got, err)
		}
		f.fails("delete without the key", f.svc.Delete(ctx, ana, f.c, r.ID, 0), core.KindForbidden)
		f.fails("delete out of sight", f.svc.Delete(ctx, f.agent(4, 3, rbac.Team, "view delete"), f.c, r.ID, 0), core.KindNotFound)
		f.fails("delete of a stale version", f.svc.Delete(ctx, f.agent(1, 1, rbac.Team, "view delete"), f.c, r.ID, 1), core.KindConflict)
		if err := f.svc.Delete(ctx, f.agent(1, 1, rbac.Team, "view delete"), f.c, r.ID, 3); err != nil {
			f.Error(err)
		}
		var events []string
		rows, err := f.db.SQL().Query("SELECT type FROM outbox ORDER BY id")
		if err != nil {
			f.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var typ string
			if err := rows.Scan(&typ); err != nil {
				f.Fatal(err)
			}
			events = append(events, typ)
		}
		if want := "calllogs.calls_created calllogs.calls_updated calllogs.calls_updated calllogs.calls_deleted"; strings.Join(events, " ") != want {
			f.Errorf("events %v", events)
		}
	})
}

// TestHiddenTickets: what one may not see does not exist, not in a record's
// field and not in a filter's answer either.
func TestHiddenTickets(t *testing.T) {
	onBoth(t, func(f *fixture) {
		ctx := context.Background()
		boss := f.agent(9, 1, rbac.All, "view create relate edit")
		r := f.create(boss, `{"ticket": 2, "team": 1, "owner": 9}`)
		f.create(boss, `{"ticket": 1, "team": 1, "owner": 9}`)
		ana := f.agent(1, 1, rbac.Team, "view edit relate")
		list := func(who *rbac.Subject, where string) []*records.Record {
			q := records.Query{Sort: "id", Where: &records.Filter{}}
			if err := json.Unmarshal([]byte(where), q.Where); err != nil {
				f.Fatal(err)
			}
			page, err := f.svc.List(ctx, who, f.c, q)
			if err != nil {
				f.Fatal(err)
			}
			return page.Items
		}
		if got := list(ana, `{"all": []}`); len(got) != 2 || got[0].Ref("ticket") != 0 || got[1].Ref("ticket") != 1 {
			f.Errorf("ana sees %v", got)
		}
		for where, want := range map[string]int{
			`{"field": "ticket", "value": 2}`: 0, `{"field": "ticket", "value": 1}`: 1, `{"field": "ticket", "op": "in", "value": [1, 2, 99]}`: 1,
			`{"field": "ticket", "op": "ne", "value": 2}`: 2, `{"not": {"field": "ticket", "value": 2}}`: 2,
		} {
			if got := list(ana, where); len(got) != want {
				f.Errorf("ana, %s: %d records, not %d", where, len(got), want)
			}
		}
		if got := list(boss, `{"field": "ticket", "value": 2}`); len(got) != 1 {
			f.Errorf("the boss finds %v", got)
		}
		got, err := f.svc.Update(ctx, ana, f.c, r.ID, 0, input(`{"ticket": null, "notes": "checked"}`))
		if err != nil || got.Ref("ticket") != 0 {
			f.Errorf("ana's edit: %v %v", got, err)
		}
		if got, err := f.svc.Get(ctx, boss, f.c, r.ID); err != nil || got.Ref("ticket") != 2 || got.Values["notes"] != "checked" {
			f.Errorf("the hidden reference did not survive: %v %v", got, err)
		}
	})
}

func TestAbilitiesAndJSON(t *testing.T) {
	onBoth(t, func(f *fixture) {
		ana := f.agent(1, 1, rbac.Team, "view create edit assistance")
		r := f.create(ana, `{"notes": "naïve <b>\"x\"</b>", "duration": 5}`)
		var got map[string]any
		abilities, err := f.svc.Abilities(context.Background(), ana, f.c, r)
		if err != nil {
			f.Fatal(err)
		}
		if err := json.Unmarshal(f.c.AppendJSON(nil, r, abilities[0]), &got); err != nil {
			f.Fatal(err)
		}
		ab := got["abilities"].(map[string]any)
		if ab["update"] != true || ab["assistance"] != true || ab["delete"] != false || ab["transfer"] != false || ab["add_ticket"] != false {
			f.Errorf("abilities %v", ab)
		}
		if got["notes"] != `naïve <b>"x"</b>` || got["duration"] != 5.0 || got["ticket"] != nil || got["owner"] != 1.0 {
			f.Errorf("json %v", got)
		}
	})
}

func TestQueryRefuses(t *testing.T) {
	c, _ := mustCalls(t)
	deep := strings.Repeat(`{"not": `, 8) + `{"all": []}` + strings.Repeat(`}`, 8)
	for name, q := range map[string]string{
		"unknown field": `{"where": {"field": "colour", "value": 1}}`, "two forms at once": `{"where": {"field": "number", "all": [], "value": "1"}}`,
		"nothing": `{"where": {}}`, "too deep": `{"where": ` + deep + `}`, "wrong type": `{"where": {"field": "duration", "value": "long"}}`,
		"null": `{"where": {"field": "duration", "value": null}}`, "order of text": `{"where": {"field": "notes", "op": "gt", "value": "a"}}`,
		"sort by contributors": `{"sort": "contributors"}`, "sort by an unknown field": `{"sort": "-colour"}`, "sort by ticket": `{"sort": "ticket"}`,
		"a cursor of another sort": `{"sort": "duration", "cursor": "eyJzIjoiaWQiLCJkIjp0cnVlLCJpIjozfQ"}`, "a cursor that is none": `{"cursor": "x y"}`,
		"quotes in a name": `{"where": {"field": "number\" OR 1=1 --", "value": "1"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			var query records.Query
			if err := json.Unmarshal([]byte(q), &query); err != nil {
				t.Fatal(err)
			}
			if _, err := c.Plan(query, 1); !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("accepted: %v", err)
			}
		})
	}
}

func FuzzPlan(f *testing.F) {
	c, _ := mustCalls(f)
	f.Add([]byte(`{"where": {"any": [{"field": "ticket", "value": 2}, {"not": {"field": "notes", "op": "contains", "value": "x"}}]}, "sort": "-started_at", "limit": 3}`))
	f.Add([]byte(`{"where": {"field": "contributors", "op": "in", "value": ["$me", 3]}, "q": "a b", "cursor": "eyJzIjoiaWQiLCJkIjp0cnVlLCJpIjozfQ"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var q records.Query
		if json.Unmarshal(b, &q) != nil {
			return
		}
		p, err := c.Plan(q, 1)
		if err != nil {
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatal(err)
			}
			return
		}
		if p.Limit < 1 || p.Limit > core.MaxPageSize {
			t.Fatalf("limit %d", p.Limit)
		}
	})
}
