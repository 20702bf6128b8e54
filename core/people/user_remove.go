package people

import (
	"context"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// DisableUser keeps a person from signing in and ends their sessions at once;
// their tokens sleep. who needs people.edit, manages them, and is not them.
// KindConflict for the last holder of the top role.
func (s *Service) DisableUser(ctx context.Context, who *rbac.Subject, id core.UserID) (*PersonView, error) {
	const op = "people.DisableUser"
	return s.changePerson(ctx, op, who, keyEdit, id, func(ctx context.Context, c *change, p *Person) error {
		return c.disableUser(ctx, op, p)
	})
}

func (c *change) disableUser(ctx context.Context, op string, p *Person) error {
	if !p.DisabledAt.IsZero() {
		return nil
	}
	if err := c.guardTop(ctx, p, nil); err != nil {
		return err
	}
	before := auditPerson(p)
	p.DisabledAt = c.now
	if err := c.s.Stores.Sessions.EndSessions(ctx, p.ID, ""); err != nil {
		return err
	}
	return c.saveUser(ctx, op, EventPersonDisabled, p, before)
}

// EnableUser takes DisableUser back, with the same rights.
func (s *Service) EnableUser(ctx context.Context, who *rbac.Subject, id core.UserID) (*PersonView, error) {
	const op = "people.EnableUser"
	return s.changePerson(ctx, op, who, keyEdit, id, func(ctx context.Context, c *change, p *Person) error {
		if p.DisabledAt.IsZero() {
			return nil
		}
		before := auditPerson(p)
		p.DisabledAt = time.Time{}
		return c.saveUser(ctx, op, EventPersonEnabled, p, before)
	})
}

// DeleteUser removes a person for good: address, phone, password, sessions,
// tokens and everything they hold. The name stays for what they wrote. who
// needs people.delete, manages them, and is not them. KindConflict for the last
// holder of the top role.
func (s *Service) DeleteUser(ctx context.Context, who *rbac.Subject, id core.UserID) error {
	const op = "people.DeleteUser"
	_, err := s.changePerson(ctx, op, who, keyDelete, id, func(ctx context.Context, c *change, p *Person) error {
		if err := c.guardTop(ctx, p, nil); err != nil {
			return err
		}
		// The audit log is kept for good, so the address does not go into it.
		before, st := map[string]any{"kind": p.Kind, "roles": p.Roles}, c.s.Stores
		p.Email, p.Phone, p.Organization, p.VerifiedAt, p.DeletedAt = "", "", 0, time.Time{}, c.now
		p.Roles, p.GroupRoles, p.Teams = nil, nil, nil
		return errors.Join(
			st.Users.SetPasswordHash(ctx, p.ID, ""), st.Sessions.EndSessions(ctx, p.ID, ""), st.Tokens.DeleteTokens(ctx, p.ID),
			st.Codes.DeleteCodes(ctx, p.ID), st.Identities.DeleteIdentities(ctx, p.ID), st.Members.Strip(ctx, p.ID), c.saveUser(ctx, op, EventPersonDeleted, p, before))
	})
	return err
}

// changePerson runs a change of rights that one person does to another.
func (s *Service) changePerson(ctx context.Context, op string, who *rbac.Subject, k rbac.Key, id core.UserID,
	fn func(ctx context.Context, c *change, p *Person) error) (*PersonView, error) {
	var out *PersonView
	err := s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		p, err := s.Stores.Users.LockUser(ctx, id)
		if err != nil {
			return err
		}
		if err := c.mayManage(ctx, op, k, p); err != nil {
			return err
		}
		if c.who.User == p.ID {
			return errForbidden(op, "Nobody can do that to themselves. Ask somebody else who may.")
		}
		if err := fn(ctx, c, p); err != nil {
			return err
		}
		out, err = s.view(ctx, c.who, p)
		return err
	})
	return out, err
}

// guardTop keeps the top role's last active holder. after is what the person
// would be given, nil for one who goes.
func (c *change) guardTop(ctx context.Context, p *Person, after []string) error {
	if !p.Active() {
		return nil
	}
	n, err := c.s.Stores.Members.CountActive(ctx, c.policy.Top)
	if err != nil {
		return err
	}
	return rbac.GuardTop(c.policy, p.Roles, after, n-1)
}
