package scenario

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/source"
)

// Plugins finds the features of a bundled plugin; false when there is no such plugin.
type Plugins func(id string) ([]rbac.Feature, bool)

// Parse reads a scenario. The error is KindInvalid, carries source.Problems
// and gives file and line of everything that is wrong: unknown fields, levels,
// scopes, roles, users, objects and plugins, and unknown keys of features that
// are there.
func Parse(file string, data []byte, plugins Plugins) (*Scenario, error) {
	const op = "scenario.Parse"
	doc, r := source.Parse(file, data)
	p := &parser{s: &Scenario{File: file, Settings: map[string]any{}}, plugins: plugins, top: map[string]source.Node{}}
	own := &rbac.Policy{}
	doc.Map(func(name string, v source.Node) {
		switch name {
		case "plugins", "settings", "departments", "organizations", "groups", "users", "tickets", "records", "expect":
			p.top[name] = v
		case "name", "description", "first":
			v.Unknown(name)
		default:
			if !own.ReadField(name, v) {
				v.Unknown(name)
			}
		}
	})
	if ps := r.Problems(); len(ps) > 0 {
		return nil, ps.Err(op)
	}
	p.registry()
	if ps := r.Problems(); len(ps) > 0 {
		return nil, ps.Err(op)
	}
	problems := p.policy(own)
	p.world()
	p.expect()
	if problems = append(r.Problems(), r.At(problems)...); len(problems) > 0 {
		return nil, problems.Err(op)
	}
	return p.s, nil
}

type parser struct {
	s       *Scenario
	plugins Plugins
	top     map[string]source.Node
	// spoken are the names of plugins that presets or the policy speak of.
	spoken map[string]bool
}

// registry enables the plugins.
func (p *parser) registry() {
	p.s.Registry = rbac.Core()
	n, ok := p.top["plugins"]
	if !ok {
		return
	}
	var features []rbac.Feature
	n.Each(func(item source.Node) {
		id := item.String()
		if slices.Contains(p.s.Plugins, id) {
			item.Errorf("The plugin %q is given twice.", id)
			return
		}
		found, ok := p.find(id)
		if !ok {
			item.Errorf("There is no plugin %q that comes with Pegboard.", id)
			return
		}
		p.s.Plugins = append(p.s.Plugins, id)
		features = append(features, found...)
	})
	reg, err := p.s.Registry.With(features...)
	if err != nil {
		n.Errorf("These plugins cannot be enabled together: %s", message(err))
		return
	}
	p.s.Registry = reg
}

func (p *parser) find(id string) ([]rbac.Feature, bool) {
	if p.plugins == nil {
		return nil, false
	}
	return p.plugins(id)
}

// policy puts the file's roles beside the preset's, or beside implicit roles
// that hold nothing, and returns what is wrong with them.
func (p *parser) policy(own *rbac.Policy) source.Problems {
	if own.Preset == "" && len(own.Roles) == 0 {
		own.Preset = rbac.DefaultPreset
	}
	base := &rbac.Policy{Implicit: rbac.Implicit{Everyone: "everyone", Registered: "registered", Verified: "verified"}}
	if own.Preset != "" {
		preset, err := rbac.Preset(p.s.Registry, own.Preset)
		if err != nil {
			return source.Problems{{Path: "preset", Msg: message(err)}}
		}
		base = preset
	}
	before := len(base.Roles)
	base.Roles = append(base.Roles, own.Roles...)
	if own.Top != "" {
		base.Top = own.Top
	}
	if own.Implicit != (rbac.Implicit{}) {
		base.Implicit = own.Implicit
	}
	if own.Reserved != nil {
		base.Reserved = own.Reserved
	}
	base.AssigneeMustBeMember = base.AssigneeMustBeMember || own.AssigneeMustBeMember
	base.AddImplicit()
	p.s.Policy = base
	p.hear()

	problems := base.Check(p.s.Registry)
	for i := range problems {
		problems[i].Path = shift(problems[i].Path, before)
	}
	return problems
}

// hear notes the names of plugins that may be spoken of while they are not enabled.
func (p *parser) hear() {
	p.spoken = maps.Clone(presetPlugins())
	note(p.spoken, p.s.Policy)
}

// presetPlugins are the names that the presets speak of.
var presetPlugins = sync.OnceValue(func() map[string]bool {
	spoken := map[string]bool{}
	core := rbac.Core()
	for _, info := range rbac.Presets() {
		if preset, err := rbac.Preset(core, info.Slug); err == nil {
			note(spoken, preset)
		}
	}
	return spoken
})

// note adds the owners of all features that a policy's roles speak of.
func note(spoken map[string]bool, policy *rbac.Policy) {
	for i := range policy.Roles {
		for id := range policy.Roles[i].Features {
			spoken[rbac.Key(id).Owner()] = true
		}
	}
}

// key checks a key that the file speaks of.
func (p *parser) key(n source.Node, name string) rbac.Key {
	k := rbac.Key(name)
	_, registered := p.s.Registry.Key(k)
	_, bundled := p.find(k.Owner())
	switch {
	case registered:
	case !k.Valid():
		n.Errorf("%q is not a permission key.", name)
	case !p.s.Registry.Dormant(k):
		n.Errorf("There is no key %s.", k)
	case !p.spoken[k.Owner()] && !bundled:
		n.Errorf("There is no key %s: neither the core nor a plugin is called %q.", k, k.Owner())
	}
	return k
}

// shift turns the place of a role among all into its place in the file.
func shift(path string, before int) string {
	rest, ok := strings.CutPrefix(path, "roles[")
	num, tail, closed := strings.Cut(rest, "]")
	if !ok || !closed {
		return path
	}
	n, err := strconv.Atoi(num)
	if err != nil || n < before {
		return "preset"
	}
	return fmt.Sprintf("roles[%d]%s", n-before, tail)
}

func message(err error) string {
	var e *core.Error
	if errors.As(err, &e) {
		return e.Msg
	}
	return err.Error()
}
