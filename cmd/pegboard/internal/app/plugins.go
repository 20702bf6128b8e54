package app

import (
	"context"
	"errors"
	"io"

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

// Install implements httpapi.Plugins.
func (p plugins) Install(ctx context.Context, who *rbac.Subject, pkg io.Reader) (*httpapi.Plugin, error) {
	const op = "app.Install"
	if err := who.Require(op, "settings.plugins"); err != nil {
		return nil, err // before a byte of the package is read
	}
	body, err := io.ReadAll(pkg)
	if err != nil {
		var known *core.Error
		if errors.As(err, &known) {
			return nil, err
		}
		return nil, &core.Error{Op: op, Kind: core.KindInvalid, Msg: "The package did not arrive whole.", Err: err}
	}
	id, err := p.m.Install(ctx, who, body)
	if err != nil {
		return nil, err
	}
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

// Uninstall implements httpapi.Plugins.
func (p plugins) Uninstall(ctx context.Context, who *rbac.Subject, id core.PluginID, purge bool) error {
	_, err := p.m.Uninstall(ctx, who, id, purge)
	return err
}

// Effect implements httpapi.Plugins.
func (p plugins) Effect(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.PluginEffect, error) {
	e, err := p.m.Effect(ctx, who, id)
	if err != nil {
		return nil, err
	}
	out := &httpapi.PluginEffect{Enable: e.Enable, First: e.First, Roles: []httpapi.RoleEffect{}}
	if e.Refused != "" {
		out.Refused = &e.Refused
	}
	for _, r := range e.Roles {
		row := httpapi.RoleEffect{RoleRef: httpapi.RoleRef{Slug: r.Slug, Name: r.Name}, Holders: r.Holders}
		for _, c := range r.Changes {
			row.Changes = append(row.Changes, httpapi.KeyChangeOf(c))
		}
		out.Roles = append(out.Roles, row)
	}
	return out, nil
}

func (p plugins) get(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.Plugin, error) {
	in, err := p.m.Get(ctx, who, id)
	if err != nil {
		return nil, err
	}
	out := p.show(in)
	return &out, nil
}

// show draws a plugin's features against a registry of its own, so that those
// of a plugin that is not enabled are shown as they would be.
func (p plugins) show(in *plugin.Info) httpapi.Plugin {
	out := httpapi.Plugin{
		ID: string(in.ID), Name: in.Name, Version: in.Version, Publisher: in.Publisher, Description: in.Description,
		Tier: string(in.Tier), State: in.State, Features: []httpapi.Feature{}, Capabilities: []httpapi.Capability{},
		Usage: httpapi.PluginUsage{
			Calls: in.Usage.Calls, Errors: in.Usage.Errors, MS: float64(in.Usage.Busy.Microseconds()) / 1000, Fuel: in.Usage.Fuel,
			HostCalls: in.Usage.HostCalls, Peak: in.Usage.Peak, Memory: in.Memory,
		},
		Hosts: append([]string{}, in.Hosts...), Pages: []httpapi.Place{}, Abilities: in.Abilities,
	}
	if in.Error != "" {
		out.Error = &in.Error
	}
	if reg, err := rbac.Core().With(in.Features...); err == nil {
		for _, f := range in.Features {
			out.Features = append(out.Features, httpapi.FeatureOf(reg, f))
		}
	}
	for _, c := range in.Capabilities {
		out.Capabilities = append(out.Capabilities, httpapi.Capability{Name: c.Name, Reason: c.Reason})
	}
	for i := range in.Surfaces {
		if s := &in.Surfaces[i]; s.Ext == consolePage {
			out.Pages = append(out.Pages, pageOf(in.ID, s))
		}
	}
	return out
}

// consolePage is the extension point of pages with an address of their own.
const consolePage = "console.page"

func pageOf(id core.PluginID, s *manifest.Surface) httpapi.Place {
	return placeOf(plugin.Place{Plugin: id, Surface: s.ID, Title: s.Title, Icon: s.Icon}, consolePage)
}

// placeOf adds the address under which the console shows a page.
func placeOf(p plugin.Place, ext string) httpapi.Place {
	out := httpapi.Place{Plugin: string(p.Plugin), Surface: p.Surface, Title: p.Title}
	if p.Icon != "" {
		out.Icon = &p.Icon
	}
	if ext == consolePage {
		href := "/app/x/" + string(p.Plugin) + "/" + p.Surface
		out.Href = &href
	}
	return out
}
