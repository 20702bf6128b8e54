package records

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
)

// ParseQuery reads a query from an address: q, sort, cursor and limit, and for
// each field name=value, or name.op=value with the words of Op. Values of "in"
// are parted by commas. Several conditions must all hold. The error is
// KindInvalid and names the parameter.
func (c *Collection) ParseQuery(v url.Values) (Query, error) {
	const op = "records.ParseQuery"
	q := Query{Search: v.Get("q"), Sort: v.Get("sort"), Cursor: v.Get("cursor")}
	if s := v.Get("limit"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return q, core.InvalidField(op, "limit", "The limit must be a number from 1 to %d.", core.MaxPageSize)
		}
		q.Limit = n
	}
	var all []Filter
	names := make([]string, 0, len(v))
	for name := range v {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch name {
		case "q", "sort", "cursor", "limit":
			continue
		}
		field, word, _ := strings.Cut(name, ".")
		f := c.Field(field)
		if f == nil {
			return q, core.InvalidField(op, name, "There is no field %q.", field)
		}
		for _, text := range v[name] {
			all = append(all, Filter{Field: field, Op: Op(word), Value: f.fromText(Op(word), text)})
		}
	}
	if len(all) > 0 {
		q.Where = &Filter{All: all}
	}
	return q, nil
}

// fromText writes a parameter as the JSON that a filter of the field takes;
// whether it fits is for Plan to say.
func (f *Field) fromText(op Op, text string) json.RawMessage {
	if op == In {
		list := []json.RawMessage{}
		for part := range strings.SplitSeq(text, ",") {
			if part != "" {
				list = append(list, f.fromText(Eq, part))
			}
		}
		b, _ := json.Marshal(list)
		return b
	}
	switch {
	case op == Empty, f.Type.Kind == Bool, f.Type.Kind == Float:
		if json.Valid([]byte(text)) {
			return json.RawMessage(text)
		}
	}
	b, _ := json.Marshal(text) // a string always encodes; whole numbers are read from text
	return b
}
