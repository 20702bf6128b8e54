package plugin

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// asksOf is what a manifest asks of the helpdesk.
func asksOf(mf *manifest.Manifest) core.PluginAsks {
	a := core.PluginAsks{Capabilities: []string{}, Hosts: []string{}, Services: []string{}, Hooks: []string{}, Routes: []string{}, Keys: []string{}}
	for _, c := range mf.Capabilities {
		a.Capabilities = append(a.Capabilities, c.Name)
	}
	for i := range mf.HTTP {
		host := mf.HTTP[i].Host
		if mf.HTTP[i].Plain {
			host = "http://" + host
		}
		a.Hosts = append(a.Hosts, host)
	}
	for i := range mf.Uses {
		a.Services = append(a.Services, string(mf.Uses[i].Plugin)+"."+mf.Uses[i].Service)
	}
	for i := range mf.Hooks {
		if mf.Hooks[i].Will() {
			a.Hooks = append(a.Hooks, mf.Hooks[i].On)
		}
	}
	for i := range mf.Routes {
		if r := &mf.Routes[i]; r.Public {
			a.Routes = append(a.Routes, r.Method+" "+r.Path)
		}
	}
	for _, k := range mf.Keys() {
		a.Keys = append(a.Keys, string(k))
	}
	for _, list := range [][]string{a.Capabilities, a.Hosts, a.Services, a.Hooks, a.Routes, a.Keys} {
		slices.Sort(list)
	}
	return a
}

// consented is what somebody has consented to last; nothing for a plugin that
// nobody ever let in.
func (m *Manager) consented(ctx context.Context, row *core.Installation) (core.PluginAsks, error) {
	list, err := m.History.Consents(ctx, row.ID, 1)
	if err != nil || len(list) > 0 {
		if len(list) > 0 {
			return list[0].Asked, nil
		}
		return core.PluginAsks{}, err
	}
	if row.IntroducedAt.IsZero() {
		return core.PluginAsks{}, nil
	}
	// It was let in before consents were recorded. What was granted then is known,
	// and hosts and keys were those of the version that is here.
	f, err := m.fileOf(ctx, row)
	if err != nil {
		return core.PluginAsks{}, nil
	}
	asked := asksOf(f.manifest)
	grants, err := m.History.Grants(ctx, row.ID)
	if err != nil {
		return core.PluginAsks{}, err
	}
	asked.Capabilities = asked.Capabilities[:0]
	for _, g := range grants {
		asked.Capabilities = append(asked.Capabilities, g.Capability)
	}
	return asked, nil
}

// consent records that who lets a version do what it asks for, in the caller's
// transaction; the plugin's row exists.
func (m *Manager) consent(ctx context.Context, who *rbac.Subject, act core.PluginAct, row *core.Installation, mf *manifest.Manifest, from string) (core.PluginDiff, error) {
	before, err := m.consented(ctx, row)
	if err != nil {
		return core.PluginDiff{}, err
	}
	now := m.Clock.Now()
	c := core.PluginConsent{At: now, By: who.User, ByName: who.Name, Act: act, Version: mf.Version, From: from, Asked: asksOf(mf)}
	c.Diff = c.Asked.Beside(before)
	if err := m.History.AddConsent(ctx, row.ID, &c); err != nil {
		return c.Diff, err
	}
	var grants []core.PluginGrant
	for _, capability := range mf.Capabilities {
		grants = append(grants, core.PluginGrant{Capability: capability.Name, Reason: capability.Reason, By: who.User, At: now})
	}
	return c.Diff, m.Store.PutGrants(ctx, row.ID, grants)
}

// maxConsents is how many consents are shown.
const maxConsents = 100

// Consents returns who let a plugin do what and when, newest first. It needs
// settings.plugins.
func (m *Manager) Consents(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]core.PluginConsent, error) {
	const op = "plugin.Consents"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	list, err := m.History.Consents(ctx, id, maxConsents)
	return list, core.Wrap(op, err)
}
