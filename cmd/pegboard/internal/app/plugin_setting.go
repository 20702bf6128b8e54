package app

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
)

// Settings implements httpapi.PluginSettings.
func (p plugins) Settings(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.PluginSettingsForm, error) {
	return settingsForm(p.m.SettingsOf(ctx, who, id))
}

// SetSettings implements httpapi.PluginSettings.
func (p plugins) SetSettings(ctx context.Context, who *rbac.Subject, id core.PluginID, values map[string]json.RawMessage) (*httpapi.PluginSettingsForm, error) {
	return settingsForm(p.m.SetSettings(ctx, who, id, values))
}

func settingsForm(f *plugin.SettingsForm, err error) (*httpapi.PluginSettingsForm, error) {
	if err != nil {
		return nil, err
	}
	out := &httpapi.PluginSettingsForm{Fields: []httpapi.PluginSetting{}, Values: f.Values, Secrets: f.Secrets}
	for i := range f.Fields {
		s := &f.Fields[i]
		field := httpapi.PluginSetting{
			Name: s.Name, Type: s.Type.String(), Title: s.Title, Help: s.Help, Required: s.Required, Secret: s.Secret,
			Options: []httpapi.SettingOption{}, Min: s.Min, Max: s.Max,
		}
		for _, o := range s.Options {
			field.Options = append(field.Options, httpapi.SettingOption{Value: o.Value, Title: o.Title})
		}
		if len(s.Default) > 0 {
			if err := json.Unmarshal(s.Default, &field.Default); err != nil {
				return nil, err
			}
		}
		out.Fields = append(out.Fields, field)
	}
	return out, nil
}
