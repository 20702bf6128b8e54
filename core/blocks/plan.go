package blocks

import (
	"reflect"
	"strconv"
	"strings"
)

type kind uint8

const (
	kindString kind = iota
	kindBool
	kindInt
	kindNum
	kindText
	kindRaw
	kindStruct
	kindPtr
	kindSlice
	kindMap
	kindUnion
)

// typ is what the decoder, the encoder and the walk know of a Go type. Types
// are built once, when the package is initialised, and never change.
type typ struct {
	kind    kind
	rt      reflect.Type
	elem    *typ
	fields  []field
	index   map[string]int
	union   *union
	settles bool // *T has a settle method
	readies bool // *T has a ready method
	tagAt   int  // index in fields of the one that holds the union's tag; -1 where there is none
}

type field struct {
	name string
	path []int
	typ  *typ
	is   rules
}

type union struct {
	def    *unionDef
	byName map[string]*typ
	byType map[reflect.Type]string
}

// rules are an `is` tag, parsed.
type rules struct {
	required, host, tag, some, loose, md bool
	shape                                string
	enum                                 []string
	cols                                 []int
	max                                  int
}

func parseRules(tag string) rules {
	var r rules
	for _, w := range strings.Fields(tag) {
		word, arg, _ := strings.Cut(w, ":")
		switch word {
		case "required":
			r.required = true
		case "host":
			r.host = true
		case "tag":
			r.tag = true
		case "some":
			r.some = true
		case "loose":
			r.loose = true
		case "md":
			r.md = true
		case "enum":
			r.enum = strings.Split(arg, "|")
		case "max":
			r.max, _ = strconv.Atoi(arg)
		case "cols":
			for _, n := range strings.Split(arg, "|") {
				i, _ := strconv.Atoi(n)
				r.cols = append(r.cols, i)
			}
		default:
			if shapes[word] == nil {
				panic("blocks: unknown rule " + word)
			}
			r.shape = word
		}
	}
	return r
}

type settler interface{ settle(d *decoder) }
type readier interface{ ready(p *preparer) bool }

var (
	plans       = map[reflect.Type]*typ{}
	documentTyp = planOf(reflect.TypeFor[Document]())
	responseTyp = planOf(reflect.TypeFor[Response]())
	eventTyp    = planOf(reflect.TypeFor[Event]())
	blocksTyp   = planOf(reflect.TypeFor[Blocks]())
	blockUnion  = planOf(reflect.TypeFor[Block]()).union
)

func planOf(rt reflect.Type) *typ {
	if t := plans[rt]; t != nil {
		return t
	}
	t := &typ{rt: rt, tagAt: -1}
	plans[rt] = t
	switch rt {
	case reflect.TypeFor[Text]():
		t.kind = kindText
		return t
	case reflect.TypeFor[Raw]():
		t.kind = kindRaw
		return t
	}
	switch rt.Kind() {
	case reflect.String:
		t.kind = kindString
	case reflect.Bool:
		t.kind = kindBool
	case reflect.Int:
		t.kind = kindInt
	case reflect.Float64:
		t.kind = kindNum
	case reflect.Pointer:
		t.kind, t.elem = kindPtr, planOf(rt.Elem())
	case reflect.Slice:
		t.kind, t.elem = kindSlice, planOf(rt.Elem())
	case reflect.Map:
		t.kind, t.elem = kindMap, planOf(rt.Elem())
	case reflect.Interface:
		t.kind, t.union = kindUnion, unionOf(rt)
	case reflect.Struct:
		t.kind = kindStruct
		t.settles = reflect.PointerTo(rt).Implements(reflect.TypeFor[settler]())
		t.readies = reflect.PointerTo(rt).Implements(reflect.TypeFor[readier]())
		t.index = map[string]int{}
		t.collect(rt, nil)
	default:
		panic("blocks: no plan for " + rt.String())
	}
	return t
}

func (t *typ) collect(rt reflect.Type, at []int) {
	for i := range rt.NumField() {
		f := rt.Field(i)
		path := append(append([]int{}, at...), i)
		if f.Anonymous {
			t.collect(f.Type, path)
			continue
		}
		name := f.Tag.Get("json")
		if name == "" || !f.IsExported() {
			continue
		}
		is := parseRules(f.Tag.Get("is"))
		if is.tag {
			t.tagAt = len(t.fields)
		}
		t.index[name] = len(t.fields)
		t.fields = append(t.fields, field{name: name, path: path, typ: planOf(f.Type), is: is})
	}
}

func unionOf(rt reflect.Type) *union {
	for i := range unionDefs {
		d := &unionDefs[i]
		if d.rt != rt {
			continue
		}
		u := &union{def: d, byName: map[string]*typ{}, byType: map[reflect.Type]string{}}
		plans[rt].union = u
		for _, m := range d.variants {
			u.byName[m.name] = planOf(m.rt)
			u.byType[m.rt] = m.name
		}
		return u
	}
	panic("blocks: no union for " + rt.String())
}

// at returns the field's value inside the struct v.
func (f *field) at(v reflect.Value) reflect.Value {
	if len(f.path) == 1 {
		return v.Field(f.path[0])
	}
	return v.FieldByIndex(f.path)
}
