package main

import (
	"bytes"
	"fmt"
	"strings"
)

// adds names the function that appends a field, and asInt the conversion that a
// field needs which is kept in its slot.
var (
	adds = map[string]string{"string": "addStr", "bytes": "addBytes", "json": "addBytes", "text": "addBytes",
		"[]string": "addStrs", "[]int": "addInts", "params": "addParams"}
	asInt = map[string]string{"int": "uint64(%s)", "time": "uint64(%s)", "bool": "bit(%s)"}
)

// emitAppend writes AppendFlat: first what is kept in the slots themselves, while
// they stand where they were made, then what slots point at, in their order.
func emitAppend(b *bytes.Buffer, r *record) {
	fmt.Fprintf(b, "\n// AppendFlat implements Wire.\nfunc (r *%s) AppendFlat(b []byte) []byte {\n", r.name)
	fmt.Fprintf(b, "\tbase := len(b)\n\tb = begin(b, type%s, %d)\n", r.name, r.slots())
	var slots, more strings.Builder
	if r.of != nil {
		slots.WriteString("store(f, 0, uint64(r.Set))\n")
	}
	for _, f := range r.fields {
		name := "r." + goName(f.name)
		if as := asInt[f.typ]; as != "" {
			fmt.Fprintf(&slots, "store(f, %d*slotSize, %s)\n", f.slot, fmt.Sprintf(as, name))
			continue
		}
		there := name + " != nil"
		switch {
		case r.of != nil:
			there = fmt.Sprintf("r.Set&%s%s != 0", r.name, goName(f.name))
		case f.typ == "string":
			there = name + ` != ""`
		case adds[f.typ] != "" || strings.HasPrefix(f.typ, "[]"):
			there = "len(" + name + ") != 0"
		case f.rec.of != nil:
			there = name + ".Set != 0"
		}
		fmt.Fprintf(&more, "if %s {\n", there)
		switch {
		case adds[f.typ] != "":
			fmt.Fprintf(&more, "b = %s(b, base, %d, %s)\n}\n", adds[f.typ], f.slot, name)
		case strings.HasPrefix(f.typ, "[]"):
			fmt.Fprintf(&more, "b = addList(b, base, %d, %s)\n}\n", f.slot, name)
		default:
			fmt.Fprintf(&more, "from := len(b)\nb = %s.AppendFlat(b)\npoint(b, base, fixed(base, %d), from, len(b)-from)\n}\n", name, f.slot)
		}
	}
	if slots.Len() > 0 {
		fmt.Fprintf(b, "f := b[base+headerSize:]\n%s", &slots)
	}
	fmt.Fprintf(b, "%sreturn end(b, base)\n}\n", &more)
}
