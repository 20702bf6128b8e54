package scenario

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// What the documents say and a list of who can what cannot express: acts with
// a second party, and what stands between them.

// helpdesk is a scenario's helpdesk for a test to act in.
type helpdesk struct {
	*world
	t *testing.T
}

func mustStart(t *testing.T, text string) *helpdesk {
	t.Helper()
	r := product(t)
	needPlugins(t, r, text)
	s, err := r.Parse("test.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%s", sentence(err))
	}
	w, err := r.start(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.end() })
	return &helpdesk{w, t}
}

// as returns a person as of now.
func (h *helpdesk) as(name string) *rbac.Subject {
	h.t.Helper()
	who, err := h.app.People.SubjectByID(h.t.Context(), h.users[name])
	if err != nil {
		h.t.Fatal(err)
	}
	return who
}

// expect compares an error's kind; zero is no error.
func (h *helpdesk) expect(what string, err error, kind core.Kind) {
	h.t.Helper()
	if kind == 0 && err != nil || kind != 0 && !core.IsKind(err, kind) {
		h.t.Errorf("%s: %v", what, err)
	}
}

const fine core.Kind = 0

// The example in the format's description is true.
func TestTheDescribedExample(t *testing.T) {
	data, err := os.ReadFile("../../../../core/rbac/scenario/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(data), "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	h := mustStart(t, example)
	asWritten(t, h.world)
}

func TestSmarterTrackAgentsReceiveTicketsOfTheirGroupsOnly(t *testing.T) {
	h := mustStart(t, `
preset: smartertrack
users:
  root: {roles: [administrator]}
  ana: {roles: [agent], teams: [billing]}
  ben: {roles: [agent], teams: [tech]}
  carl: {}
tickets:
  bill: {requester: carl, team: billing}
  bug: {requester: carl, team: tech, assignee: ben}
`)
	ctx, s, root := t.Context(), h.app.Tickets, h.as("root")
	ana, ben := h.users["ana"], h.users["ben"]
	_, err := s.Assign(ctx, root, h.tickets["bill"], ben, 0)
	h.expect("an agent of another group gets it", err, core.KindConflict)
	_, err = s.Transfer(ctx, root, h.tickets["bug"], tickets.Transfer{Team: h.teams["billing"], Assignee: &ben})
	h.expect("transferring it to a group with somebody of another", err, core.KindConflict)
	_, err = s.Create(ctx, root, tickets.NewTicket{Subject: "New", Body: "x", Requester: h.users["carl"], Team: h.teams["tech"], Assignee: ana})
	h.expect("opening it for an agent of another group", err, core.KindConflict)
	_, err = s.Assign(ctx, root, h.tickets["bill"], ana, 0)
	h.expect("an agent of the group gets it", err, fine)
	_, err = s.Transfer(ctx, root, h.tickets["bug"], tickets.Transfer{Team: h.teams["billing"], Assignee: &ana})
	h.expect("transferring it to the group and an agent of it", err, fine)
	if got, err := s.Assignees(ctx, root, h.tickets["bill"], ""); err != nil || len(got) != 1 || got[0].ID != ana {
		t.Errorf("the people it can be given to: %v, %v", got, err)
	}
}

// Roles stand beside each other as the documents have them, whoever hands them out.
func TestRolesOfDocumentsStandTogether(t *testing.T) {
	for _, tt := range []struct {
		name, preset, top string
		roles             []string
		kind              core.Kind
	}{
		{"SmarterTrack: a manager must have the agent role", "smartertrack", "administrator", []string{"manager"}, core.KindConflict},
		{"SmarterTrack: beside the agent role it is fine", "smartertrack", "administrator", []string{"agent", "manager"}, fine},
		{"SmarterTrack: somebody can be administrator only", "smartertrack", "administrator", []string{"administrator"}, fine},
		{"WP Ticket: nobody is agent and manager", "wp-ticket", "administrator", []string{"agent", "manager"}, core.KindConflict},
		{"WP Ticket: an agent", "wp-ticket", "administrator", []string{"agent"}, fine},
		{"Deskpro: an admin needs no agent role", "deskpro", "admin", []string{"admin"}, fine},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := mustStart(t, "preset: "+tt.preset+"\nusers:\n  top: {roles: ["+tt.top+"]}\n  carl: {}\n")
			_, err := h.app.People.SetRoles(t.Context(), h.as("top"), h.users["carl"], tt.roles)
			h.expect("handing out", err, tt.kind)
		})
	}
}

// The first visitor gets the highest role of the preset that they choose, and
// nothing tells them from those who get it later.
func TestFirstVisitorOfEachPreset(t *testing.T) {
	for preset, want := range map[string][]string{
		"standard": {"owner"}, "helprace": {"owner"}, "deskpro": {"admin"}, "freshchat": {"account-admin"}, "wp-ticket": {"administrator"},
		"smartertrack": {"administrator", "agent"},
	} {
		t.Run(preset, func(t *testing.T) {
			ctx := t.Context()
			a, err := app.Open(ctx, app.Config{Version: "0.1.0", Data: t.TempDir(), NoSync: true})
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			token, err := a.People.SetupToken(ctx)
			if err != nil {
				t.Fatal(err)
			}
			in, err := a.People.Setup(ctx, people.SetupInput{Token: token, Name: "First", Email: "first@test.example", Password: "correct horse battery", Preset: preset}, people.Meta{})
			if err != nil {
				t.Fatal(err)
			}
			p, err := a.People.User(ctx, in.Subject, in.Subject.User)
			if err != nil || !slices.Equal(p.Roles, want) {
				t.Fatalf("got %v, %v; want %v", p, err, want)
			}
			second, err := a.People.CreateUser(ctx, in.Subject, people.PersonInput{Name: "Second", Email: "second@test.example", Roles: want})
			if err != nil {
				t.Fatalf("the first cannot make a second: %v", err)
			}
			who, err := a.People.SubjectByID(ctx, second.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := rbac.Diff(in.Subject.Powers, who.Powers); len(diff) > 0 {
				t.Errorf("they differ: %v", diff)
			}
			if _, err := a.People.DisableUser(ctx, who, in.Subject.User); err != nil {
				t.Errorf("the second cannot disable the first: %v", err)
			}
		})
	}
}

func TestImplicitRolesCannotBeTakenAway(t *testing.T) {
	h := mustStart(t, `
preset: smartertrack
users:
  root: {roles: [administrator]}
  carl: {}
`)
	ctx, root := t.Context(), h.as("root")
	for _, slug := range []string{"everyone", "registered-user", "registered-user-with-verified-email"} {
		h.expect("deleting "+slug, h.app.People.DeleteRole(ctx, root, slug, ""), core.KindConflict)
	}
	if _, err := h.app.People.SetRoles(ctx, root, h.users["carl"], nil); err != nil {
		t.Fatal(err)
	}
	if who := h.as("carl"); !slices.Contains(who.Roles, "everyone") || !slices.Contains(who.Roles, "registered-user") {
		t.Errorf("somebody without roles holds %v", who.Roles)
	}
}

func TestHelpraceFilters(t *testing.T) {
	h := mustStart(t, `
preset: helprace
users:
  adam: {roles: [admin], teams: [billing]}
  ana: {roles: [agent], teams: [billing]}
  ben: {roles: [agent], teams: [tech]}
`)
	ctx, s := t.Context(), h.app.Tickets
	make := func(who, name string, a tickets.Audience, team string) (string, error) {
		v, err := s.CreateView(ctx, h.as(who), tickets.NewView{Name: name, Audience: a, Team: h.teams[team]})
		if err != nil {
			return "", err
		}
		return v.ID, nil
	}
	shared, err := make("adam", "Shared", tickets.AudienceShared, "")
	h.expect("an admin shares a filter", err, fine)
	team, err := make("adam", "Billing's", tickets.AudienceTeam, "billing")
	h.expect("an admin makes one for a team", err, fine)
	own, err := make("ana", "Mine", tickets.AudienceOwn, "")
	h.expect("an agent makes one of their own", err, fine)
	_, err = make("ana", "x", tickets.AudienceShared, "")
	h.expect("an agent shares one", err, core.KindForbidden)
	_, err = make("ana", "x", tickets.AudienceTeam, "billing")
	h.expect("an agent makes one for their team", err, core.KindForbidden)

	name := "Renamed"
	for _, c := range []struct {
		who, view   string
		see, change core.Kind
	}{
		{"ana", shared, fine, core.KindForbidden}, {"ben", shared, fine, core.KindForbidden},
		{"ana", team, fine, core.KindForbidden}, {"ben", team, core.KindNotFound, core.KindNotFound},
		{"ana", own, fine, fine}, {"ben", own, core.KindNotFound, core.KindNotFound}, {"adam", own, core.KindNotFound, core.KindNotFound},
	} {
		_, err := s.View(ctx, h.as(c.who), c.view)
		h.expect(c.who+" sees it", err, c.see)
		_, err = s.UpdateView(ctx, h.as(c.who), c.view, tickets.ViewPatch{Name: &name})
		h.expect(c.who+" changes it", err, c.change)
	}
}

func TestFreshchatCustomRolesAreTheAccountAdmins(t *testing.T) {
	h := mustStart(t, `
preset: freshchat
roles:
  - {slug: shaper, name: Shaper, type: employee, features: {roles: {level: full}}}
users:
  boss: {roles: [account-admin]}
  admin: {roles: [administrator]}
  custom: {roles: [shaper]}
  granted: {roles: [support-agent], grants: {roles.create: all, roles.edit: all}}
`)
	role := rbac.Role{Name: "Intern", Type: rbac.Employee, Features: map[string]rbac.Setting{"tickets": {Level: rbac.Read}}}
	ctx, s := t.Context(), h.app.People
	for _, name := range []string{"admin", "custom", "granted"} {
		_, err := s.CreateRole(ctx, h.as(name), role)
		h.expect(name+" creates one", err, core.KindForbidden)
		_, err = s.CloneRole(ctx, h.as(name), "support-agent", "Copy")
		h.expect(name+" clones one", err, core.KindForbidden)
		_, err = s.UpdateRole(ctx, h.as(name), "shaper", role)
		h.expect(name+" updates one", err, core.KindForbidden)
		h.expect(name+" deletes one", s.DeleteRole(ctx, h.as(name), "shaper", ""), core.KindForbidden)
	}
	made, err := s.CreateRole(ctx, h.as("boss"), role)
	h.expect("the account admin creates one", err, fine)
	for _, slug := range []string{
		"account-admin", "administrator", "support-agent", "support-manager", "marketing-user", "marketing-manager",
		"restricted-user", "sales-user", "sales-manager", made.Slug,
	} {
		copied, err := s.CloneRole(ctx, h.as("boss"), slug, "Another "+slug)
		h.expect("the account admin clones "+slug, err, fine)
		if err == nil && (copied.Builtin || copied.Name != "Another "+slug) {
			t.Errorf("the clone of %s is %+v", slug, copied.Role)
		}
	}
	role.Features["tickets"] = rbac.Setting{Level: rbac.Modify}
	_, err = s.UpdateRole(ctx, h.as("boss"), made.Slug, role)
	h.expect("the account admin updates one", err, fine)
}

func TestWPTicketAssigneeAndContributors(t *testing.T) {
	h := mustStart(t, `
preset: wp-ticket
users:
  mona: {roles: [manager]}
  ana: {roles: [agent]}
  ben: {roles: [agent]}
  eve: {roles: [agent]}
  carl: {}
tickets:
  t1: {requester: carl, assignee: ana}
`)
	ctx, s, id := t.Context(), h.app.Tickets, h.tickets["t1"]
	sees := func(name string) bool {
		_, err := s.Get(ctx, h.as(name), id)
		return err == nil
	}
	for _, next := range []string{"ben", "eve", "ana"} {
		got, err := s.Assign(ctx, h.as("mona"), id, h.users[next], 0)
		if err != nil || got.Assignee.ID != h.users[next] {
			t.Fatalf("a manager gives it to %s: %v", next, err)
		}
		for _, other := range []string{"ana", "ben", "eve"} {
			if sees(other) != (other == next) {
				t.Errorf("%s is the assignee, and %s sees it: %v", next, other, sees(other))
			}
		}
	}
	_, err := s.Assign(ctx, h.as("ana"), id, h.users["ben"], 0)
	h.expect("the assignee passes it on", err, core.KindForbidden)
	for _, helper := range []string{"ben", "eve"} {
		_, err := s.AddContributor(ctx, h.as("mona"), id, h.users[helper])
		h.expect("a manager asks "+helper+" in", err, fine)
		_, err = s.AddMessage(ctx, h.as(helper), id, tickets.NewMessage{Kind: tickets.Reply, Body: "I can help."})
		h.expect(helper+" responds to the customer", err, fine)
	}
	got, err := s.Get(ctx, h.as("mona"), id)
	if err != nil || got.Assignee.ID != h.users["ana"] || len(got.Contributors) != 2 {
		t.Errorf("one assignee and two contributors: %+v, %v", got, err)
	}
}

// A guest's first ticket makes them a user of the helpdesk.
func TestDeskproTicketMakesAnAccount(t *testing.T) {
	h := mustStart(t, `
preset: deskpro
settings: {guests: {submit: true}}
users:
  ada: {roles: [admin]}
`)
	ctx := t.Context()
	guest, err := h.app.People.Guest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.app.Tickets.Create(ctx, guest, tickets.NewTicket{Subject: "Help", Body: "x", RequesterName: "Nova", RequesterEmail: "nova@test.example"})
	h.expect("a guest submits a ticket", err, fine)
	page, err := h.app.People.Users(ctx, h.as("ada"), people.PersonFilter{Query: "nova"})
	if err != nil || len(page.Items) != 1 || page.Items[0].Kind != people.Customer || len(page.Items[0].Roles) > 0 {
		t.Fatalf("got %+v, %v", page.Items, err)
	}
	who, err := h.app.People.SubjectByID(ctx, page.Items[0].ID)
	if err != nil || !slices.Contains(who.Roles, "user") {
		t.Errorf("they hold %v, %v", who, err)
	}
}

// Admins convert an agent to an admin and back.
func TestDeskproAdminsConvertAgents(t *testing.T) {
	h := mustStart(t, `
preset: deskpro
users:
  ada: {roles: [admin]}
  gil: {roles: [agent]}
`)
	set := func(ctx context.Context, who, whom string, role string) error {
		_, err := h.app.People.SetRoles(ctx, h.as(who), h.users[whom], []string{role})
		return err
	}
	ctx := t.Context()
	h.expect("to an admin", set(ctx, "ada", "gil", "admin"), fine)
	if !h.as("gil").Holds("console.admin") {
		t.Error("it does not act at once")
	}
	h.expect("the new admin makes the first one an agent", set(ctx, "gil", "ada", "agent"), fine)
	h.expect("who does not even see people then", set(ctx, "ada", "gil", "agent"), core.KindNotFound)
	h.expect("the last admin stays one", h.app.People.DeleteUser(ctx, h.as("gil"), h.users["gil"]), core.KindForbidden)
}
