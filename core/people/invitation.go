package people

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	keyInvite  rbac.Key = "people.invite"
	inviteLife          = 7 * 24 * time.Hour
)

// EventInvited tells that an invitation was made, and asks for its letter.
const EventInvited = "invitation.created"

// InvitationID names an invitation.
type InvitationID int64

// Invitation is an open offer to join with certain roles.
type Invitation struct {
	ID                   InvitationID
	Email, Name          string
	Kind                 Kind
	Roles                []string
	Teams                []core.TeamID
	InvitedBy            core.UserID
	CreatedAt, ExpiresAt time.Time
}

// InvitationStore keeps open invitations by the hash of their secret.
type InvitationStore interface {
	// InsertInvitation sets v.ID; it replaces an open one to the same address.
	InsertInvitation(ctx context.Context, v *Invitation, hash string) error
	// TakeInvitation marks an open invitation accepted and returns it.
	TakeInvitation(ctx context.Context, hash string, at time.Time) (*Invitation, error)
	// Invitations returns open ones, newest first.
	Invitations(ctx context.Context) ([]Invitation, error)
	DeleteInvitation(ctx context.Context, id InvitationID) (bool, error)
	SetInvitationHash(ctx context.Context, id InvitationID, hash string) error
}

// InvitationInput is whom to invite as what.
type InvitationInput struct {
	Name, Email string
	Roles       []string
	Teams       []core.TeamID
}

// Invite makes an invitation that works for a week and returns what to send.
// who needs people.invite, and may hand out every role (without any, manages
// people of the implicit roles); teams need people.teams.manage. KindConflict
// when the address is somebody's.
func (s *Service) Invite(ctx context.Context, who *rbac.Subject, in InvitationInput) (*Invitation, *SentCode, error) {
	const op = "people.Invite"
	email, err := checkEmail(op, "email", in.Email)
	if err != nil {
		return nil, nil, err
	}
	v := &Invitation{Email: email, Roles: in.Roles, Teams: in.Teams}
	if in.Name != "" {
		if v.Name, err = checkName(op, "name", in.Name); err != nil {
			return nil, nil, err
		}
	}
	secret := newSecret()
	err = s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.mayInvite(op, in); err != nil {
			return err
		}
		return c.invite(ctx, op, v, secret)
	})
	if err != nil {
		return nil, nil, err
	}
	return v, &SentCode{Email: v.Email, Name: v.Name, Secret: secret}, nil
}

// invite stores an invitation to who has no account yet, checking no right.
func (c *change) invite(ctx context.Context, op string, v *Invitation, secret string) error {
	if id, err := c.s.byEmail(ctx, v.Email); err != nil {
		return err
	} else if id != 0 {
		return core.Errorf(op, core.KindConflict, "Somebody with this e-mail address exists already.")
	}
	v.Kind, v.InvitedBy, v.CreatedAt, v.ExpiresAt = kindOf(c.policy, v.Roles), c.who.User, c.now, c.now.Add(inviteLife)
	if err := c.s.Stores.Invitations.InsertInvitation(ctx, v, hashSecret(secret)); err != nil {
		return err
	}
	return c.record(ctx, EventInvited, "invitation", idText(v.ID), nil, v)
}

func (c *change) mayInvite(op string, in InvitationInput) error {
	if err := c.who.Require(op, keyInvite); err != nil {
		return err
	}
	if len(in.Teams) > 0 {
		if err := c.who.Require(op, keyTeams); err != nil {
			return err
		}
	}
	for _, slug := range in.Roles {
		if err := rbac.CanGive(c.who, c.policy, slug); err != nil {
			return err
		}
	}
	if len(in.Roles) == 0 && !rbac.CanManage(c.who, c.policy, &rbac.Person{}) {
		return errForbidden(op, "You do not manage such people.")
	}
	return rbac.CheckRoles(c.policy, in.Roles)
}

// Invitations lists open invitations; who needs people.invite.
func (s *Service) Invitations(ctx context.Context, who *rbac.Subject) ([]Invitation, error) {
	const op = "people.Invitations"
	if err := who.Require(op, keyInvite); err != nil {
		return nil, err
	}
	list, err := s.Stores.Invitations.Invitations(ctx)
	return list, core.Wrap(op, err)
}

// RenewInvitation gives an open invitation a new secret, to be sent to who is
// invited; the one before works no more. Nil when it is open no more. For the
// mail adapter only.
func (s *Service) RenewInvitation(ctx context.Context, id InvitationID) (*Invitation, *SentCode, error) {
	const op = "people.RenewInvitation"
	var out *Invitation
	secret := newSecret()
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		list, err := s.Stores.Invitations.Invitations(ctx)
		if err != nil {
			return err
		}
		for i := range list {
			if list[i].ID == id && s.Clock.Now().Before(list[i].ExpiresAt) {
				out = &list[i]
				return s.Stores.Invitations.SetInvitationHash(ctx, id, hashSecret(secret))
			}
		}
		return nil
	})
	if err != nil || out == nil {
		return nil, nil, core.Wrap(op, err)
	}
	return out, &SentCode{Email: out.Email, Name: out.Name, Secret: secret}, nil
}

// DeleteInvitation takes an invitation back; who needs people.invite.
func (s *Service) DeleteInvitation(ctx context.Context, who *rbac.Subject, id InvitationID) error {
	const op = "people.DeleteInvitation"
	return s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyInvite); err != nil {
			return err
		}
		done, err := s.Stores.Invitations.DeleteInvitation(ctx, id)
		if err != nil {
			return err
		}
		if !done {
			return errGone(op)
		}
		return c.record(ctx, "invitation.deleted", "invitation", idText(id), nil, nil)
	})
}

// AcceptInvitation makes the person and signs them in. What was offered counts
// only as far as who invited may still offer it: KindForbidden when they lost
// the right since. KindUnauthenticated for a link that does not work.
func (s *Service) AcceptInvitation(ctx context.Context, secret, name, password string, m Meta) (*SignIn, error) {
	const op = "people.AcceptInvitation"
	if password == "" {
		return nil, core.InvalidField(op, "password", "A password is needed.")
	}
	hash, err := s.newHash(ctx, op, password, "")
	if err != nil {
		return nil, err
	}
	var out *SignIn
	by := &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: "invitation"}}
	err = s.changeAccess(ctx, op, by, func(ctx context.Context, c *change) error {
		v, err := s.Stores.Invitations.TakeInvitation(ctx, hashSecret(secret), c.now)
		if core.IsKind(err, core.KindNotFound) || err == nil && !c.now.Before(v.ExpiresAt) {
			return core.Errorf(op, core.KindUnauthenticated, "This invitation does not work any more. Ask for a new one.")
		} else if err != nil {
			return err
		}
		inviter, err := s.again(ctx, &rbac.Subject{Actor: core.Actor{Kind: core.ActorUser, User: v.InvitedBy}}, c.policy)
		if err != nil {
			return errForbidden(op, "Who invited you may not do so any more.")
		}
		asInviter := *c
		asInviter.who = inviter
		if err := asInviter.mayInvite(op, InvitationInput{Roles: v.Roles, Teams: v.Teams}); err != nil {
			return errForbidden(op, "Who invited you may not do so any more.")
		}
		if name == "" {
			name = v.Name
		}
		p, err := asInviter.createUser(ctx, op, PersonInput{Name: name, Email: v.Email, Roles: v.Roles, Teams: v.Teams, Verified: true}, hash)
		if err != nil {
			return err
		}
		out, err = s.startSession(ctx, p, m)
		return err
	})
	return out, err
}
