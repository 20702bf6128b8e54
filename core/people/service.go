package people

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Deps is what a Service stands on. The durations have defaults.
type Deps struct {
	Stores Stores
	Tx     core.Transactor
	Outbox core.Outbox
	Clock  core.Clock
	// Registry returns the current snapshot of features and keys. Who swaps it
	// also moves the access epoch.
	Registry func() *rbac.Registry
	// Hooks is asked before people are made or changed; may be nil.
	Hooks Hooks
	// SessionIdle ends a session that was not used for so long, default three
	// days; SessionMax ends it anyway, default 30 days.
	SessionIdle, SessionMax time.Duration
}

// Service is the only door to people. Safe for concurrent use.
//
// Methods that take the actor as who return *core.Error: KindNotFound for
// people and things who may not see, KindForbidden for what they may see but
// not do, KindUnauthenticated for a guest without the key, KindInvalid naming
// the field, KindConflict for a stale version, a name that is taken, or a rule
// of the data that stands against it.
type Service struct {
	Deps
	passwords *passwords
	cache     subjectCache
}

// NewService makes a Service. It panics on a missing dependency: that is a
// fault of the wiring.
func NewService(d Deps) *Service {
	if d.Tx == nil || d.Outbox == nil || d.Clock == nil || d.Registry == nil || d.Stores.Users == nil {
		panic("people: NewService needs every dependency")
	}
	if d.SessionIdle <= 0 {
		d.SessionIdle = 3 * 24 * time.Hour
	}
	if d.SessionMax <= 0 {
		d.SessionMax = 30 * 24 * time.Hour
	}
	return &Service{Deps: d, passwords: newPasswords()}
}

// change is one change in the making: its transaction runs, and actor and
// policy are as of now.
type change struct {
	s      *Service
	who    *rbac.Subject
	policy *rbac.Policy
	now    time.Time
	// lax takes people as a scenario writes them, see Provisioner.AsWritten.
	lax bool
}

// changeAccess runs fn in a transaction in which no other change of rights can
// happen. Moving the epoch first is what keeps the others waiting; only then is
// the actor looked at again, who may have lost their rights since the request
// began.
func (s *Service) changeAccess(ctx context.Context, op string, who *rbac.Subject, fn func(ctx context.Context, c *change) error) error {
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		epoch, err := s.Stores.Access.Bump(ctx)
		if err != nil {
			return err
		}
		c, err := s.begin(ctx, who)
		if err != nil {
			return err
		}
		if err := fn(ctx, c); err != nil {
			return err
		}
		payload, err := json.Marshal(map[string]int64{"epoch": epoch})
		if err != nil {
			return err
		}
		return s.Outbox.Append(ctx, core.Event{Type: "access.changed", Actor: who.User, Plugin: who.Plugin, At: c.now, Payload: payload})
	})
	return core.Wrap(op, err)
}

// changePlain is changeAccess for what changes nobody's rights: it keeps nobody
// waiting and leaves the epoch alone.
func (s *Service) changePlain(ctx context.Context, op string, who *rbac.Subject, fn func(ctx context.Context, c *change) error) error {
	return core.Wrap(op, s.Tx.InTx(ctx, func(ctx context.Context) error {
		c, err := s.begin(ctx, who)
		if err != nil {
			return err
		}
		return fn(ctx, c)
	}))
}

func (s *Service) begin(ctx context.Context, who *rbac.Subject) (*change, error) {
	c := &change{s: s, now: s.Clock.Now()}
	var err error
	if c.policy, err = s.loadPolicy(ctx); err != nil {
		return nil, err
	}
	c.who, err = s.again(ctx, who, c.policy)
	return c, err
}

// again returns who with the powers of this moment. What a token or a plugin
// was limited to when the request began still limits it.
func (s *Service) again(ctx context.Context, who *rbac.Subject, p *rbac.Policy) (*rbac.Subject, error) {
	if who.Kind != core.ActorUser {
		return who, nil
	}
	person, err := s.Stores.Users.FindUser(ctx, who.User)
	if err != nil {
		return nil, err
	}
	if !person.Active() {
		return nil, errSignedOut("people.again")
	}
	m, err := s.Stores.Members.Membership(ctx, who.User)
	if err != nil {
		return nil, err
	}
	fresh := subjectOf(m, s.Registry(), p, s.Clock.Now())
	fresh.Actor = who.Actor
	fresh.Name = person.Name
	if who.Token != 0 {
		fresh.Powers = fresh.Powers.ForToken(who.Powers.Keys())
	} else if who.Plugin != "" {
		fresh.Powers = fresh.Powers.ForPlugin(who.Powers.Keys())
	}
	return fresh, nil
}

// record writes the audit row of a step and publishes its event. before and
// after are JSON-able or nil; they hold no secret.
func (c *change) record(ctx context.Context, action, targetType, targetID string, before, after any) error {
	return c.s.record(ctx, &c.who.Actor, action, targetType, targetID, before, after)
}

func (s *Service) record(ctx context.Context, a *core.Actor, action, targetType, targetID string, before, after any) error {
	e := AuditEntry{
		At: s.Clock.Now(), Actor: a.User, ActorName: a.Name, Plugin: a.Plugin, Token: a.Token, RequestID: a.RequestID,
		Action: action, TargetType: targetType, TargetID: targetID,
	}
	var err error
	if e.Before, err = jsonOrNil(before); err != nil {
		return err
	}
	if e.After, err = jsonOrNil(after); err != nil {
		return err
	}
	if err := s.Stores.Audit.AppendAudit(ctx, e); err != nil {
		return err
	}
	payload, err := json.Marshal(map[string]string{"type": targetType, "id": targetID})
	if err != nil {
		return err
	}
	return s.Outbox.Append(ctx, core.Event{Type: action, Actor: a.User, Plugin: a.Plugin, At: e.At, Payload: payload})
}

func jsonOrNil(v any) (json.RawMessage, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}

func errSignedOut(op string) *core.Error {
	return core.Errorf(op, core.KindUnauthenticated, "Sign in again.")
}

func errGone(op string) *core.Error {
	return core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
}

func errStale(op string) *core.Error {
	return core.Errorf(op, core.KindConflict, "Somebody else has changed this meanwhile. Load it again.")
}

func errForbidden(op, format string, args ...any) *core.Error {
	return core.Errorf(op, core.KindForbidden, format, args...)
}

// themselves returns nil for a person who is signed in, and not a token or a
// plugin that acts for them.
func themselves(op string, who *rbac.Subject) error {
	if who.Kind != core.ActorUser || who.User == 0 {
		return errSignedOut(op)
	}
	if who.Token != 0 || who.Plugin != "" {
		return errForbidden(op, "Only the person themselves, signed in, can do this.")
	}
	return nil
}

func asCore(err error, e **core.Error) bool { return errors.As(err, e) }
