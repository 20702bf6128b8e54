package main

import (
	"fmt"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

// params are the parameters of a type's functions, and the statements that set them.
func (g *goGen) params(t blocks.TypeInfo) (params, sets []string) {
	var lists []blocks.PropInfo
	for _, p := range t.Props {
		switch {
		case !p.Required || p.Host:
		case t.Name == "Document" && p.Name == "v", t.Name == "Field" && p.Name == "kind":
		case isMany(p):
			lists = append(lists, p)
		default:
			params = append(params, local(p.Name)+" "+g.goType(p))
			sets = append(sets, g.set(p, local(p.Name), true))
		}
	}
	if t.Name == "Entity" { // Base.id comes first, but reads better last
		slices.Reverse(params)
		slices.Reverse(sets)
	}
	if i := slices.IndexFunc(lists, func(p blocks.PropInfo) bool { return p.Name == "blocks" }); i >= 0 {
		lists = lists[i : i+1]
	}
	if len(lists) == 1 && lists[0].Type.Kind == blocks.IsList {
		p := lists[0]
		params = append(params, local(p.Name)+" ..."+g.elemType(p))
		sets = append(sets, fmt.Sprintf("b.%s(%s...)", exported(p.Name), local(p.Name)))
	}
	return params, sets
}

// funcNames are the functions that make a type: one, or one for each of its tags.
// Of Field they are those of the kinds.
func (g *goGen) funcNames(t blocks.TypeInfo) []string {
	if t.Name == "Field" {
		var out []string
		for _, k := range blocks.FieldKinds {
			out = append(out, exported(k)+"Field")
		}
		return out
	}
	if len(t.Tags) < 2 {
		return []string{g.funcName(t.Name)}
	}
	var out []string
	for _, tag := range t.Tags {
		fn := exported(tag)
		if g.member[t.Name] == "Value" {
			fn += "Value"
		}
		out = append(out, fn)
	}
	return out
}

func (g *goGen) constructors(t blocks.TypeInfo, bt string) {
	params, sets := g.params(t)
	args, body, doc := strings.Join(params, ", "), strings.Join(sets, "\n\t"), g.about(t)
	names := g.funcNames(t)
	switch {
	case t.Name == "Field":
		g.f("\n// Field is one input of the given kind; each kind has a function of its own, such as TextField.\nfunc Field(kind, name, label string) *%s {\n\tb := &%s{obj: open(`{\"kind\":`)}\n\tb.j = appendString(b.j, kind)\n\t%s\n\treturn b\n}\n", bt, bt, body)
		for i, k := range blocks.FieldKinds {
			g.f("\n// %s makes a field of kind %q: %s\nfunc %s(name, label string) *%s { return Field(%q, name, label) }\n", names[i], k, lowerFirst(g.docs["FieldKinds."+k]), names[i], bt, k)
		}
	case len(t.Tags) > 1:
		for i, tag := range t.Tags {
			g.f("\n// %s makes %s\nfunc %s(%s) *%s {\n\tb := &%s{obj: open(`{%q:%q`)}\n\t%s\n\treturn b\n}\n", names[i], doc, names[i], args, bt, bt, t.Tag, tag, body)
		}
	default:
		begin := "{"
		if len(t.Tags) == 1 {
			begin = fmt.Sprintf("{%q:%q", t.Tag, t.Tags[0])
		} else if t.Name == "Document" {
			begin = `{"v":1`
		}
		g.f("\n// %s makes %s\nfunc %s(%s) *%s {\n\tb := &%s{obj: open(`%s`)}\n\t%s\n\treturn b\n}\n", names[0], doc, names[0], args, bt, bt, begin, body)
	}
}
