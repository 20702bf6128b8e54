package main

import (
	"bytes"
	"fmt"
	"strings"
)

// readExpr returns the expression that reads a field of one slot, whose bytes are
// known not to be outside.
func readExpr(f field) string {
	switch f.typ {
	case "time":
		return fmt.Sprintf("Time(r.int(%d))", f.slot)
	case "json", "text", "bytes":
		return fmt.Sprintf("r.bytes(%d)", f.slot)
	case "string":
		return fmt.Sprintf("r.str(%d)", f.slot)
	case "[]int":
		return fmt.Sprintf("r.ints(%d)", f.slot)
	}
	return fmt.Sprintf("r.%s(%d)", f.typ, f.slot)
}

// straight reports whether reading the field takes no branch.
func straight(f field) bool {
	return f.typ == "int" || f.typ == "bool" || f.typ == "time" || f.typ == "string"
}

// emitOpen writes the header's check and that of what the slots of fields point at.
func emitOpen(b *bytes.Buffer, from string, r *record, fields []field) {
	fmt.Fprintf(b, "\tr, err := open(%s, type%s, %d)\n\tif err != nil {\n\t\treturn err\n\t}\n", from, r.name, r.slots())
	var outside []string
	for _, f := range fields {
		switch f.typ {
		case "int", "bool", "time", "[]string", "params":
		case "[]int":
			outside = append(outside, fmt.Sprintf("r.outsideInts(%d)", f.slot))
		default:
			if !strings.HasPrefix(f.typ, "[]") {
				outside = append(outside, fmt.Sprintf("r.outside(%d)", f.slot))
			}
		}
	}
	switch len(outside) {
	case 0:
	case 1:
		fmt.Fprintf(b, "\tif %s>>63 != 0 {\n\t\treturn ErrMalformed\n\t}\n", outside[0])
	default:
		fmt.Fprintf(b, "\tif (%s)>>63 != 0 {\n\t\treturn ErrMalformed\n\t}\n", strings.Join(outside, "|"))
	}
}

func emitDecode(b *bytes.Buffer, r *record) {
	fmt.Fprintf(b, "\n// DecodeFlat implements Wire.\nfunc (v *%s) DecodeFlat(s string) error {\n", r.name)
	emitOpen(b, "s", r, r.fields)
	if r.of != nil {
		fmt.Fprintf(b, "\tv.Set = %sFields(r.int(0))\n", r.name)
	}
	for _, f := range r.fields {
		if straight(f) {
			fmt.Fprintf(b, "\tv.%s = %s\n", goName(f.name), readExpr(f))
		}
	}
	for _, f := range r.fields {
		if !straight(f) {
			emitDecodeMore(b, f)
		}
	}
	b.WriteString("\treturn nil\n}\n")
}

// emitDecodeMore writes how a field is read that is more than a slot.
func emitDecodeMore(b *bytes.Buffer, f field) {
	const orFail = "; err != nil {\n\t\treturn err\n\t}\n"
	name := "v." + goName(f.name)
	switch {
	case f.typ == "[]string" || f.typ == "params":
		read := map[string]string{"[]string": "strs", "params": "params"}[f.typ]
		fmt.Fprintf(b, "\tif %s, err = r.%s(%d)%s", name, read, f.slot, orFail)
	case plain[f.typ]:
		fmt.Fprintf(b, "\t%s = %s\n", name, readExpr(f))
	case strings.HasPrefix(f.typ, "[]"):
		fmt.Fprintf(b, "\tif %s, err = decodeList[%s](r, %d)%s", name, f.rec.name, f.slot, orFail)
	case f.rec.of != nil:
		fmt.Fprintf(b, "\t%s = %s{}\n\tif s := r.str(%d); s != \"\" {\n\t\tif err := %s.DecodeFlat(s); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n", name, f.rec.name, f.slot, name)
	default:
		fmt.Fprintf(b, "\t%s = nil\n\tif s := r.str(%d); s != \"\" {\n\t\t%s = new(%s)\n\t\tif err := %s.DecodeFlat(s); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n", name, f.slot, name, f.rec.name, name)
	}
}
