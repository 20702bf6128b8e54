package people

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const registrationKey = "registration"

// EventRegisteredAgain asks for a letter to somebody whose address was used to
// register, and who has an account already.
const EventRegisteredAgain = "person.registered_again"

// Registration says who may make themselves an account.
type Registration struct {
	Open bool `json:"open"`
	// Domains are those whose addresses are taken; none means all.
	Domains []string `json:"domains,omitempty"`
}

// Registration returns the rules, for anybody. Until somebody says otherwise,
// nobody registers.
func (s *Service) Registration(ctx context.Context) (Registration, error) {
	var r Registration
	raw, err := s.Stores.Settings.Setting(ctx, registrationKey)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, &r)
	}
	return r, core.Wrap("people.Registration", err)
}

// SetRegistration changes the rules; who needs settings.edit. KindConflict for
// opening it where no mail can be sent: nobody could show that an address is theirs.
func (s *Service) SetRegistration(ctx context.Context, who *rbac.Subject, r Registration) (Registration, error) {
	const op = "people.SetRegistration"
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keySettingsEdit); err != nil {
			return err
		}
		var err error
		if r.Domains, err = cleanDomains(op, r.Domains); err != nil {
			return err
		}
		if can, err := s.CanMail(ctx); err != nil {
			return err
		} else if r.Open && !can {
			return core.Errorf(op, core.KindConflict, "Name a mail server first: who registers is sent a link to confirm their address.")
		}
		before, err := s.Registration(ctx)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if err := s.Stores.Settings.PutSetting(ctx, registrationKey, raw); err != nil {
			return err
		}
		return c.record(ctx, "settings.registration_changed", "settings", registrationKey, before, r)
	})
	return r, err
}

// RegisterInput is what somebody says who makes themselves an account.
type RegisterInput struct{ Name, Email, Password string }

// registerActor stands in the audit log: whoever registers is nobody yet.
var registerActor = &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: "registration"}}

// Register makes a customer who holds what the registered hold, and has a link
// sent that confirms the address; whoever follows it holds what the verified do.
// For an address that somebody has, nothing is made and they are sent a letter:
// the answer is the same, so that nobody learns who has an account. Somebody whose
// record was made by others, and who has no password, gets one only by that
// letter. KindForbidden while registration is closed, KindInvalid for what is
// wrong with the input, KindRateLimited.
func (s *Service) Register(ctx context.Context, in RegisterInput, m Meta) error {
	const op = "people.Register"
	rules, err := s.Registration(ctx)
	if err != nil {
		return err
	}
	if !rules.Open {
		return errForbidden(op, "Nobody can register here by themselves.")
	}
	if err := s.needMail(ctx, op); err != nil {
		return err
	}
	email, err := checkEmail(op, "email", in.Email)
	if err != nil {
		return err
	}
	_, domain, _ := strings.Cut(NormalEmail(email), "@")
	if len(rules.Domains) > 0 && !slices.Contains(rules.Domains, domain) {
		return core.InvalidField(op, "email", "Addresses of this domain cannot register here.")
	}
	if in.Name, err = checkName(op, "name", in.Name); err != nil {
		return err
	}
	if in.Password == "" {
		return core.InvalidField(op, "password", "A password is needed.")
	}
	if _, err := s.countAttempt(ctx, op, "register "+NormalEmail(email), m.IP); err != nil {
		return core.Wrap(op, err)
	}
	// Plugins are asked whoever has the address: their no tells nothing about that.
	made := PersonInput{Name: in.Name, Email: email}
	if err := s.willCreate(ctx, registerActor, &made); err != nil {
		return core.Wrap(op, err)
	}
	hash, err := s.newHash(ctx, op, in.Password, email)
	if err != nil {
		return err
	}
	return s.changeAccess(ctx, op, registerActor, func(ctx context.Context, c *change) error {
		id, err := s.byEmail(ctx, email)
		if err != nil {
			return err
		}
		event := EventRegisteredAgain
		if id == 0 {
			p, err := c.createUser(ctx, op, made, hash)
			if err != nil {
				return err
			}
			id, event = p.ID, EventVerifyRequested
		}
		return s.askForLetter(ctx, event, id)
	})
}
