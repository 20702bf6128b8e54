package people_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

func TestCreateUser(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		for i, c := range []struct {
			name, who string
			in        people.PersonInput
			kind      core.Kind
			field     string
		}{
			{"an agent makes a customer", "ana", people.PersonInput{Name: "New"}, ok, ""},
			{"a customer makes nobody", "carl", people.PersonInput{Name: "New"}, core.KindForbidden, ""},
			{"an agent makes no agent", "ana", people.PersonInput{Name: "New", Roles: []string{"agent"}}, core.KindForbidden, ""},
			{"an admin makes an agent", "adam", people.PersonInput{Name: "New", Roles: []string{"agent"}}, ok, ""},
			{"an admin makes no admin", "adam", people.PersonInput{Name: "New", Roles: []string{"admin"}}, core.KindForbidden, ""},
			{"the owner makes an owner", "olga", people.PersonInput{Name: "New", Roles: []string{"owner"}}, ok, ""},
			{"a role there is not", "olga", people.PersonInput{Name: "New", Roles: []string{"king"}}, core.KindInvalid, "roles"},
			{"an employee without a role", "olga", people.PersonInput{Name: "New", Kind: people.Employee}, core.KindInvalid, "roles"},
			{"no name", "ana", people.PersonInput{Name: " \t"}, core.KindInvalid, "name"},
			{"a name with a line break becomes one line", "ana", people.PersonInput{Name: "New\nPerson"}, ok, ""},
			{"a name with a control character", "ana", people.PersonInput{Name: "a\x00b"}, core.KindInvalid, "name"},
			{"not an address", "ana", people.PersonInput{Name: "New", Email: "New <a@b.c>"}, core.KindInvalid, "email"},
			{"an address that is taken, in other letters", "ana", people.PersonInput{Name: "New", Email: "ANA@EXAMPLE.COM"}, core.KindConflict, ""},
			{"a short password", "ana", people.PersonInput{Name: "New", Email: "n@example.com", Password: "123456789"}, core.KindInvalid, "password"},
			{"a password without an address", "ana", people.PersonInput{Name: "New", Password: password}, core.KindInvalid, "email"},
			{"a zone there is not", "ana", people.PersonInput{Name: "New", Timezone: "Mars/Base"}, core.KindInvalid, "timezone"},
			{"a phone of letters", "ana", people.PersonInput{Name: "New", Phone: "call me"}, core.KindInvalid, "phone"},
			{"an agent puts nobody into teams", "ana", people.PersonInput{Name: "New", Teams: []core.TeamID{1}}, core.KindForbidden, ""},
		} {
			t.Run(c.name, func(t *testing.T) {
				if c.in.Email == "" && c.in.Password == "" {
					c.in.Email = fmt.Sprintf("new%d@example.com", i)
				}
				v, err := w.CreateUser(ctx, w.as(c.who), c.in)
				want(t, err, c.kind)
				if err == nil && (v.ID == 0 || !v.VerifiedAt.IsZero() || v.CreatedBy != w.ids[c.who]) {
					t.Fatalf("made %+v", v.Person)
				}
				var e *core.Error
				if c.field != "" && (!asError(err, &e) || e.Fields[c.field] == "") {
					t.Fatalf("does not name the field %s: %v", c.field, err)
				}
			})
		}
		t.Run("somebody without people.create who claims to be verified is not", func(t *testing.T) {
			v, err := w.CreateUser(ctx, w.as("ana"), people.PersonInput{Name: "Sly", Verified: true})
			want(t, err, ok)
			if !v.VerifiedAt.IsZero() {
				t.Fatal("verified by their maker")
			}
		})
	})
}

func TestPeopleScope(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		billing, err := w.op.CreateTeam(ctx, "Billing", 0)
		want(t, err, ok)
		tech, err := w.op.CreateTeam(ctx, "Tech", 0)
		want(t, err, ok)
		want(t, w.SetMember(ctx, w.as("olga"), billing.ID, w.ids["ana"], true), ok)
		want(t, w.SetMember(ctx, w.as("olga"), tech.ID, w.ids["ben"], true), ok)
		for _, name := range []string{"in-team", "mine", "helped", "foreign", "unrouted", "deleted-ticket"} {
			w.add(name)
		}
		w.ticket("in-team", billing.ID, 0)
		w.ticket("mine", tech.ID, w.ids["ana"])
		w.ticket("helped", tech.ID, 0, w.ids["ana"])
		w.ticket("foreign", tech.ID, 0)
		w.ticket("unrouted", 0, 0)
		gone := w.ticket("deleted-ticket", billing.ID, 0)
		if _, err := w.db.SQL().Exec("UPDATE tickets SET deleted_at = 1 WHERE id = $1", int64(gone)); err != nil {
			t.Fatal(err)
		}
		made, err := w.CreateUser(ctx, w.as("ana"), people.PersonInput{Name: "made"})
		want(t, err, ok)
		w.ids["made"] = made.ID

		sees := func(who string) []string {
			page, err := w.Users(ctx, w.as(who), people.PersonFilter{Limit: 200})
			want(t, err, ok)
			var names []string
			for _, p := range page.Items {
				names = append(names, p.Name)
			}
			return names
		}
		all := []string{"adam", "ana", "ben", "carl", "cora", "deleted-ticket", "foreign", "helped", "in-team", "made", "mine", "mona", "olga", "unrouted"}
		for who, names := range map[string][]string{
			"olga": all,
			"ana":  {"ana", "helped", "in-team", "made", "mine", "unrouted"},
			"ben":  {"ben", "foreign", "helped", "mine", "unrouted"},
			"mona": {"mona"},
			"carl": {"carl"},
		} {
			t.Run(who+" sees exactly these, in the list and one by one", func(t *testing.T) {
				if got := sees(who); !slices.Equal(got, names) {
					t.Fatalf("list: %v\nwant: %v", got, names)
				}
				for _, name := range all {
					kind := core.KindNotFound
					if slices.Contains(names, name) {
						kind = ok
					}
					_, err := w.User(ctx, w.as(who), w.ids[name])
					if (err == nil) != (kind == ok) || err != nil && !core.IsKind(err, kind) {
						t.Errorf("%s: %v, want %s", name, err, kind)
					}
				}
			})
		}
		t.Run("what one may not see cannot be changed, and looks like nobody", func(t *testing.T) {
			_, missing := w.UpdateUser(ctx, w.as("ana"), 4711, people.PersonPatch{Name: ptr("x")})
			_, hidden := w.UpdateUser(ctx, w.as("ana"), w.ids["foreign"], people.PersonPatch{Name: ptr("x")})
			want(t, missing, core.KindNotFound)
			want(t, hidden, core.KindNotFound)
		})
		t.Run("abilities say what the methods do", func(t *testing.T) {
			page, err := w.Users(ctx, w.as("ana"), people.PersonFilter{})
			want(t, err, ok)
			for _, p := range page.Items {
				_, err := w.UpdateUser(ctx, w.as("ana"), p.ID, people.PersonPatch{Name: ptr(p.Name)})
				if (err == nil) != p.Abilities.Edit {
					t.Errorf("%s: edit %v, but %v", p.Name, p.Abilities.Edit, err)
				}
			}
		})
	})
}

func TestUsersFindsAndPages(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		for _, in := range []people.PersonInput{
			{Name: "Jürgen Müller", Email: "jm@widgets.example", Phone: "+49 30 1234-567"},
			{Name: "Zoë O'Hara-Smith", Email: "zoe.smith@other.example"},
			{Name: "100% Real", Email: "real_person@other.example"},
		} {
			if _, err := w.op.CreateUser(ctx, in); err != nil {
				t.Fatal(err)
			}
		}
		owner := w.as("olga")
		for query, name := range map[string]string{
			"müll": "Jürgen Müller", "mull": "Jürgen Müller", "JÜRGEN M": "Jürgen Müller", "widgets.ex": "Jürgen Müller", "jm@": "Jürgen Müller",
			"smith": "Zoë O'Hara-Smith", "zoe": "Zoë O'Hara-Smith", "zoe.smith@other": "Zoë O'Hara-Smith", "49301234": "Jürgen Müller", "+49 30": "Jürgen Müller",
			"real_": "100% Real", "100%": "100% Real", "%": "", "_": "", "'": "", "nobody": "", "mull zoe": "",
		} {
			t.Run("query "+query, func(t *testing.T) {
				page, err := w.Users(ctx, owner, people.PersonFilter{Query: query})
				want(t, err, ok)
				var got []string
				for _, p := range page.Items {
					got = append(got, p.Name)
				}
				if joined := strings.Join(got, ","); joined != name {
					t.Fatalf("found %q, want %q", joined, name)
				}
			})
		}
		t.Run("pages hold everybody once, also people of one name", func(t *testing.T) {
			for range 7 {
				if _, err := w.op.CreateUser(ctx, people.PersonInput{Name: "Same Name"}); err != nil {
					t.Fatal(err)
				}
			}
			seen, cursor, pages := map[core.UserID]bool{}, "", 0
			for {
				page, err := w.Users(ctx, owner, people.PersonFilter{Limit: 3, Cursor: cursor})
				want(t, err, ok)
				for _, p := range page.Items {
					if seen[p.ID] {
						t.Fatalf("%s twice", p.Name)
					}
					seen[p.ID] = true
				}
				pages++
				if cursor = page.Next; cursor == "" {
					break
				}
			}
			if len(seen) != 17 || pages != 6 {
				t.Fatalf("%d people on %d pages", len(seen), pages)
			}
		})
		t.Run("a made-up cursor is refused", func(t *testing.T) {
			for _, c := range []string{"x", "!!!", "LTEgYQ", "MSBh" + strings.Repeat("YQ", 5000)} {
				_, err := w.Users(ctx, owner, people.PersonFilter{Cursor: c})
				want(t, err, core.KindInvalid)
			}
		})
		t.Run("filters narrow", func(t *testing.T) {
			for name, c := range map[string]struct {
				f people.PersonFilter
				n int
			}{
				"kind":     {people.PersonFilter{Kind: people.Employee}, 5},
				"role":     {people.PersonFilter{Role: "agent"}, 2},
				"enabled":  {people.PersonFilter{Disabled: ptr(false), Kind: people.Employee}, 5},
				"disabled": {people.PersonFilter{Disabled: ptr(true)}, 0},
				"team":     {people.PersonFilter{Team: 99}, 0},
			} {
				page, err := w.Users(ctx, owner, c.f)
				want(t, err, ok)
				if len(page.Items) != c.n {
					t.Errorf("%s: %d, want %d", name, len(page.Items), c.n)
				}
			}
		})
	})
}
