package plugin

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// kept is how settings are stored: plain values as JSON, secrets sealed.
type kept struct {
	Values map[string]json.RawMessage `json:"values,omitempty"`
	Sealed map[string][]byte          `json:"sealed,omitempty"`
}

func readKept(raw json.RawMessage) (kept, error) {
	k := kept{}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &k); err != nil {
			return k, err
		}
	}
	if k.Values == nil {
		k.Values = map[string]json.RawMessage{}
	}
	if k.Sealed == nil {
		k.Sealed = map[string][]byte{}
	}
	return k, nil
}

// SettingsForm is what an owner sees of a plugin's settings.
type SettingsForm struct {
	// Fields are what can be set, as the manifest declares it.
	Fields []manifest.Setting
	// Values are those of plain settings by name: what was set, else the default,
	// else null.
	Values map[string]json.RawMessage
	// Secrets tells by name which secret settings have a value; never which.
	Secrets map[string]bool
}

// SettingsOf returns a plugin's settings without its secrets. It needs
// settings.plugins. KindNotFound if the plugin is not here.
func (m *Manager) SettingsOf(ctx context.Context, who *rbac.Subject, id core.PluginID) (*SettingsForm, error) {
	const op = "plugin.SettingsOf"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	mf, row, err := m.settled(ctx, id)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	k, err := readKept(row.Settings)
	return formOf(mf, k), core.Wrap(op, err)
}

// SetSettings replaces a plugin's settings, from its next call on, on every node;
// no instance of it is restarted. A plain setting that is left out, or null, goes
// back to its default; a secret that is left out stays, null or an empty text
// takes it away. It needs settings.plugins. KindInvalid names each field at fault
// as "values.<name>"; KindNotFound if the plugin was never installed or enabled.
func (m *Manager) SetSettings(ctx context.Context, who *rbac.Subject, id core.PluginID, values map[string]json.RawMessage) (*SettingsForm, error) {
	const op = "plugin.SetSettings"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	m.life.Lock()
	defer m.life.Unlock()
	var form *SettingsForm
	err := m.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := m.Access.Bump(ctx); err != nil {
			return err
		}
		mf, row, err := m.settled(ctx, id)
		if err != nil {
			return err
		}
		if row.State == "" {
			return core.Errorf(op, core.KindConflict, "Enable the plugin first: it has nowhere to keep settings yet.")
		}
		before, err := readKept(row.Settings)
		if err != nil {
			return err
		}
		after, err := m.change(mf, before, values)
		if err != nil {
			return err
		}
		if row.Settings, err = json.Marshal(after); err != nil {
			return err
		}
		row.UpdatedAt = m.Clock.Now()
		if err := m.Store.PutInstallation(ctx, row); err != nil {
			return err
		}
		form = formOf(mf, after)
		old, now := audited(before, after)
		return m.tell(ctx, who, "plugin.settings_changed", id, old, now)
	})
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return form, core.Wrap(op, m.loadLocked(ctx))
}

// settled returns the manifest whose settings count, and the plugin's row; a
// bundled plugin that was never enabled has one without a state.
func (m *Manager) settled(ctx context.Context, id core.PluginID) (*manifest.Manifest, *core.Installation, error) {
	row, _, err := m.row(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	f, err := m.find(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	return f.manifest, row, nil
}

// change reads what an owner sent and returns what is to be kept.
func (m *Manager) change(mf *manifest.Manifest, before kept, values map[string]json.RawMessage) (kept, error) {
	const op = "plugin.SetSettings"
	after, _ := readKept(nil)
	wrong := map[string]string{}
	for i := range mf.Settings {
		f := &mf.Settings[i]
		raw, given := values[f.Name]
		v, err := f.Parse(raw)
		if text, ok := v.(string); ok && err == nil && mf.Visitors != nil && f.Name == mf.Visitors.Origins {
			_, err = manifest.ParseOrigins(text)
		}
		switch {
		case err != nil:
			wrong[f.Name] = err.Error()
		case f.Secret && !given:
			if old, ok := before.Sealed[f.Name]; ok {
				after.Sealed[f.Name] = old
			}
		case f.Secret && v != nil:
			after.Sealed[f.Name] = m.Vault.seal(mf.ID, f.Name, v.(string))
		case v != nil:
			if after.Values[f.Name], err = json.Marshal(v); err != nil {
				return after, err
			}
		}
		if f.Required && wrong[f.Name] == "" && after.Values[f.Name] == nil && after.Sealed[f.Name] == nil && len(f.Default) == 0 {
			wrong[f.Name] = "This is required."
		}
	}
	// What only another version knows is kept for it.
	for name, v := range before.Values {
		if mf.Setting(name) == nil {
			after.Values[name] = v
		}
	}
	for name, sealed := range before.Sealed {
		if mf.Setting(name) == nil {
			after.Sealed[name] = sealed
		}
	}
	for name := range values {
		if mf.Setting(name) == nil {
			wrong[name] = "There is no such setting."
		}
	}
	if len(wrong) == 0 {
		return after, nil
	}
	fields := make(map[string]string, len(wrong))
	for name, msg := range wrong {
		fields["values."+name] = msg
	}
	first := slices.Sorted(maps.Keys(wrong))[0]
	return after, &core.Error{Op: op, Kind: core.KindInvalid, Msg: "The setting " + first + ": " + wrong[first], Fields: fields}
}

func formOf(mf *manifest.Manifest, k kept) *SettingsForm {
	out := &SettingsForm{Fields: mf.Settings, Values: map[string]json.RawMessage{}, Secrets: map[string]bool{}}
	for i := range mf.Settings {
		if f := &mf.Settings[i]; f.Secret {
			_, out.Secrets[f.Name] = k.Sealed[f.Name]
		} else {
			out.Values[f.Name] = valueOf(f, k)
		}
	}
	return out
}

// valueOf is what a plain setting counts as.
func valueOf(f *manifest.Setting, k kept) json.RawMessage {
	if v, ok := k.Values[f.Name]; ok {
		return v
	}
	if len(f.Default) > 0 {
		return f.Default
	}
	return json.RawMessage("null")
}

// audited is what the audit log says: plain values as they are, of secrets only
// whether there is one and that it changed.
func audited(before, after kept) (old, now map[string]any) {
	old, now = map[string]any{}, map[string]any{}
	for name, v := range before.Values {
		old[name] = v
	}
	for name, v := range after.Values {
		now[name] = v
	}
	for name := range before.Sealed {
		old[name] = "secret"
	}
	for name, sealed := range after.Sealed {
		if now[name] = "secret"; !bytes.Equal(before.Sealed[name], sealed) {
			now[name] = "new secret"
		}
	}
	return old, now
}
