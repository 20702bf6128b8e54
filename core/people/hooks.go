package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Names under which Hooks is asked, and of the events that tell what became of a
// person. Their payload is the person's number; other events of people, about codes
// and letters, are nobody else's business.
const (
	WillCreatePerson = "person.will_create"
	WillUpdatePerson = "person.will_update"

	EventPersonCreated      = "person.created"
	EventPersonUpdated      = "person.updated"
	EventPersonEnabled      = "person.enabled"
	EventPersonDisabled     = "person.disabled"
	EventPersonDeleted      = "person.deleted"
	EventPersonRolesChanged = "person.roles_changed"
)

// PersonEvents are those that a plugin may watch.
var PersonEvents = []string{EventPersonCreated, EventPersonUpdated, EventPersonEnabled, EventPersonDisabled, EventPersonDeleted, EventPersonRolesChanged}

// Hooks is asked before people are made or changed, outside any transaction.
type Hooks interface {
	// Asks reports whether anybody wants to be asked.
	Asks(name string) bool
	// WillPerson asks about a person as they will be; p is its to read only, without
	// an ID where they are new. It returns what to change along with the change, of
	// which name, phone, locale and timezone count, or an error that stops it: a veto,
	// whose Msg is the reason that who reads.
	WillPerson(ctx context.Context, who *rbac.Subject, name string, p *Person, changed []string) (PersonPatch, error)
}

func (s *Service) asks(name string) bool { return s.Hooks != nil && s.Hooks.Asks(name) }

// willCreate lets plugins change or stop the making of a person. Who becomes one by
// writing in is not asked about: their mail must not be lost.
func (s *Service) willCreate(ctx context.Context, who *rbac.Subject, in *PersonInput) error {
	if !s.asks(WillCreatePerson) {
		return nil
	}
	policy, err := s.loadPolicy(ctx)
	if err != nil {
		return err
	}
	p := &Person{
		Name: in.Name, Email: in.Email, Kind: kindOf(policy, in.Roles), Phone: in.Phone, Locale: in.Locale, Timezone: in.Timezone,
		Organization: in.Organization, Roles: in.Roles, Teams: in.Teams,
	}
	extra, err := s.Hooks.WillPerson(ctx, who, WillCreatePerson, p, nil)
	if err != nil {
		return err
	}
	for _, f := range []struct{ to, from *string }{
		{&in.Name, extra.Name}, {&in.Phone, extra.Phone}, {&in.Locale, extra.Locale}, {&in.Timezone, extra.Timezone},
	} {
		if f.from != nil {
			*f.to = *f.from
		}
	}
	return nil
}

// willUpdate lets plugins add to a change of a person, or stop it. What would be
// refused anyway they are not asked about. What they add is made only if the person
// is still as they saw them.
func (s *Service) willUpdate(ctx context.Context, op string, who *rbac.Subject, id core.UserID, patch *PersonPatch) error {
	if !s.asks(WillUpdatePerson) {
		return nil
	}
	c, err := s.begin(ctx, who)
	if err != nil {
		return err
	}
	p, err := s.Stores.Users.FindUser(ctx, id)
	if core.IsKind(err, core.KindNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	own := p.ID == c.who.User && patch.ownAffair()
	if err := c.mayManage(ctx, op, keyEdit, p); err != nil && !own || patch.Version != 0 && patch.Version != p.Version {
		return nil // the change itself says why not
	}
	next := *p
	changed := patch.overlay(&next)
	extra, err := s.Hooks.WillPerson(ctx, c.who, WillUpdatePerson, &next, changed)
	if err != nil {
		return err
	}
	added := PersonPatch{Name: extra.Name, Phone: extra.Phone, Locale: extra.Locale, Timezone: extra.Timezone}
	if own {
		added.Phone = nil // not theirs to change
	}
	if added == (PersonPatch{}) {
		return nil
	}
	patch.Version = p.Version
	for _, f := range []struct{ to, from **string }{
		{&patch.Name, &added.Name}, {&patch.Phone, &added.Phone}, {&patch.Locale, &added.Locale}, {&patch.Timezone, &added.Timezone},
	} {
		if *f.from != nil {
			*f.to = *f.from
		}
	}
	return nil
}

// overlay puts the fields that a patch sets over those of p, and names them.
func (p *PersonPatch) overlay(to *Person) (changed []string) {
	for _, f := range []struct {
		name string
		to   *string
		from *string
	}{
		{"name", &to.Name, p.Name}, {"email", &to.Email, p.Email}, {"phone", &to.Phone, p.Phone}, {"locale", &to.Locale, p.Locale}, {"timezone", &to.Timezone, p.Timezone},
	} {
		if f.from != nil && *f.from != *f.to {
			*f.to, changed = *f.from, append(changed, f.name)
		}
	}
	if p.Organization != nil && *p.Organization != to.Organization {
		to.Organization, changed = *p.Organization, append(changed, "organization_id")
	}
	return changed
}
