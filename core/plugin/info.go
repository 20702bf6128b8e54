package plugin

import (
	"context"
	"maps"
	"slices"
	"time"

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
	// State is "available", "enabled", "disabled", "stopped" by its failures,
	// "waiting" for somebody to consent to the version that this Pegboard carries,
	// "held": enabled, but Pegboard runs in safe mode, or "failed": enabled, but not
	// loaded or left alone for a while.
	State string
	// Error is what went wrong last, one sentence; also of a plugin that still runs.
	Error    string
	Features []rbac.Feature
	// Powers are what it may do beyond keeping to itself, the gravest first.
	Powers   []core.PluginPower
	Surfaces []manifest.Surface
	// Measures are what it counts itself, on this node.
	Measures []core.PluginMeasure
	// Usage is what it has used in the last day.
	Usage core.PluginUsage
	// Memory is how much it holds on this node now, in bytes.
	Memory int64
	// Previous is the version that Rollback leads to, empty if there is none.
	Previous string
	// StoppedAt is when its failures switched it off; else zero. MustAgree lists what
	// is refused meanwhile, because it has to agree to it.
	StoppedAt time.Time
	MustAgree []string
	// Asks is what it asks for beyond what was consented to, of one that waits.
	Asks core.PluginAsks
	// Storage is how much is kept for it, and how much may be.
	Storage core.PluginStorage
	// Settings is how many things can be set.
	Settings int
	// Abilities are enable, disable, rollback and uninstall.
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
	previous, err := m.Previous.PreviousVersions(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	held, err := m.Storage.Storage(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	out := make([]Info, 0, len(all))
	for _, id := range slices.Sorted(maps.Keys(all)) {
		in := m.info(ctx, id, all[id])
		in.Usage, in.Measures, in.Previous = used[id], m.measures.list(id), previous[id]
		in.Storage = held[id]
		in.Abilities["quota"] = all[id] != nil
		in.Abilities["rollback"] = in.Previous != ""
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
		in.Features, in.Powers, in.Surfaces = mf.RBAC(), Powers(mf), mf.Surfaces
		in.Settings = len(mf.Settings)
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
		if !row.StoppedAt.IsZero() {
			in.State, in.Error, in.StoppedAt, in.MustAgree = "stopped", row.StoppedWhy, row.StoppedAt, mustAgree(mf)
		}
	}
	if enabled {
		m.infoEnabled(&in, snap)
	}
	in.Abilities = map[string]bool{
		"enable": (!enabled || in.State == "waiting") && mf != nil && !m.SafeMode, "disable": enabled || in.State == "stopped",
		"uninstall": row != nil,
	}
	if in.State == "waiting" {
		if asked, err := m.consented(ctx, row); err == nil {
			in.Asks = asksOf(mf).Beside(asked).Added
		}
	}
	return in
}

// infoEnabled says how an enabled plugin fares on this node.
func (m *Manager) infoEnabled(in *Info, snap *snapshot) {
	in.State = "enabled"
	u := snap.units[in.ID]
	if u == nil {
		in.State, in.Error = "failed", snap.failed[in.ID]
		switch {
		case m.SafeMode:
			in.State = "held"
		case snap.waiting[in.ID] != "":
			in.State = "waiting"
		}
		return
	}
	why, open := u.breaker.state()
	if in.Error = why; open {
		in.State = "failed"
	}
}

// mustAgree lists the hooks that fail closed.
func mustAgree(mf *manifest.Manifest) []string {
	out := []string{}
	if mf == nil {
		return out
	}
	for i := range mf.Hooks {
		if h := &mf.Hooks[i]; h.Will() && h.Closed() {
			out = append(out, h.On)
		}
	}
	return out
}
