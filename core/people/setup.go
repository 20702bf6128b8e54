package people

import (
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	setupKey = "setup"
	// setupLife is how long a set-up link works; a start prints a new one.
	setupLife = 24 * time.Hour
	// maxSetupLinks is how many may be open: each node that starts prints its own.
	maxSetupLinks = 20
)

// setupState is the setting under setupKey.
type setupState struct {
	Done  bool        `json:"done"`
	Links []setupLink `json:"links,omitempty"`
}

type setupLink struct {
	Hash    string    `json:"hash"`
	Expires time.Time `json:"expires"`
}

// SetupInput is what the first visitor says.
type SetupInput struct {
	Token                 string // from the set-up link
	Name, Email, Password string
	Preset                string // empty is the default one
	Company               string
	Address               string // where the visitor reached the helpdesk; may be empty
}

// SetupNeeded reports whether nobody has set the helpdesk up yet.
func (s *Service) SetupNeeded(ctx context.Context) (bool, error) {
	st, err := s.setupState(ctx)
	if err != nil {
		return false, core.Wrap("people.SetupNeeded", err)
	}
	return !st.Done, nil
}

func (s *Service) setupState(ctx context.Context) (*setupState, error) {
	st := &setupState{}
	raw, err := s.Stores.Settings.Setting(ctx, setupKey)
	if err != nil || raw == nil {
		return st, err
	}
	return st, json.Unmarshal(raw, st)
}

func (s *Service) saveSetup(ctx context.Context, st *setupState) error {
	raw, err := json.Marshal(st)
	if err != nil {
		return err
	}
	return s.Stores.Settings.PutSetting(ctx, setupKey, raw)
}

// SetupToken makes the secret of a set-up link that works for a day, for the
// process to print when it starts. KindConflict when set-up is done.
func (s *Service) SetupToken(ctx context.Context) (string, error) {
	const op = "people.SetupToken"
	secret := newSecret()
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Stores.Access.Bump(ctx); err != nil { // two nodes may start at once
			return err
		}
		st, err := s.setupState(ctx)
		if err != nil {
			return err
		}
		if st.Done {
			return errSetupDone(op)
		}
		now, open := s.Clock.Now(), []setupLink(nil)
		for _, l := range st.Links {
			if now.Before(l.Expires) {
				open = append(open, l)
			}
		}
		open = append(open, setupLink{Hash: hashSecret(secret), Expires: now.Add(setupLife)})
		st.Links = open[max(0, len(open)-maxSetupLinks):]
		return s.saveSetup(ctx, st)
	})
	if err != nil {
		return "", core.Wrap(op, err)
	}
	return secret, nil
}

// Setup makes the first visitor, who brings the secret of a set-up link, the
// owner: it installs the preset's roles, gives the person the highest one with
// what it requires, and signs them in. It works once: of two who try at the
// same time, one gets KindConflict. KindUnauthenticated for a wrong secret.
func (s *Service) Setup(ctx context.Context, in SetupInput, m Meta) (*SignIn, error) {
	const op = "people.Setup"
	if err := s.checkSetup(ctx, op, in.Token); err != nil {
		return nil, err
	}
	if in.Password == "" {
		return nil, core.InvalidField(op, "password", "A password is needed.")
	}
	hash, err := s.newHash(ctx, op, in.Password, in.Email)
	if err != nil {
		return nil, err
	}
	var out *SignIn
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Stores.Access.Bump(ctx); err != nil {
			return err
		}
		if err := s.checkSetup(ctx, op, in.Token); err != nil {
			return err
		}
		p, err := s.install(ctx, op, setupActor, in, hash)
		if err != nil {
			return err
		}
		if err := s.putProgress(ctx, SetupProgress{Done: []string{}}); err != nil {
			return err
		}
		out, err = s.startSession(ctx, p, m)
		return err
	})
	return out, core.Wrap(op, err)
}

// setupActor stands in the audit log where nobody is signed in yet.
var setupActor = core.Actor{Kind: core.ActorSystem, Name: "set-up"}

func (s *Service) checkSetup(ctx context.Context, op, token string) error {
	st, err := s.setupState(ctx)
	if err != nil {
		return core.Wrap(op, err)
	}
	if st.Done {
		return errSetupDone(op)
	}
	hash, now, ok := []byte(hashSecret(token)), s.Clock.Now(), false
	for _, l := range st.Links {
		if subtle.ConstantTimeCompare(hash, []byte(l.Hash)) == 1 && now.Before(l.Expires) {
			ok = true
		}
	}
	if !ok {
		return core.Errorf(op, core.KindUnauthenticated, "This set-up link does not work any more. Start Pegboard again for a new one.")
	}
	return nil
}

// install puts a preset and its first person into an empty helpdesk, in the
// running transaction, and closes set-up for good.
func (s *Service) install(ctx context.Context, op string, a core.Actor, in SetupInput, hash string) (*Person, error) {
	if in.Preset == "" {
		in.Preset = rbac.DefaultPreset
	}
	policy, err := rbac.Preset(s.Registry(), in.Preset)
	if core.IsKind(err, core.KindNotFound) {
		return nil, core.InvalidField(op, "preset", "There is no preset %q.", in.Preset)
	} else if err != nil {
		return nil, err
	}
	if err := s.installPolicy(ctx, policy); err != nil {
		return nil, err
	}
	if in.Company != "" || in.Address != "" {
		if err := s.saveCompany(ctx, op, &Company{Name: cmp.Or(in.Company, unnamed), Address: in.Address}); err != nil {
			return nil, err
		}
	}
	if err := s.saveSetup(ctx, &setupState{Done: true}); err != nil {
		return nil, err
	}
	c := &change{s: s, who: &rbac.Subject{Actor: a}, policy: policy, now: s.Clock.Now()}
	p, err := c.createUser(ctx, op, PersonInput{
		Name: in.Name, Email: in.Email, Roles: policy.FirstRoles(), Kind: Employee, Verified: true,
	}, hash)
	if err != nil {
		return nil, err
	}
	return p, c.record(ctx, "setup.done", "setup", in.Preset, nil, nil)
}

func errSetupDone(op string) *core.Error {
	return core.Errorf(op, core.KindConflict, "This helpdesk is set up already. Sign in.")
}
