package blocks

import "reflect"

var (
	actionTyp  = planOf(reflect.TypeFor[Action]())
	sectionTyp = planOf(reflect.TypeFor[Section]())
)

// walk prepares the value v in place.
func (p *preparer) walk(t *typ, v reflect.Value) {
	switch t.kind {
	case kindText:
		if x := v.Addr().Interface().(*Text); x.Key != "" {
			*x = p.text(*x)
		}
	case kindPtr:
		if !v.IsNil() && !p.object(t.elem, v.Elem()) {
			v.SetZero()
		}
	case kindStruct:
		p.object(t, v)
	case kindUnion:
		if v.IsNil() {
			return
		}
		if x := v.Elem().Elem(); plans[x.Type()] != nil && !p.object(plans[x.Type()], x) && t.union == blockUnion {
			v.Set(reflect.ValueOf(&Stack{Base: Base{Hidden: true}}))
		}
	case kindSlice:
		p.slice(t, v)
	case kindMap:
		p.mapping(t, v)
	}
}

func (p *preparer) mapping(t *typ, v reflect.Value) {
	for _, k := range v.MapKeys() {
		e := reflect.New(t.elem.rt).Elem()
		e.Set(v.MapIndex(k))
		p.walk(t.elem, e)
		v.SetMapIndex(k, e)
	}
}

func (p *preparer) slice(t *typ, v reflect.Value) {
	switch {
	case t == blocksTyp:
		v.Set(reflect.ValueOf(p.blocks(v.Interface().(Blocks))))
	case t.elem.kind == kindPtr && t.elem.elem.kind == kindStruct: // actions
		keep := v.Slice(0, 0)
		for i := range v.Len() {
			if e := v.Index(i); p.object(t.elem.elem, e.Elem()) {
				keep = reflect.Append(keep, e)
			}
		}
		v.Set(keep)
	case t.elem.kind == kindString, t.elem.kind == kindNum, t.elem.kind == kindPtr:
	default:
		for i := range v.Len() {
			p.walk(t.elem, v.Index(i))
		}
	}
}

// blocks drops those that the viewer may not see, and those that have nothing left to show.
func (p *preparer) blocks(in Blocks) Blocks {
	if in == nil {
		return nil
	}
	out := make(Blocks, 0, len(in))
	for _, b := range in {
		x := reflect.ValueOf(b).Elem()
		if p.object(plans[x.Type()], x) {
			out = append(out, b)
		}
	}
	return out
}

// object prepares a struct. False is one that must not be shown.
func (p *preparer) object(t *typ, v reflect.Value) bool {
	switch {
	case t == actionTyp:
		if !p.may(v.Addr().Interface().(*Action).Perm) {
			return false
		}
	case blockUnion.byType[t.rt] != "":
		b := v.Addr().Interface().(Block).base()
		if !p.may(b.Perm) {
			return false
		}
		b.Perm, b.Fallback = "", nil
	}
	if t == sectionTyp && !v.Addr().Interface().(*Section).Title.IsZero() {
		p.level++
		defer func() { p.level-- }()
	}
	for i := range t.fields {
		f := &t.fields[i]
		switch f.typ.kind {
		case kindString, kindBool, kindInt, kindNum, kindRaw:
			continue
		}
		p.walk(f.typ, f.at(v))
	}
	return !t.readies || v.Addr().Interface().(readier).ready(p)
}
