package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// PluginSetting is one thing that an owner may set for a plugin.
type PluginSetting struct {
	Name     string          `json:"name"`
	Type     string          `json:"type" enum:"string,text,int,float,bool,time,json"`
	Title    string          `json:"title"`
	Help     string          `json:"help"`
	Required bool            `json:"required"`
	Secret   bool            `json:"secret" doc:"Never shown; only whether it is set."`
	Options  []SettingOption `json:"options" doc:"The only values it may have; empty: any."`
	Min      *float64        `json:"min" doc:"Least number, or least characters."`
	Max      *float64        `json:"max" doc:"Greatest number, or most characters."`
	Default  any             `json:"default"`
}

// SettingOption is one allowed value.
type SettingOption struct {
	Value string `json:"value"`
	Title string `json:"title"`
}

// PluginSettingsForm is what can be set, and what is.
type PluginSettingsForm struct {
	Fields  []PluginSetting            `json:"fields"`
	Values  map[string]json.RawMessage `json:"values" doc:"Of settings that are not secret: what was set, else the default."`
	Secrets map[string]bool            `json:"secrets" doc:"Which secret settings have a value."`
}

// PluginSettings keeps what owners set for plugins. Every method checks
// settings.plugins.
type PluginSettings interface {
	Settings(ctx context.Context, who *rbac.Subject, id core.PluginID) (*PluginSettingsForm, error)
	SetSettings(ctx context.Context, who *rbac.Subject, id core.PluginID, values map[string]json.RawMessage) (*PluginSettingsForm, error)
}

// newPluginSettings is the body of a change.
type newPluginSettings struct {
	Values map[string]json.RawMessage `json:"values" doc:"By name. Left out or null: the default; a secret that is left out stays as it is."`
}

func (s *Server) mountPluginSettings() {
	const key = "settings.plugins"
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}/settings", id: "get-plugin-settings", tag: "plugins", title: "What can be set for a plugin, and what is",
		help: "Secrets are never shown.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[PluginSettingsForm], error) {
		return s.settingsAnswer(ctx, in.ID)(s.svc.PluginSettings.Settings(ctx, who, core.PluginID(in.ID)))
	})
	handle(s, route{
		method: http.MethodPut, path: "/plugins/{id}/settings", id: "put-plugin-settings", tag: "plugins", title: "Set what a plugin goes by",
		help: "Acts on the plugin's next call, on every node.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   string `path:"id" pattern:"^[a-z][a-z0-9_]*$" maxLength:"32"`
		Body newPluginSettings
	}) (*of[PluginSettingsForm], error) {
		return s.settingsAnswer(ctx, in.ID)(s.svc.PluginSettings.SetSettings(ctx, who, core.PluginID(in.ID), in.Body.Values))
	})
}

func (s *Server) settingsAnswer(ctx context.Context, id string) func(f *PluginSettingsForm, err error) (*of[PluginSettingsForm], error) {
	return func(f *PluginSettingsForm, err error) (*of[PluginSettingsForm], error) {
		if err != nil {
			return nil, err
		}
		return ok(s.titles(ctx).settings(id, *f), nil)
	}
}
