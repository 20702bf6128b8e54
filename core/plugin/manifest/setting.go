package manifest

import (
	"fmt"

	"pegboard.dev/pegboard/core/records"
)

// Setting is one thing that a site owner may set, declared like a collection's
// field.
type Setting struct {
	records.Field
	// Secret keeps it sealed and out of every answer of the API. The guest gets it
	// only with the capability "secrets"; the host puts it into requests that leave
	// by http.fetch where "http" says so.
	Secret bool `json:"secret,omitempty"`
}

// Setting returns a declared setting, nil if there is none of that name.
func (m *Manifest) Setting(name string) *Setting {
	for i := range m.Settings {
		if m.Settings[i].Name == name {
			return &m.Settings[i]
		}
	}
	return nil
}

func (m *Manifest) checkSettings() error {
	seen, secret := map[string]bool{}, false
	for i := range m.Settings {
		f := &m.Settings[i]
		if err := f.Check(); err != nil {
			return fmt.Errorf("settings: %w", err)
		}
		if seen[f.Name] {
			return fmt.Errorf("the setting %q is declared twice", f.Name)
		}
		seen[f.Name], secret = true, secret || f.Secret
		if f.Key != "" || f.TargetKey != "" {
			return fmt.Errorf("the setting %q cannot have a key", f.Name)
		}
		switch f.Type.Kind {
		case records.Ref, records.Refs, records.File:
			return fmt.Errorf("the setting %q cannot refer to something or be a file; its type may be string, text, int, float, bool, time or json", f.Name)
		}
		if f.Secret && (f.Type.Kind != records.String && f.Type.Kind != records.Text || len(f.Options) > 0 || len(f.Default) > 0) {
			return fmt.Errorf("the secret setting %q must be a string or text without options and default", f.Name)
		}
	}
	if len(m.Settings) > 40 {
		return fmt.Errorf("it has more than 40 settings")
	}
	if len(m.Settings) > 0 && !m.Grants(Settings) {
		return fmt.Errorf("it has settings and must ask for the capability %q", Settings)
	}
	if m.Grants(Secrets) && !secret {
		return fmt.Errorf("it asks for the capability %q and has no secret setting", Secrets)
	}
	return nil
}
