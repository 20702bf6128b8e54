package app

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// plugins shows the plugins' life to the HTTP rim, in its words.
type plugins struct{ m *plugin.Manager }

// List implements httpapi.Plugins.
func (p plugins) List(ctx context.Context, who *rbac.Subject) ([]httpapi.Plugin, error) {
	list, err := p.m.List(ctx, who)
	if err != nil {
		return nil, err
	}
	out := make([]httpapi.Plugin, len(list))
	for i := range list {
		out[i] = p.show(&list[i])
	}
	return out, nil
}

// Get implements httpapi.Plugins.
func (p plugins) Get(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.Plugin, error) {
	return p.get(ctx, who, id)
}

// Enable implements httpapi.Plugins.
func (p plugins) Enable(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.Plugin, error) {
	if err := p.m.Enable(ctx, who, id); err != nil {
		return nil, err
	}
	return p.get(ctx, who, id)
}

// Disable implements httpapi.Plugins.
func (p plugins) Disable(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.Plugin, error) {
	if err := p.m.Disable(ctx, who, id); err != nil {
		return nil, err
	}
	return p.get(ctx, who, id)
}

// Notice implements httpapi.Plugins.
func (p plugins) Notice(who *rbac.Subject) *httpapi.PluginNotice {
	n := p.m.Notice(who)
	if n == nil {
		return nil
	}
	return &httpapi.PluginNotice{SafeMode: n.SafeMode, Stopped: pluginRefs(n.Stopped), Waiting: pluginRefs(n.Waiting), Full: pluginRefs(n.Full)}
}

func pluginRefs(list []plugin.Named) []httpapi.PluginRef {
	out := make([]httpapi.PluginRef, len(list))
	for i, n := range list {
		out[i] = httpapi.PluginRef{ID: string(n.ID), Name: n.Name}
	}
	return out
}

// Effect implements httpapi.Plugins.
func (p plugins) Effect(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.PluginEffect, error) {
	e, err := p.m.Effect(ctx, who, id)
	if err != nil {
		return nil, err
	}
	return &httpapi.PluginEffect{Enable: e.Enable, First: e.First, Roles: roleEffects(e.Roles), Refused: orNull(e.Refused)}, nil
}

func roleEffects(list []plugin.RoleEffect) []httpapi.RoleEffect {
	out := make([]httpapi.RoleEffect, len(list))
	for i, r := range list {
		out[i] = httpapi.RoleEffect{RoleRef: httpapi.RoleRef{Slug: r.Slug, Name: r.Name}, Holders: r.Holders}
		for _, c := range r.Changes {
			out[i].Changes = append(out[i].Changes, httpapi.KeyChangeOf(c))
		}
	}
	return out
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (p plugins) get(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.Plugin, error) {
	in, err := p.m.Get(ctx, who, id)
	if err != nil {
		return nil, err
	}
	out := p.show(in)
	return &out, nil
}

func (p plugins) show(in *plugin.Info) httpapi.Plugin {
	out := httpapi.Plugin{
		ID: string(in.ID), Name: in.Name, Version: in.Version, Publisher: in.Publisher, Description: in.Description,
		Icon: orNull(in.Icon), Homepage: orNull(in.Homepage), License: in.License, Previous: orNull(in.Previous), MustAgree: append([]string{}, in.MustAgree...),
		Asks: in.Asks, Settings: in.Settings, Error: orNull(in.Error),
		Tier: string(in.Tier), State: in.State, Features: featuresOf(in.Features), Risk: core.RiskOf(in.Powers), Powers: append([]core.PluginPower{}, in.Powers...),
		Usage: httpapi.PluginUsage{
			Calls: in.Usage.Calls, Errors: in.Usage.Errors, MS: float64(in.Usage.Busy.Microseconds()) / 1000, Fuel: in.Usage.Fuel,
			HostCalls: in.Usage.HostCalls, Peak: in.Usage.Peak, Memory: in.Memory,
		},
		Storage: storageOf(in.Storage), Measures: measuresOf(in.Measures), Pages: []httpapi.Place{}, Abilities: in.Abilities,
	}
	if !in.StoppedAt.IsZero() {
		at := in.StoppedAt.UTC()
		out.StoppedAt = &at
	}
	for i := range in.Surfaces {
		if s := &in.Surfaces[i]; s.Ext == consolePage {
			out.Pages = append(out.Pages, pageOf(in.ID, s))
		}
	}
	return out
}

func storageOf(s core.PluginStorage) httpapi.PluginStorage {
	q := s.Quota()
	return httpapi.PluginStorage{
		Rows: max(s.Rows, 0), Bytes: max(s.Bytes, 0), MaxRows: q.Rows, MaxBytes: q.Bytes, NearlyFull: s.NearlyFull(),
		SetRows: s.Set.Rows != 0, SetBytes: s.Set.Bytes != 0,
	}
}

func measuresOf(list []core.PluginMeasure) []httpapi.PluginMeasure {
	out := make([]httpapi.PluginMeasure, len(list))
	for i, m := range list {
		out[i] = httpapi.PluginMeasure{Name: m.Name, Kind: "gauge", Value: m.Value}
		if m.Counter {
			out[i].Kind = "counter"
		}
	}
	return out
}

// featuresOf draws features against a registry of their own, so that those of a
// plugin that is not enabled are shown as they would be.
func featuresOf(list []rbac.Feature) []httpapi.Feature {
	out := []httpapi.Feature{}
	if reg, err := rbac.Core().With(list...); err == nil {
		for _, f := range list {
			out = append(out, httpapi.FeatureOf(reg, f))
		}
	}
	return out
}

// The extension points of what has an address of its own in the console: pages in
// its menu, and those that its palette of commands leads to.
const (
	consolePage    = "console.page"
	consoleCommand = "console.command"
)

func pageOf(id core.PluginID, s *manifest.Surface) httpapi.Place {
	return placeOf(plugin.Place{Plugin: id, Surface: s.ID, Title: s.Title, Icon: s.Icon}, consolePage)
}

// placeOf adds the address under which the console shows a page.
func placeOf(p plugin.Place, ext string) httpapi.Place {
	out := httpapi.Place{Plugin: string(p.Plugin), Surface: p.Surface, Title: p.Title}
	if p.Icon != "" {
		out.Icon = &p.Icon
	}
	if ext == consolePage || ext == consoleCommand {
		href := "/app/x/" + string(p.Plugin) + "/" + p.Surface
		out.Href = &href
	}
	return out
}
