package rbac

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
)

func (c *checker) setting(path, id string, s Setting) {
	switch {
	case !dotted(id):
		c.add(path, "%q is not the name of a feature.", id)
		return
	case c.featureMissing(id):
		c.add(path, "%q is installed and has no feature %q.%s", Key(id).Owner(), id, didYouMean(id, sortedKeys(c.reg.byID)))
		return
	}
	if s.Level > Custom {
		c.add(path+".level", "There is no such level.")
	}
	for i, k := range s.Plus {
		c.featureKey(fmt.Sprintf("%s.plus[%d]", path, i), id, k)
		if slices.Contains(s.Minus, k) {
			c.add(fmt.Sprintf("%s.plus[%d]", path, i), "%s stands under both plus and minus.", k)
		}
	}
	for i, k := range s.Minus {
		c.featureKey(fmt.Sprintf("%s.minus[%d]", path, i), id, k)
	}
	for _, k := range sortedKeys(s.Keys) {
		at := path + ".keys." + string(k)
		scope := s.Keys[k]
		c.featureKey(at, id, k)
		switch info, ok := c.reg.Key(k); {
		case scope == ScopeNone || scope > All:
			c.add(at, "Say how far %s reaches: own, team, department or all.", k)
		case ok && !info.Scoped && scope != All:
			c.add(at, "%s is a yes/no key: write `all`.", k)
		}
		if slices.Contains(s.Minus, k) {
			c.add(at, "%s stands under both keys and minus.", k)
		}
	}
}

// featureMissing reports whether the owner of the feature is there, and the feature is not.
func (c *checker) featureMissing(id string) bool {
	_, ok := c.reg.byID[id]
	return !ok && c.reg.Owned(Key(id).Owner())
}

// featureKey checks a key that a role speaks of in a feature's row.
func (c *checker) featureKey(path, id string, k Key) {
	if !c.key(path, k) {
		return
	}
	at, ok := c.reg.index[k]
	if !ok {
		return
	}
	f, registered := c.reg.byID[id]
	if !registered && c.reg.keys[at].From != id || registered && !c.reg.stands(at, f) {
		c.add(path, "%s does not belong here: it is a key of %s.", k, c.reg.keys[at].Feature)
	}
}

// key checks that a key is registered, or may be once a plugin is there.
func (c *checker) key(path string, k Key) bool {
	if !k.Valid() {
		c.add(path, "%q is not a permission key.%s", string(k), didYouMean(string(k), c.reg.keyNames()))
		return false
	}
	if !c.reg.Dormant(k) {
		if _, ok := c.reg.index[k]; !ok {
			c.add(path, "There is no key %s.%s", k, didYouMean(string(k), c.reg.keyNames()))
			return false
		}
	}
	return true
}

// Dormant reports whether k is not registered, and may be once a plugin that
// is not there now is enabled. A key that is neither registered nor dormant
// does not exist.
func (r *Registry) Dormant(k Key) bool {
	if _, ok := r.index[k]; ok {
		return false
	}
	if rest, ok := strings.CutPrefix(string(k), reportsFeature+".view."); ok {
		plugin, _, _ := strings.Cut(rest, ".")
		return strings.Contains(rest, ".") && !r.owners[plugin]
	}
	return !r.owners[k.Owner()]
}

func (r *Registry) keyNames() []string {
	out := make([]string, 0, len(r.index))
	for k := range r.index {
		out = append(out, string(k))
	}
	slices.Sort(out)
	return out
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// didYouMean offers the name that is at most two typing mistakes away.
func didYouMean(got string, names []string) string {
	if best := core.Nearest(got, names); best != "" {
		return fmt.Sprintf(" Did you mean %s?", best)
	}
	return ""
}
