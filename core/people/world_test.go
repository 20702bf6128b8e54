package people_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

const password = "correct horse"

// clock is a time that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is a helpdesk with the standard preset and somebody of each kind.
type world struct {
	*people.Service
	t     testing.TB
	db    *store.DB
	clock *clock
	op    *people.Provisioner
	reg   *rbac.Registry
	ids   map[string]core.UserID
}

// inWorlds runs a test on both databases.
func inWorlds(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	c := newClock()
	storetest.Run(t, func(t *testing.T, db *store.DB) { test(t, newWorld(t, db, c)) }, storetest.WithClock(c))
}

func newService(db *store.DB, c core.Clock, reg func() *rbac.Registry) *people.Service {
	return people.NewService(people.Deps{Stores: db.People(), Tx: db, Outbox: db, Clock: c, Registry: reg})
}

func newWorld(t *testing.T, db *store.DB, c *clock) *world {
	w := emptyWorld(t, db, c)
	if err := w.op.Install(t.Context(), nil, "Acme"); err != nil {
		t.Fatal(err)
	}
	for name, roles := range map[string][]string{
		"olga": {"owner"}, "adam": {"admin"}, "mona": {"manager"}, "ana": {"agent"}, "ben": {"agent"}, "carl": nil, "cora": nil,
	} {
		w.add(name, roles...)
	}
	return w
}

func emptyWorld(t *testing.T, db *store.DB, c *clock) *world {
	w := &world{t: t, db: db, clock: c, reg: rbac.Core(), ids: map[string]core.UserID{}}
	w.Service = newService(db, c, func() *rbac.Registry { return w.reg })
	w.op = people.NewProvisioner(w.Service, "test")
	return w
}

// add makes a person without a password, who is cheap.
func (w *world) add(name string, roles ...string) core.UserID {
	w.t.Helper()
	p, err := w.op.CreateUser(context.Background(), people.PersonInput{Name: name, Email: name + "@example.com", Roles: roles, Verified: true})
	if err != nil {
		w.t.Fatalf("create %s: %v", name, err)
	}
	w.ids[name] = p.ID
	return p.ID
}

// as returns a person's subject as of now.
func (w *world) as(name string) *rbac.Subject {
	w.t.Helper()
	s, err := w.SubjectByID(context.Background(), w.ids[name])
	if err != nil {
		w.t.Fatalf("subject of %s: %v", name, err)
	}
	return s
}

func (w *world) setPassword(name string) {
	w.t.Helper()
	if err := w.op.SetPassword(context.Background(), w.ids[name], password); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) signIn(name string) *people.SignIn {
	w.t.Helper()
	in, err := w.Authenticate(context.Background(), name+"@example.com", password, people.Meta{IP: "192.0.2.1"})
	if err != nil {
		w.t.Fatalf("sign in %s: %v", name, err)
	}
	return in
}

// ticket inserts a bare ticket past the tickets package, which people do not know.
func (w *world) ticket(requester string, team core.TeamID, assignee core.UserID, contributors ...core.UserID) core.TicketID {
	w.t.Helper()
	exec := func(q string, args ...any) {
		w.t.Helper()
		if _, err := w.db.SQL().ExecContext(context.Background(), q, args...); err != nil {
			w.t.Fatal(err)
		}
	}
	null := func(id int64) any {
		if id == 0 {
			return nil
		}
		return id
	}
	var id int64
	err := w.db.SQL().QueryRowContext(context.Background(), `INSERT INTO tickets (team_id, assignee_id, requester_id, created_at, updated_at, status, priority, subject)
 VALUES ($1, $2, $3, 1, 1, 1, 2, 'Help') RETURNING id`, null(int64(team)), null(int64(assignee)), int64(w.ids[requester])).Scan(&id)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, c := range contributors {
		exec("INSERT INTO ticket_contributors (ticket_id, user_id, updated_at, added_at, status) VALUES ($1, $2, 1, 1, 1)", id, int64(c))
	}
	return core.TicketID(id)
}

// want fails unless err is of the kind; KindInternal stands for no error.
func want(t testing.TB, err error, kind core.Kind) {
	t.Helper()
	switch {
	case kind == core.KindInternal && err != nil:
		t.Fatalf("unexpected error: %v", err)
	case kind != core.KindInternal && !core.IsKind(err, kind):
		t.Fatalf("got %v, want %s", err, kind)
	}
}

const ok = core.KindInternal

func ptr[T any](v T) *T { return &v }

func openSQLite(t testing.TB) *store.DB { return storetest.OpenSQLite(t) }

// statements counts what fn sends to the database.
func (w *world) statements(fn func(ctx context.Context) error) (int, error) {
	trace := &store.Trace{}
	err := fn(store.WithTrace(context.Background(), trace))
	return len(trace.Statements()), err
}

func asError(err error, e **core.Error) bool { return errors.As(err, e) }

// canMail names a mail server. Nothing is sent: no adapter listens.
func (w *world) canMail() {
	w.t.Helper()
	_, err := w.SetMailServer(w.t.Context(), w.as("olga"), people.MailServer{Host: "localhost", Port: 25, Security: people.MailPlain, From: "help@example.com"})
	want(w.t, err, ok)
}
