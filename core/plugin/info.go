package plugin

import (
	"context"
	"maps"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
)

// Info is a plugin as the site owner sees it.
type Info struct {
	ID                                    core.PluginID
	Name, Version, Publisher, Description string
	Icon, Homepage, License               string
	Tier                                  core.PluginTier
	// State is "available", "enabled", "disabled" or "failed": enabled, but not
	// loaded or left alone for a while.
	State string
	// Error is what went wrong last, one sentence; also of a plugin that still runs.
	Error        string
	Features     []rbac.Feature
	Capabilities []manifest.Capability
	Surfaces     []manifest.Surface
	// Hosts are those that it may send requests to.
	Hosts []string
	// Usage is what it has used in the last day.
	Usage core.PluginUsage
	// Memory is how much it holds on this node now, in bytes.
	Memory int64
	// Abilities are enable, disable and uninstall.
	Abilities map[string]bool
}

// List returns every plugin that is here, by id. It needs settings.plugins.
func (m *Manager) List(ctx context.Context, who *rbac.Subject) ([]Info, error) {
	const op = "plugin.List"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	rows, err := m.Store.Installations(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	all := map[core.PluginID]*core.Installation{}
	for i := range rows {
		if rows[i].State != core.PluginUninstalled {
			all[rows[i].ID] = &rows[i]
		}
	}
	for id := range m.bundled {
		if all[id] == nil {
			all[id] = nil
		}
	}
	for id := range m.broken {
		if all[id] == nil {
			all[id] = nil
		}
	}
	verified, err := m.verified(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	used, err := m.recent(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	out := make([]Info, 0, len(all))
	for _, id := range slices.Sorted(maps.Keys(all)) {
		in := m.info(ctx, id, all[id])
		in.Usage = used[id]
		if u := m.snap.Load().units[id]; u != nil {
			in.Memory = u.module.Usage().Memory
		}
		if in.Tier == core.TierLocal && all[id].Hash == verified[id] {
			in.Tier = core.TierVerified
		}
		out = append(out, in)
	}
	return out, nil
}

// Get returns one plugin as List does. KindNotFound if it is not here.
func (m *Manager) Get(ctx context.Context, who *rbac.Subject, id core.PluginID) (*Info, error) {
	list, err := m.List(ctx, who)
	if err != nil {
		return nil, core.Wrap("plugin.Get", err)
	}
	for i := range list {
		if list[i].ID == id {
			return &list[i], nil
		}
	}
	return nil, core.Errorf("plugin.Get", core.KindNotFound, "There is no such plugin.")
}

func (m *Manager) info(ctx context.Context, id core.PluginID, row *core.Installation) Info {
	in := Info{ID: id, Name: string(id), Tier: core.TierBundled, State: "available"}
	snap := m.snap.Load()
	var mf *manifest.Manifest
	var f *file
	var err error
	switch {
	case snap.units[id] != nil:
		mf = snap.units[id].manifest
	case row != nil:
		f, err = m.fileOf(ctx, row)
	default:
		f, err = m.find(ctx, id)
	}
	if f != nil {
		mf = f.manifest
	}
	if err != nil {
		in.State, in.Error = "failed", message(err)
	}
	if mf != nil {
		in.Name, in.Version, in.Publisher, in.Description = mf.Name, mf.Version, mf.Publisher, mf.Description
		in.Icon, in.Homepage, in.License = mf.Icon, mf.Homepage, mf.License
		in.Features, in.Capabilities, in.Surfaces = mf.RBAC(), mf.Capabilities, mf.Surfaces
		for i := range mf.HTTP {
			in.Hosts = append(in.Hosts, mf.HTTP[i].Host)
		}
	}
	enabled := row != nil && row.State == core.PluginEnabled
	if row != nil {
		in.Tier = row.Tier
		if in.Version == "" {
			in.Version = row.Version
		}
		if row.State == core.PluginDisabled {
			in.State = "disabled"
		}
	}
	if enabled {
		in.State = "enabled"
		if u := snap.units[id]; u == nil {
			in.State, in.Error = "failed", snap.failed[id]
			if m.SafeMode {
				in.Error = "Pegboard runs in safe mode, with every plugin off."
			}
		} else if why, open := u.breaker.state(); why != "" {
			in.Error = why
			if open {
				in.State = "failed"
			}
		}
	}
	in.Abilities = map[string]bool{
		"enable": !enabled && mf != nil, "disable": enabled,
		"uninstall": row != nil,
	}
	return in
}
