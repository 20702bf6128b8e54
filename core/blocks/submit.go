package blocks

import (
	"crypto/rand"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Submission turns a post of a rendered form or button into what a browser
// with script would have sent: the token, and typed values of the form by its
// id. Fields that the form does not have are left out. The document must be the
// one that was rendered, or a fresh one of the same surface.
func (d *Document) Submission(post url.Values) *Event {
	ev := &Event{Event: "action", Values: map[string]Raw{}}
	ev.Action, ev.Token, _ = strings.Cut(post.Get("_token"), " ")
	ev.Typed = post.Get("_typed")
	if table, row, ok := strings.Cut(post.Get("_row"), " "); ok {
		ev.Selection = map[string][]string{table: {row}}
	}
	if d.moved(ev, post.Get("_move")) {
		return ev
	}
	id := post.Get("_form")
	f := d.Posted(post)
	if f == nil && !d.talks(id) {
		return ev
	}
	ev.Event = "submit"
	if f == nil { // each post says one thing
		said := map[string]Raw{
			"text":   appendString(nil, strings.ReplaceAll(post.Get(id+":text"), "\r\n", "\n")),
			"client": appendString(nil, rand.Text()),
		}
		if file := post.Get(id + ":file"); file != "" {
			said["file"] = appendString(nil, file)
		}
		ev.Values[id] = appendValues(nil, said)
		return ev
	}
	ev.Values[f.ID] = appendValues(nil, f.Typed(post))
	if row := post.Get("_edit"); row != "" {
		ev.Event, ev.Selection = "edit", map[string][]string{f.ID: {row}}
	}
	return ev
}

// moved reads "<block> <item> <place>": an entry of a list that goes up or down, or
// a card of a board that goes to another column.
func (d *Document) moved(ev *Event, move string) bool {
	part := strings.Split(move, " ")
	if len(part) != 3 {
		return false
	}
	id, item, to := part[0], part[1], part[2]
	if b := find[*Board](d, id); b != nil {
		for _, c := range b.Columns {
			if slices.ContainsFunc(c.Items, func(it Item) bool { return it.ID == item }) {
				ev.Params = map[string]string{"item": item, "from": c.ID, "to": to}
			}
		}
		ev.Event, ev.Selection = "move", map[string][]string{id: {item}}
		return ev.Params != nil
	}
	l := find[*List](d, id)
	if l == nil {
		return false
	}
	order := l.order()
	at := slices.Index(order, item)
	by, known := map[string]int{"up": -1, "down": 1}[to]
	next := at + by
	if !known || at < 0 || next < 0 || next >= len(order) {
		return false
	}
	order[at], order[next] = order[next], order[at]
	ev.Event, ev.Selection = "move", map[string][]string{id: order}
	ev.Params = map[string]string{"item": item, "to": strconv.Itoa(next)}
	return true
}

// order are the ids of the entries that can be moved.
func (x *List) order() []string {
	var ids []string
	for _, it := range x.Items {
		if it.ID != "" {
			ids = append(ids, it.ID)
		}
	}
	return ids
}

// Typed returns the form's values in a post, by field name, in the JSON that
// the field's kind has. Disabled, static and readonly fields keep their value.
func (f *Form) Typed(post url.Values) map[string]Raw {
	out := map[string]Raw{}
	for x := range f.Each() {
		name := f.ID + ":" + x.Name
		switch {
		case x.Disabled || x.Readonly || x.Kind == "static":
			out[x.Name] = x.Value
		case x.Kind == "daterange":
			out[x.Name] = stringList([]string{post.Get(name + ":from"), post.Get(name + ":to")})
		case x.Kind == "schedule":
			out[x.Name] = typedSchedule(post, name)
		default:
			out[x.Name] = typed(x, post[name])
		}
	}
	return out
}

func typed(x *Field, got []string) Raw {
	first := ""
	if len(got) > 0 {
		first = got[0]
	}
	switch x.Kind {
	case "checkbox", "switch":
		if first == "true" {
			return Raw("true")
		}
		return Raw("false")
	case "number", "percent", "slider", "rating", "duration":
		s := strings.TrimSpace(first)
		if json.Valid([]byte(s)) && s != "" && shapeOf(Raw(s)) == 'n' && s[0] != 'n' {
			return Raw(s)
		}
		if s == "" {
			return Raw("null")
		}
		return Raw(appendString(nil, s)) // not a number: Check says so
	case "tags":
		var tags []string
		for t := range strings.SplitSeq(first, ",") {
			if t = strings.TrimSpace(t); t != "" {
				tags = append(tags, t)
			}
		}
		return stringList(tags)
	case "keyvalue":
		b := []byte{'{'}
		for line := range strings.Lines(first) {
			k, v, _ := strings.Cut(strings.TrimSpace(line), "=")
			if k == "" {
				continue
			}
			if len(b) > 1 {
				b = append(b, ',')
			}
			b = append(appendString(b, k), ':')
			b = appendString(b, v)
		}
		return append(b, '}')
	case "list", "hidden":
		if json.Valid([]byte(first)) {
			return Raw(first)
		}
	case "multiselect":
		return stringList(got)
	case "file", "image":
		got = slices.DeleteFunc(slices.Clone(got), func(id string) bool { return id == "" })
		switch {
		case x.MostFiles() > 1:
			return stringList(got)
		case len(got) == 0:
			return Raw(`""`)
		}
		return appendString(nil, got[len(got)-1]) // the newest is what was chosen last
	}
	if x.Multiple {
		return stringList(got)
	}
	return Raw(appendString(nil, strings.ReplaceAll(first, "\r\n", "\n")))
}

func stringList(list []string) Raw {
	b := []byte{'['}
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, s)
	}
	return append(b, ']')
}

func appendValues(b []byte, m map[string]Raw) Raw {
	b = append(b, '{')
	for i, k := range sortedKeys(m) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, k), ':')
		if len(m[k]) == 0 {
			b = append(b, "null"...)
		} else {
			b = append(b, m[k]...)
		}
	}
	return append(b, '}')
}
