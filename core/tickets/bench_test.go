package tickets_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

// The benchmarks run on a helpdesk of PEGBOARD_BENCH_TICKETS tickets, 20,000
// if it is not set: 20 teams, 200 agents, every twelfth ticket active. With
// PEGBOARD_BENCH_DSN (a PostgreSQL address) or PEGBOARD_BENCH_FILE (a SQLite
// file) it is kept there and used again.

const (
	benchTeams  = 20
	benchAgents = 200
	benchOrgs   = 100
)

type big struct {
	*world
	n         int
	customers int
}

func benchSize() int {
	if n, err := strconv.Atoi(os.Getenv("PEGBOARD_BENCH_TICKETS")); err == nil {
		return n
	}
	return 20_000
}

// mustOpenBig opens the databases of a benchmark, each as a sub-benchmark.
func runBig(b *testing.B, bench func(b *testing.B, w *big)) {
	file, dsn := os.Getenv("PEGBOARD_BENCH_FILE"), os.Getenv("PEGBOARD_BENCH_DSN")
	if file == "" && dsn == "" {
		b.Run("sqlite", func(b *testing.B) { bench(b, mustFill(b, storetest.OpenSQLite(b))) })
		b.Run("postgres", func(b *testing.B) { bench(b, mustFill(b, storetest.OpenPostgres(b))) })
		return
	}
	for _, cfg := range []store.Config{{Path: file}, {DSN: dsn}} {
		if cfg.Path == "" && cfg.DSN == "" {
			continue
		}
		if cfg.Path != "" {
			if err := os.MkdirAll(filepath.Dir(cfg.Path), 0o700); err != nil {
				b.Fatal(err)
			}
		}
		db, err := store.Open(context.Background(), cfg)
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Migrate(context.Background()); err != nil {
			b.Fatal(err)
		}
		b.Run(string(db.Dialect()), func(b *testing.B) { bench(b, mustFill(b, db)) })
	}
}

// mustFill makes the helpdesk, unless it is there.
func mustFill(b *testing.B, db *store.DB) *big {
	b.Helper()
	var have int
	if err := db.ReaderSQL().QueryRow("SELECT count(*) FROM users").Scan(&have); err != nil {
		b.Fatal(err)
	}
	w := &big{n: benchSize()}
	w.customers = max(100, w.n/20)
	if have > 0 {
		w.world = mustWorldOn(b, db)
		return w
	}
	ctx := context.Background()
	rnd := rand.New(rand.NewPCG(1, 2))
	load := func(table, columns string, n int, row func(i int) []any) {
		b.Helper()
		i := 0
		_, err := db.Bulk(ctx, table, strings.Split(columns, " "), func() ([]any, bool) {
			for i < n {
				i++
				if r := row(i); r != nil {
					return r, true
				}
			}
			return nil, false
		})
		if err != nil {
			b.Fatalf("%s: %v", table, err)
		}
	}
	load("departments", "id name name_norm created_at updated_at", 4, func(i int) []any { return []any{i, fmt.Sprint("D", i), fmt.Sprint("d", i), 1, 1} })
	load("teams", "id name name_norm department_id created_at updated_at", benchTeams, func(i int) []any {
		return []any{i, fmt.Sprint("Team ", i), fmt.Sprint("team ", i), i%4 + 1, 1, 1}
	})
	load("organizations", "id name name_norm share created_at updated_at", benchOrgs, func(i int) []any {
		return []any{i, fmt.Sprint("Org ", i), fmt.Sprint("org ", i), []string{"none", "read", "reply"}[i%3], 1, 1}
	})
	load("users", "id name name_norm email email_norm kind organization_id created_at updated_at", benchAgents+w.customers, func(i int) []any {
		kind, org := "employee", any(nil)
		if i > benchAgents {
			kind = "user"
			if i%2 == 0 {
				org = i%benchOrgs + 1
			}
		}
		return []any{i, fmt.Sprint("Person ", i), fmt.Sprint("person ", i), fmt.Sprintf("p%d@demo.test", i), fmt.Sprintf("p%d@demo.test", i), kind, org, 1, 1}
	})
	load("team_members", "team_id user_id", benchAgents, func(i int) []any { return []any{i%benchTeams + 1, i} })

	const year = int64(365 * 24 * 3600 * 1e6)
	now := int64(1_790_000_000 * 1e6)
	type tk struct {
		status, team, agent, helper int
		at                          int64
	}
	all := make([]tk, w.n+1)
	for i := range all {
		age := float64(w.n-i) / float64(w.n)
		t := tk{team: 1 + int(float64(benchTeams)*rnd.Float64()*rnd.Float64()), status: 4 + rnd.IntN(2), at: now - int64(age*float64(3*year)) + rnd.Int64N(year/100)}
		if rnd.Float64() < 0.02+0.6*max(0, 0.1-age)/0.1 {
			t.status = 1 + rnd.IntN(3)
		}
		// The first agent of each team has a handful only: the one who sees least.
		t.agent = t.team - 1 + benchTeams*(1+rnd.IntN(benchAgents/benchTeams-1))
		if t.agent == 0 {
			t.agent = benchAgents
		}
		if rnd.IntN(8) == 0 && t.status < 4 {
			t.agent = 0
		}
		if rnd.IntN(10) == 0 {
			t.helper = benchTeams + 1 + rnd.IntN(benchAgents-benchTeams)
		}
		if i%(w.n/20) == 0 {
			t.helper = 1
		}
		if rnd.IntN(50) == 0 {
			t.team = 0
		}
		all[i] = t
	}
	null := func(n int) any {
		if n == 0 {
			return nil
		}
		return n
	}
	load("tickets", "id team_id assignee_id requester_id organization_id created_at updated_at pinned_at follow_up_at status priority channel subject tags message_count reply_count contributor_count", w.n, func(i int) []any {
		t := &all[i]
		var pinned, follow any
		if i%(w.n/20) == 1 {
			pinned = t.at
		}
		if i%200 == 3 {
			follow = t.at
		}
		helpers := 0
		if t.helper != 0 {
			helpers = 1
		}
		requester := benchAgents + 1 + rnd.IntN(w.customers)
		org := any(nil)
		if requester%2 == 0 {
			org = requester%benchOrgs + 1
		}
		return []any{i, null(t.team), null(t.agent), requester, org, t.at - 1000, t.at, pinned, follow, t.status, 1 + rnd.IntN(4), "web",
			fmt.Sprintf("Question %d about %s", i, benchWords[rnd.IntN(len(benchWords))]), "", 2, 1, helpers}
	})
	load("ticket_contributors", "ticket_id user_id updated_at added_at status", w.n, func(i int) []any {
		t := &all[i]
		if t.helper == 0 {
			return nil
		}
		return []any{i, t.helper, t.at, t.at, t.status}
	})
	text := func() string {
		var s strings.Builder
		for range 12 {
			// A word is the rarer the further down it stands.
			s.WriteString(benchWords[int(float64(len(benchWords))*rnd.Float64()*rnd.Float64()*rnd.Float64())] + " ")
		}
		return s.String()
	}
	load("messages", "ticket_id author_id created_at kind body_text body_html", 2*w.n, func(i int) []any {
		id := (i + 1) / 2
		return []any{id, benchAgents + 1, all[id].at, 1 + i%2, text(), "<p>x</p>"}
	})
	if err := db.Tickets().RebuildIndex(ctx, func(int) {}); err != nil {
		b.Fatal(err)
	}
	if err := db.AfterBulk(ctx, "departments", "teams", "organizations", "users", "tickets"); err != nil {
		b.Fatal(err)
	}
	w.world = mustWorldOn(b, db)
	return w
}

var benchWords = func() []string {
	var out []string
	for i := range 4000 {
		out = append(out, "word"+strconv.FormatInt(int64(i), 36))
	}
	return out
}()

// agentOf is an agent with a scope; number 1 sees least, 21 and up are usual.
func (w *big) agentOf(n core.UserID, scope rbac.Scope) *rbac.Subject {
	return w.as(n, full(scope, powers{"tickets.unrouted": rbac.All}))
}

func BenchmarkList(b *testing.B) {
	ctx := context.Background()
	runBig(b, func(b *testing.B, w *big) {
		open := tickets.Filter{View: "open"}
		deep := tickets.Filter{}
		all := w.agentOf(30, rbac.All)
		for range 20 {
			deep.Limit = 200
			p, err := w.svc.List(ctx, all, deep)
			if err != nil {
				b.Fatal(err)
			}
			deep.Cursor = p.Next
		}
		deep.Limit = 50
		for _, c := range []struct {
			name string
			who  *rbac.Subject
			f    tickets.Filter
		}{
			{"all", all, tickets.Filter{}}, {"all/open", all, open}, {"all/deep", all, deep},
			{"department", w.agentOf(30, rbac.Department), tickets.Filter{}}, {"department/open", w.agentOf(30, rbac.Department), open},
			{"team", w.agentOf(30, rbac.Team), tickets.Filter{}}, {"team/open", w.agentOf(30, rbac.Team), open},
			{"own", w.agentOf(30, rbac.Own), tickets.Filter{}}, {"own/open", w.agentOf(30, rbac.Own), open},
			{"least", w.agentOf(1, rbac.Own), tickets.Filter{}}, {"least/open", w.agentOf(1, rbac.Own), open},
			{"customer", w.customer(benchAgents + 2), tickets.Filter{}},
			{"team/mine", w.agentOf(30, rbac.Team), tickets.Filter{View: "mine"}},
			{"team/created", w.agentOf(30, rbac.Team), tickets.Filter{Sort: tickets.ByCreatedOldest, View: "open"}},
		} {
			b.Run(c.name, func(b *testing.B) {
				n := 0
				for b.Loop() {
					p, err := w.svc.List(ctx, c.who, c.f)
					if err != nil {
						b.Fatal(err)
					}
					n = len(p.Items)
				}
				b.ReportMetric(float64(n), "rows")
			})
			b.Run(c.name+"/bare", func(b *testing.B) { w.bare(b, c.who, c.f) })
		}
	})
}

// bare sends the statements of a list again, without our layers.
func (w *big) bare(b *testing.B, who *rbac.Subject, f tickets.Filter) {
	ctx, sent := context.Background(), &store.Trace{}
	if _, err := w.svc.List(store.WithTrace(ctx, sent), who, f); err != nil {
		b.Fatal(err)
	}
	type prepared struct {
		*sql.Stmt
		args []any
	}
	var all []prepared
	for _, s := range sent.Statements() {
		p, err := w.db.ReaderSQL().PrepareContext(ctx, s.SQL)
		if err != nil {
			b.Fatal(err)
		}
		defer p.Close()
		all = append(all, prepared{p, s.Args})
	}
	for b.Loop() {
		for _, p := range all {
			rows, err := p.QueryContext(ctx, p.args...)
			if err != nil {
				b.Fatal(err)
			}
			columns, err := rows.Columns()
			if err != nil {
				b.Fatal(err)
			}
			dest := make([]any, len(columns))
			for i := range dest {
				dest[i] = new(any)
			}
			for rows.Next() {
				if err := rows.Scan(dest...); err != nil {
					b.Fatal(err)
				}
			}
			if err := rows.Close(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	ctx := context.Background()
	runBig(b, func(b *testing.B, w *big) {
		for _, who := range []struct {
			name string
			*rbac.Subject
		}{{"all", w.agentOf(30, rbac.All)}, {"team", w.agentOf(30, rbac.Team)}, {"least", w.agentOf(1, rbac.Own)}} {
			for _, q := range []struct{ name, q string }{
				{"number", strconv.Itoa(w.n / 2)}, {"rare", benchWords[3900]}, {"middling", benchWords[900]}, {"common", benchWords[1]},
				{"two", benchWords[1] + " " + benchWords[2000]}, {"prefix", "word2*"},
			} {
				b.Run(who.name+"/"+q.name, func(b *testing.B) {
					n := 0
					for b.Loop() {
						p, err := w.svc.List(ctx, who.Subject, tickets.Filter{Query: q.q})
						if err != nil {
							b.Fatal(err)
						}
						n = len(p.Items)
					}
					b.ReportMetric(float64(n), "rows")
				})
			}
		}
	})
}

func BenchmarkViews(b *testing.B) {
	ctx := context.Background()
	runBig(b, func(b *testing.B, w *big) {
		for _, scope := range []rbac.Scope{rbac.Own, rbac.Team, rbac.Department, rbac.All} {
			who := w.agentOf(30, scope)
			b.Run(scope.String(), func(b *testing.B) {
				for b.Loop() {
					if _, err := w.svc.Views(ctx, who); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	ctx := context.Background()
	runBig(b, func(b *testing.B, w *big) {
		who := w.agentOf(30, rbac.All)
		rnd := rand.New(rand.NewPCG(3, 4))
		for b.Loop() {
			if _, err := w.svc.Get(ctx, who, core.TicketID(1+rnd.IntN(w.n))); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkReply(b *testing.B) {
	ctx := context.Background()
	runBig(b, func(b *testing.B, w *big) {
		who := w.agentOf(30, rbac.All)
		rnd := rand.New(rand.NewPCG(5, 6))
		for b.Loop() {
			_, err := w.svc.AddMessage(ctx, who, core.TicketID(1+rnd.IntN(w.n)), tickets.NewMessage{Kind: tickets.Reply, Body: "Thank you, it is on its way."})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
