package blocks

import (
	"reflect"
	"slices"
)

// Kinds of a PropInfo's type.
const (
	IsString = "string"
	IsBool   = "bool"
	IsInt    = "int"
	IsNumber = "number"
	IsText   = "text"
	IsRaw    = "raw"
	IsNamed  = "named" // a struct or a union, by TypeName
	IsList   = "list"
	IsMap    = "map"
)

// TypeInfo describes a struct or a union of the vocabulary, for generators of
// schemas, types and documentation. Nothing at run time depends on it.
type TypeInfo struct {
	// Name is the Go type's name.
	Name string
	// Tags are what the discriminating property says, for members of a union.
	Tags  []string
	Since string
	// IsBlock says that the properties of Base are among Props.
	IsBlock bool
	Props   []PropInfo
	// Tag and Members are a union's discriminating property and its members' names.
	Tag     string
	Members []string
}

// PropInfo describes one property.
type PropInfo struct {
	Name           string
	Type           *TypeRef
	Required, Host bool
	// Pointer properties tell "not given" from zero.
	Pointer bool
	// Loose values may also be a bare string, number or null.
	Loose bool
	// Long texts hold Markdown or a listing.
	Long bool
	// Some lists must not be empty.
	Some  bool
	Enum  []string
	Ints  []int
	Shape string
	Max   int
}

// TypeRef is a property's type.
type TypeRef struct {
	Kind, TypeName string
	Elem           *TypeRef
}

// needed are properties of Base that some blocks cannot do without; see their settle methods.
var needed = map[string]bool{"Form.id": true, "Entity.id": true}

// Describe lists every type of the vocabulary: documents first, then what they hold.
func Describe() []TypeInfo {
	d := &describer{seen: map[*typ]bool{}}
	for _, t := range []*typ{documentTyp, responseTyp, eventTyp} {
		d.add(t)
	}
	return d.out
}

type describer struct {
	seen map[*typ]bool
	out  []TypeInfo
}

func (d *describer) add(t *typ) {
	if d.seen[t] {
		return
	}
	d.seen[t] = true
	at := len(d.out)
	d.out = append(d.out, TypeInfo{Name: t.rt.Name()})
	info := TypeInfo{Name: t.rt.Name()}
	if t.kind == kindUnion {
		info.Tag = t.union.def.tag
		for _, m := range t.union.def.variants {
			if !slices.Contains(info.Members, m.rt.Name()) {
				info.Members = append(info.Members, m.rt.Name())
			}
			d.add(plans[m.rt])
		}
		d.out[at] = info
		return
	}
	for i := range unionDefs {
		for _, m := range unionDefs[i].variants {
			if m.rt == t.rt {
				info.Tag, info.Since = unionDefs[i].tag, m.since
				info.Tags = append(info.Tags, m.name)
				info.IsBlock = unionDefs[i].rt == reflect.TypeFor[Block]()
			}
		}
	}
	for _, f := range t.fields {
		if f.is.tag {
			continue
		}
		info.Props = append(info.Props, PropInfo{
			Name: f.name, Type: d.ref(f.typ), Required: f.is.required || needed[t.rt.Name()+"."+f.name], Host: f.is.host, Pointer: f.typ.kind == kindPtr, Loose: f.is.loose,
			Some: f.is.some, Long: f.is.md, Enum: f.is.enum, Ints: f.is.cols, Shape: f.is.shape, Max: f.is.max,
		})
	}
	d.out[at] = info
}

func (d *describer) ref(t *typ) *TypeRef {
	switch t.kind {
	case kindString:
		return &TypeRef{Kind: IsString}
	case kindBool:
		return &TypeRef{Kind: IsBool}
	case kindInt:
		return &TypeRef{Kind: IsInt}
	case kindNum:
		return &TypeRef{Kind: IsNumber}
	case kindText:
		return &TypeRef{Kind: IsText}
	case kindRaw:
		return &TypeRef{Kind: IsRaw}
	case kindPtr:
		return d.ref(t.elem)
	case kindSlice:
		return &TypeRef{Kind: IsList, Elem: d.ref(t.elem)}
	case kindMap:
		return &TypeRef{Kind: IsMap, Elem: d.ref(t.elem)}
	}
	d.add(t)
	return &TypeRef{Kind: IsNamed, TypeName: t.rt.Name()}
}
