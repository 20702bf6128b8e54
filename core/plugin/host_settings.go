package plugin

import (
	"context"
	"encoding/json"

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
