package people

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	companyKey = "company"
	guestsKey  = "guests"

	keySettingsView rbac.Key = "settings.view"
	keySettingsEdit rbac.Key = "settings.edit"
	keyCompany      rbac.Key = "settings.company"
)

// unnamed is what a helpdesk is called until it has a name.
const unnamed = "Pegboard"

// Company is what everybody may read of the helpdesk's owner.
type Company struct {
	Name string `json:"name"`
	// Locale and Timezone are for people who have none of their own.
	Locale   string `json:"locale,omitempty"`
	Timezone string `json:"timezone,omitempty"`
	// Address is where people reach the helpdesk, such as https://help.example.com,
	// for the links in letters.
	Address string `json:"address,omitempty"`
}

// Company returns the company's details, for anybody; "Pegboard" until it has a name.
func (s *Service) Company(ctx context.Context) (*Company, error) {
	c := &Company{Name: unnamed}
	raw, err := s.Stores.Settings.Setting(ctx, companyKey)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, c)
	}
	return c, core.Wrap("people.Company", err)
}

// SetCompany changes the company's details; who needs settings.company.
func (s *Service) SetCompany(ctx context.Context, who *rbac.Subject, in Company) (*Company, error) {
	const op = "people.SetCompany"
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyCompany); err != nil {
			return err
		}
		before, err := s.Company(ctx)
		if err != nil {
			return err
		}
		if err := s.saveCompany(ctx, op, &in); err != nil {
			return err
		}
		return c.record(ctx, "settings.company_changed", "settings", companyKey, before, in)
	})
	if err != nil {
		return nil, err
	}
	return &in, nil
}

func (s *Service) saveCompany(ctx context.Context, op string, c *Company) error {
	var err error
	if c.Name, err = checkName(op, "company", c.Name); err != nil {
		return err
	}
	if err := checkLocale(op, c.Locale); err != nil {
		return err
	}
	if err := checkTimezone(op, c.Timezone); err != nil {
		return err
	}
	if c.Address, err = checkAddress(op, c.Address); err != nil {
		return err
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.Stores.Settings.PutSetting(ctx, companyKey, raw)
}

// checkAddress returns an address without what follows the host; empty stays empty.
func checkAddress(op, text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || len(text) > 300 {
		return "", core.InvalidField(op, "address", "Write it as https://help.example.com, with nothing behind it.")
	}
	return u.Scheme + "://" + u.Host, nil
}

// Guests returns what people who are not signed in may do; who needs settings.view.
func (s *Service) Guests(ctx context.Context, who *rbac.Subject) (rbac.Guests, error) {
	const op = "people.Guests"
	if err := who.Require(op, keySettingsView); err != nil {
		return rbac.Guests{}, err
	}
	g, err := s.guestRules(ctx)
	return g, core.Wrap(op, err)
}

func (s *Service) guestRules(ctx context.Context) (rbac.Guests, error) {
	var g rbac.Guests
	raw, err := s.Stores.Settings.Setting(ctx, guestsKey)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, &g)
	}
	return g, err
}

// SetGuests changes what guests may do, from their next request on; who needs
// settings.edit.
func (s *Service) SetGuests(ctx context.Context, who *rbac.Subject, g rbac.Guests) error {
	const op = "people.SetGuests"
	return s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keySettingsEdit); err != nil {
			return err
		}
		var err error
		if g.Domains, err = cleanDomains(op, g.Domains); err != nil {
			return err
		}
		return c.setGuests(ctx, g)
	})
}

func (c *change) setGuests(ctx context.Context, g rbac.Guests) error {
	before, err := c.s.guestRules(ctx)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(g)
	if err != nil {
		return err
	}
	if err := c.s.Stores.Settings.PutSetting(ctx, guestsKey, raw); err != nil {
		return err
	}
	return c.record(ctx, "settings.guests_changed", "settings", guestsKey, before, g)
}
