package blocks

import (
	"encoding/json"
	"net/url"
	"strings"
)

// Chosen is something by which a document was narrowed down, in words.
type Chosen struct{ Label, Value string }

// Chosen lists what is chosen in the filters, by the state in the page's address.
func (b *FilterBar) Chosen(query url.Values, f Format, word func(key string) string) []Chosen {
	var out []Chosen
	for _, s := range b.Saved {
		if s.ID == query.Get(b.Param+".saved") {
			out = append(out, Chosen{Label: s.Label.String(), Value: word("yes")})
		}
	}
	return append(out, chosenIn(b.Filters, b.Param+".", query, f, word)...)
}

// Chosen lists what is chosen above a table.
func (b *Table) Chosen(query url.Values, f Format, word func(key string) string) []Chosen {
	var out []Chosen
	if b.ID == "" {
		return nil
	}
	if b.Search != nil {
		q := query.Get(b.ID + ".q")
		if q == "" {
			q = b.Search.Value
		}
		if q != "" {
			out = append(out, Chosen{Label: word("search"), Value: q})
		}
	}
	return append(out, chosenIn(b.Filters, b.ID+".f.", query, f, word)...)
}

func chosenIn(fields []Field, prefix string, query url.Values, f Format, word func(key string) string) []Chosen {
	var out []Chosen
	for i := range fields {
		x := &fields[i]
		value := x.Value
		if q := query.Get(prefix + x.Name); q != "" {
			value = Raw(appendString(nil, q))
		}
		if said := x.say(value, f, word); said != "" {
			out = append(out, Chosen{Label: x.Label.String(), Value: said})
		}
	}
	return out
}

// say is a field's value in words; empty where nothing is chosen, or only a number
// that names somebody.
func (x *Field) say(value Raw, f Format, word func(key string) string) string {
	if isEmptyJSON(value) {
		return ""
	}
	var many []json.RawMessage
	if value[0] == '[' && json.Unmarshal(value, &many) == nil {
		said := make([]string, 0, len(many))
		for _, one := range many {
			if s := x.say(Raw(one), f, word); s != "" {
				said = append(said, s)
			}
		}
		return strings.Join(said, ", ")
	}
	if !isScalar(value) && string(value) != "true" {
		return ""
	}
	text := scalarText(value)
	for i := range x.Options {
		if x.Options[i].Value == text {
			return x.Options[i].Label.String()
		}
	}
	switch x.Kind {
	case "checkbox", "switch":
		if text == "true" {
			return word("yes")
		}
		return ""
	case "date", "datetime":
		return f.Moment(text, false)
	case "user", "team", "contact", "org", "ticket", "secret", "hidden", "file", "image":
		return ""
	}
	return text
}
