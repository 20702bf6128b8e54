package app

import "pegboard.dev/pegboard/core/rbac"

// widened is a snapshot of the plugins' registry and the same with further features.
type widened struct{ base, with *rbac.Registry }

// registry is what rights are compiled against: the snapshot of the enabled
// plugins, with the features that Config adds. The same snapshot gives the same
// registry, by which caches tell that nothing has changed.
func (a *App) registry() *rbac.Registry {
	base := a.Plugins.Registry()
	if len(a.cfg.Features) == 0 {
		return base
	}
	if w := a.widened.Load(); w != nil && w.base == base {
		return w.with
	}
	with, err := base.With(a.cfg.Features...)
	if err != nil {
		a.log.Error("further features do not fit", "error", err)
		return base
	}
	a.widened.Store(&widened{base, with})
	return with
}
