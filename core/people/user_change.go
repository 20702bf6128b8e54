package people

import (
	"context"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// UpdateUser changes a person whom people.edit reaches and who manages them;
// of themselves everybody may change name, language and time zone. A new address counts as not confirmed. Moving between organizations needs
// people.member.delete for the old and people.member.create for the new one.
// KindConflict for a stale version, and for an address that is taken.
func (s *Service) UpdateUser(ctx context.Context, who *rbac.Subject, id core.UserID, patch PersonPatch) (*PersonView, error) {
	const op = "people.UpdateUser"
	if err := s.willUpdate(ctx, op, who, id, &patch); err != nil {
		return nil, core.Wrap(op, err)
	}
	run := s.changePlain
	if patch.Email != nil || patch.Organization != nil {
		run = s.changeAccess
	}
	var out *PersonView
	err := run(ctx, op, who, func(ctx context.Context, c *change) error {
		p, err := s.Stores.Users.LockUser(ctx, id)
		if err != nil {
			return err
		}
		if err := c.mayManage(ctx, op, keyEdit, p); err != nil && !(p.ID == c.who.User && patch.ownAffair()) {
			return err
		}
		if to := patch.Organization; to != nil && *to != p.Organization {
			if p.Organization != 0 {
				if err := s.mayOrganization(ctx, op, c.who, keyMemberDelete, p.Organization); err != nil {
					return err
				}
			}
			if *to != 0 {
				if err := s.mayOrganization(ctx, op, c.who, keyMemberCreate, *to); err != nil {
					return err
				}
			}
		}
		if err := c.updateUser(ctx, op, p, patch); err != nil {
			return err
		}
		out, err = s.view(ctx, c.who, p)
		return err
	})
	return out, err
}

// ownAffair reports whether everybody may change this of themselves.
func (p *PersonPatch) ownAffair() bool {
	return p.Email == nil && p.Phone == nil && p.Organization == nil
}

// updateUser applies a patch to a locked person, checking the data but no right.
func (c *change) updateUser(ctx context.Context, op string, p *Person, patch PersonPatch) error {
	if patch.Version != 0 && patch.Version != p.Version {
		return errStale(op)
	}
	before := auditPerson(p)
	var err error
	if patch.Name != nil {
		if p.Name, err = checkName(op, "name", *patch.Name); err != nil {
			return err
		}
	}
	if patch.Email != nil && *patch.Email != p.Email {
		email := ""
		if *patch.Email != "" {
			if email, err = checkEmail(op, "email", *patch.Email); err != nil {
				return err
			}
		} else if p.Kind == Employee {
			return core.InvalidField(op, "email", "An employee needs an address.")
		}
		if NormalEmail(email) != NormalEmail(p.Email) {
			p.VerifiedAt = time.Time{}
			if err := c.s.Stores.Codes.DeleteCodes(ctx, p.ID); err != nil {
				return err
			}
		}
		p.Email = email
	}
	if patch.Phone != nil {
		if p.Phone, err = checkPhone(op, *patch.Phone); err != nil {
			return err
		}
	}
	if patch.Locale != nil {
		p.Locale = *patch.Locale
	}
	if patch.Timezone != nil {
		p.Timezone = *patch.Timezone
	}
	if patch.Organization != nil {
		p.Organization = *patch.Organization
	}
	if err := errors.Join(checkLocale(op, p.Locale), checkTimezone(op, p.Timezone)); err != nil {
		return err
	}
	return c.saveUser(ctx, op, EventPersonUpdated, p, before)
}

// saveUser writes a locked person and records the step.
func (c *change) saveUser(ctx context.Context, op, action string, p *Person, before any) error {
	p.UpdatedAt = c.now
	ok, err := c.s.Stores.Users.SaveUser(ctx, p)
	if err != nil {
		return err
	}
	if !ok {
		return core.Errorf(op, core.KindConflict, "Somebody with this e-mail address exists already.")
	}
	return c.record(ctx, action, "person", idText(p.ID), before, auditPerson(p))
}

// UpdateProfile changes who's own name, language, time zone and theme, which
// everybody with an account may.
func (s *Service) UpdateProfile(ctx context.Context, who *rbac.Subject, patch ProfilePatch) (*Person, error) {
	const op = "people.UpdateProfile"
	if err := themselves(op, who); err != nil {
		return nil, err
	}
	own := PersonPatch{Name: patch.Name, Locale: patch.Locale, Timezone: patch.Timezone}
	if own != (PersonPatch{}) {
		if err := s.willUpdate(ctx, op, who, who.User, &own); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	var p *Person
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		var err error
		if p, err = s.Stores.Users.LockUser(ctx, who.User); err != nil {
			return err
		}
		if patch.Theme != nil {
			if err := checkTheme(op, *patch.Theme); err != nil {
				return err
			}
			p.Theme = *patch.Theme
		}
		return c.updateUser(ctx, op, p, own)
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}
