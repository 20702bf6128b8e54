package people_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// TestReachInMemoryAndInSQLAgree compares the rule with its query over random
// worlds: whom rbac says a key reaches, and whom the database finds.
func TestReachInMemoryAndInSQLAgree(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx, rnd := t.Context(), rand.New(rand.NewPCG(7, 11))
		var teams []core.TeamID
		for i := range 4 {
			dep, err := w.op.CreateDepartment(ctx, fmt.Sprint("D", i))
			want(t, err, ok)
			for j := range 2 {
				team, err := w.op.CreateTeam(ctx, fmt.Sprint("T", i, j), []core.DepartmentID{0, dep.ID}[rnd.IntN(2)])
				want(t, err, ok)
				teams = append(teams, team.ID)
			}
		}
		roles := []string{"owner", "manager", "agent", "light-agent", "scout", "keeper"}
		for _, r := range []rbac.Role{
			custom("Scout", rbac.Employee, map[rbac.Key]rbac.Scope{"people.view": rbac.Own, "people.edit": rbac.All}),
			custom("Keeper", rbac.Employee, map[rbac.Key]rbac.Scope{"people.view": rbac.Team, "tickets.unrouted": rbac.All}),
		} {
			_, err := w.CreateRole(ctx, w.as("olga"), r)
			want(t, err, ok)
		}
		var staff, customers []string
		for i := range 8 {
			name := fmt.Sprint("staff", i)
			w.add(name, roles[i%len(roles)])
			staff = append(staff, name)
			for range rnd.IntN(3) {
				want(t, w.SetMember(ctx, w.as("olga"), teams[rnd.IntN(len(teams))], w.ids[name], true), ok)
			}
		}
		made := map[core.UserID]core.UserID{}
		for i := range 20 {
			name := fmt.Sprint("customer", i)
			w.add(name)
			if maker := rnd.IntN(4 * len(staff)); maker < len(staff) {
				made[w.ids[name]] = w.ids[staff[maker]]
				if _, err := w.db.SQL().Exec("UPDATE users SET created_by = $1 WHERE id = $2", int64(w.ids[staff[maker]]), int64(w.ids[name])); err != nil {
					t.Fatal(err)
				}
			}
			customers = append(customers, name)
		}
		customers = append(customers, staff[0]) // an employee may be a requester as well
		objects := map[core.UserID][]*rbac.Object{}
		for range 40 {
			o, requester := &rbac.Object{}, customers[rnd.IntN(len(customers))]
			if rnd.IntN(4) > 0 {
				o.Team = teams[rnd.IntN(len(teams))]
			}
			if rnd.IntN(2) > 0 {
				o.Owner = w.ids[staff[rnd.IntN(len(staff))]]
			}
			if rnd.IntN(3) == 0 {
				o.Contributors = []core.UserID{w.ids[staff[rnd.IntN(len(staff))]]}
			}
			w.ticket(requester, o.Team, o.Owner, o.Contributors...)
			objects[w.ids[requester]] = append(objects[w.ids[requester]], o)
		}
		reached := 0
		for _, who := range append(staff, "carl", "olga") {
			sub := w.as(who)
			list := listed(ctx, t, w, sub)
			for name, id := range w.ids {
				r := rbac.ReachPeople(sub, "people.view")
				expect := id == sub.User || r.All || r.Match(objects[id]...) || sub.Holds("people.view") && made[id] == sub.User
				got, err := w.MaySeePerson(ctx, sub, id)
				want(t, err, ok)
				if got != expect || list[id] != expect {
					t.Errorf("%s (%v) sees %s: rule %v, query %v, list %v", who, sub.Roles, name, expect, got, list[id])
				}
				if got {
					reached++
				}
			}
		}
		if total := len(w.ids) * (len(staff) + 2); reached == 0 || reached > total*3/4 {
			t.Errorf("%d of %d pairs: this world proves little", reached, total)
		}
	})
}

func listed(ctx context.Context, t *testing.T, w *world, who *rbac.Subject) map[core.UserID]bool {
	t.Helper()
	out, cursor := map[core.UserID]bool{}, ""
	for {
		page, err := w.Users(ctx, who, people.PersonFilter{Limit: 7, Cursor: cursor})
		want(t, err, ok)
		for _, p := range page.Items {
			out[p.ID] = true
		}
		if cursor = page.Next; cursor == "" {
			return out
		}
	}
}
