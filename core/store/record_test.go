package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
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

const callsDeclaration = `{
  "name": "items", "title": "Items", "owner": "owner", "team": "team", "contributors": "helpers",
  "keys": {"read": "probe.view", "create": "probe.create", "update": "probe.edit", "delete": "probe.delete"},
  "indexes": ["ticket", "n"], "search": ["label", "notes"],
  "fields": [
    {"name": "label", "type": "string", "title": "Label", "required": true},
    {"name": "notes", "type": "text", "title": "Notes"},
    {"name": "n", "type": "int", "title": "N"},
    {"name": "x", "type": "float", "title": "X"},
    {"name": "done", "type": "bool", "title": "Done"},
    {"name": "at", "type": "time", "title": "At"},
    {"name": "extra", "type": "json", "title": "Extra"},
    {"name": "ticket", "type": "ref:ticket", "title": "Ticket"},
    {"name": "owner", "type": "ref:user", "title": "Owner"},
    {"name": "team", "type": "ref:team", "title": "Team"},
    {"name": "helpers", "type": "refs:user", "title": "Helpers"}
  ]}`

func mustCollection(t testing.TB, declaration string) *records.Collection {
	t.Helper()
	c := &records.Collection{}
	if err := json.Unmarshal([]byte(declaration), c); err != nil {
		t.Fatal(err)
	}
	if err := c.Check("probe"); err != nil {
		t.Fatal(err)
	}
	return c
}

func mustPrepare(t testing.TB, db *store.DB, c *records.Collection) {
	t.Helper()
	err := db.InTx(context.Background(), func(ctx context.Context) error {
		return db.Records().PrepareCollections(ctx, "probe", []*records.Collection{c})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func probeRegistry(t testing.TB, c *records.Collection) *rbac.Registry {
	t.Helper()
	f := rbac.Feature{ID: "probe", Owner: "probe", Title: "Probe", For: rbac.Employee, Resource: c.Resource()}
	for _, k := range []rbac.Key{"probe.view", "probe.edit", "probe.delete"} {
		f.Keys = append(f.Keys, rbac.KeyDef{Key: k, Title: string(k), Scoped: true})
	}
	f.Keys = append(f.Keys, rbac.KeyDef{Key: "probe.create", Title: "create"})
	reg, err := rbac.Core().With(f)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// randomRecord makes one of a small world, so that everything collides often.
func randomRecord(rnd *rand.Rand) *records.Record {
	r := &records.Record{
		Version: 1, CreatedAt: time.UnixMicro(rnd.Int64N(1e9)).UTC(), UpdatedAt: time.UnixMicro(rnd.Int64N(1e9)).UTC(),
		Values: map[string]any{"label": []string{"a", "B", "b%", "Ä", "c_d", ""}[rnd.IntN(6)]},
	}
	maybe := func(name string, v any) {
		if rnd.IntN(4) > 0 {
			r.Values[name] = v
		}
	}
	maybe("notes", []string{"call back", "Back", "nothing", `50% \ _`}[rnd.IntN(4)])
	maybe("n", rnd.Int64N(5)-2)
	maybe("x", float64(rnd.IntN(8))/4)
	maybe("done", rnd.IntN(2) == 0)
	maybe("at", time.UnixMicro(rnd.Int64N(4)*1_000_000).UTC())
	maybe("extra", json.RawMessage(`{"k":[1,2]}`))
	maybe("ticket", rnd.Int64N(3)+1)
	maybe("owner", rnd.Int64N(4)+1)
	maybe("team", rnd.Int64N(4)+1)
	var helpers []int64
	for id := range int64(4) {
		if rnd.IntN(4) == 0 {
			helpers = append(helpers, id+1)
		}
	}
	if helpers != nil {
		r.Values["helpers"] = helpers
	}
	return r
}

func mustInsert(t testing.TB, db *store.DB, c *records.Collection, rs ...*records.Record) {
	t.Helper()
	err := db.InTx(context.Background(), func(ctx context.Context) error {
		for _, r := range rs {
			if err := db.Records().CreateRecord(ctx, c, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// all pages through a query in small pages.
func all(t testing.TB, db *store.DB, c *records.Collection, q records.Query, me core.UserID, reach []rbac.Branch) []core.RecordID {
	t.Helper()
	var ids []core.RecordID
	q.Limit = 7
	for range 100 {
		plan, err := c.Plan(q, me)
		if err != nil {
			t.Fatal(err)
		}
		page, err := db.Records().FindRecords(context.Background(), c, plan, reach)
		if err != nil {
			t.Fatal(err)
		}
		more := len(page) > plan.Limit
		page = page[:min(len(page), plan.Limit)]
		for _, r := range page {
			ids = append(ids, r.ID)
		}
		if !more {
			return ids
		}
		q.Cursor = plan.Cursor(page[len(page)-1])
	}
	t.Fatal("the pages do not end")
	return nil
}

// TestRecordScope compares the two forms of the rule: what the list query finds
// is exactly what Decide lets the person see, in any order, page by page.
func TestRecordScope(t *testing.T) {
	named := strings.NewReplacer(`"items"`, `"named"`, `"owner": "owner"`, `"owner": "owner", "everyone": "done", "role": "label"`,
		`"title": "Label", "required": true`, `"title": "Label"`).Replace(callsDeclaration)
	for what, declaration := range map[string]string{"by scope": callsDeclaration, "naming whom it is for": named} {
		t.Run(what, func(t *testing.T) { recordScope(t, declaration) })
	}
}

func recordScope(t *testing.T, declaration string) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := mustCollection(t, declaration)
		mustPrepare(t, db, c)
		reg := probeRegistry(t, c)
		rnd := rand.New(rand.NewPCG(7, 11))
		var world []*records.Record
		for range 60 {
			world = append(world, randomRecord(rnd))
		}
		mustInsert(t, db, c, world...)
		sorts := []string{"", "id", "-n", "n", "at", "-label", "label", "x", "done", "-updated_at", "created_at"}
		for i := range 120 {
			s := &rbac.Subject{Actor: core.Actor{Kind: core.ActorUser, User: core.UserID(rnd.Int64N(5))}}
			for id := range core.TeamID(4) {
				if rnd.IntN(3) == 0 {
					s.Teams = append(s.Teams, id+1)
				}
				if slices.Contains(s.Teams, id+1) || rnd.IntN(3) == 0 {
					s.DepartmentTeams = append(s.DepartmentTeams, id+1)
				}
			}
			for _, slug := range []string{"a", "B"} { // labels, where they are roles
				if rnd.IntN(2) == 0 {
					s.Roles = append(s.Roles, slug)
				}
			}
			keys := map[rbac.Key]rbac.Scope{"probe.view": rbac.Scope(rnd.IntN(5)), "probe.edit": rbac.Scope(rnd.IntN(5))}
			s.Powers = rbac.NewPowers(reg, keys)
			k := []rbac.Key{"probe.view", "probe.edit"}[rnd.IntN(2)]
			var want []core.RecordID
			for _, r := range world {
				if rbac.Decide(s, c.Resource(), k, c.Object(r)).Allowed {
					want = append(want, r.ID)
				}
			}
			sort := sorts[rnd.IntN(len(sorts))]
			got := all(t, db, c, records.Query{Sort: sort}, s.User, rbac.Reach(s, c.Resource(), k))
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("world %d: %s with %v, teams %v of %v, sorted by %q: the list has %v, Decide says %v",
					i, k, keys, s.Teams, s.DepartmentTeams, sort, got, want)
			}
		}
	})
}

// TestRecordFilter compares the compiled filters with a plain reading of them.
func TestRecordFilter(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		c := mustCollection(t, callsDeclaration)
		mustPrepare(t, db, c)
		rnd := rand.New(rand.NewPCG(3, 5))
		var world []*records.Record
		for range 60 {
			world = append(world, randomRecord(rnd))
		}
		mustInsert(t, db, c, world...)
		val := func(r *records.Record, f string) any { return r.Values[f] }
		isNull := func(f string) func(*records.Record) bool {
			return func(r *records.Record) bool { return val(r, f) == nil }
		}
		for _, tc := range []struct {
			where string
			match func(*records.Record) bool
		}{
			{`{"all": []}`, func(r *records.Record) bool { return true }},
			{`{"any": []}`, func(r *records.Record) bool { return false }},
			{`{"field": "n", "value": 1}`, func(r *records.Record) bool { return val(r, "n") == int64(1) }},
			{`{"field": "n", "op": "ne", "value": 1}`, func(r *records.Record) bool { return val(r, "n") != int64(1) }},
			{`{"not": {"field": "n", "value": 1}}`, func(r *records.Record) bool { return val(r, "n") != int64(1) }},
			{`{"not": {"field": "n", "op": "gt", "value": 0}}`, func(r *records.Record) bool { n, ok := val(r, "n").(int64); return !ok || n <= 0 }},
			{`{"field": "n", "op": "in", "value": [-1, 2]}`, func(r *records.Record) bool { n := val(r, "n"); return n == int64(-1) || n == int64(2) }},
			{`{"field": "n", "op": "in", "value": []}`, func(r *records.Record) bool { return false }},
			{`{"field": "n", "op": "empty"}`, isNull("n")},
			{`{"field": "helpers", "op": "empty"}`, isNull("helpers")},
			{`{"field": "helpers", "value": 2}`, func(r *records.Record) bool {
				l, _ := val(r, "helpers").([]int64)
				return slices.Contains(l, 2)
			}},
			{`{"field": "done", "value": true}`, func(r *records.Record) bool { return val(r, "done") == true }},
			{`{"field": "at", "op": "gte", "value": "1970-01-01T00:00:02Z"}`, func(r *records.Record) bool {
				at, ok := val(r, "at").(time.Time)
				return ok && at.UnixMicro() >= 2e6
			}},
			{`{"field": "x", "op": "lt", "value": 0.75}`, func(r *records.Record) bool { x, ok := val(r, "x").(float64); return ok && x < 0.75 }},
			{`{"field": "label", "op": "contains", "value": "%"}`, func(r *records.Record) bool { return val(r, "label") == "b%" }},
			{`{"field": "label", "op": "contains", "value": "b"}`, func(r *records.Record) bool { return val(r, "label") == "b%" || val(r, "label") == "B" }},
			{`{"field": "notes", "op": "contains", "value": "\\ _"}`, func(r *records.Record) bool { return val(r, "notes") == `50% \ _` }},
			{`{"field": "owner", "value": "$me"}`, func(r *records.Record) bool { return val(r, "owner") == int64(3) }},
			{`{"any": [{"field": "ticket", "value": 2}, {"all": [{"field": "team", "value": 1}, {"not": {"field": "done", "value": true}}]}]}`, func(r *records.Record) bool {
				return val(r, "ticket") == int64(2) || val(r, "team") == int64(1) && val(r, "done") != true
			}},
			{`{"field": "id", "op": "lte", "value": 10}`, func(r *records.Record) bool { return r.ID <= 10 }},
		} {
			t.Run(tc.where, func(t *testing.T) {
				var f records.Filter
				if err := json.Unmarshal([]byte(tc.where), &f); err != nil {
					t.Fatal(err)
				}
				var want []core.RecordID
				for _, r := range world {
					if tc.match(r) {
						want = append(want, r.ID)
					}
				}
				got := all(t, db, c, records.Query{Where: &f, Sort: "id"}, 3, []rbac.Branch{{Kind: rbac.BranchAll}})
				if !slices.Equal(got, want) {
					t.Fatalf("got %v, want %v", got, want)
				}
			})
		}
	})
}

func TestRecordRoundTrip(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		c := mustCollection(t, callsDeclaration)
		mustPrepare(t, db, c)
		rnd := rand.New(rand.NewPCG(1, 2))
		for i := range 40 {
			r := randomRecord(rnd)
			r.CreatedBy = core.UserID(i)
			mustInsert(t, db, c, r)
			got, err := db.Records().FindRecord(ctx, c, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			if a, b := fmt.Sprint(*got), fmt.Sprint(*r); a != b {
				t.Fatalf("read %s, wrote %s", a, b)
			}
			next := randomRecord(rnd)
			next.ID, next.Version = r.ID, 2
			next.CreatedAt, next.CreatedBy = r.CreatedAt, r.CreatedBy
			write := func(was int64) error {
				return db.InTx(ctx, func(ctx context.Context) error { return db.Records().UpdateRecord(ctx, c, next, was, allFields(c)) })
			}
			if err := write(9); !core.IsKind(err, core.KindConflict) {
				t.Fatalf("stale version: %v", err)
			}
			if err := write(1); err != nil {
				t.Fatal(err)
			}
			got, err = db.Records().FindRecord(ctx, c, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			if a, b := fmt.Sprint(*got), fmt.Sprint(*next); a != b {
				t.Fatalf("read %s, updated to %s", a, b)
			}
			err = db.InTx(ctx, func(ctx context.Context) error { return db.Records().DeleteRecord(ctx, c, r.ID, 2) })
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Records().FindRecord(ctx, c, r.ID); !core.IsKind(err, core.KindNotFound) {
				t.Fatalf("after delete: %v", err)
			}
		}
	})
}

func allFields(c *records.Collection) []*records.Field {
	out := make([]*records.Field, len(c.Fields))
	for i := range c.Fields {
		out[i] = &c.Fields[i]
	}
	return out
}

func TestCollectionsWiden(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		const head = `{"name": "items", "title": "Items", "keys": {"read": "probe.view", "create": "probe.create", "update": "probe.edit", "delete": "probe.delete"},`
		v1 := mustCollection(t, head+`"fields": [{"name": "label", "type": "string", "title": "Label", "required": true}]}`)
		mustPrepare(t, db, v1)
		mustPrepare(t, db, v1) // once more changes nothing
		mustInsert(t, db, v1, &records.Record{Version: 1, Values: map[string]any{"label": "old"}})
		v2 := mustCollection(t, head+`"contributors": "helpers", "owner": "owner", "fields": [
			{"name": "label", "type": "string", "title": "Label", "required": true},
			{"name": "rank", "type": "int", "title": "Rank", "required": true, "default": 7},
			{"name": "word", "type": "string", "title": "Word", "default": "it's"},
			{"name": "owner", "type": "ref:user", "title": "Owner"},
			{"name": "helpers", "type": "refs:user", "title": "Helpers"}]}`)
		mustPrepare(t, db, v2)
		got, err := db.Records().FindRecord(ctx, v2, 1)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got.Values) != fmt.Sprint(map[string]any{"label": "old", "rank": 7, "word": "it's"}) {
			t.Fatalf("widened record: %v", got.Values)
		}
		got.Version, got.Values["helpers"] = 2, []int64{1}
		if err := db.InTx(ctx, func(ctx context.Context) error { return db.Records().UpdateRecord(ctx, v2, got, 1, allFields(v2)) }); err != nil {
			t.Fatal(err)
		}
		bad := mustCollection(t, head+`"fields": [{"name": "label", "type": "int", "title": "Label", "required": true}]}`)
		err = db.InTx(ctx, func(ctx context.Context) error {
			return db.Records().PrepareCollections(ctx, "probe", []*records.Collection{bad})
		})
		if !core.IsKind(err, core.KindInvalid) {
			t.Fatalf("a changed type: %v", err)
		}
		// Back to the first declaration and forth again: what was in the columns is there.
		mustPrepare(t, db, v1)
		mustInsert(t, db, v1, &records.Record{Version: 1, Values: map[string]any{"label": "meanwhile"}})
		stored, err := db.Records().StoredCollections(ctx, "probe")
		if err != nil || len(stored) != 1 || len(stored[0].Resting) != 4 || stored[0].Whole("probe.view").Field("rank") == nil {
			t.Fatalf("what rests: %+v %v", stored, err)
		}
		other := mustCollection(t, head+`"fields": [{"name": "label", "type": "string", "title": "Label", "required": true}, {"name": "rank", "type": "string", "title": "Rank"}]}`)
		err = db.InTx(ctx, func(ctx context.Context) error {
			return db.Records().PrepareCollections(ctx, "probe", []*records.Collection{other})
		})
		if !core.IsKind(err, core.KindInvalid) {
			t.Fatalf("a resting field that comes back as another type: %v", err)
		}
		mustPrepare(t, db, v2)
		for id, want := range map[core.RecordID]map[string]any{
			1: {"label": "old", "rank": 7, "word": "it's", "helpers": []int64{1}}, 2: {"label": "meanwhile", "rank": 7, "word": "it's"},
		} {
			if got, err := db.Records().FindRecord(ctx, v2, id); err != nil || fmt.Sprint(got.Values) != fmt.Sprint(want) {
				t.Fatalf("record %d after coming back: %v %v", id, got, err)
			}
		}
		none := mustCollection(t, head+`"fields": [{"name": "rank", "type": "int", "title": "Rank", "required": true, "default": 7}]}`)
		err = db.InTx(ctx, func(ctx context.Context) error {
			return db.Records().PrepareCollections(ctx, "probe", []*records.Collection{none})
		})
		if !core.IsKind(err, core.KindInvalid) {
			t.Fatalf("a field left out that every record must have: %v", err)
		}
		sizes, err := db.Records().CountRecords(ctx, "probe")
		if err != nil || len(sizes) != 1 || sizes[0] != (core.CollectionSize{Name: "items", Records: 2}) {
			t.Fatalf("sizes: %v %v", sizes, err)
		}
		err = db.InTx(ctx, func(ctx context.Context) error { return db.Records().DropCollections(ctx, "probe") })
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Records().FindRecord(ctx, v2, 1); !core.IsKind(err, core.KindInternal) {
			t.Fatalf("the table is still there: %v", err)
		}
	})
}
