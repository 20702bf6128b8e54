package manifest

import (
	"fmt"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
)

// checkFeatures checks that everything the plugin registers is its own to
// register. What only the whole registry can tell is refused when it is built.
func (m *Manifest) checkFeatures() error {
	seen := map[rbac.Key]bool{}
	for i := range m.Features {
		f := &m.Features[i]
		if f.ID != string(m.ID) && !strings.HasPrefix(f.ID, string(m.ID)+".") {
			return fmt.Errorf("the feature %q must be called %q or begin with %q", f.ID, m.ID, string(m.ID)+".")
		}
		if f.Owner != "" && f.Owner != m.ID {
			return fmt.Errorf("the feature %q cannot belong to %q", f.ID, f.Owner)
		}
		if f.Resource != nil {
			return fmt.Errorf("the feature %q cannot name a resource: its collections are its resources", f.ID)
		}
		if f.Title == "" {
			return fmt.Errorf("the feature %q has no title", f.ID)
		}
		for _, k := range f.Keys {
			if err := m.checkKey(k, seen); err != nil {
				return err
			}
		}
		for _, e := range f.Extends {
			if err := m.checkKey(e.Key, seen); err != nil {
				return err
			}
		}
		for typ, level := range f.Defaults {
			if typ != rbac.Employee && typ != rbac.User {
				return fmt.Errorf(`the feature %q proposes a level for %q, which is neither "employee" nor "user"`, f.ID, typ)
			}
			if level == rbac.Custom {
				return fmt.Errorf("the feature %q cannot propose the level custom", f.ID)
			}
		}
	}
	return nil
}

func (m *Manifest) checkKey(k rbac.KeyDef, seen map[rbac.Key]bool) error {
	if !strings.HasPrefix(string(k.Key), string(m.ID)+".") {
		return fmt.Errorf("the key %q is not this plugin's to register: its keys begin with %q", k.Key, string(m.ID)+".")
	}
	if !k.Key.Valid() {
		return fmt.Errorf("the key %q must be lower-case letters, digits, underscores and dots", k.Key)
	}
	if seen[k.Key] {
		return fmt.Errorf("the key %q is registered twice", k.Key)
	}
	if k.Title == "" {
		return fmt.Errorf("the key %q has no title", k.Key)
	}
	seen[k.Key] = true
	return nil
}

// RBAC returns the features in the registry's form. The first collection that a
// feature's keys guard is its resource.
func (m *Manifest) RBAC() []rbac.Feature {
	out := make([]rbac.Feature, 0, len(m.Features))
	for i := range m.Features {
		f := m.Features[i]
		f.Owner = m.ID
		for _, c := range m.Collections {
			if f.Resource == nil && holds(f.Keys, c.Keys.Read) {
				f.Resource = c.Resource()
			}
		}
		out = append(out, f)
	}
	return out
}

func holds(keys []rbac.KeyDef, k rbac.Key) bool {
	for i := range keys {
		if keys[i].Key == k {
			return true
		}
	}
	return false
}
