package main

import (
	"fmt"
	"go/token"
	"strings"
	"unicode"

	"pegboard.dev/pegboard/core/blocks"
)

// mapMethods name the methods that put one entry into a map.
var mapMethods = map[string]string{
	"Row.cells": "Cell", "RowPatch.cells": "Cell", "Table.totals": "Total",
	"Form.errors": "FieldError", "ErrorsEffect.fields": "FieldError",
}

// method writes the setter of an optional property, or of a list's elements.
func (g *goGen) method(t blocks.TypeInfo, bt string, p blocks.PropInfo) {
	name := exported(p.Name)
	doc := g.docs.propDoc(t, p.Name)
	if doc == "" && usual[p.Name] != "" {
		doc = name + " is " + usual[p.Name] + "."
	}
	if p.Enum != nil {
		doc = strings.TrimSpace(doc + " One of: " + strings.Join(p.Enum, ", ") + ".")
	}
	if doc != "" && !strings.HasPrefix(doc, name+" ") {
		doc = name + " sets " + p.Name + ". " + doc
	}
	switch {
	case p.Type.Kind == blocks.IsMap:
		name = mapMethods[t.Name+"."+p.Name]
		v := "string"
		put := "b.%s.j = appendText(b.%[1]s.j, v)"
		if p.Type.Elem.Kind == blocks.IsNamed {
			v, put = "Value", "b.%s.j = v.appendJSON(b.%[1]s.j)"
		}
		g.f("\n// %s adds an entry to %s.\nfunc (b *%s) %s(name string, v %s) *%s {\n\tb.%s.name(name)\n\t%s\n\treturn b\n}\n",
			name, p.Name, bt, name, v, bt, local(p.Name), fmt.Sprintf(put, local(p.Name)))
	case p.Type.Kind == blocks.IsList:
		g.f("\n// %s It may be called again to add more.\nfunc (b *%s) %s(v ...%s) *%s {\n\tfor _, x := range v {\n\t\t%s\n\t}\n\treturn b\n}\n",
			doc, bt, name, g.elemType(p), bt, g.element(p))
	case p.Name == "args" || p.Name == "props" && p.Type.Kind == blocks.IsRaw:
		g.f("\n// %s The arguments are names and values in turn, values as in Raw.\nfunc (b *%s) %s(pairs ...any) *%s {\n\tb.key(%q)\n\tb.j = appendPairs(b.j, pairs)\n\treturn b\n}\n",
			doc, bt, name, bt, p.Name)
	default:
		g.f("\n// %s\nfunc (b *%s) %s(v %s) *%s {\n\t%s\n\treturn b\n}\n", doc, bt, name, g.goType(p), bt, g.set(p, "v", false))
	}
}

// set writes one property; required ones are written even when empty.
func (g *goGen) set(p blocks.PropInfo, v string, required bool) string {
	switch p.Type.Kind {
	case blocks.IsString, blocks.IsText:
		if isTone(p) {
			v = "string(" + v + ")"
		}
		method := map[bool]string{true: "text", false: "str"}[p.Type.Kind == blocks.IsText]
		if required {
			method = "must" + exported(method)
		}
		return fmt.Sprintf("b.%s(%q, %s)", method, p.Name, v)
	case blocks.IsBool:
		if required || p.Pointer {
			return fmt.Sprintf("b.mustBool(%q, %s)", p.Name, v)
		}
		return fmt.Sprintf("b.bool(%q, %s)", p.Name, v)
	case blocks.IsInt, blocks.IsNumber:
		if p.Type.Kind == blocks.IsInt {
			v = "float64(" + v + ")"
		}
		return fmt.Sprintf("b.num(%q, %s)", p.Name, v)
	case blocks.IsRaw:
		return fmt.Sprintf("b.any(%q, %s)", p.Name, v)
	}
	return fmt.Sprintf("if %s != nil {\n\t\tb.key(%q)\n\t\tb.j = %s.appendJSON(b.j)\n\t}", v, p.Name, v)
}

func (g *goGen) element(p blocks.PropInfo) string {
	at := "b." + local(p.Name)
	switch p.Type.Elem.Kind {
	case blocks.IsString:
		return fmt.Sprintf("%s.comma()\n\t\t%s.j = appendString(%s.j, x)", at, at, at)
	case blocks.IsText:
		return fmt.Sprintf("%s.comma()\n\t\t%s.j = appendText(%s.j, x)", at, at, at)
	case blocks.IsNumber:
		return fmt.Sprintf("%s.comma()\n\t\t%s.j = appendNum(%s.j, x)", at, at, at)
	case blocks.IsRaw:
		return fmt.Sprintf("%s.comma()\n\t\t%s.j = appendAny(%s.j, x)", at, at, at)
	}
	return fmt.Sprintf("if x != nil {\n\t\t\t%s.comma()\n\t\t\t%s.j = x.appendJSON(%s.j)\n\t\t}", at, at, at)
}

func (g *goGen) elemType(p blocks.PropInfo) string {
	q := p
	q.Type = p.Type.Elem
	return g.goType(q)
}

func (g *goGen) goType(p blocks.PropInfo) string {
	switch p.Type.Kind {
	case blocks.IsString:
		if isTone(p) {
			return "Tone"
		}
		return "string"
	case blocks.IsText:
		return "string"
	case blocks.IsBool:
		return "bool"
	case blocks.IsInt:
		return "int"
	case blocks.IsNumber:
		return "float64"
	case blocks.IsRaw:
		return "any"
	}
	if i, ok := goIfaces[p.Type.TypeName]; ok {
		return i.name
	}
	if p.Type.TypeName == "ImageRef" {
		return "Picture"
	}
	return "*" + builderOf(p.Type.TypeName)
}

func isTone(p blocks.PropInfo) bool { return stringType(p) == "Tone" }

// exported turns a property's or a tag's name into a Go name: hide_below → HideBelow.
func exported(name string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		switch part {
		case "id", "ttl", "url", "seo", "json", "ld":
			b.WriteString(strings.ToUpper(part))
		default:
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

// local is a property's name as a variable or a field of a builder.
func local(name string) string {
	e := exported(name)
	s := strings.ToLower(e[:1]) + e[1:]
	if strings.ToUpper(e) == e {
		s = strings.ToLower(e)
	}
	if token.IsKeyword(s) || s == "b" || s == "any" {
		s += "_"
	}
	return s
}

func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsUpper(r[1]) {
		return s
	}
	r[0] = unicode.ToLower(r[0])
	return string(r)
}
