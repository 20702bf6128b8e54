package people_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func TestViewers(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		dep, err := w.op.CreateDepartment(ctx, "Care")
		want(t, err, ok)
		billing, err := w.op.CreateTeam(ctx, "Billing", dep.ID)
		want(t, err, ok)
		tech, err := w.op.CreateTeam(ctx, "Tech", 0)
		want(t, err, ok)
		want(t, w.SetMember(ctx, w.as("olga"), billing.ID, w.ids["ana"], true), ok)
		want(t, w.SetMember(ctx, w.as("olga"), tech.ID, w.ids["ben"], true), ok)
		w.add("lia", "light-agent")
		w.add("gus", "agent")
		want(t, w.op.PutGrant(ctx, w.ids["gus"], rbac.Grant{Key: "tickets.view", Scope: rbac.All, Reason: "audit"}), ok)
		w.add("dan", "agent")
		want(t, w.SetMember(ctx, w.as("olga"), billing.ID, w.ids["dan"], true), ok)
		_, err = w.DisableUser(ctx, w.as("olga"), w.ids["dan"])
		want(t, err, ok)

		// told is who is named, and why: "ana teams agent".
		told := func(v *people.Viewers) (out []string) {
			for _, p := range v.People {
				line := []string{p.Person.Name}
				for _, way := range p.Ways {
					line = append(line, way.String())
				}
				for _, r := range p.Roles {
					line = append(line, r.Role)
				}
				if p.Granted {
					line = append(line, "granted")
				}
				out = append(out, strings.Join(line, " "))
			}
			return out
		}
		of := func(who string, o *rbac.Object) *people.Viewers {
			t.Helper()
			v, err := w.Viewers(ctx, w.as(who), rbac.Tickets, o)
			want(t, err, ok)
			return v
		}
		o := &rbac.Object{Owner: w.ids["ben"], Team: billing.ID, Contributors: []core.UserID{w.ids["lia"]}, Requester: w.ids["carl"]}

		t.Run("every employee whom the rule lets see it, and nobody else", func(t *testing.T) {
			v := of("olga", o)
			seen := map[core.UserID]bool{}
			for _, p := range v.People {
				seen[p.Person.ID] = true
				if len(p.Ways) == 0 {
					t.Errorf("%s sees it in no way", p.Person.Name)
				}
			}
			for name, id := range w.ids {
				if name == "dan" {
					continue // disabled
				}
				s := w.as(name)
				sees := s.Scope("tickets.view") != rbac.ScopeNone && rbac.Decide(s, rbac.Tickets, "tickets.view", o).Visible
				if sees != seen[id] {
					t.Errorf("%s: told %v, is %v", name, seen[id], sees)
				}
			}
			if seen[w.ids["dan"]] || v.Others != 0 || v.More {
				t.Errorf("%+v", v)
			}
		})
		t.Run("the closest first, with the way and the role", func(t *testing.T) {
			got := told(of("olga", o))
			for i, line := range []string{"ben owner agent", "lia contributor light-agent", "ana teams agent"} {
				if len(got) < 3 || got[i] != line {
					t.Fatalf("got %q", got)
				}
			}
			for _, line := range []string{"olga all owner", "gus all granted"} {
				if !slices.Contains(got, line) {
					t.Errorf("%q is not among %q", line, got)
				}
			}
		})
		t.Run("an owner who has it is told to have it", func(t *testing.T) {
			if got := told(of("olga", &rbac.Object{Owner: w.ids["olga"]})); got[0] != "olga owner all owner" {
				t.Errorf("got %q", got)
			}
		})
		t.Run("who sees few people is told of few, and how many more there are", func(t *testing.T) {
			every, some := of("olga", o), of("ana", o)
			if len(some.People)+some.Others != len(every.People) || some.Others == 0 {
				t.Errorf("%d named and %d others, of %d", len(some.People), some.Others, len(every.People))
			}
			names := fmt.Sprint(told(some))
			for _, name := range []string{"ben ", "lia ", "ana "} {
				if !strings.Contains(names, name) {
					t.Errorf("%sis on the ticket or is the reader, and not named in %s", name, names)
				}
			}
			if strings.Contains(names, "olga") {
				t.Errorf("ana does not see the owner, and is told of her: %s", names)
			}
		})
		t.Run("forbidden to customers", func(t *testing.T) {
			_, err := w.Viewers(ctx, w.as("carl"), rbac.Tickets, o)
			want(t, err, core.KindForbidden)
		})
	})
}
