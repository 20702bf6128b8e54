package plugin_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/blob"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
)

var engine *sandbox.Engine

// TestMain shares one engine and its cache of compiled code among all tests.
func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "pegboard-plugins-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if engine, err = sandbox.New(sandbox.Config{CacheDir: dir}); err != nil {
		panic(err)
	}
	defer engine.Close(context.Background())
	return m.Run()
}

// built compiles and packs a plugin's folder, once per test binary.
func built(t testing.TB, dir string) []byte {
	t.Helper()
	v, _ := pegs.LoadOrStore(dir, sync.OnceValues(func() ([]byte, error) {
		wasm, err := peg.Build(context.Background(), dir)
		if err != nil {
			return nil, err
		}
		return peg.PackDir(dir, wasm, "0.1.0")
	}))
	b, err := v.(func() ([]byte, error))()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var pegs sync.Map

func callLogs(t testing.TB) []byte { return built(t, filepath.Join("..", "..", "plugins", "calllogs")) }
func probe(t testing.TB) []byte    { return built(t, filepath.Join("testdata", "probe")) }

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Millisecond)
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is a helpdesk with the standard preset: olga the owner, mona the manager
// and ana the agent in Billing, ben the agent in Tech, carl a customer.
type world struct {
	testing.TB
	db      *store.DB
	clock   *clock
	m       *plugin.Manager
	people  *people.Service
	tickets *tickets.Service
	op      *people.Provisioner
	ids     map[string]core.UserID
	teams   map[string]core.TeamID

	outbound *plugin.Outbound
	live     live
	safe     bool            // nodes wired from now on start in safe mode
	newest   *people.Service // of the node that was wired last
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)} }

func openSQLite(t testing.TB) *store.DB { return storetest.OpenSQLite(t) }

func onBoth(t *testing.T, test func(w *world)) {
	c := newClock()
	storetest.Run(t, func(t *testing.T, db *store.DB) { test(newWorld(t, db, c)) }, storetest.WithClock(c))
}

func newWorld(t testing.TB, db *store.DB, c *clock, options ...func(w *world)) *world {
	w := &world{TB: t, db: db, clock: c, ids: map[string]core.UserID{}, teams: map[string]core.TeamID{}}
	for _, option := range options {
		option(w)
	}
	w.m = w.manager(fstest.MapFS{"calllogs.peg": {Data: callLogs(t)}})
	ctx := context.Background()
	if err := w.op.Install(ctx, nil, "Acme"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"billing", "tech"} {
		team, err := w.op.CreateTeam(ctx, name, 0)
		if err != nil {
			t.Fatal(err)
		}
		w.teams[name] = team.ID
	}
	w.add("olga", "", "owner")
	w.add("mona", "billing", "manager")
	w.add("ana", "billing", "agent")
	w.add("ben", "tech", "agent")
	w.add("carl", "")
	return w
}

// manager wires a node over the world's database, and makes it the world's own
// the first time.
func (w *world) manager(bundled fstest.MapFS) *plugin.Manager {
	w.Helper()
	sealer, err := blocks.NewSealer(w.clock, make([]byte, 32))
	if err != nil {
		w.Fatal(err)
	}
	vault, err := plugin.NewVault(make([]byte, 32))
	if err != nil {
		w.Fatal(err)
	}
	files, err := blob.Open(w.TempDir())
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { _ = files.Close() })
	kept := w.db.Plugins()
	m := plugin.New(plugin.Deps{
		Version: "0.1.0", Engine: engine, Store: kept, KV: kept, Visitors: kept, Mailings: kept, Tables: w.db.Records(), Records: w.db.Records(), Files: records.Files{Store: w.db.Records(), Blobs: files}, Access: w.db.Access(),
		Roles: w.db.People().Roles, Settings: w.db.People().Settings, Facts: kept, Activities: w.db.Tickets(), Usage: kept, Previous: kept, History: kept, Deliveries: w.db.Jobs(), Storage: kept, Tx: w.db, Outbox: w.db, Sealer: sealer, Vault: vault, Outbound: w.outbound, Bundled: bundled, SafeMode: w.safe, Clock: w.clock,
	})
	ps := people.NewService(people.Deps{Stores: w.db.People(), Tx: w.db, Outbox: w.db, Clock: w.clock, Registry: m.Registry, Hooks: m})
	ts := tickets.NewService(tickets.Deps{
		Store: w.db.Tickets(), Tx: w.db, Outbox: w.db, Files: files, Requesters: ps, Policy: ps, Hooks: m, Clock: w.clock,
	})
	m.Connect(plugin.Services{Tickets: ts, People: ps, Live: &w.live})
	w.newest = ps
	if w.people == nil {
		w.people, w.tickets, w.op = ps, ts, people.NewProvisioner(ps, "test")
	}
	if err := m.Start(context.Background()); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(m.Settle)
	return m
}

// beside wires another node, over another connection to the world's database.
func (w *world) beside(db *store.DB) *plugin.Manager {
	w.Helper()
	own := w.db
	defer func() { w.db = own }()
	w.db = db
	return w.manager(nil)
}

func (w *world) add(name, team string, roles ...string) {
	w.Helper()
	in := people.PersonInput{Name: name, Email: name + "@example.com", Roles: roles, Verified: true}
	if team != "" {
		in.Teams = []core.TeamID{w.teams[team]}
	}
	p, err := w.op.CreateUser(context.Background(), in)
	if err != nil {
		w.Fatal(err)
	}
	w.ids[name] = p.ID
}

// as is a person with the rights of this moment.
func (w *world) as(name string) *rbac.Subject {
	w.Helper()
	s, err := w.people.SubjectByID(context.Background(), w.ids[name])
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// ticket makes a ticket of carl's in a team, assigned to nobody.
func (w *world) ticket(subject, team string) *tickets.Ticket {
	w.Helper()
	t, err := w.tickets.Create(context.Background(), w.as("olga"), tickets.NewTicket{
		Subject: subject, Body: "It does not work.", Requester: w.ids["carl"], Team: w.teams[team], NotContributor: true,
	})
	if err != nil {
		w.Fatal(err)
	}
	return t
}

func (w *world) enable(id core.PluginID) {
	w.Helper()
	if err := w.m.Enable(context.Background(), w.as("olga"), id); err != nil {
		w.Fatal(err)
	}
}

func (w *world) install(body []byte) {
	w.Helper()
	id, err := w.m.Install(context.Background(), w.as("olga"), body, plugin.How{})
	if err != nil {
		w.Fatal(err)
	}
	w.enable(id)
}

// fails checks the kind of an error.
func (w *world) fails(what string, err error, kind core.Kind) {
	w.Helper()
	if !core.IsKind(err, kind) {
		w.Errorf("%s: %v, not %v", what, err, kind)
	}
}

func (w *world) info(id core.PluginID) *plugin.Info {
	w.Helper()
	in, err := w.m.Get(context.Background(), w.as("olga"), id)
	if err != nil {
		w.Fatal(err)
	}
	return in
}

// count runs a query that returns one number.
func (w *world) count(query string, args ...any) (n int) {
	w.Helper()
	if err := w.db.SQL().QueryRow(query, args...).Scan(&n); err != nil {
		w.Fatal(err)
	}
	return n
}

// deliver hands every event of that type, which the outbox holds, to the watchers.
func (w *world) deliver(eventType string) {
	w.Helper()
	rows, err := w.db.SQL().Query("SELECT id, ticket_id, actor_id, payload FROM outbox WHERE type = '" + eventType + "' ORDER BY id")
	if err != nil {
		w.Fatal(err)
	}
	var events []core.Event
	for rows.Next() {
		var ticket, actor *int64
		var payload string
		e := core.Event{Type: eventType, At: w.clock.Now()}
		if err := rows.Scan(&e.ID, &ticket, &actor, &payload); err != nil {
			w.Fatal(err)
		}
		e.Payload = []byte(payload)
		if ticket != nil {
			e.Ticket = core.TicketID(*ticket)
		}
		if actor != nil {
			e.Actor = core.UserID(*actor)
		}
		events = append(events, e)
	}
	if err := rows.Close(); err != nil {
		w.Fatal(err)
	}
	if len(events) == 0 {
		w.Fatal(fmt.Sprint("the outbox holds no ", eventType))
	}
	for _, e := range events {
		if err := w.m.Watch(context.Background(), e); err != nil {
			w.Fatal(err)
		}
	}
}

func mustFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func itoa[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }
