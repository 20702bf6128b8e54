package demo

import (
	"context"
	"fmt"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// calllogsID is the bundled plugin whose records the demo has as well.
const calllogsID core.PluginID = "calllogs"

// reportsID is the bundled plugin that counts what the demo tells.
const reportsID core.PluginID = "reports"

// seeder writes the demo. It keeps what it has made, to refer to it.
type seeder struct {
	app   *app.App
	clock *Clock
	cast  *cast
	now   time.Time

	prov      *people.Provisioner
	teams     map[string]core.TeamID
	employees []core.UserID
	customers []core.UserID
	subjects  map[core.UserID]*rbac.Subject
	router    *rbac.Subject
}

// Seed fills an empty helpdesk, in one transaction: it is there whole or not
// at all. a was opened with clock. It takes about two seconds.
func Seed(ctx context.Context, a *app.App, clock *Clock) error {
	c, stories, err := load()
	if err != nil {
		return err
	}
	s := &seeder{
		app: a, clock: clock, cast: c, now: core.SystemClock{}.Now(),
		prov: people.NewProvisioner(a.People, "demo"), teams: map[string]core.TeamID{}, subjects: map[core.UserID]*rbac.Subject{},
	}
	defer clock.release()
	plan := draw(c, stories, s.now)
	err = a.DB.InTx(ctx, func(ctx context.Context) error {
		clock.hold(s.now.Add(-80 * 24 * time.Hour))
		if err := s.prov.Install(ctx, nil, c.Company); err != nil {
			return err
		}
		if err := s.plugins(ctx); err != nil {
			return err
		}
		if err := s.people(ctx); err != nil {
			return err
		}
		for i := range plan {
			if err := s.ticket(ctx, &plan[i]); err != nil {
				return fmt.Errorf("ticket %d, %q: %w", i+1, plan[i].story.Subject, err)
			}
		}
		if err := s.chats(ctx); err != nil {
			return err
		}
		if err := s.polls(ctx); err != nil {
			return err
		}
		if err := s.canned(ctx); err != nil {
			return err
		}
		return s.views(ctx)
	})
	if err != nil {
		return err
	}
	clock.release()
	return s.settle(ctx)
}

// people makes everybody, and the teams and organizations they are in.
func (s *seeder) people(ctx context.Context) error {
	for _, name := range sortedKeys(s.cast.Departments) {
		d, err := s.prov.CreateDepartment(ctx, name)
		if err != nil {
			return err
		}
		for _, team := range s.cast.Departments[name] {
			t, err := s.prov.CreateTeam(ctx, team, d.ID)
			if err != nil {
				return err
			}
			s.teams[team] = t.ID
		}
	}
	organizations := map[string]core.OrganizationID{}
	for _, o := range s.cast.Organizations {
		in := people.OrganizationInput{Name: o.Name, Domain: o.Domain}
		if err := in.Share.UnmarshalText([]byte(o.Share)); err != nil {
			return err
		}
		made, err := s.prov.CreateOrganization(ctx, in)
		if err != nil {
			return err
		}
		organizations[o.Name] = made.ID
	}
	make := func(list []member) ([]core.UserID, error) {
		var ids []core.UserID
		for _, m := range list {
			in := people.PersonInput{
				Name: m.Name, Email: m.Email, Roles: m.Roles, Organization: organizations[m.Organization],
				Timezone: "Europe/Berlin", Verified: true,
			}
			if m.SignIn {
				in.Password = Password
			}
			for _, team := range m.Teams {
				in.Teams = append(in.Teams, s.teams[team])
			}
			p, err := s.prov.CreateUser(ctx, in)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", m.Email, err)
			}
			ids = append(ids, p.ID)
		}
		return ids, nil
	}
	var err error
	if s.employees, err = make(s.cast.Employees); err != nil {
		return err
	}
	if s.customers, err = make(s.cast.Customers); err != nil {
		return err
	}
	s.router = s.app.People.System("routing", map[rbac.Key]rbac.Scope{
		"tickets.view": rbac.All, "tickets.transfer": rbac.All, "tickets.route": rbac.All,
	})
	return nil
}

// as returns the person with their rights, as a request of theirs would have.
func (s *seeder) as(ctx context.Context, id core.UserID) (*rbac.Subject, error) {
	if who := s.subjects[id]; who != nil {
		return who, nil
	}
	who, err := s.app.People.SubjectByID(ctx, id)
	if err == nil {
		s.subjects[id] = who
	}
	return who, err
}

// plugins enables those that the demo tells of, where this binary has them.
func (s *seeder) plugins(ctx context.Context) error {
	for _, id := range []core.PluginID{calllogsID, livechatID, surveysID, reportsID, cannedID} {
		if err := s.app.Plugins.Provision(ctx, "demo", id, true); err != nil && !core.IsKind(err, core.KindNotFound) {
			return err
		}
	}
	return nil
}

// settle indexes the tickets for search, and marks the events as told:
// nobody needs to be told of a past that never was.
func (s *seeder) settle(ctx context.Context) error {
	if _, err := s.app.Tickets.IndexNow(ctx); err != nil {
		return err
	}
	for {
		n, err := s.app.DB.Jobs().Fanout(ctx, 1000, func(string) []string { return nil })
		if err != nil || n == 0 {
			return err
		}
	}
}
