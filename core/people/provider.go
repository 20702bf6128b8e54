package people

import (
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	providersKey = "providers"
	maxProviders = 10
)

// Provider is who vouches for people at sign-in, by OpenID Connect.
type Provider struct {
	// ID stands in addresses: "google".
	ID string `json:"id"`
	// Name stands on the button.
	Name string `json:"name"`
	// Issuer is the provider's address, from which everything else is discovered.
	Issuer       string `json:"issuer"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret,omitempty"`
}

var providerID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}$`)

// Providers returns the providers in their order with their secrets, for the
// HTTP rim only.
func (s *Service) Providers(ctx context.Context) ([]Provider, error) {
	var list []Provider
	raw, err := s.Stores.Settings.Setting(ctx, providersKey)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, &list)
	}
	return list, core.Wrap("people.Providers", err)
}

// SetProviders changes the whole list; who needs settings.edit. A provider
// without a secret keeps the one before, as long as its issuer stays.
func (s *Service) SetProviders(ctx context.Context, who *rbac.Subject, list []Provider) error {
	const op = "people.SetProviders"
	return s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keySettingsEdit); err != nil {
			return err
		}
		if len(list) > maxProviders {
			return core.InvalidField(op, "providers", "No more than %d providers.", maxProviders)
		}
		before, err := s.Providers(ctx)
		if err != nil {
			return err
		}
		seen := map[string]bool{}
		for i := range list {
			p := &list[i]
			if err := p.check(op); err != nil {
				return err
			}
			if seen[p.ID] {
				return core.InvalidField(op, "id", "%s stands in the list twice.", p.ID)
			}
			seen[p.ID] = true
			for _, old := range before {
				if p.ClientSecret == "" && old.ID == p.ID && old.Issuer == p.Issuer {
					p.ClientSecret = old.ClientSecret
				}
			}
		}
		raw, err := json.Marshal(list)
		if err != nil {
			return err
		}
		if err := s.Stores.Settings.PutSetting(ctx, providersKey, raw); err != nil {
			return err
		}
		return c.record(ctx, "settings.providers_changed", "settings", providersKey, withoutSecrets(before), withoutSecrets(list))
	})
}

func (p *Provider) check(op string) error {
	if !providerID.MatchString(p.ID) {
		return core.InvalidField(op, "id", "An id is short: small letters, digits and hyphens, such as google.")
	}
	var err error
	if p.Name, err = checkName(op, "name", p.Name); err != nil {
		return err
	}
	u, err := url.Parse(p.Issuer)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || u.Hostname() != "127.0.0.1") {
		return core.InvalidField(op, "issuer", "An issuer is an https address, such as https://accounts.google.com.")
	}
	if strings.TrimSpace(p.ClientID) == "" {
		return core.InvalidField(op, "client_id", "The provider gives a client id when the helpdesk is registered there.")
	}
	return nil
}

func withoutSecrets(list []Provider) []Provider {
	out := make([]Provider, len(list))
	for i, p := range list {
		p.ClientSecret = ""
		out[i] = p
	}
	return out
}
