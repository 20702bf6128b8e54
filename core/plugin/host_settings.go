package plugin

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
)

// settingsGet answers the settings of this moment: what the owner set, else the
// manifest's defaults, else null. Secrets are among them only for a plugin that
// was granted them.
func (c *call) settingsGet(context.Context, []byte) (any, error) {
	mf := c.unit.manifest
	k, err := c.kept()
	if err != nil {
		return nil, err
	}
	out := make(map[string]json.RawMessage, len(mf.Settings))
	for i := range mf.Settings {
		f := &mf.Settings[i]
		if !f.Secret {
			out[f.Name] = valueOf(f, k)
			continue
		}
		if !mf.Grants(manifest.Secrets) {
			continue
		}
		secret, err := c.secret(k, f.Name)
		if err != nil {
			return nil, err
		}
		if out[f.Name], err = json.Marshal(secret); err != nil {
			return nil, err
		}
	}
	return json.Marshal(out)
}

// kept reads the plugin's settings as they are now.
func (c *call) kept() (kept, error) {
	return readKept(c.m.snap.Load().rows[c.unit.manifest.ID].Settings)
}

// secret returns a secret setting in clear, empty if it has no value.
func (c *call) secret(k kept, name string) (string, error) {
	sealed, ok := k.Sealed[name]
	if !ok {
		return "", nil
	}
	return c.m.Vault.open(c.unit.manifest.ID, name, sealed)
}

// settingText is a setting as it stands in a header. KindUnavailable when it has
// no value.
func (c *call) settingText(k kept, name string) (string, error) {
	f := c.unit.manifest.Setting(name)
	if f == nil {
		return "", core.Errorf("plugin.settingText", core.KindInternal, "")
	}
	var text string
	var err error
	if f.Secret {
		text, err = c.secret(k, name)
	} else if raw := valueOf(f, k); string(raw) != "null" {
		if text = string(raw); raw[0] == '"' {
			err = json.Unmarshal(raw, &text)
		}
	}
	if err == nil && text == "" {
		err = core.Errorf("plugin.settingText", core.KindUnavailable, "The plugin %s needs its setting %q; ask the people who run the helpdesk.", c.unit.manifest.Name, f.Title)
	}
	return text, err
}
