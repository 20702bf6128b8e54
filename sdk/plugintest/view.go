package plugintest

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
)

// View is what a person sees of a surface: the document that was drawn, or the
// effects of an action.
type View struct {
	*Reply
	p       *Person
	surface string
	at      Place
	tree    any
}

func newView(p *Person, surface string, at Place, r *Reply) *View {
	p.h.t.Helper()
	v := &View{Reply: r, p: p, surface: surface, at: at}
	r.Into(&v.tree)
	return v
}

// walk visits every value of the view.
func walk(v any, visit func(name string, v any)) {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			visit(name, x)
			walk(x, visit)
		}
	case []any:
		for _, x := range v {
			visit("", x)
			walk(x, visit)
		}
	}
}

// Texts returns every text in the view, sorted, words of the vocabulary included.
func (v *View) Texts() []string {
	var out []string
	walk(v.tree, func(name string, x any) {
		if s, ok := x.(string); ok && s != "" && name != "token" && name != "state" && name != "rev" {
			out = append(out, s)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// Contains reports whether some text in the view holds s.
func (v *View) Contains(s string) bool {
	return slices.ContainsFunc(v.Texts(), func(text string) bool { return strings.Contains(text, s) })
}

// Has fails the test for each of the texts that the view does not hold.
func (v *View) Has(texts ...string) {
	v.t.Helper()
	for _, s := range texts {
		if !v.Contains(s) {
			v.t.Errorf("%s: there is no %q among %q", v.what, s, v.Texts())
		}
	}
}

// Lacks fails the test for each of the texts that the view holds.
func (v *View) Lacks(texts ...string) {
	v.t.Helper()
	for _, s := range texts {
		if v.Contains(s) {
			v.t.Errorf("%s: there is %q", v.what, s)
		}
	}
}

// token finds what proves that an action was offered, by a button or by what a
// change of a field sets off.
func (v *View) token(action string) string {
	var found string
	look := func(_ string, x any) {
		if m, ok := x.(map[string]any); ok && (m["id"] == action || m["action"] == action) {
			if token, ok := m["token"].(string); ok {
				found = token
			}
		}
	}
	look("", v.tree)
	walk(v.tree, look)
	return found
}

// Offers reports whether the view has an action of that id.
func (v *View) Offers(action string) bool { return v.token(action) != "" }

// With is the view as it stands at an address with other parameters, names and
// values by turns: its actions are those that were drawn here.
func (v *View) With(params ...string) *View {
	w := *v
	w.at.Params = map[string]string{}
	for i := 0; i+1 < len(params); i += 2 {
		w.at.Params[params[i]] = params[i+1]
	}
	return &w
}

// Press carries out an action; it has to be offered and to succeed. row is the
// row of a table that it is pressed in: the table's id and the row's.
func (v *View) Press(action string, row ...string) *View {
	v.t.Helper()
	return v.expect(v.Try(action, "", nil, row...))
}

// Submit sends a form by the action on its button; it has to be offered, and the
// answer is what the plugin says, which may be that fields are wrong.
func (v *View) Submit(form, action string, values map[string]any) *View {
	v.t.Helper()
	return v.expect(v.Try(action, form, values))
}

func (v *View) expect(next *View, refused *Reply) *View {
	v.t.Helper()
	if refused != nil {
		v.t.Fatalf("%s: %d %s", refused.what, refused.Status, refused.Body)
	}
	return next
}

// Try is Press, or Submit where form is not empty, for what may be refused: the
// reply is nil unless the helpdesk refuses.
func (v *View) Try(action, form string, values map[string]any, row ...string) (*View, *Reply) {
	v.t.Helper()
	token := v.token(action)
	if token == "" {
		v.t.Fatalf("%s: there is no action %q; there are %q", v.what, action, v.actions())
	}
	event := map[string]any{
		"event": "action", "action": action, "token": token, "ctx": map[string]any{}, "params": map[string]string{}, "rev": v.Text("rev"), "idem": rand.Text(),
	}
	if v.at.Params != nil {
		event["params"] = v.at.Params
	}
	if form != "" {
		event["event"], event["values"] = "submit", map[string]any{form: values}
	}
	if len(row) == 2 {
		event["selection"] = map[string][]string{row[0]: {row[1]}}
	}
	r := v.p.API("POST", "/ui/"+v.p.h.plugin+"/"+v.surface+"/events"+(&Place{Ticket: v.at.Ticket, Person: v.at.Person, Organization: v.at.Organization}).query(), event)
	r.what = fmt.Sprintf("%s presses %s at %s", v.p, action, v.surface)
	if r.Status != 200 {
		return nil, r
	}
	return newView(v.p, v.surface, v.at, r), nil
}

func (v *View) actions() []string {
	var out []string
	walk(v.tree, func(_ string, x any) {
		if m, ok := x.(map[string]any); ok && m["token"] != nil {
			out = append(out, fmt.Sprint(m["id"]))
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// effect is what is looked at of one effect.
type effect struct {
	Type      string            `json:"type"`
	FormError string            `json:"form_error"`
	Fields    map[string]string `json:"fields"`
	To        string            `json:"to"`
}

func (v *View) effects() []effect {
	v.t.Helper()
	var out struct{ Effects []effect }
	v.Into(&out)
	return out.Effects
}

// Effects names what an action's answer does, in order: "toast", "refresh".
func (v *View) Effects() []string {
	v.t.Helper()
	var out []string
	for _, e := range v.effects() {
		out = append(out, e.Type)
	}
	return out
}

// Errors returns the fields of a form that an answer marks, with a sentence each;
// "" is the form as a whole.
func (v *View) Errors() map[string]string {
	v.t.Helper()
	out := map[string]string{}
	for _, e := range v.effects() {
		if e.Type != "errors" {
			continue
		}
		for name, text := range e.Fields {
			out[name] = text
		}
		if e.FormError != "" {
			out[""] = e.FormError
		}
	}
	return out
}

// Goes returns the address that an answer leads to, empty when it leads nowhere.
func (v *View) Goes() string {
	v.t.Helper()
	for _, e := range v.effects() {
		if e.Type == "navigate" {
			return e.To
		}
	}
	return ""
}
