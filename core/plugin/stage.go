package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// check compiles a version's code, of which nothing runs by that.
func (m *Manager) check(ctx context.Context, f *file) error {
	body, err := f.body(ctx)
	if err != nil {
		return err
	}
	pkg, err := peg.Read(body, m.Version)
	if err != nil {
		return err
	}
	mod, err := m.Engine.Compile(ctx, pkg.Wasm, m.limitsOf(f))
	if err == nil {
		mod.Close()
	}
	return err
}

// stage compiles a version of a plugin and makes one call, before anything is
// changed. The unit's failures count against nobody; it ends with drop, or is taken
// over by the next snapshot. life is held.
func (m *Manager) stage(ctx context.Context, f *file) (*unit, error) {
	if err := m.check(ctx, f); err != nil {
		return nil, err
	}
	u := m.unitOf(f)
	if _, err := u.call(ctx, abi.OpLifecycle, &abi.LifecycleRequest{Phase: "smoke"}, nil, lifeTime); err != nil {
		u.module.Close()
		return nil, err
	}
	m.ready = u
	return u, nil
}

// drop ends a staged unit that no snapshot has taken over.
func (m *Manager) drop(u *unit) {
	m.ready = nil
	if u != nil && m.snap.Load().units[u.manifest.ID] != u {
		u.module.Close()
	}
}

// tellStaged tells a version that is not switched on what becomes of it. It acts
// as itself, with the keys of the registry that it will be in. In a transaction,
// what it does is part of that.
func (m *Manager) tellStaged(ctx context.Context, u *unit, reg *rbac.Registry, phase, from string) error {
	c := m.newCall(u, m.backgroundIn(reg, u), Locale{})
	_, err := u.call(ctx, abi.OpLifecycle, &abi.LifecycleRequest{Phase: phase, From: from}, c.host, lifeTime)
	return err
}

// prepare brings a plugin's data to a version: its tables, and then its own code
// where the data was another version's before. In the caller's transaction, so
// that all of it happens or nothing does; a guest that will not, ends it.
func (m *Manager) prepare(ctx context.Context, u *unit, row *core.Installation, reg *rbac.Registry) error {
	mf := u.manifest
	if err := m.Tables.PrepareCollections(ctx, mf.ID, mf.Collections); err != nil {
		return err
	}
	from := row.RanVersion
	row.RanVersion = mf.Version
	if from == "" || from == mf.Version {
		return nil
	}
	return m.tellStaged(ctx, u, reg, "upgrade", from)
}

// errSafe refuses what would run a plugin's code.
func errSafe(op string) error {
	return core.Errorf(op, core.KindConflict, "Pegboard runs in safe mode, in which no plugin does. Start it without --safe-mode first.")
}
