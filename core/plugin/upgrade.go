package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// upgradeBundledLocked brings enabled bundled plugins to the version that this
// binary carries. One that cannot be brought there keeps its row; it is then
// listed with its error.
func (m *Manager) upgradeBundledLocked(ctx context.Context) error {
	if m.SafeMode {
		return nil
	}
	rows, err := m.Store.Installations(ctx)
	if err != nil {
		return err
	}
	for i := range rows {
		row := &rows[i]
		f := m.bundled[row.ID]
		if f == nil || row.Tier != core.TierBundled || row.State != core.PluginEnabled || row.Hash == f.hash {
			continue
		}
		before := *row
		err := m.Tx.InTx(ctx, func(ctx context.Context) error {
			if _, err := m.Access.Bump(ctx); err != nil {
				return err
			}
			if err := m.Tables.PrepareCollections(ctx, row.ID, f.manifest.Collections); err != nil {
				return err
			}
			row.Version, row.Hash, row.UpdatedAt = f.manifest.Version, f.hash, m.Clock.Now()
			if err := m.Store.PutInstallation(ctx, row); err != nil {
				return err
			}
			return m.tell(ctx, systemActor, "plugin.upgraded", row.ID, stateOf(&before), stateOf(row))
		})
		if err != nil {
			m.Log.ErrorContext(ctx, "plugin: not upgraded", "plugin", string(row.ID), "error", err)
		}
	}
	return nil
}

// systemActor is Pegboard itself, at start-up. It holds no key.
var systemActor = &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: "Pegboard"}}

// announce tells an enabled plugin what becomes of it, as itself and without a
// person. A plugin that has nothing to do answers at once.
func (m *Manager) announce(ctx context.Context, id core.PluginID, phase string) error {
	u := m.snap.Load().units[id]
	if u == nil {
		return nil
	}
	c := m.newCall(u, m.background(u), Locale{})
	_, err := u.do(ctx, abi.OpLifecycle, &abi.LifecycleRequest{Phase: phase}, c.host, lifeTime)
	return err
}
