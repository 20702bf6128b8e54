package tickets_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/blob"
	"pegboard.dev/pegboard/core/tickets"
)

// world is a small helpdesk in a database: two departments with teams, people,
// and a service on top.
type world struct {
	t     testing.TB
	db    *store.DB
	svc   *tickets.Service
	store store.Tickets
	clock *clock
	rules *rules

	billing, refunds, tech core.TeamID
	acme                   core.OrganizationID
	// ana is of billing, ben of tech, mia manages everything; carl and dora are
	// customers, dora and ed of acme.
	ana, ben, mia, carl, dora, ed core.UserID
}

// clock ticks a millisecond each time somebody looks.
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

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// rules stand in for the people service, which has tests of its own.
type rules struct {
	w          *world
	mustMember bool
	hidden     map[core.UserID]bool
}

func (r *rules) AssigneeMustBeMember(context.Context) (bool, error) { return r.mustMember, nil }

// SubjectByID makes everybody an agent, but for Carl, who is a customer, and Mia,
// who is not there any more.
func (r *rules) SubjectByID(_ context.Context, id core.UserID) (*rbac.Subject, error) {
	switch id {
	case r.w.mia:
		return nil, core.Errorf("test", core.KindUnauthenticated, "Gone.")
	case r.w.carl:
		return r.w.customer(id), nil
	}
	return r.w.agent(id), nil
}

func (r *rules) EnsureRequester(ctx context.Context, _ *rbac.Subject, name, email string) (core.UserID, error) {
	if email == "" || email == "bad" {
		return 0, core.InvalidField("test", "requester.email", "This is no address.")
	}
	var id core.UserID
	err := r.w.db.ReaderSQL().QueryRowContext(ctx, "SELECT id FROM users WHERE email_norm = "+r.w.arg(1), email).Scan(&id)
	if err != nil {
		id = r.w.mustUser(name, email, "user", 0)
	}
	return id, nil
}

func (r *rules) MaySeePerson(_ context.Context, _ *rbac.Subject, id core.UserID) (bool, error) {
	return !r.hidden[id], nil
}

// mustWorldOn puts a service on a database, without anybody in it.
func mustWorldOn(t testing.TB, db *store.DB) *world {
	t.Helper()
	w := &world{t: t, db: db, store: db.Tickets(), clock: &clock{now: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)}}
	w.rules = &rules{w: w, hidden: map[core.UserID]bool{}}
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = files.Close() })
	w.svc = tickets.NewService(tickets.Deps{
		Store: w.store, Tx: db, Outbox: db, Files: files, Requesters: w.rules, Policy: w.rules, Clock: w.clock, MaxUpload: 1 << 10,
	})
	return w
}

func mustWorld(t testing.TB, db *store.DB) *world {
	t.Helper()
	w := mustWorldOn(t, db)
	finance, it := w.mustDepartment("Finance"), w.mustDepartment("IT")
	w.billing, w.refunds, w.tech = w.mustTeam("Billing", finance), w.mustTeam("Refunds", finance), w.mustTeam("Tech", it)
	w.acme = w.mustOrganization("Acme", "read")
	w.ana, w.ben = w.mustUser("Ana", "ana@demo.test", "employee", 0), w.mustUser("Ben", "ben@demo.test", "employee", 0)
	w.mia = w.mustUser("Mia", "mia@demo.test", "employee", 0)
	w.carl = w.mustUser("Carl", "carl@demo.test", "user", 0)
	w.dora, w.ed = w.mustUser("Dora", "dora@demo.test", "user", w.acme), w.mustUser("Ed", "ed@demo.test", "user", w.acme)
	w.mustJoin(w.ana, w.billing)
	w.mustJoin(w.ben, w.tech)
	return w
}

func (w *world) arg(n int) string {
	if w.db.Dialect() == store.PostgreSQL {
		return fmt.Sprintf("$%d", n)
	}
	return "?"
}

// mustInsert writes a row with raw SQL and returns its id.
func (w *world) mustInsert(table, columns string, values ...any) int64 {
	w.t.Helper()
	q := fmt.Sprintf("INSERT INTO %s (%s) VALUES (", table, columns)
	for i := range values {
		if i > 0 {
			q += ", "
		}
		q += w.arg(i + 1)
	}
	var id int64
	if err := w.db.SQL().QueryRow(q+") RETURNING id", values...).Scan(&id); err != nil {
		w.t.Fatalf("insert into %s: %v", table, err)
	}
	return id
}

func (w *world) mustExec(q string) {
	w.t.Helper()
	if _, err := w.db.SQL().Exec(q); err != nil {
		w.t.Fatalf("%s: %v", q, err)
	}
}

func (w *world) mustDepartment(name string) core.DepartmentID {
	return core.DepartmentID(w.mustInsert("departments", "name, name_norm, created_at, updated_at", name, name, 1, 1))
}

func (w *world) mustTeam(name string, d core.DepartmentID) core.TeamID {
	return core.TeamID(w.mustInsert("teams", "name, name_norm, department_id, created_at, updated_at", name, name, int64(d), 1, 1))
}

func (w *world) mustOrganization(name, share string) core.OrganizationID {
	return core.OrganizationID(w.mustInsert("organizations", "name, name_norm, share, created_at, updated_at", name, name, share, 1, 1))
}

func (w *world) mustUser(name, email, kind string, org core.OrganizationID) core.UserID {
	var o any
	if org != 0 {
		o = int64(org)
	}
	return core.UserID(w.mustInsert("users", "name, name_norm, email, email_norm, kind, organization_id, created_at, updated_at", name, name, email, email, kind, o, 1, 1))
}

func (w *world) mustJoin(u core.UserID, teams ...core.TeamID) {
	for _, team := range teams {
		w.mustExec(fmt.Sprintf("INSERT INTO team_members (team_id, user_id) VALUES (%d, %d)", team, u))
	}
}

// powers is a set of keys; every key of the feature "tickets" but those that
// are only custom, for the name "full".
type powers map[rbac.Key]rbac.Scope

func full(scope rbac.Scope, more powers) powers {
	p := powers{"views.own": rbac.All, "views.team": rbac.All, "views.shared": rbac.All}
	for _, k := range rbac.Core().LevelKeys("tickets", rbac.Full) {
		p[k] = scope
	}
	for k, s := range more {
		p[k] = s
	}
	return p
}

// as is a person with powers and the teams that the database says.
func (w *world) as(u core.UserID, p powers) *rbac.Subject {
	w.t.Helper()
	s := &rbac.Subject{Actor: core.Actor{Kind: core.ActorUser, User: u, Name: fmt.Sprint("user ", u)}, Powers: rbac.NewPowers(rbac.Core(), p)}
	ctx := context.Background()
	s.Teams = w.mustIDs(ctx, fmt.Sprintf("SELECT team_id FROM team_members WHERE user_id = %d ORDER BY 1", u))
	s.DepartmentTeams = w.mustIDs(ctx, fmt.Sprintf(`SELECT DISTINCT b.id FROM team_members m JOIN teams a ON a.id = m.team_id
 JOIN teams b ON b.department_id = a.department_id OR b.id = a.id WHERE m.user_id = %d ORDER BY 1`, u))
	err := w.db.ReaderSQL().QueryRow(fmt.Sprintf("SELECT COALESCE(organization_id, 0) FROM users WHERE id = %d", u)).Scan(&s.Organization)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) mustIDs(ctx context.Context, q string) (out []core.TeamID) {
	w.t.Helper()
	rows, err := w.db.ReaderSQL().QueryContext(ctx, q)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id core.TeamID
		if err := rows.Scan(&id); err != nil {
			w.t.Fatal(err)
		}
		out = append(out, id)
	}
	return slices.Clip(out)
}

// The usual cast: an agent of their teams, one who may do everything, a customer.
func (w *world) agent(u core.UserID) *rbac.Subject { return w.as(u, full(rbac.Team, nil)) }
func (w *world) manager() *rbac.Subject {
	return w.as(w.mia, full(rbac.All, powers{"tickets.unrouted": rbac.All}))
}
func (w *world) customer(u core.UserID) *rbac.Subject {
	return w.as(u, powers{"tickets.submit": rbac.All})
}

// mustTicket opens a ticket of carl's as the manager.
func (w *world) mustTicket(in tickets.NewTicket) *tickets.Ticket {
	w.t.Helper()
	if in.Subject == "" {
		in.Subject = "The invoice is wrong"
	}
	if in.Body == "" {
		in.Body = "It says 12, not 10."
	}
	if in.Requester == 0 {
		in.Requester = w.carl
	}
	in.NotContributor = true
	t, err := w.svc.Create(context.Background(), w.manager(), in)
	if err != nil {
		w.t.Fatalf("create: %v", err)
	}
	return t
}

// events are the types in the outbox, oldest first.
func (w *world) events() (out []string) {
	w.t.Helper()
	rows, err := w.db.ReaderSQL().Query("SELECT type FROM outbox ORDER BY id")
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			w.t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}
