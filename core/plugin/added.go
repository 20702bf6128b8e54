package plugin

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
)

// addedKeys belong to one registry.
type addedKeys struct {
	reg  *rbac.Registry
	keys []rbac.Key
}

// added are the keys that others add to the plugin's own rows, such as those of
// contributed reports, and those of the reports that it contributes itself. They
// are its own to ask about and to act by.
func (u *unit) added(reg *rbac.Registry) []rbac.Key {
	if a := u.also.Load(); a != nil && a.reg == reg {
		return a.keys
	}
	a := &addedKeys{reg: reg}
	for i := range u.manifest.Features {
		for _, k := range reg.FeatureKeys(u.manifest.Features[i].ID) {
			if k.Owner != u.manifest.ID {
				a.keys = append(a.keys, k.Key)
			}
		}
	}
	contributed := "reports.view." + string(u.manifest.ID) + "."
	for _, k := range reg.Keys() {
		if !strings.HasPrefix(string(k.Key), contributed) {
			continue
		}
		for _, key := range []rbac.Key{"reports.view", k.Key} { // which each report requires
			if !slices.Contains(a.keys, key) {
				a.keys = append(a.keys, key)
			}
		}
	}
	u.also.Store(a)
	return a.keys
}
