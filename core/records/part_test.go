package records_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

// desk has talks, which visitors begin and agents take, and their lines and notes.
const desk = `[
  {"name": "talks", "title": "Talks", "owner": "owner", "team": "team", "visitor": "visitor", "contact": "mail", "queue": "desk.queue", "take": "desk.take",
   "keys": {"read": "desk.view", "update": "desk.edit"},
   "fields": [{"name": "owner", "type": "ref:user", "title": "Owner", "key": "desk.give"}, {"name": "team", "type": "ref:team", "title": "Team", "key": "desk.give"},
     {"name": "visitor", "type": "string", "title": "Visitor"}, {"name": "word", "type": "string", "title": "Word"},
     {"name": "mail", "type": "string", "title": "Mail"},
     {"name": "last", "type": "string", "title": "Last", "max": 9}, {"name": "last_at", "type": "time", "title": "Last at"}]},
  {"name": "lines", "title": "Lines", "parent": "talk", "visitors": true, "sequence": "seq", "once": "client",
   "carry": {"last": "text", "last_at": "created_at"},
   "keys": {"read": "desk.view", "create": "desk.say", "update": "desk.edit", "delete": "desk.edit"},
   "fields": [{"name": "talk", "type": "ref:talks", "title": "Talk", "required": true}, {"name": "seq", "type": "int", "title": "Number"},
     {"name": "client", "type": "string", "title": "Client"}, {"name": "text", "type": "text", "title": "Text"}]},
  {"name": "notes", "title": "Notes", "parent": "talk", "keys": {"read": "desk.view", "create": "desk.say"},
   "fields": [{"name": "talk", "type": "ref:talks", "title": "Talk", "required": true}, {"name": "text", "type": "text", "title": "Text"}]}
]`

type talking struct {
	*testing.T
	svc                 *records.Service
	reg                 *rbac.Registry
	talks, lines, notes *records.Collection
}

func atTheDesk(t *testing.T, test func(d *talking)) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		var all []*records.Collection
		if err := json.Unmarshal([]byte(desk), &all); err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			if err := c.Check("desk"); err != nil {
				t.Fatal(err)
			}
		}
		for _, part := range all[1:] {
			if err := part.Join(all[0]); err != nil {
				t.Fatal(err)
			}
		}
		feature := rbac.Feature{ID: "desk", Owner: "desk", Title: "Desk", For: rbac.Employee, Resource: all[0].Resource()}
		for _, name := range strings.Fields("view edit say give take") {
			feature.Keys = append(feature.Keys, rbac.KeyDef{Key: rbac.Key("desk." + name), Title: name, Scoped: true})
		}
		feature.Keys = append(feature.Keys, rbac.KeyDef{Key: "desk.queue", Title: "queue"})
		reg, err := rbac.Core().With(feature)
		if err != nil {
			t.Fatal(err)
		}
		err = db.InTx(context.Background(), func(ctx context.Context) error { return db.Records().PrepareCollections(ctx, "desk", all) })
		if err != nil {
			t.Fatal(err)
		}
		w := &world{teamOf: map[core.UserID]core.TeamID{1: 1, 2: 1, 3: 2}}
		svc := records.NewService(db.Records(), db, db, w, core.SystemClock{})
		test(&talking{t, svc, reg, all[0], all[1], all[2]})
	})
}

func (d *talking) agent(id core.UserID, team core.TeamID, scope rbac.Scope) *rbac.Subject {
	held := map[rbac.Key]rbac.Scope{"desk.queue": rbac.All}
	for _, name := range strings.Fields("view edit say take") {
		held[rbac.Key("desk."+name)] = scope
	}
	return &rbac.Subject{
		Actor: core.Actor{Kind: core.ActorUser, User: id}, Teams: []core.TeamID{team}, DepartmentTeams: []core.TeamID{team},
		Powers: rbac.NewPowers(d.reg, held),
	}
}

func (d *talking) visitor(name string) *rbac.Subject {
	held := map[rbac.Key]rbac.Scope{} // the plugin acts as itself
	for _, k := range d.reg.FeatureKeys("desk") {
		held[k.Key] = rbac.Own
	}
	s := d.agent(0, 0, rbac.Own)
	s.Powers = rbac.NewPowers(d.reg, held)
	s.Actor, s.Teams, s.DepartmentTeams, s.Visitor = core.Actor{Kind: core.ActorGuest, Plugin: "desk"}, nil, nil, name
	return s
}

func (d *talking) add(who *rbac.Subject, c *records.Collection, in string) (*records.Record, error) {
	return d.svc.Create(context.Background(), who, c, input(in))
}

func (d *talking) must(r *records.Record, err error) *records.Record {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
	return r
}

func (d *talking) refused(what string, err error, kind core.Kind) {
	d.Helper()
	if !core.IsKind(err, kind) {
		d.Errorf("%s: %v, not %s", what, err, kind)
	}
}

// sees lists the texts that who reads.
func (d *talking) sees(who *rbac.Subject, c *records.Collection, field string, where *records.Filter) string {
	d.Helper()
	page, err := d.svc.List(context.Background(), who, c, records.Query{Where: where, Sort: "id"})
	if err != nil {
		return core.KindOf(err).String()
	}
	var out []string
	for _, r := range page.Items {
		out = append(out, fmt.Sprint(r.Values[field]))
	}
	return strings.Join(out, " ")
}

func TestVisitorsReachTheirOwn(t *testing.T) {
	atTheDesk(t, func(d *talking) {
		vera, max := d.visitor("v1"), d.visitor("v2")
		talk := d.must(d.add(vera, d.talks, `{"word": "vera", "team": 1}`))
		d.must(d.add(max, d.talks, `{"word": "max", "team": 1}`))
		if talk.Values["visitor"] != "v1" {
			d.Errorf("it belongs to %v", talk.Values["visitor"])
		}
		_, err := d.add(max, d.talks, `{"visitor": "v1"}`)
		d.refused("a talk in another's name", err, core.KindInvalid)
		_, err = d.add(d.agent(1, 1, rbac.All), d.talks, `{"word": "ours"}`)
		d.refused("a talk that an agent begins", err, core.KindForbidden)

		line := fmt.Sprintf(`{"talk": %d, "text": "hello"}`, talk.ID)
		d.must(d.add(vera, d.lines, line))
		_, err = d.add(max, d.lines, line)
		d.refused("a line in another's talk", err, core.KindNotFound)
		_, err = d.add(vera, d.notes, line)
		d.refused("a note of a visitor", err, core.KindNotFound)
		d.must(d.add(d.agent(1, 1, rbac.Team), d.notes, fmt.Sprintf(`{"talk": %d, "text": "private"}`, talk.ID)))
		for _, c := range []struct {
			who   *rbac.Subject
			in    *records.Collection
			field string
			want  string
		}{
			{vera, d.talks, "word", "vera"}, {max, d.talks, "word", "max"}, {vera, d.lines, "text", "hello"}, {max, d.lines, "text", ""},
			{vera, d.notes, "text", ""}, {d.visitor("v3"), d.talks, "word", ""}, {d.agent(1, 1, rbac.Team), d.talks, "word", "vera max"},
		} {
			if got := d.sees(c.who, c.in, c.field, nil); got != c.want {
				d.Errorf("%s sees %q in %s, not %q", c.who.Visitor, got, c.in.Name, c.want)
			}
		}
		_, err = d.svc.Get(context.Background(), max, d.talks, talk.ID)
		d.refused("another's talk", err, core.KindNotFound)
		_, err = d.svc.Update(context.Background(), max, d.talks, talk.ID, 0, input(`{"word": "mine"}`))
		d.refused("a change of another's talk", err, core.KindNotFound)
	})
}

func TestPartsFollowTheirParent(t *testing.T) {
	atTheDesk(t, func(d *talking) {
		talk := d.must(d.add(d.visitor("v1"), d.talks, `{"team": 1}`))
		of := func(text string) string { return fmt.Sprintf(`{"talk": %d, "text": %q}`, talk.ID, text) }
		ana, ben, own := d.agent(1, 1, rbac.Team), d.agent(3, 2, rbac.Team), d.agent(2, 1, rbac.Own)
		d.must(d.add(ana, d.lines, of("one")))
		_, err := d.add(ben, d.lines, of("two"))
		d.refused("a line where one sees nothing", err, core.KindNotFound)
		_, err = d.add(own, d.lines, of("three"))
		d.refused("a line in the queue", err, core.KindForbidden)
		for who, want := range map[*rbac.Subject]string{ana: "one", ben: "", own: "one"} {
			if got := d.sees(who, d.lines, "text", nil); got != want {
				d.Errorf("%d sees %q, not %q", who.User, got, want)
			}
		}
		line := d.must(d.add(ana, d.lines, of("four")))
		abilities, err := d.svc.Abilities(context.Background(), own, d.lines, line)
		if err != nil || abilities[0]["update"] {
			d.Errorf("abilities %v, %v", abilities, err)
		}
		_, err = d.svc.Update(context.Background(), ana, d.lines, line.ID, 0, input(`{"talk": 99}`))
		d.refused("a part that moves", err, core.KindInvalid)
		_, err = d.add(ana, d.lines, `{"talk": 9999, "text": "x"}`)
		d.refused("a part of nothing", err, core.KindNotFound)
		_, err = d.add(ana, d.lines, `{"text": "x"}`)
		d.refused("a part without its parent", err, core.KindInvalid)
		d.refused("the end of a talk, which nobody may delete", d.svc.Delete(context.Background(), ana, d.talks, talk.ID, 0), core.KindForbidden)
	})
}

// TestSequenceAndOnce: many write at once, some of them twice; every line is there
// once, and the numbers have no gap.
func TestSequenceAndOnce(t *testing.T) {
	atTheDesk(t, func(d *talking) {
		vera := d.visitor("v1")
		talk := d.must(d.add(vera, d.talks, `{"team": 1}`))
		other := d.must(d.add(vera, d.talks, `{"team": 1}`))
		const n = 20
		var wg sync.WaitGroup
		for i := range 2 * n {
			wg.Go(func() {
				in := fmt.Sprintf(`{"talk": %d, "text": "t", "client": "c%d"}`, talk.ID, i%n)
				if _, err := d.add(vera, d.lines, in); err != nil {
					d.Error(err)
				}
			})
		}
		wg.Wait()
		page, err := d.svc.List(context.Background(), vera, d.lines, records.Query{Sort: "id", Limit: 200})
		if err != nil || len(page.Items) != n {
			d.Fatalf("%d lines, %v", len(page.Items), err)
		}
		for i, r := range page.Items {
			if r.Values["seq"] != int64(i+1) {
				d.Errorf("line %d has the number %v", i+1, r.Values["seq"])
			}
		}
		first := d.must(d.add(vera, d.lines, fmt.Sprintf(`{"talk": %d, "text": "t", "client": "c1"}`, other.ID)))
		if first.Values["seq"] != int64(1) {
			d.Errorf("in another talk the first has the number %v", first.Values["seq"])
		}
		_, err = d.add(vera, d.lines, fmt.Sprintf(`{"talk": %d, "seq": 7}`, talk.ID))
		d.refused("a number of one's own", err, core.KindInvalid)
	})
}

// TestTheContactIsTheVisitors: they give it as they begin, and nobody changes it.
func TestTheContactIsTheVisitors(t *testing.T) {
	atTheDesk(t, func(d *talking) {
		vera, ana, ctx := d.visitor("v1"), d.agent(1, 1, rbac.All), context.Background()
		talk := d.must(d.add(vera, d.talks, `{"team": 1, "mail": "vera@shop.example"}`))
		for _, who := range []*rbac.Subject{vera, ana} {
			for _, in := range []string{`{"mail": "other@else.example"}`, `{"mail": null}`} {
				_, err := d.svc.Update(ctx, who, d.talks, talk.ID, 0, input(in))
				d.refused("another address", err, core.KindInvalid)
			}
			d.must(d.svc.Update(ctx, who, d.talks, talk.ID, 0, input(`{"word": "x", "mail": "vera@shop.example"}`)))
		}
		_, err := d.add(ana, d.talks, `{"mail": "other@else.example"}`)
		d.refused("an agent's own", err, core.KindInvalid)
	})
}

// TestAPartCarries: the parent has the last part's words, cut to what fits, and
// another version; an attempt made twice changes it once.
func TestAPartCarries(t *testing.T) {
	atTheDesk(t, func(d *talking) {
		vera, ctx := d.visitor("v1"), context.Background()
		talk := d.must(d.add(vera, d.talks, `{"team": 1, "word": "kept"}`))
		for range 2 {
			d.must(d.add(vera, d.lines, fmt.Sprintf(`{"talk": %d, "text": "one\ntwo three", "client": "a"}`, talk.ID)))
		}
		got := d.must(d.svc.Get(ctx, vera, d.talks, talk.ID))
		if got.Values["last"] != "one two …" || got.Values["last_at"] == nil || got.Values["word"] != "kept" || got.Version != 2 {
			d.Errorf("version %d is %v", got.Version, got.Values)
		}
		_, err := d.svc.Update(ctx, d.agent(1, 1, rbac.All), d.talks, talk.ID, 1, input(`{"word": "late"}`))
		d.refused("a change of what it was before", err, core.KindConflict)
		d.must(d.add(vera, d.lines, fmt.Sprintf(`{"talk": %d, "client": "b"}`, talk.ID)))
		if got := d.must(d.svc.Get(ctx, vera, d.talks, talk.ID)); got.Values["last"] != nil || got.Version != 3 {
			d.Errorf("version %d is %v", got.Version, got.Values)
		}
	})
}

func TestWhatCannotBeCarried(t *testing.T) {
	for carry, want := range map[string]string{
		`{"nothing": "text"}`: "no fields", `{"last": "nothing"}`: "no fields", `{"owner": "seq"}`: "needs for itself", `{"visitor": "text"}`: "needs for itself", `{"mail": "text"}`: "needs for itself",
		`{"last": "seq"}`: "another type", `{"last_at": "text"}`: "another type",
	} {
		var all []*records.Collection
		if err := json.Unmarshal([]byte(strings.Replace(desk, `{"last": "text", "last_at": "created_at"}`, carry, 1)), &all); err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			if err := c.Check("desk"); err != nil {
				t.Fatal(err)
			}
		}
		if err := all[1].Join(all[0]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", carry, err)
		}
	}
}

func TestTakingFromTheQueue(t *testing.T) {
	atTheDesk(t, func(d *talking) {
		talk := d.must(d.add(d.visitor("v1"), d.talks, `{"team": 1}`))
		ana, eve := d.agent(1, 1, rbac.Own), d.agent(2, 1, rbac.Own)
		mine := func(who *rbac.Subject) records.Input { return input(fmt.Sprintf(`{"owner": %d}`, who.User)) }
		ctx := context.Background()
		_, err := d.svc.Update(ctx, ana, d.talks, talk.ID, 0, input(`{"word": "x"}`))
		d.refused("a change of what waits", err, core.KindForbidden)
		_, err = d.svc.Update(ctx, ana, d.talks, talk.ID, 0, mine(eve))
		d.refused("giving what waits to somebody else", err, core.KindForbidden)
		d.must(d.svc.Update(ctx, ana, d.talks, talk.ID, talk.Version, mine(ana)))
		_, err = d.svc.Update(ctx, eve, d.talks, talk.ID, talk.Version, mine(eve))
		d.refused("who comes second", err, core.KindNotFound) // it is out of her sight by now
		team := d.agent(2, 1, rbac.Team)
		_, err = d.svc.Update(ctx, team, d.talks, talk.ID, talk.Version, mine(team))
		d.refused("who comes second and sees it", err, core.KindConflict)
		_, err = d.svc.Update(ctx, team, d.talks, talk.ID, 0, mine(team))
		d.refused("taking from a colleague", err, core.KindForbidden)
		d.must(d.svc.Update(ctx, ana, d.talks, talk.ID, 0, input(`{"word": "x"}`)))
	})
}

func TestDeclarationsOfParts(t *testing.T) {
	field := func(typ string) string {
		return `{"name": "up", "type": "` + typ + `", "title": "Up", "required": true}, {"name": "n", "type": "int", "title": "N"}`
	}
	for what, decl := range map[string]string{
		"a reference that is no parent":      `{"name": "a", "title": "A", "keys": {"read": "x.view"}, "fields": [` + field("ref:b") + `]}`,
		"a parent of another type":           `{"name": "a", "title": "A", "parent": "up", "keys": {"read": "x.view"}, "fields": [` + field("ref:user") + `]}`,
		"a sequence without a parent":        `{"name": "a", "title": "A", "sequence": "n", "keys": {"read": "x.view"}, "fields": [` + strings.Split(field("int"), ", {")[0] + `]}`,
		"a part with an owner":               `{"name": "a", "title": "A", "parent": "up", "owner": "up", "keys": {"read": "x.view"}, "fields": [` + field("ref:b") + `]}`,
		"a once that is a number":            `{"name": "a", "title": "A", "parent": "up", "once": "n", "keys": {"read": "x.view"}, "fields": [` + field("ref:b") + `]}`,
		"a queue without owner and team":     `{"name": "a", "title": "A", "queue": "x.q", "keys": {"read": "x.view"}, "fields": [` + field("string") + `]}`,
		"a visitor that is a number":         `{"name": "a", "title": "A", "visitor": "n", "keys": {"read": "x.view"}, "fields": [` + field("string") + `]}`,
		"for everyone, by a number":          `{"name": "a", "title": "A", "owner": "up", "everyone": "n", "keys": {"read": "x.view"}, "fields": [` + field("ref:user") + `]}`,
		"for a role, and for everyone never": `{"name": "a", "title": "A", "owner": "up", "role": "n", "keys": {"read": "x.view"}, "fields": [` + field("ref:user") + `]}`,
		"for everyone, owned by nobody":      `{"name": "a", "title": "A", "everyone": "b", "keys": {"read": "x.view"}, "fields": [{"name": "b", "type": "bool", "title": "B"}]}`,
		"a key without the read key":         `{"name": "a", "title": "A", "keys": {"delete": "x.edit"}, "fields": [` + field("string") + `]}`,
		"a part that nobody reads":           `{"name": "a", "title": "A", "parent": "up", "keys": {}, "fields": [` + field("ref:b") + `]}`,
		"a visitor's that nobody reads":      `{"name": "a", "title": "A", "visitor": "up", "keys": {}, "fields": [` + strings.Replace(field("string"), `, "required": true`, "", 1) + `]}`,
	} {
		c := &records.Collection{}
		if err := json.Unmarshal([]byte(decl), c); err != nil {
			t.Fatal(err)
		}
		if err := c.Check("x"); err == nil {
			t.Errorf("%s is let through", what)
		}
	}
}
