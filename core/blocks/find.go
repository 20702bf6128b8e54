package blocks

import (
	"net/url"
	"reflect"
	"strings"
)

// Form returns the form with that id, nil where there is none.
func (d *Document) Form(id string) *Form { return find[*Form](d, id) }

// find returns the block of a type with that id, nil where there is none.
func find[B Block](d *Document, id string) (found B) {
	d.Each(func(b Block) {
		if x, ok := b.(B); ok && id != "" && b.base().ID == id {
			found = x
		}
	})
	return found
}

// Posted is the form that a post is about: one of the document, or that of a table's
// row. It is nil where the post is about none.
func (d *Document) Posted(post url.Values) *Form {
	id := post.Get("_form")
	if row := post.Get("_edit"); row != "" {
		if t := find[*Table](d, id); t != nil {
			return t.EditForm(row)
		}
		return nil
	}
	return d.Form(id)
}

// FileInput is the field of a form, or of a conversation, that takes the files which
// are posted under a name; nil where none does.
func (d *Document) FileInput(name string) *Field {
	id, field, _ := strings.Cut(name, ":")
	if c := find[*Conversation](d, id); c != nil && c.Files != "" && field == "file" {
		return &Field{Kind: "file", Name: field, Into: c.Files}
	}
	f := d.Form(id)
	if f == nil {
		return nil
	}
	for x := range f.Each() {
		if x.Name == field && x.Into != "" && (x.Kind == "file" || x.Kind == "image") && !x.Disabled && !x.Readonly {
			return x
		}
	}
	return nil
}

// MostFiles is how many files the field takes.
func (x *Field) MostFiles() int {
	switch {
	case x.MaxFiles != nil:
		return max(*x.MaxFiles, 1)
	case x.Multiple:
		return 20
	}
	return 1
}

// talks reports whether there is a conversation with that id.
func (d *Document) talks(id string) bool { return find[*Conversation](d, id) != nil }

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
	if t := find[*Table](d, e.Form); t != nil {
		t.errors, t.failed = e.Fields, e.FormError
	}
}
