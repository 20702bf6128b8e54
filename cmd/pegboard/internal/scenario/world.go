package scenario

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/scenario"
	"pegboard.dev/pegboard/core/records"
)

// actor is the name under which the helpdesk is made.
const actor = "access scenario"

// world is the helpdesk of one scenario.
type world struct {
	s   *scenario.Scenario
	app *app.App
	dir string

	teams         map[string]core.TeamID
	organizations map[string]core.OrganizationID
	users         map[string]core.UserID
	tickets       map[string]core.TicketID
	records       map[string]record
	// belongs is the organization of each customer who has one.
	belongs map[core.UserID]core.OrganizationID

	subjects map[string]*rbac.Subject
	lists    map[listed][]string
}

// record is where a record of the file went.
type record struct {
	in *records.Collection
	id core.RecordID
}

// open makes the empty helpdesk, wired as the server is.
func (r *Runner) open(ctx context.Context, s *scenario.Scenario, dir string) (*world, error) {
	cfg := app.Config{Version: r.cfg.Version, Data: dir, Cache: filepath.Join(r.dir, "compiled"), NoSync: true, Bundled: r.cfg.Bundled}
	for _, id := range s.Plugins {
		if !r.bundled(id) {
			more, _ := r.features(id)
			cfg.Features = append(cfg.Features, more...)
		}
	}
	if r.cfg.DB != nil {
		cfg.DB = r.cfg.DB()
	}
	a, err := app.Open(ctx, cfg)
	if err != nil {
		return nil, err
	}
	w := &world{
		s: s, app: a, dir: dir, teams: map[string]core.TeamID{}, organizations: map[string]core.OrganizationID{}, users: map[string]core.UserID{},
		tickets: map[string]core.TicketID{}, records: map[string]record{}, belongs: map[core.UserID]core.OrganizationID{},
		subjects: map[string]*rbac.Subject{}, lists: map[listed][]string{},
	}
	for _, id := range s.Plugins {
		if !r.bundled(id) {
			continue
		}
		if err := a.Plugins.Provision(ctx, actor, core.PluginID(id), false); err != nil {
			a.Close()
			return nil, err
		}
	}
	return w, nil
}

// provision makes everything that the file speaks of, in one transaction.
func (w *world) provision(ctx context.Context) error {
	return w.app.DB.InTx(ctx, func(ctx context.Context) error {
		prov := people.NewProvisioner(w.app.People, actor).AsWritten()
		if err := prov.Install(ctx, w.s.Policy, ""); err != nil {
			return err
		}
		if w.s.GuestsSet {
			if err := prov.SetGuests(ctx, w.s.Guests); err != nil {
				return err
			}
		}
		for id := range w.s.Settings {
			return w.problem(1, "The plugin %s has no settings that a scenario could set.", id)
		}
		for _, step := range []func(context.Context, *people.Provisioner) error{w.makeTeams, w.makePeople, w.makeGroups} {
			if err := step(ctx, prov); err != nil {
				return err
			}
		}
		if err := w.makeTickets(ctx); err != nil {
			return err
		}
		return w.makeRecords(ctx)
	})
}

func (w *world) makeTeams(ctx context.Context, prov *people.Provisioner) error {
	for _, d := range w.s.Departments {
		made, err := prov.CreateDepartment(ctx, d.Name)
		if err != nil {
			return err
		}
		for _, name := range d.Teams {
			t, err := prov.CreateTeam(ctx, name, made.ID)
			if err != nil {
				return err
			}
			w.teams[name] = t.ID
		}
	}
	for _, name := range w.s.Teams() {
		if w.teams[name] != 0 {
			continue
		}
		t, err := prov.CreateTeam(ctx, name, 0)
		if err != nil {
			return err
		}
		w.teams[name] = t.ID
	}
	for _, o := range w.s.Organizations {
		made, err := prov.CreateOrganization(ctx, people.OrganizationInput{Name: o.Name, Share: o.Share})
		if err != nil {
			return err
		}
		w.organizations[o.Name] = made.ID
	}
	return nil
}

func (w *world) makePeople(ctx context.Context, prov *people.Provisioner) error {
	for i := range w.s.Users {
		u := &w.s.Users[i]
		in := people.PersonInput{
			Name: u.Name, Email: fmt.Sprintf("user%d@scenario.invalid", i+1), Roles: u.Roles,
			Organization: w.organizations[u.Organization], Verified: u.Verified,
		}
		for _, name := range u.Teams {
			in.Teams = append(in.Teams, w.teams[name])
		}
		p, err := prov.CreateUser(ctx, in)
		if err != nil {
			return w.problem(u.Line, "%s cannot be made: %s", u.Name, err)
		}
		w.users[u.Name], w.belongs[p.ID] = p.ID, in.Organization
		for _, g := range u.Grants {
			if err := prov.PutGrant(ctx, p.ID, g); err != nil {
				return w.problem(u.Line, "%s cannot be given %s: %s", u.Name, g.Key, err)
			}
		}
	}
	return nil
}

func (w *world) makeGroups(ctx context.Context, prov *people.Provisioner) error {
	for _, g := range w.s.Groups {
		var members []core.UserID
		for _, name := range g.Members {
			members = append(members, w.users[name])
		}
		if _, err := prov.CreateGroup(ctx, g.Name, g.Roles, members...); err != nil {
			return w.problem(1, "The group %s cannot be made: %s", g.Name, err)
		}
	}
	return nil
}

// subject returns a person with the rights that a request of theirs would have.
func (w *world) subject(ctx context.Context, name string) (*rbac.Subject, error) {
	if who := w.subjects[name]; who != nil {
		return who, nil
	}
	var who *rbac.Subject
	var err error
	if name == scenario.Guest {
		who, err = w.app.People.Guest(ctx)
	} else {
		who, err = w.app.People.SubjectByID(ctx, w.users[name])
	}
	if err == nil {
		w.subjects[name] = who
	}
	return who, err
}

// now is the time that made things bear.
func now() time.Time { return core.SystemClock{}.Now() }
