package blocks

import "reflect"

// Form returns the form with that id, nil where there is none.
func (d *Document) Form(id string) *Form {
	var found *Form
	d.Each(func(b Block) {
		if f, ok := b.(*Form); ok && f.ID == id {
			found = f
		}
	})
	return found
}

// talks reports whether there is a conversation with that id.
func (d *Document) talks(id string) (found bool) {
	d.Each(func(b Block) {
		c, ok := b.(*Conversation)
		found = found || ok && id != "" && c.ID == id
	})
	return found
}

// Each calls fn for every block of the document, outer ones first.
func (d *Document) Each(fn func(Block)) { eachBlock(documentTyp, reflect.ValueOf(d).Elem(), fn) }

func eachBlock(t *typ, v reflect.Value, fn func(Block)) {
	switch t.kind {
	case kindPtr:
		if !v.IsNil() {
			eachBlock(t.elem, v.Elem(), fn)
		}
	case kindSlice:
		if t.elem.kind == kindUnion || t.elem.kind == kindStruct {
			for i := range v.Len() {
				eachBlock(t.elem, v.Index(i), fn)
			}
		}
	case kindUnion:
		if v.IsNil() || t.union != blockUnion {
			return
		}
		b := v.Interface().(Block)
		fn(b)
		x := reflect.ValueOf(b).Elem()
		eachBlock(plans[x.Type()], x, fn)
	case kindStruct:
		if t == actionTyp {
			return
		}
		for i := range t.fields {
			eachBlock(t.fields[i].typ, t.fields[i].at(v), fn)
		}
	}
}

// SetErrors puts the messages of an errors effect at the form they are about.
func (d *Document) SetErrors(e *ErrorsEffect) {
	if f := d.Form(e.Form); f != nil {
		f.Errors, f.Error = e.Fields, e.FormError
	}
}
