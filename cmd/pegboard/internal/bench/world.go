package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store"
)

// World is the made-up helpdesk: the same for the same size and first ids.
type World struct {
	Size
	// FirstUser is the id before the first agent; agents come first, customers after.
	FirstUser core.UserID
	// agentTeams are the teams of each agent, by index.
	agentTeams [][]int
	rand       *rand.Rand
	now        time.Time
}

// NewWorld plans a helpdesk whose people are numbered from after onward.
func NewWorld(size Size, after core.UserID, now time.Time) *World {
	w := &World{Size: size, FirstUser: after, rand: rand.New(rand.NewPCG(2, uint64(size.Tickets))), now: now}
	for i := range size.Agents {
		teams := []int{i % size.Teams}
		if i%3 == 0 {
			teams = append(teams, (i+7)%size.Teams)
		}
		w.agentTeams = append(w.agentTeams, teams)
	}
	return w
}

// Agent returns the id of the i-th agent. The last two are special: Restricted
// works at scope own, Least is in no team and on three tickets only.
func (w *World) Agent(i int) core.UserID { return w.FirstUser + core.UserID(i) + 1 }

// Restricted is the agent who sees what they are assigned or contribute to.
func (w *World) Restricted() core.UserID { return w.Agent(w.Agents - 2) }

// Least is the agent who sees least.
func (w *World) Least() core.UserID { return w.Agent(w.Agents - 1) }

func (w *World) customer(i int) core.UserID {
	return w.FirstUser + core.UserID(w.Agents+i) + 1
}

// row is what the tables about one ticket are made from.
type row struct {
	id                         int
	team, assignee             int // index, -1 for none
	requester                  int
	organization               int
	created, updated           int64
	status, priority           int
	contributors               []int
	messages                   int
	tags                       []string
	extra                      []string
	firstResponse, resolved    any
	subject                    string
	pinned, followUp, closedAt any
}

// tickets calls yield for each ticket, in order of id and creation.
func (w *World) tickets(yield func(*row) bool) {
	r := rand.New(rand.NewPCG(7, uint64(w.Tickets)))
	start := w.now.AddDate(-2, 0, 0).UnixMicro()
	span := w.now.UnixMicro() - start
	zipf := rand.NewZipf(r, 1.3, 4, uint64(w.Teams-1))
	members := make([][]int, w.Teams)
	for a, teams := range w.agentTeams[:w.Agents-2] {
		for _, t := range teams {
			members[t] = append(members[t], a)
		}
	}
	rare := w.Tickets / 3
	for i := range w.Tickets {
		t := &row{id: i + 1, assignee: -1, requester: r.IntN(w.Customers), messages: 1 + r.IntN(4), subject: subject(r)}
		t.organization = t.requester % (w.Organizations * 2)
		t.created = start + int64(float64(span)*float64(i)/float64(w.Tickets))
		t.updated = min(w.now.UnixMicro()-int64(w.Tickets-i), t.created+int64(r.ExpFloat64()*float64(4*24*time.Hour/time.Microsecond)))
		t.team = int(zipf.Uint64())
		if r.IntN(40) == 0 {
			t.team = -1
		}
		w.state(r, t, i)
		if t.team >= 0 && r.IntN(10) > 0 {
			t.assignee = members[t.team][r.IntN(len(members[t.team]))]
		}
		if r.IntN(100) < 30 {
			t.contributors = append(t.contributors, r.IntN(w.Agents-2))
			if r.IntN(3) == 0 {
				t.contributors = append(t.contributors, (t.contributors[0]+1)%(w.Agents-2))
			}
		}
		w.special(t, i)
		for range r.IntN(3) {
			t.tags = append(t.tags, pick(r, tags))
		}
		sort.Strings(t.tags)
		switch share := r.Float64(); {
		case i == rare:
			t.extra = []string{rareWord}
		case share < seldomShare:
			t.extra = []string{seldomWord}
		case share < seldomShare+commonShare:
			t.extra = []string{commonWord}
		}
		if !yield(t) {
			return
		}
	}
}

// state gives old tickets an end: nine in ten of those past the last month.
func (w *World) state(r *rand.Rand, t *row, i int) {
	t.priority = 1 + []int{0, 1, 1, 1, 1, 2, 2, 3}[r.IntN(8)]
	t.status = 1 + r.IntN(3)
	if i < w.Tickets*95/100 && r.IntN(30) > 0 {
		t.status = 4 + r.IntN(2)
		t.resolved = t.updated
		if t.status == 5 {
			t.closedAt = t.updated
		}
	}
	if t.messages > 1 {
		t.firstResponse = min(t.updated, t.created+int64(r.ExpFloat64()*float64(5*time.Hour/time.Microsecond)))
	}
	if r.IntN(20000) == 0 {
		t.pinned = t.created
	}
	if r.IntN(200) == 0 {
		t.followUp = t.updated + int64(7*24*time.Hour/time.Microsecond)
	}
}

// special gives the two restricted agents their tickets.
func (w *World) special(t *row, i int) {
	switch {
	case i%(w.Tickets/3) == w.Tickets/6:
		t.contributors = append(t.contributors, w.Agents-1)
	case i%211 == 17:
		t.assignee = w.Agents - 2
	case i%211 == 90:
		t.contributors = append(t.contributors, w.Agents-2)
	}
}

// Progress is told how far a step has come.
type Progress func(step string, done, total int)

// Load fills an empty, migrated database that has been set up with the standard
// preset. hash is the password hash that all agents get.
func (w *World) Load(ctx context.Context, db *store.DB, hash string, progress Progress) error {
	if err := w.loadPeople(ctx, db, hash); err != nil {
		return err
	}
	if err := w.loadTickets(ctx, db, progress); err != nil {
		return err
	}
	return db.AfterBulk(ctx, "users", "teams", "departments", "organizations", "tickets", "messages", "tags", "activities")
}

// slice turns n calls of f into the form that Bulk reads.
func slice(n int, f func(i int) []any) func() ([]any, bool) {
	i := -1
	return func() ([]any, bool) {
		i++
		if i >= n {
			return nil, false
		}
		return f(i), true
	}
}

func (w *World) loadPeople(ctx context.Context, db *store.DB, hash string) error {
	at := w.now.AddDate(-2, 0, 0).UnixMicro()
	norm := strings.ToLower
	load := func(table, columns string, n int, f func(i int) []any) error {
		_, err := db.Bulk(ctx, table, strings.Fields(columns), slice(n, f))
		return err
	}
	steps := []error{
		load("departments", "id name name_norm created_at updated_at", w.Departments, func(i int) []any {
			name := "Department " + string(rune('A'+i))
			return []any{i + 1, name, norm(name), at, at}
		}),
		load("teams", "id name name_norm department_id created_at updated_at", w.Teams, func(i int) []any {
			name := fmt.Sprintf("Team %02d", i+1)
			return []any{i + 1, name, norm(name), i%w.Departments + 1, at, at}
		}),
		load("organizations", "id name name_norm created_at updated_at", w.Organizations, func(i int) []any {
			name := fmt.Sprintf("%s %s %d", firms[i%len(firms)], kinds[i%len(kinds)], i+1)
			return []any{i + 1, name, norm(name), at, at}
		}),
		load("users", "id name name_norm email email_norm kind password_hash verified_at created_at updated_at", w.Agents, func(i int) []any {
			name, mail := personName(w.rand), fmt.Sprintf("agent%d@bench.test", i+1)
			return []any{int64(w.Agent(i)), name, norm(name), mail, mail, "employee", hash, at, at, at}
		}),
		load("users", "id name name_norm email email_norm kind password_hash verified_at organization_id created_at updated_at", w.Customers, func(i int) []any {
			name, mail := personName(w.rand), fmt.Sprintf("customer%d@bench.test", i+1)
			var org any
			if o := i % (w.Organizations * 2); o < w.Organizations {
				org = o + 1
			}
			return []any{int64(w.customer(i)), name, norm(name), mail, mail, "user", hash, at, org, at, at}
		}),
	}
	for a, teams := range w.agentTeams[:w.Agents-1] {
		steps = append(steps, load("team_members", "team_id user_id", len(teams), func(i int) []any {
			return []any{teams[i] + 1, int64(w.Agent(a))}
		}))
	}
	steps = append(steps, load("user_roles", "user_id slug granted_at", w.Agents, func(i int) []any {
		role := "agent"
		if i >= w.Agents-2 {
			role = restrictedRole
		}
		return []any{int64(w.Agent(i)), role, at}
	}))
	for _, err := range steps {
		if err != nil {
			return err
		}
	}
	return nil
}

// restrictedRole is the slug of the role at scope own that the benchmark adds.
const restrictedRole = "restricted"
