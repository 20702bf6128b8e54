package rbac

import (
	"cmp"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
)

// Registry is an immutable snapshot of every feature and key that exists right
// now. Enabling or disabling a plugin makes a new snapshot, which the caller
// swaps in. It is safe for concurrent use.
type Registry struct {
	features []Feature // core's in catalogue order, then the plugins' by id
	byID     map[string]int
	owners   map[string]bool
	rows     []row // one per feature, same order
	keys     []KeyInfo
	index    map[Key]int
	order    []int // keys that require others, after what they require
}

// row is a feature with its levels resolved to key indexes, sorted.
type row struct {
	keys   []int
	levels [Custom + 1][]int
}

// KeyInfo is a registered key with its place in the catalogue.
type KeyInfo struct {
	KeyDef
	// Feature is the row of the role editor that the key stands in.
	Feature string `json:"feature"`
	// Owner is the plugin the key comes from, empty for core.
	Owner core.PluginID `json:"owner,omitempty"`
	// From is the feature that added the key when that is another than Feature.
	From string `json:"from,omitempty"`
}

// NewRegistry makes a snapshot of these features, core's included only if
// given (see CoreFeatures). The error is KindInvalid and says what is wrong: a
// key under another owner's name, a key given twice, a level that names an
// unknown key, requirements in a circle.
func NewRegistry(features ...Feature) (*Registry, error) {
	r := &Registry{byID: map[string]int{}, owners: map[string]bool{}, index: map[Key]int{}}
	r.features = slices.Clone(features)
	rank := coreRank()
	slices.SortStableFunc(r.features, func(a, b Feature) int {
		if c := cmp.Compare(min(len(a.Owner), 1), min(len(b.Owner), 1)); c != 0 {
			return c
		}
		if a.Owner == "" {
			return cmp.Compare(rank[a.ID], rank[b.ID])
		}
		return strings.Compare(a.ID, b.ID)
	})
	for i := range r.features {
		f := &r.features[i]
		if err := checkFeature(f, rank); err != nil {
			return nil, err
		}
		if _, dup := r.byID[f.ID]; dup {
			return nil, registryErr("The feature %q is registered twice.", f.ID)
		}
		r.byID[f.ID] = i
		r.owners[ownerName(f)] = true
	}
	r.rows = make([]row, len(r.features))
	for _, build := range [...]func() error{r.addKeys, r.addExtensions, r.addReports, r.addLevels, r.sortRequires} {
		if err := build(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// Core returns a registry of core's own features.
func Core() *Registry {
	r, err := NewRegistry(CoreFeatures()...)
	if err != nil {
		panic(err) // the table in catalogue.go is wrong, and every test of this package fails
	}
	return r
}

// With returns a snapshot with more features, such as those of a plugin that
// is being enabled. Errors are NewRegistry's.
func (r *Registry) With(features ...Feature) (*Registry, error) {
	return NewRegistry(append(slices.Clone(r.features), features...)...)
}

// Without returns a snapshot without the features of that plugin: its keys are
// dormant from then on. Core's features stay whatever owner says.
func (r *Registry) Without(owner core.PluginID) (*Registry, error) {
	kept := slices.DeleteFunc(slices.Clone(r.features), func(f Feature) bool { return owner != "" && f.Owner == owner })
	return NewRegistry(kept...)
}

// Features returns the registered features in the order of the role editor.
// The slice is the caller's, what it points to is not.
func (r *Registry) Features() []Feature { return slices.Clone(r.features) }

// Feature returns the feature with that id.
func (r *Registry) Feature(id string) (Feature, bool) {
	i, ok := r.byID[id]
	if !ok {
		return Feature{}, false
	}
	return r.features[i], true
}

// Owned reports whether core or an enabled plugin registers keys under that name.
func (r *Registry) Owned(name string) bool { return r.owners[name] }

// Key returns what is registered about k; ok is false for unknown and dormant keys.
func (r *Registry) Key(k Key) (KeyInfo, bool) {
	i, ok := r.index[k]
	if !ok {
		return KeyInfo{}, false
	}
	return r.keys[i], true
}

// Keys returns every registered key, grouped by feature in the editor's order.
func (r *Registry) Keys() []KeyInfo {
	out := make([]KeyInfo, 0, len(r.keys))
	for i := range r.rows {
		for _, k := range r.rows[i].keys {
			out = append(out, r.keys[k])
		}
	}
	return out
}

// FeatureKeys returns the keys of one row of the role editor, those that other
// features add to it included.
func (r *Registry) FeatureKeys(id string) []KeyInfo {
	i, ok := r.byID[id]
	if !ok {
		return nil
	}
	out := make([]KeyInfo, 0, len(r.rows[i].keys))
	for _, k := range r.rows[i].keys {
		out = append(out, r.keys[k])
	}
	return out
}

// LevelKeys returns the keys that a level of a feature holds, whoever added them.
func (r *Registry) LevelKeys(id string, l Level) []Key {
	i, ok := r.byID[id]
	if !ok || l > Custom {
		return nil
	}
	out := make([]Key, 0, len(r.rows[i].levels[l]))
	for _, k := range r.rows[i].levels[l] {
		out = append(out, r.keys[k].Key)
	}
	return out
}

// Resource returns the resource of that name: "tickets", "calllogs.calls".
func (r *Registry) Resource(name string) (*Resource, bool) {
	for i := range r.features {
		if res := r.features[i].Resource; res != nil && res.Name == name {
			return res, true
		}
	}
	return nil, false
}

func registryErr(format string, args ...any) error {
	return core.Errorf("rbac.NewRegistry", core.KindInvalid, format, args...)
}
