package people_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

func TestReadImport(t *testing.T) {
	for _, c := range []struct {
		name, text string
		mapping    map[string]string
		want       string // rows as line:name/email/kind/roles/organization/phone, or the error
	}{
		{"usual titles are recognized", "Full Name,E-Mail,Role,Company\nAna, ana@x.test ,\"agent, Light agent\",Acme\n\nBo,bo@x.test,,\n", nil,
			"2:Ana/ana@x.test//agent+Light agent/Acme/ 4:Bo/bo@x.test////"},
		{"semicolons, a byte order mark, and Windows lines", "\ufeffname;email;phone\r\nAna;ana@x.test;+49 30 1\r\n", nil, "2:Ana/ana@x.test////+49 30 1"},
		{"columns are what one says", "A\tB\nana@x.test\tAna\n", map[string]string{"name": "B", "email": "A"}, "2:Ana/ana@x.test////"},
		{"a quoted line break keeps later lines' numbers", "name,email\n\"A\nB\",a@x.test\nC,c@x.test\n", nil, "2:A\nB/a@x.test//// 4:C/c@x.test////"},
		{"short rows and rows of empty cells", "name,email,phone\nAna\n,,\n", nil, "2:Ana/////"},
		{"an empty file", "", nil, "csv"},
		{"nobody below the titles", "name,email\n", nil, "csv"},
		{"a quotation mark that does not end", "name,email\n\"Ana,x\n", nil, "csv"},
		{"a column that there is not", "name,email\nAna,a@x.test\n", map[string]string{"name": "Nome"}, "columns"},
		{"a field that there is not", "name,email\nAna,a@x.test\n", map[string]string{"password": "name"}, "columns"},
		{"too many", "name,email\n" + strings.Repeat("A,a@x.test\n", people.MaxImport+1), nil, "csv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := people.ReadImport(c.text, c.mapping)
			got := []string{}
			if err == nil {
				for _, r := range f.Rows {
					got = append(got, fmt.Sprintf("%d:%s", r.Line, strings.Join([]string{r.Name, r.Email, r.Kind, strings.Join(r.Roles, "+"), r.Organization, r.Phone}, "/")))
				}
			}
			var e *core.Error
			if asError(err, &e) {
				got = slices.Collect(maps.Keys(e.Fields))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %q, want %q (%v)", s, c.want, err)
			}
		})
	}
}

func TestImportUsers(t *testing.T) {
	inWorlds(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		acme, err := w.op.CreateOrganization(ctx, people.OrganizationInput{Name: "Acme Works"})
		want(t, err, ok)
		good := []people.ImportRow{
			{Line: 2, Name: "Nora", Email: "nora@new.example", Organization: "acme works", Phone: "+49 30 1234"},
			{Line: 3, Name: "Emil", Email: "emil@new.example", Kind: "Employee", Roles: []string{"Agent"}},
		}
		count := func() int {
			t.Helper()
			page, err := w.Users(ctx, w.as("olga"), people.PersonFilter{Limit: 200})
			want(t, err, ok)
			return len(page.Items)
		}

		t.Run("a preview understands everything and saves nothing", func(t *testing.T) {
			before, audit := count(), auditCount(t, w)
			got, err := w.ImportUsers(ctx, w.as("olga"), good, false, true)
			want(t, err, ok)
			if len(got) != 2 || len(got[0].Problems)+len(got[1].Problems) > 0 || got[0].Kind != people.Customer ||
				got[1].Kind != people.Employee || !slices.Equal(got[1].Roles, []string{"agent"}) || got[1].Invited {
				t.Errorf("got %+v", got)
			}
			if count() != before || auditCount(t, w) != audit {
				t.Error("the preview saved something")
			}
		})

		t.Run("each line is told what stands against it", func(t *testing.T) {
			row := func(line int, change func(r *people.ImportRow)) people.ImportRow {
				r := people.ImportRow{Line: line, Name: "Nora", Email: fmt.Sprintf("n%d@new.example", line)}
				change(&r)
				return r
			}
			rows := []people.ImportRow{
				row(2, func(r *people.ImportRow) { r.Name = "" }),
				row(3, func(r *people.ImportRow) { r.Email = "" }),
				row(4, func(r *people.ImportRow) { r.Email = "nowhere" }),
				row(5, func(r *people.ImportRow) { r.Email = "ANA@example.com" }),
				row(6, func(r *people.ImportRow) { r.Email = "same@new.example" }),
				row(7, func(r *people.ImportRow) { r.Email = "Same@New.example" }),
				row(8, func(r *people.ImportRow) { r.Roles = []string{"king"} }),
				row(9, func(r *people.ImportRow) { r.Roles = []string{"owner"} }),
				row(10, func(r *people.ImportRow) { r.Kind = "employee" }),
				row(11, func(r *people.ImportRow) { r.Kind, r.Roles = "customer", []string{"agent"} }),
				row(12, func(r *people.ImportRow) { r.Kind = "robot" }),
				row(13, func(r *people.ImportRow) { r.Organization = "Nowhere Ltd" }),
				row(14, func(r *people.ImportRow) { r.Phone = "call me" }),
				row(15, func(*people.ImportRow) {}),
			}
			got, err := w.ImportUsers(ctx, w.as("adam"), rows, false, true)
			want(t, err, ok)
			fields := []string{"name", "email", "email", "email", "", "email", "roles", "roles", "roles", "kind", "kind", "organization", "phone", ""}
			for i, field := range fields {
				if in := strings.Join(slices.Sorted(maps.Keys(got[i].Problems)), " "); in != field {
					t.Errorf("line %d: %v, want %q", got[i].Line, got[i].Problems, field)
				}
			}
			if !strings.Contains(got[5].Problems["email"], "Line 6") {
				t.Errorf("which line has it? %v", got[5].Problems)
			}

			before, audit := count(), auditCount(t, w)
			_, err = w.ImportUsers(ctx, w.as("adam"), rows, false, false)
			want(t, err, core.KindInvalid)
			var e *core.Error
			if !asError(err, &e) || e.Fields["lines[13].organization"] == "" || e.Fields["lines[15].email"] != "" {
				t.Errorf("fields %v", e.Fields)
			}
			if count() != before || auditCount(t, w) != audit {
				t.Error("all or nothing, but something was saved")
			}
		})

		t.Run("invitations need a mail server", func(t *testing.T) {
			_, err := w.ImportUsers(ctx, w.as("olga"), good, true, true)
			want(t, err, core.KindUnavailable)
		})
		t.Run("all of them are made", func(t *testing.T) {
			_, err := w.ImportUsers(ctx, w.as("olga"), good, false, false)
			want(t, err, ok)
			for _, r := range good {
				p, err := w.op.UserByEmail(ctx, r.Email)
				want(t, err, ok)
				if p.Name != r.Name || !p.VerifiedAt.IsZero() || (r.Organization != "") != (p.Organization == acme.ID) {
					t.Errorf("got %+v", p)
				}
				w.ids[r.Name] = p.ID
			}
			if !w.as("Emil").Holds("tickets.reply") {
				t.Error("the agent has no rights")
			}
		})
		t.Run("employees are invited where that is wanted", func(t *testing.T) {
			w.canMail()
			rows := []people.ImportRow{
				{Line: 2, Name: "Vera", Email: "vera@new.example", Roles: []string{"agent"}},
				{Line: 3, Name: "Kim", Email: "kim@new.example"},
			}
			got, err := w.ImportUsers(ctx, w.as("olga"), rows, true, false)
			want(t, err, ok)
			if !got[0].Invited || got[1].Invited {
				t.Errorf("got %+v", got)
			}
			list, err := w.Invitations(ctx, w.as("olga"))
			want(t, err, ok)
			if len(list) != 1 || list[0].Email != "vera@new.example" || !slices.Equal(list[0].Roles, []string{"agent"}) || list[0].Kind != people.Employee {
				t.Errorf("invitations %+v", list)
			}
			_, err = w.op.UserByEmail(ctx, "vera@new.example")
			want(t, err, core.KindNotFound)
			_, err = w.op.UserByEmail(ctx, "kim@new.example")
			want(t, err, ok)
		})
		t.Run("forbidden without the key", func(t *testing.T) {
			_, err := w.ImportUsers(ctx, w.as("ana"), good, false, true)
			want(t, err, core.KindForbidden)
		})
	})
}
