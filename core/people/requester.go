package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// EnsureRequester returns the person with an address, making a customer of
// that name where there is none: for a ticket that who opens or a mail that
// arrives. An empty name becomes the address's first part. It tells nothing of
// a person who exists but their number. KindInvalid for a bad address;
// KindForbidden for who may neither create tickets nor submit them; from guests
// KindInvalid for a domain that the setting does not name, KindRateLimited for the
// same address again and again.
func (s *Service) EnsureRequester(ctx context.Context, who *rbac.Subject, name, email string) (core.UserID, error) {
	const op = "people.EnsureRequester"
	if !who.Holds("tickets.create") {
		if err := who.Require(op, "tickets.submit"); err != nil {
			return 0, err
		}
	}
	email, err := checkEmail(op, "requester.email", email)
	if err != nil {
		return 0, err
	}
	if who.Kind == core.ActorGuest {
		if err := s.checkGuest(ctx, op, email); err != nil {
			return 0, core.Wrap(op, err)
		}
	}
	if id, err := s.byEmail(ctx, email); id != 0 || err != nil {
		return id, core.Wrap(op, err)
	}
	if name == "" {
		name = email[:indexAt(email)]
	}
	if name, err = checkName(op, "requester.name", name); err != nil {
		return 0, err
	}
	var id core.UserID
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		now := s.Clock.Now()
		p := &Person{Name: name, Email: email, Kind: Customer, Theme: "auto", CreatedBy: who.User, CreatedAt: now, UpdatedAt: now, Version: 1}
		created, err := s.Stores.Users.InsertUser(ctx, p, "")
		if err != nil {
			return err
		}
		if !created { // somebody else was faster
			id, err = s.byEmail(ctx, email)
			return err
		}
		id = p.ID
		return s.record(ctx, &who.Actor, EventPersonCreated, "person", idText(id), nil, auditPerson(p))
	})
	return id, core.Wrap(op, err)
}

// byEmail finds a person by address; zero if there is none.
func (s *Service) byEmail(ctx context.Context, email string) (core.UserID, error) {
	id, _, err := s.Stores.Users.FindCredentials(ctx, NormalEmail(email))
	if core.IsKind(err, core.KindNotFound) {
		return 0, nil
	}
	return id, err
}

func indexAt(email string) int {
	for i := range email {
		if email[i] == '@' {
			return i
		}
	}
	return len(email)
}
