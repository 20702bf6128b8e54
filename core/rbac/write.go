package rbac

import (
	"bytes"

	"go.yaml.in/yaml/v3"
	"pegboard.dev/pegboard/core"
)

// YAML writes the policy in the form of presets, which ParsePolicy reads back
// to the same. The order of roles is kept, everything else is sorted.
func (p *Policy) YAML() ([]byte, error) {
	n := mapping()
	put(n, "preset", p.Preset)
	put(n, "name", p.Name)
	put(n, "description", p.Description)
	put(n, "top", p.Top)
	putList(n, "first", p.First)
	if p.AssigneeMustBeMember {
		put(n, "assignee_must_be_member", "true")
	}
	if p.Implicit != (Implicit{}) {
		im := flow(mapping())
		put(im, "everyone", p.Implicit.Everyone)
		put(im, "registered", p.Implicit.Registered)
		put(im, "verified", p.Implicit.Verified)
		putNode(n, "implicit", im)
	}
	if len(p.Reserved) > 0 {
		re := mapping()
		for _, k := range sortedKeys(p.Reserved) {
			putNode(re, string(k), list(p.Reserved[k]))
		}
		putNode(n, "reserved", re)
	}
	roles := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range p.Roles {
		roles.Content = append(roles.Content, p.Roles[i].node())
	}
	putNode(n, "roles", roles)

	var buf bytes.Buffer
	enc := yaml.NewEncoder(&buf)
	enc.SetIndent(2)
	if err := enc.Encode(n); err != nil {
		return nil, core.Wrap("rbac.Policy.YAML", err)
	}
	return buf.Bytes(), nil
}

func (r *Role) node() *yaml.Node {
	n := mapping()
	put(n, "slug", r.Slug)
	put(n, "name", r.Name)
	put(n, "type", r.Type.String())
	if r.Everything {
		put(n, "everything", "true")
	}
	putList(n, "except", r.Except)
	if r.NonDestructive {
		put(n, "non_destructive", "true")
	}
	put(n, "scope", r.Scope.String())
	putList(n, "manages", r.Manages)
	putList(n, "requires", r.Requires)
	putList(n, "excludes", r.Excludes)
	if len(r.Features) > 0 {
		fs := mapping()
		for _, id := range sortedKeys(r.Features) {
			set := r.Features[id]
			putNode(fs, id, set.node())
		}
		putNode(n, "features", fs)
	}
	return n
}

func (s *Setting) node() *yaml.Node {
	n := flow(mapping())
	if s.Level != Custom || len(s.Keys) == 0 {
		put(n, "level", s.Level.String())
	}
	put(n, "scope", s.Scope.String())
	if len(s.Keys) > 0 {
		ks := flow(mapping())
		for _, k := range sortedKeys(s.Keys) {
			put(ks, string(k), s.Keys[k].String())
		}
		putNode(n, "keys", ks)
	}
	putList(n, "plus", s.Plus)
	putList(n, "minus", s.Minus)
	return n
}

func mapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode} }

func flow(n *yaml.Node) *yaml.Node {
	n.Style = yaml.FlowStyle
	return n
}

// put adds a field unless its value is empty. The words true and false are
// written as they are, every other word that YAML 1.1 would misread in quotes.
func put(n *yaml.Node, name, value string) {
	if value == "" {
		return
	}
	v := &yaml.Node{Kind: yaml.ScalarNode}
	v.SetString(value)
	if value == "true" && (name == "everything" || name == "non_destructive" || name == "assignee_must_be_member") {
		v.Tag = "!!bool"
	}
	putNode(n, name, v)
}

func putNode(n *yaml.Node, name string, v *yaml.Node) {
	k := &yaml.Node{Kind: yaml.ScalarNode}
	k.SetString(name)
	n.Content = append(n.Content, k, v)
}

func putList[T ~string](n *yaml.Node, name string, items []T) {
	if len(items) > 0 {
		putNode(n, name, list(items))
	}
}

func list[T ~string](items []T) *yaml.Node {
	out := flow(&yaml.Node{Kind: yaml.SequenceNode})
	for _, s := range items {
		v := &yaml.Node{Kind: yaml.ScalarNode}
		v.SetString(string(s))
		out.Content = append(out.Content, v)
	}
	return out
}
