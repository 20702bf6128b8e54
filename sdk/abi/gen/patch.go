package main

import (
	"bytes"
	"fmt"
	"strings"
)

// emitDiff writes the function that finds what a handler changed: it compares
// the record with the bytes it was decoded from, so that no copy is kept. Fields of
// one slot are looked at all together; mostly none or one of them is not the same.
func emitDiff(b *bytes.Buffer, r *record) {
	var old []field
	for _, f := range r.fields {
		o, _ := r.of.field(f.name)
		old = append(old, o)
	}
	fmt.Fprintf(b, "\n// Diff sets p to the fields in which v differs from flat, the bytes that v was\n// decoded from. Fields that a patch cannot carry are not looked at.\n")
	fmt.Fprintf(b, "func (v *%s) Diff(flat string, p *%s) error {\n", r.of.name, r.name)
	emitOpen(b, "flat", r.of, old)
	var maybe, cases, more strings.Builder
	for i, o := range old {
		bit, name := r.name+goName(o.name), goName(o.name)
		take := fmt.Sprintf("p.Set |= %s\np.%s = v.%s\n", bit, name, name)
		switch o.typ {
		case "string":
			fmt.Fprintf(&maybe, "| moved(r.str(%d), v.%s) << %d", o.slot, name, i)
			fmt.Fprintf(&cases, "case %s:\nif v.%s != r.str(%d) {\n%s}\n", bit, name, o.slot, take)
		case "int", "time":
			fmt.Fprintf(&maybe, "| differ(r.int(%d), int64(v.%s)) << %d", o.slot, name, i)
			fmt.Fprintf(&cases, "case %s:\n%s", bit, take)
		case "bool":
			fmt.Fprintf(&more, "if v.%s != r.bool(%d) {\n%s}\n", name, o.slot, take)
		case "[]string":
			fmt.Fprintf(&more, "if !r.sameStrs(%d, v.%s) {\n%s}\n", o.slot, name, take)
		default:
			fmt.Fprintf(&more, "if string(v.%s) != r.str(%d) {\n%s}\n", name, o.slot, take)
		}
	}
	b.WriteString("p.Set = 0\n")
	if maybe.Len() > 0 {
		fmt.Fprintf(b, "for m := %sFields(%s); m != 0; m &= m - 1 {\nswitch m & -m {\n%s}\n}\n", r.name, maybe.String()[1:], &cases)
	}
	fmt.Fprintf(b, "%sreturn nil\n}\n", &more)
}

// emitApply writes the functions that carry a patch out and put two together.
func emitApply(b *bytes.Buffer, r *record) {
	fmt.Fprintf(b, "\n// Apply writes p's changes into v.\nfunc (p *%s) Apply(v *%s) {\n", r.name, r.of.name)
	for _, f := range r.fields {
		fmt.Fprintf(b, "\tif p.Set&%s%s != 0 {\n\t\tv.%s = p.%s\n\t}\n", r.name, goName(f.name), goName(f.name), goName(f.name))
	}
	fmt.Fprintf(b, "}\n\n// Merge adds q's changes to p; where both change a field, q's stands.\nfunc (p *%s) Merge(q *%s) {\n", r.name, r.name)
	for _, f := range r.fields {
		fmt.Fprintf(b, "\tif q.Set&%s%s != 0 {\n\t\tp.%s = q.%s\n\t}\n", r.name, goName(f.name), goName(f.name), goName(f.name))
	}
	b.WriteString("\tp.Set |= q.Set\n}\n")
	fmt.Fprintf(b, "\n// Names returns the wire names of the changed fields, in the order of the schema.\nfunc (p *%s) Names() []string {\n\tvar names []string\n", r.name)
	for _, f := range r.fields {
		fmt.Fprintf(b, "\tif p.Set&%s%s != 0 {\n\t\tnames = append(names, %q)\n\t}\n", r.name, goName(f.name), f.name)
	}
	b.WriteString("\treturn names\n}\n")
}

// emitPatchJSON writes a patch's JSON form: an object with the changed fields only.
func emitPatchJSON(b *bytes.Buffer, r *record) {
	fmt.Fprintf(b, "\ntype %sJSON struct {\n", lower(r.name))
	for _, f := range r.fields {
		fmt.Fprintf(b, "\t%s *%s `json:\"%s,omitempty\"`\n", goName(f.name), goType(f), f.name)
	}
	fmt.Fprintf(b, "}\n\n// MarshalJSON implements json.Marshaler: only the changed fields.\nfunc (p %s) MarshalJSON() ([]byte, error) {\n\tvar j %sJSON\n", r.name, lower(r.name))
	for _, f := range r.fields {
		fmt.Fprintf(b, "\tif p.Set&%s%s != 0 {\n\t\tj.%s = &p.%s\n\t}\n", r.name, goName(f.name), goName(f.name), goName(f.name))
	}
	fmt.Fprintf(b, "\treturn json.Marshal(j)\n}\n\n// UnmarshalJSON implements json.Unmarshaler: a field that is present is a change, null included.\nfunc (p *%s) UnmarshalJSON(b []byte) error {\n", r.name)
	fmt.Fprintf(b, "\tvar has map[string]json.RawMessage\n\tif err := json.Unmarshal(b, &has); err != nil {\n\t\treturn err\n\t}\n\t*p = %s{}\n", r.name)
	for _, f := range r.fields {
		fmt.Fprintf(b, "\tif raw, ok := has[%q]; ok {\n\t\tif err := json.Unmarshal(raw, &p.%s); err != nil {\n\t\t\treturn fieldError(%q, err)\n\t\t}\n\t\tp.Set |= %s%s\n\t}\n", f.name, goName(f.name), f.name, r.name, goName(f.name))
	}
	b.WriteString("\treturn nil\n}\n")
}

func lower(s string) string { return string(s[0]|0x20) + s[1:] }
