package blocks

// FieldID is the id of a field's input in rendered HTML, for links to it.
func FieldID(form, field string) string { return "f-" + form + "-" + field }

// form writes a form with a summary of what is wrong that links to the fields.
func (w *writer) form(b *Form) { w.formOf(b, "") }

// formOf writes a form; row is that of a table whose cells it changes, else empty.
func (w *writer) formOf(b *Form, row string) {
	id := b.ID
	w.open("form", "pb-form pb-form-"+or(b.Layout, "stack"))
	w.attr("id", "f-"+id)
	w.raw(` method="post" novalidate`)
	if hasFile(b) {
		w.raw(` enctype="multipart/form-data"`)
	}
	w.attr("action", w.ActionPath)
	w.raw(">")
	if !b.Title.IsZero() {
		w.heading("", b.Title.String())
	}
	w.raw(`<input type="hidden" name="_form"`)
	w.attr("value", id)
	w.raw(">")
	if row != "" {
		w.raw(`<input type="hidden" name="_edit"`)
		w.attr("value", row)
		w.raw(">")
	}
	w.summary(b)
	for _, n := range b.Fields {
		switch n := n.(type) {
		case *Field:
			w.field(b, n)
		case *FieldGroup:
			w.group(b, n)
		}
	}
	w.begin("div", "pb-actions")
	for _, a := range append([]*Action{b.Submit}, b.Secondary...) {
		if a.Href == "" && !a.Disabled {
			w.formButton(a)
		} else {
			w.action(a, "")
		}
	}
	if b.Cancel != nil && b.Cancel.Href != "" {
		w.action(b.Cancel, "")
	}
	w.raw("</div></form>")
}

func hasFile(b *Form) bool {
	for f := range b.Each() {
		if f.Kind == "file" || f.Kind == "image" {
			return true
		}
	}
	return false
}

func (w *writer) summary(b *Form) {
	if len(b.Errors) == 0 && b.Error.IsZero() {
		return
	}
	w.raw(`<div class="pb-alert pb-danger" role="alert" tabindex="-1" autofocus>`)
	w.el("p", "pb-strong", w.word("problem"))
	if !b.Error.IsZero() {
		w.el("p", "", b.Error.String())
	}
	w.raw("<ul>")
	for f := range b.Each() {
		if msg, ok := b.Errors[f.Name]; ok {
			w.raw("<li><a")
			w.attr("href", "#"+FieldID(b.ID, f.Name))
			w.raw(">")
			w.text(f.Label)
			w.raw(": ")
			w.text(msg)
			w.raw("</a></li>")
		}
	}
	w.raw("</ul></div>")
}

func (w *writer) group(b *Form, g *FieldGroup) {
	if g.ShowIf != nil && !g.ShowIf.Eval(w.lookup) {
		return
	}
	w.open("fieldset", "pb-group")
	w.raw(">")
	if !g.Title.IsZero() {
		w.el("legend", "", g.Title.String())
	}
	w.begin("div", map[bool]string{true: "pb-grid pb-cols-2", false: "pb-stack"}[g.Cols == 2])
	for i := range g.Fields {
		w.field(b, &g.Fields[i])
	}
	w.raw("</div></fieldset>")
}

// input is one field on its way to HTML.
type input struct {
	*Field
	id, name string
	value    Raw
	about    string // ids of what describes it
	invalid  bool
}

func (w *writer) field(b *Form, f *Field) {
	if f.ShowIf != nil && !f.ShowIf.Eval(w.lookup) {
		return
	}
	in := input{Field: f, id: FieldID(b.ID, f.Name), name: b.ID + ":" + f.Name, value: w.valueOf(b.ID, f)}
	if f.Kind == "hidden" {
		w.hidden(in)
		return
	}
	msg, bad := b.Errors[f.Name]
	in.invalid = bad
	if !f.Help.IsZero() {
		in.about = in.id + "-help"
	}
	if bad {
		in.about = in.id + "-error " + in.about
	}
	w.open("div", "pb-field"+map[bool]string{true: " pb-bad"}[bad])
	w.raw(">")
	// In the order in which a screen reader should meet them: question, hint, error, input.
	switch shape := htmlShape(f); shape {
	case "choice":
		w.choices(in, msg)
	case "check":
		w.check(in, msg)
	case "schedule":
		w.schedule(in, msg)
	default:
		w.open("label", "")
		w.attr("for", in.id)
		w.raw(">")
		w.fieldLabel(f)
		w.raw("</label>")
		w.hints(in, msg)
		w.control(in, shape)
	}
	w.raw("</div>")
}

// valueOf is what was typed into a field, else what it holds at first.
func (w *writer) valueOf(form string, f *Field) Raw {
	if typed, ok := w.Values[form]; ok {
		return typed[f.Name]
	}
	return f.Value
}

func (w *writer) fieldLabel(f *Field) {
	w.text(f.Label)
	if f.Required {
		w.raw(` <span class="pb-req" aria-hidden="true">*</span>`)
	}
}

func (w *writer) hints(in input, msg Text) {
	if !in.Help.IsZero() {
		w.raw(`<p class="pb-dim pb-sm"`)
		w.attr("id", in.id+"-help")
		w.raw(">")
		w.text(in.Help)
		w.raw("</p>")
	}
	if in.invalid {
		w.raw(`<p class="pb-error"`)
		w.attr("id", in.id+"-error")
		w.raw(">")
		w.text(msg)
		w.raw("</p>")
	}
}

// filter writes a field of a GET form, small and without hints.
func (w *writer) filter(prefix string, f *Field) {
	in := input{Field: f, id: w.unique("filter"), name: prefix + f.Name}
	if q := w.Query.Get(in.name); q != "" {
		in.value = Raw(appendString(nil, q))
	} else {
		in.value = f.Value
	}
	w.open("label", "pb-filter")
	w.attr("for", in.id)
	w.raw(">")
	w.el("span", "", f.Label.String())
	w.raw(" ")
	shape := htmlShape(f)
	switch shape {
	case "check":
		yesNo := *f
		yesNo.Options = []Option{{Value: "true", Label: T(w.word("yes"))}, {Value: "false", Label: T(w.word("no"))}}
		in.Field, shape = &yesNo, "select"
	case "choice":
		shape = "select"
	}
	w.control(in, shape)
	w.raw("</label>")
}
