package blocks

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// htmlShape is which HTML stands for a field: "choice", "check", "select",
// "area", "none", or the type of an <input>.
func htmlShape(f *Field) string {
	switch f.Kind {
	case "textarea", "markdown", "richtext", "code", "keyvalue":
		return "area"
	case "checkbox", "switch":
		return "check"
	case "radio", "segmented", "multiselect", "rating":
		return "choice"
	case "select", "combobox", "user", "team", "contact", "org", "ticket", "timezone":
		if len(f.Options) > 0 {
			if f.Multiple {
				return "choice"
			}
			return "select"
		}
		return "text"
	case "email", "url", "tel", "color", "date", "time", "file":
		return f.Kind
	case "number", "percent", "slider", "duration":
		return "number"
	case "image":
		return "file"
	case "datetime":
		return "datetime-local"
	case "secret":
		return "password"
	case "daterange":
		return "daterange"
	case "schedule":
		return "schedule"
	case "list":
		return "none"
	case "static":
		return "static"
	}
	return "text"
}

func (w *writer) hidden(in input) {
	w.raw(`<input type="hidden"`)
	w.attr("name", in.name)
	w.attr("value", plainOf(in.value))
	w.raw(">")
}

// plainOf is a value as the text of an input: strings without quotes, lists
// joined with commas, objects as JSON.
func plainOf(r Raw) string {
	if isNull(r) {
		return ""
	}
	switch shapeOf(r) {
	case 's', 'n':
		return scalarText(r)
	case 'a':
		return strings.Join(listOf(r), ", ")
	}
	return string(r)
}

// listOf is a value as a list of texts.
func listOf(r Raw) []string {
	if isNull(r) {
		return nil
	}
	var list []json.RawMessage
	if r[0] != '[' || json.Unmarshal(r, &list) != nil {
		return []string{plainOf(r)}
	}
	out := make([]string, 0, len(list))
	for _, e := range list {
		out = append(out, plainOf(Raw(e)))
	}
	return out
}

// common writes the attributes that every input has.
func (w *writer) common(in input) {
	w.attr("id", in.id)
	w.attr("name", in.name)
	w.flags(in)
	w.attr("aria-describedby", strings.TrimSpace(in.about))
}

func (w *writer) flags(in input) {
	if in.Required {
		w.raw(" required")
	}
	if in.Disabled {
		w.raw(" disabled")
	}
	if in.Readonly {
		w.raw(" readonly")
	}
	if in.invalid {
		w.raw(` aria-invalid="true"`)
	}
}

func (w *writer) control(in input, shape string) {
	switch shape {
	case "area":
		w.raw("<textarea")
		w.common(in)
		w.attr("rows", strconv.Itoa(min(max(in.Rows, 4), 30)))
		w.lengths(in)
		w.raw(">\n") // the parser drops the first line break
		if in.Kind == "keyvalue" {
			w.esc(pairsOf(in.value))
		} else {
			w.esc(plainOf(in.value))
		}
		w.raw("</textarea>")
	case "select":
		w.selectBox(in)
	case "daterange":
		days := append(listOf(in.value), "", "")
		for i, word := range []string{"from", "to"} {
			w.raw(`<input type="date"`)
			one := in
			one.id, one.name = in.id+map[bool]string{true: "-to"}[i == 1], in.name+":"+word
			w.common(one)
			w.attr("aria-label", in.Label.String()+": "+w.word(word))
			w.attr("value", days[i])
			w.raw("> ")
		}
	case "none":
		w.el("p", "pb-dim", w.word("console_only"))
		w.hidden(in)
	case "static":
		w.raw("<output")
		w.attr("id", in.id)
		w.raw(">")
		w.esc(plainOf(in.value))
		w.raw("</output>")
	default:
		w.inputBox(in, shape)
	}
}

// pairsOf spells an object as one name=value line each.
func pairsOf(r Raw) string {
	var m map[string]json.RawMessage
	if isNull(r) || json.Unmarshal(r, &m) != nil {
		return plainOf(r)
	}
	var b strings.Builder
	for _, k := range sortedKeys(m) {
		b.WriteString(k + "=" + plainOf(Raw(m[k])) + "\n")
	}
	return b.String()
}

func (w *writer) inputBox(in input, kind string) {
	if kind == "file" {
		w.kept(in) // before the new one, which counts
	}
	w.raw("<input")
	w.attr("type", kind)
	w.common(in)
	switch in.Kind {
	case "money":
		w.raw(` inputmode="decimal"`)
	case "secret":
		w.raw(` autocomplete="new-password"`)
	case "file", "image":
		w.attr("accept", strings.Join(in.Accept, ","))
		if in.MostFiles() > 1 {
			w.raw(" multiple")
		}
		w.raw(">")
		return
	}
	value := plainOf(in.value)
	if kind == "datetime-local" && len(value) > 16 {
		value = value[:16] // without seconds and zone
	}
	if in.Kind != "secret" {
		w.attr("value", value)
		w.attr("autocomplete", in.Autocomplete)
	}
	w.attr("placeholder", in.Placeholder.String())
	switch kind {
	case "number", "date", "datetime-local", "time":
		w.attr("min", plainOf(in.Min))
		w.attr("max", plainOf(in.Max))
		if in.Step != nil {
			w.attr("step", num(*in.Step))
		} else if kind == "number" {
			w.raw(` step="any"`)
		}
	default:
		w.lengths(in)
		w.attr("pattern", in.Pattern)
	}
	w.raw(">")
}

// kept names the files of a form that came back: they are there already.
func (w *writer) kept(in input) {
	ids := slices.DeleteFunc(listOf(in.value), func(id string) bool { return id == "" })
	for _, id := range ids {
		w.raw(`<input type="hidden"`)
		w.attr("name", in.name)
		w.attr("value", id)
		w.raw(">")
	}
	if len(ids) > 0 {
		w.el("p", "pb-dim pb-sm", w.word("kept")+": "+strconv.Itoa(len(ids)))
	}
}

func (w *writer) lengths(in input) {
	if in.MinLength != nil {
		w.attr("minlength", strconv.Itoa(*in.MinLength))
	}
	if in.MaxLength != nil {
		w.attr("maxlength", strconv.Itoa(*in.MaxLength))
	}
}

func (w *writer) selectBox(in input) {
	w.raw("<select")
	w.common(in)
	w.raw(">")
	chosen := plainOf(in.value)
	if !in.Required || chosen == "" {
		w.raw(`<option value="">`)
		w.esc(or(in.Placeholder.String(), w.word("choose")))
		w.raw("</option>")
	}
	group := ""
	for _, o := range in.Options {
		if g := o.Group.String(); g != group {
			if group != "" {
				w.raw("</optgroup>")
			}
			if group = g; g != "" {
				w.raw("<optgroup")
				w.attr("label", g)
				w.raw(">")
			}
		}
		w.raw(`<option value="`)
		w.esc(o.Value)
		w.raw(`"`)
		if o.Value == chosen {
			w.raw(" selected")
		}
		if o.Disabled {
			w.raw(" disabled")
		}
		w.raw(">")
		w.text(o.Label)
		w.raw("</option>")
	}
	if group != "" {
		w.raw("</optgroup>")
	}
	w.raw("</select>")
}

// starsOf are the choices of a rating.
func starsOf(in input) []Option {
	top, _ := strconv.Atoi(plainOf(in.Max))
	if top <= 0 || top > 10 {
		top = 5
	}
	out := make([]Option, top)
	for i := range out {
		s := strconv.Itoa(i + 1)
		out[i] = Option{Value: s, Label: T(s + " / " + strconv.Itoa(top))}
	}
	return out
}

// choices writes radio buttons, or checkboxes where several may be chosen.
func (w *writer) choices(in input, msg Text) {
	kind := "radio"
	if in.Kind == "multiselect" || in.Multiple {
		kind = "checkbox"
	}
	w.raw("<fieldset")
	w.attr("id", in.id)
	options := in.Options
	switch in.Kind {
	case "segmented":
		w.attr("class", "pb-row")
	case "rating":
		w.attr("class", "pb-row pb-rate")
		options = starsOf(in)
	}
	w.attr("aria-describedby", strings.TrimSpace(in.about))
	w.raw(` tabindex="-1"><legend>`)
	w.fieldLabel(in.Field)
	w.raw("</legend>")
	w.hints(in, msg)
	chosen := listOf(in.value)
	for i, o := range options {
		id := in.id + "-" + strconv.Itoa(i+1)
		w.raw(`<div class="pb-check"><input`)
		w.attr("type", kind)
		w.attr("id", id)
		w.attr("name", in.name)
		w.raw(` value="`)
		w.esc(o.Value)
		w.raw(`"`)
		if kind == "radio" && in.Required {
			w.raw(" required")
		}
		if o.Disabled || in.Disabled {
			w.raw(" disabled")
		}
		for _, c := range chosen {
			if c == o.Value {
				w.raw(" checked")
				break
			}
		}
		w.raw("><label")
		w.attr("for", id)
		w.raw(">")
		w.text(o.Label)
		if !o.Text.IsZero() {
			w.raw(" ")
			w.el("small", "pb-dim", o.Text.String())
		}
		w.raw("</label></div>")
	}
	w.raw("</fieldset>")
}

func (w *writer) check(in input, msg Text) {
	w.raw(`<div class="pb-check"><input type="checkbox" value="true"`)
	w.common(in)
	if string(in.value) == "true" {
		w.raw(" checked")
	}
	w.raw("><label")
	w.attr("for", in.id)
	w.raw(">")
	w.fieldLabel(in.Field)
	w.raw("</label></div>")
	w.hints(in, msg)
}
