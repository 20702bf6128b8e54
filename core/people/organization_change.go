package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// CreateOrganization makes an organization; who needs people.org.create.
func (s *Service) CreateOrganization(ctx context.Context, who *rbac.Subject, in OrganizationInput) (*Organization, error) {
	const op = "people.CreateOrganization"
	var o *Organization
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		err := c.who.Require(op, keyOrgCreate)
		if err == nil {
			o, err = c.createOrganization(ctx, op, in)
		}
		return err
	})
	return o, err
}

func (c *change) createOrganization(ctx context.Context, op string, in OrganizationInput) (*Organization, error) {
	o := &Organization{Share: in.Share, CreatedBy: c.who.User, Version: 1}
	var err error
	if o.Name, err = checkName(op, "name", in.Name); err != nil {
		return nil, err
	}
	if o.Domain, err = checkDomain(op, in.Domain); err != nil {
		return nil, err
	}
	ok, err := c.s.Stores.Organizations.InsertOrganization(ctx, o)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errNameTaken(op)
	}
	return o, c.record(ctx, "organization.created", "organization", idText(o.ID), nil, o)
}

// UpdateOrganization changes one that people.org.edit reaches. What it shares
// acts on the next request of its members.
func (s *Service) UpdateOrganization(ctx context.Context, who *rbac.Subject, id core.OrganizationID, patch OrganizationPatch) (*OrganizationView, error) {
	const op = "people.UpdateOrganization"
	var out *OrganizationView
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := s.mayOrganization(ctx, op, c.who, keyOrgEdit, id); err != nil {
			return err
		}
		o, err := s.Stores.Organizations.FindOrganization(ctx, id)
		if err != nil {
			return err
		}
		if patch.Version != 0 && patch.Version != o.Version {
			return errStale(op)
		}
		before := *o
		if patch.Name != nil {
			if o.Name, err = checkName(op, "name", *patch.Name); err != nil {
				return err
			}
		}
		if patch.Domain != nil {
			if o.Domain, err = checkDomain(op, *patch.Domain); err != nil {
				return err
			}
		}
		if patch.Share != nil {
			o.Share = *patch.Share
		}
		ok, err := s.Stores.Organizations.SaveOrganization(ctx, o)
		if err != nil {
			return err
		}
		if !ok {
			return errNameTaken(op)
		}
		vs, err := s.organizationViews(ctx, c.who, []Organization{*o})
		if err != nil {
			return err
		}
		out = &vs[0]
		return c.record(ctx, "organization.updated", "organization", idText(id), before, o)
	})
	return out, err
}

// DeleteOrganization removes one that people.org.delete reaches and that no
// ticket belongs to; KindConflict otherwise. Its members stay, without one.
func (s *Service) DeleteOrganization(ctx context.Context, who *rbac.Subject, id core.OrganizationID) error {
	const op = "people.DeleteOrganization"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := s.mayOrganization(ctx, op, c.who, keyOrgDelete, id); err != nil {
			return err
		}
		o, err := s.Stores.Organizations.FindOrganization(ctx, id)
		if err != nil {
			return err
		}
		if err := s.Stores.Organizations.DeleteOrganization(ctx, id); core.IsKind(err, core.KindConflict) {
			return core.Errorf(op, core.KindConflict, "There are tickets of this organization, so it cannot be deleted.")
		} else if err != nil {
			return err
		}
		return c.record(ctx, "organization.deleted", "organization", idText(id), o, nil)
	})
}

// SetOrganization puts a customer into an organization, or with zero takes them
// out. who needs people.member.create that reaches the new one and
// people.member.delete that reaches the old one, and sees the person.
func (s *Service) SetOrganization(ctx context.Context, who *rbac.Subject, user core.UserID, to core.OrganizationID) error {
	const op = "people.SetOrganization"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		p, err := s.Stores.Users.LockUser(ctx, user)
		if err != nil {
			return err
		}
		if err := s.may(ctx, op, c.who, keyView, p); err != nil {
			return err
		}
		if !rbac.CanManage(c.who, c.policy, managed(p)) {
			return errForbidden(op, "You do not manage this person.")
		}
		if p.Organization != 0 && p.Organization != to {
			if err := s.mayOrganization(ctx, op, c.who, keyMemberDelete, p.Organization); err != nil {
				return err
			}
		}
		if to != 0 {
			if err := s.mayOrganization(ctx, op, c.who, keyMemberCreate, to); err != nil {
				return err
			}
		}
		return c.updateUser(ctx, op, p, PersonPatch{Organization: &to})
	})
}
