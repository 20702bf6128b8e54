package records

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
)

// ability is one entry of a record's abilities.
type ability struct {
	name string
	key  rbac.Key
}

// listAbilities names what can be done with one record: update, delete, and each
// further key by its name behind the plugin's.
func (c *Collection) listAbilities() []ability {
	list := []ability{{"update", c.Keys.Update}, {"delete", c.Keys.Delete}}
	add := func(k rbac.Key) {
		name, own := strings.CutPrefix(string(k), string(c.Plugin)+".")
		if own && k != c.Keys.Read && !slices.ContainsFunc(list, func(a ability) bool { return a.key == k }) {
			list = append(list, ability{name, k})
		}
	}
	for i := range c.Fields {
		add(c.Fields[i].Key)
	}
	for _, k := range append([]rbac.Key{c.Take}, c.Abilities...) {
		add(k)
	}
	return list
}

// abilitiesOn says what who may do with a record about which rbac decides by o.
func (c *Collection) abilitiesOn(who *rbac.Subject, o *rbac.Object) map[string]bool {
	m := make(map[string]bool, len(c.abilities))
	for _, a := range c.abilities {
		m[a.name] = c.decideOn(who, a.key, o).Allowed
	}
	return m
}
