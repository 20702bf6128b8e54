package people_test

import (
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

func TestTeams(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		dep, err := w.CreateDepartment(ctx, w.as("adam"), "Finance")
		want(t, err, ok)
		team, err := w.CreateTeam(ctx, w.as("adam"), "Billing", dep.ID)
		want(t, err, ok)
		_, err = w.CreateTeam(ctx, w.as("adam"), "BILLING ", 0)
		want(t, err, core.KindConflict)
		_, err = w.CreateTeam(ctx, w.as("adam"), "Other", 99)
		want(t, err, core.KindInvalid)
		_, err = w.CreateTeam(ctx, w.as("mona"), "Other", 0)
		want(t, err, core.KindForbidden)
		_, err = w.Teams(ctx, w.as("ana"))
		want(t, err, ok)
		_, err = w.Teams(ctx, w.as("carl"))
		want(t, err, core.KindForbidden)

		t.Run("only employees become members", func(t *testing.T) {
			want(t, w.SetMember(ctx, w.as("adam"), team.ID, w.ids["carl"], true), core.KindConflict)
			want(t, w.SetMember(ctx, w.as("adam"), team.ID, w.ids["ana"], true), ok)
			want(t, w.SetMember(ctx, w.as("adam"), team.ID, w.ids["ana"], true), ok) // again: nothing to do
			list, err := w.Teams(ctx, w.as("ana"))
			want(t, err, ok)
			if len(list) != 1 || list[0].Members != 1 || list[0].Department != dep.ID {
				t.Fatalf("%+v", list)
			}
		})
		t.Run("an admin does not move the owner", func(t *testing.T) {
			want(t, w.SetMember(ctx, w.as("adam"), team.ID, w.ids["olga"], true), core.KindForbidden)
		})
		t.Run("nobody puts themselves where they could not see before", func(t *testing.T) {
			g := rbac.Grant{Key: "people.teams.manage", Scope: rbac.All}
			want(t, w.PutGrant(ctx, w.as("olga"), w.ids["ben"], g), ok)
			want(t, w.SetMember(ctx, w.as("ben"), team.ID, w.ids["ben"], true), core.KindForbidden)
			want(t, w.SetMember(ctx, w.as("olga"), team.ID, w.ids["olga"], true), ok)
		})
		t.Run("a stale version is a conflict", func(t *testing.T) {
			_, err := w.UpdateTeam(ctx, w.as("adam"), team.ID, people.TeamPatch{Version: 1, Name: ptr("Invoices")})
			want(t, err, ok)
			_, err = w.UpdateTeam(ctx, w.as("adam"), team.ID, people.TeamPatch{Version: 1, Name: ptr("Bills")})
			want(t, err, core.KindConflict)
		})
		t.Run("a team with tickets is not deleted, an empty one is", func(t *testing.T) {
			w.ticket("carl", team.ID, 0)
			want(t, w.DeleteTeam(ctx, w.as("adam"), team.ID), core.KindConflict)
			empty, err := w.CreateTeam(ctx, w.as("adam"), "Empty", 0)
			want(t, err, ok)
			want(t, w.DeleteTeam(ctx, w.as("adam"), empty.ID), ok)
			want(t, w.DeleteTeam(ctx, w.as("adam"), empty.ID), core.KindNotFound)
		})
		t.Run("a department goes, its teams stay", func(t *testing.T) {
			_, err := w.RenameDepartment(ctx, w.as("adam"), dep.ID, 1, "Money")
			want(t, err, ok)
			_, err = w.RenameDepartment(ctx, w.as("adam"), dep.ID, 1, "Cash")
			want(t, err, core.KindConflict)
			want(t, w.DeleteDepartment(ctx, w.as("adam"), dep.ID), ok)
			list, err := w.Teams(ctx, w.as("adam"))
			want(t, err, ok)
			if len(list) != 1 || list[0].Department != 0 {
				t.Fatalf("%+v", list)
			}
		})
	})
}

func TestOrganizations(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		team, err := w.op.CreateTeam(ctx, "Billing", 0)
		want(t, err, ok)
		want(t, w.SetMember(ctx, w.as("olga"), team.ID, w.ids["ana"], true), ok)
		acme, err := w.op.CreateOrganization(ctx, people.OrganizationInput{Name: "Acme", Domain: "@ACME.example", Share: rbac.ShareRead})
		want(t, err, ok)
		globex, err := w.op.CreateOrganization(ctx, people.OrganizationInput{Name: "Globex"})
		want(t, err, ok)
		want(t, w.SetOrganization(ctx, w.as("olga"), w.ids["carl"], acme.ID), ok)
		want(t, w.SetOrganization(ctx, w.as("olga"), w.ids["cora"], globex.ID), ok)
		w.ticket("carl", team.ID, 0)
		names := func(who string) string {
			page, err := w.Organizations(ctx, w.as(who), "", "", 0)
			want(t, err, ok)
			s := ""
			for _, o := range page.Items {
				s += o.Name + " "
			}
			return s
		}
		for who, list := range map[string]string{"olga": "Acme Globex ", "ana": "Acme ", "ben": "", "carl": "Acme ", "cora": "Globex "} {
			if got := names(who); got != list {
				t.Errorf("%s sees %q, want %q", who, got, list)
			}
		}
		if acme.Domain != "acme.example" || w.as("carl").Organization != acme.ID {
			t.Errorf("%+v, carl in %d", acme, w.as("carl").Organization)
		}
		t.Run("found by a word of the name or by the domain", func(t *testing.T) {
			long, err := w.op.CreateOrganization(ctx, people.OrganizationInput{Name: "100% Blue Door Cafés", Domain: "door.example"})
			want(t, err, ok)
			for query, n := range map[string]int{"cafÉ": 1, "blue door": 1, "Door.ex": 1, "100%": 1, "100% C": 0, "oor": 0, "_": 0, "acme.": 1} {
				page, err := w.Organizations(ctx, w.as("olga"), query, "", 0)
				want(t, err, ok)
				if len(page.Items) != n {
					t.Errorf("%q finds %d, want %d: %+v", query, len(page.Items), n, page.Items)
				}
			}
			want(t, w.DeleteOrganization(ctx, w.as("olga"), long.ID), ok)
		})
		t.Run("rights follow the scope", func(t *testing.T) {
			_, err := w.UpdateOrganization(ctx, w.as("ana"), acme.ID, people.OrganizationPatch{Share: ptr(rbac.ShareReply)})
			want(t, err, ok)
			_, err = w.UpdateOrganization(ctx, w.as("ana"), globex.ID, people.OrganizationPatch{Name: ptr("x")})
			want(t, err, core.KindNotFound)
			_, err = w.UpdateOrganization(ctx, w.as("carl"), acme.ID, people.OrganizationPatch{Name: ptr("x")})
			want(t, err, core.KindForbidden)
			want(t, w.SetOrganization(ctx, w.as("ana"), w.ids["carl"], globex.ID), core.KindNotFound)
			want(t, w.SetOrganization(ctx, w.as("carl"), w.ids["carl"], 0), core.KindForbidden)
		})
		t.Run("who makes one sees it", func(t *testing.T) {
			o, err := w.CreateOrganization(ctx, w.as("ana"), people.OrganizationInput{Name: "Initech"})
			want(t, err, ok)
			v, err := w.Organization(ctx, w.as("ana"), o.ID)
			want(t, err, ok)
			if !v.Edit || !v.AddMember {
				t.Fatalf("%+v", v)
			}
			_, err = w.Organization(ctx, w.as("ben"), o.ID)
			want(t, err, core.KindNotFound)
		})
		t.Run("one is deleted, its members stay", func(t *testing.T) {
			want(t, w.DeleteOrganization(ctx, w.as("olga"), globex.ID), ok)
			v, err := w.User(ctx, w.as("olga"), w.ids["cora"])
			want(t, err, ok)
			if v.Organization != 0 {
				t.Fatal(v.Organization)
			}
		})
	})
}

func TestGroupsCarryOnlyWhatOneMayGive(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		_, err := w.CreateRole(ctx, w.as("olga"), custom("Beta", rbac.User, map[rbac.Key]rbac.Scope{"tickets.submit": rbac.All}))
		want(t, err, ok)
		_, err = w.CreateGroup(ctx, w.as("olga"), "Bad", []string{"agent"})
		want(t, err, core.KindInvalid)
		_, err = w.CreateGroup(ctx, w.as("ana"), "VIP", []string{"beta"})
		want(t, err, core.KindForbidden)
		g, err := w.CreateGroup(ctx, w.as("olga"), "VIP", []string{"beta"})
		want(t, err, ok)
		_, err = w.CreateGroup(ctx, w.as("olga"), "vip", nil)
		want(t, err, core.KindConflict)
		want(t, w.SetGroupMember(ctx, w.as("olga"), g.ID, w.ids["olga"], true), core.KindForbidden)
		want(t, w.SetGroupMember(ctx, w.as("olga"), g.ID, w.ids["carl"], true), ok)
		list, err := w.Groups(ctx, w.as("olga"))
		want(t, err, ok)
		if len(list) != 1 || list[0].Members != 1 || list[0].Roles[0] != "beta" {
			t.Fatalf("%+v", list)
		}
		want(t, w.DeleteRole(ctx, w.as("olga"), "beta", ""), core.KindConflict)
		_, err = w.UpdateGroup(ctx, w.as("olga"), g.ID, g.Version, "VIPs", nil)
		want(t, err, ok)
		want(t, w.DeleteRole(ctx, w.as("olga"), "beta", ""), ok)
		want(t, w.DeleteGroup(ctx, w.as("olga"), g.ID), ok)
	})
}
