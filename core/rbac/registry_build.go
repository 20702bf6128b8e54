package rbac

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
)

// reportsFeature is the feature that contributed reports become keys of.
const reportsFeature = "reports"

// ownerName is the first part that the feature's keys must have.
func ownerName(f *Feature) string {
	if f.Owner != "" {
		return string(f.Owner)
	}
	return f.ID
}

// checkFeature refuses names outside the owner's own, and fills in audiences.
func checkFeature(f *Feature, coreRank map[string]int) error {
	owner := ownerName(f)
	_, isCore := coreRank[owner]
	switch {
	case f.Owner == "" && !isCore:
		return registryErr("%q is not a feature of the core.", f.ID)
	case f.Owner != "" && isCore:
		return registryErr("A plugin cannot register features as %q: that name belongs to the core.", owner)
	case !namePart(owner), !dotted(f.ID):
		return registryErr("%q is not a name for a feature: use lower-case letters, digits, _ and dots.", f.ID)
	case f.ID != owner && !strings.HasPrefix(f.ID, owner+"."):
		return registryErr("The plugin %q cannot register the feature %q: it is not under its own name.", owner, f.ID)
	case f.For > Both:
		return registryErr("The feature %q is for an unknown audience.", f.ID)
	}
	if f.For == 0 {
		f.For = Employee
	}
	f.Keys = slices.Clone(f.Keys)
	for i := range f.Keys {
		if err := checkKey(f, &f.Keys[i]); err != nil {
			return err
		}
	}
	f.Extends = slices.Clone(f.Extends)
	for i := range f.Extends {
		if err := checkKey(f, &f.Extends[i].Key); err != nil {
			return err
		}
		for _, l := range f.Extends[i].Levels {
			if l >= Custom {
				return registryErr("%s extends %s in a level that cannot be extended.", f.Extends[i].Key.Key, f.Extends[i].Feature)
			}
		}
	}
	for _, rep := range f.Reports {
		if !namePart(rep.ID) {
			return registryErr("%q is not a name for a report of %s.", rep.ID, owner)
		}
	}
	return nil
}

func checkKey(f *Feature, k *KeyDef) error {
	owner := ownerName(f)
	if !k.Key.Valid() {
		return registryErr("%q is not a permission key.", string(k.Key))
	}
	if k.Key.Owner() != owner {
		return registryErr("%s cannot register the key %q: it stands under the name of %s.", owner, string(k.Key), k.Key.Owner())
	}
	if owner == reportsFeature && strings.HasPrefix(string(k.Key), reportsFeature+".view.") {
		return registryErr("The key %q is derived from the reports that plugins contribute; it cannot be registered.", string(k.Key))
	}
	if k.For > Both {
		return registryErr("The key %q is for an unknown audience.", string(k.Key))
	}
	if k.For == 0 {
		k.For = f.For
	}
	return nil
}

// add puts a key into a row and returns its index.
func (r *Registry) add(feature int, from *Feature, def KeyDef) (int, error) {
	if _, dup := r.index[def.Key]; dup {
		return 0, registryErr("The key %q is registered twice.", string(def.Key))
	}
	i := len(r.keys)
	info := KeyInfo{KeyDef: def, Feature: r.features[feature].ID, Owner: from.Owner}
	if from.ID != info.Feature {
		info.From = from.ID
	}
	r.keys = append(r.keys, info)
	r.index[def.Key] = i
	r.rows[feature].keys = append(r.rows[feature].keys, i)
	return i, nil
}

func (r *Registry) addKeys() error {
	for i := range r.features {
		for _, def := range r.features[i].Keys {
			if _, err := r.add(i, &r.features[i], def); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Registry) addExtensions() error {
	for i := range r.features {
		f := &r.features[i]
		for _, ext := range f.Extends {
			target, ok := r.byID[ext.Feature]
			if !ok {
				continue // dormant until that feature is there
			}
			k, err := r.add(target, f, ext.Key)
			if err != nil {
				return err
			}
			for _, l := range ext.Levels {
				if !ext.Key.OnlyCustom {
					r.rows[target].levels[l] = append(r.rows[target].levels[l], k)
				}
			}
		}
	}
	return nil
}

func (r *Registry) addReports() error {
	target, ok := r.byID[reportsFeature]
	if !ok {
		return nil
	}
	for i := range r.features {
		f := &r.features[i]
		for _, rep := range f.Reports {
			def := KeyDef{
				Key:   ReportKey(core.PluginID(ownerName(f)), rep.ID),
				Title: rep.Title, Help: rep.Help, For: Employee, Scoped: true,
				Requires: append([]Key{reportsFeature + ".view"}, rep.Requires...),
			}
			k, err := r.add(target, f, def)
			if err != nil {
				return err
			}
			r.rows[target].levels[Full] = append(r.rows[target].levels[Full], k)
		}
	}
	return nil
}

// ReportKey is the key that guards one report of a plugin.
func ReportKey(plugin core.PluginID, report string) Key {
	return Key(reportsFeature + ".view." + string(plugin) + "." + report)
}

// addLevels resolves the levels of each feature's own keys.
func (r *Registry) addLevels() error {
	for i := range r.features {
		f, row := &r.features[i], &r.rows[i]
		for _, def := range f.Keys {
			if !def.OnlyCustom {
				row.levels[Full] = append(row.levels[Full], r.index[def.Key])
			}
		}
		view := Key(f.ID + ".view")
		for l, keys := range f.Levels {
			if l == Full || l >= Custom {
				return registryErr("%s lists keys for the level %s, which is derived.", f.ID, l)
			}
			for _, k := range keys {
				at, ok := r.index[k]
				if !ok || !slices.ContainsFunc(f.Keys, func(d KeyDef) bool { return d.Key == k && !d.OnlyCustom }) {
					return registryErr("%s lists %q for the level %s, which is not one of its keys for levels.", f.ID, string(k), l)
				}
				row.levels[l] = append(row.levels[l], at)
			}
		}
		if at, ok := r.index[view]; ok && !r.keys[at].OnlyCustom {
			row.levels[Read] = append(row.levels[Read], at)
			row.levels[Modify] = append(row.levels[Modify], at)
		}
		for l := range row.levels {
			slices.Sort(row.levels[l])
			row.levels[l] = slices.Compact(row.levels[l])
		}
	}
	return nil
}

// sortRequires puts the keys that require others into an order in which each
// comes after the ones it requires.
func (r *Registry) sortRequires() error {
	const open, done = 1, 2
	state := make([]uint8, len(r.keys))
	var visit func(k int) error
	visit = func(k int) error {
		switch state[k] {
		case done:
			return nil
		case open:
			return registryErr("The key %q requires itself, by way of others.", string(r.keys[k].Key))
		}
		state[k] = open
		for _, req := range r.keys[k].Requires {
			if at, ok := r.index[req]; ok {
				if err := visit(at); err != nil {
					return err
				}
			}
		}
		state[k] = done
		if len(r.keys[k].Requires) > 0 {
			r.order = append(r.order, k)
		}
		return nil
	}
	for k := range r.keys {
		if err := visit(k); err != nil {
			return err
		}
	}
	return nil
}
