package portal

import (
	"html/template"
	"strings"
	"unicode/utf8"

	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/core/words"
)

// functions are what templates may call in one language; say translates what
// handlers bring.
func functions(w *words.Words) template.FuncMap {
	return template.FuncMap{
		"initials": initials, "tone": statusTone, "say": w.Say,
		"device": func(agent string) string { return or(deviceOf(agent), w.Say("Unknown device")) },
		"status": func(s tickets.Status) string { return w.Say(statusWord(s)) },
		"input": func(f *form, name, kind, autocomplete, help string, required bool) input {
			return newInput(f, name, kind, autocomplete, w.Say(help), required)
		},
	}
}

// input is one field of a form on its way to HTML.
type input struct {
	*form
	Name, Type, Autocomplete, Help string
	Required                       bool
}

// newInput makes the field called name of f; an autocomplete of "" says nothing.
func newInput(f *form, name, kind, autocomplete, help string, required bool) input {
	return input{form: f, Name: name, Type: kind, Autocomplete: autocomplete, Help: help, Required: required}
}

// Label is the field's name for people.
func (i input) Label() string { return i.labels[i.Name] }

// Value is what was typed.
func (i input) Value() string { return i.Get(i.Name) }

// Wrong is the message about the field, or "".
func (i input) Wrong() string { return i.Error(i.Name) }

// About lists the elements that describe the field.
func (i input) About() string {
	var ids []string
	if i.Help != "" {
		ids = append(ids, i.Name+"-help")
	}
	if i.Wrong() != "" {
		ids = append(ids, i.Name+"-error")
	}
	return strings.Join(ids, " ")
}

// initials are the first letters of the first and the last word.
func initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return "?"
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	out := string(first)
	if len(words) > 1 {
		last, _ := utf8.DecodeRuneInString(words[len(words)-1])
		out += string(last)
	}
	return strings.ToUpper(out)
}

// statusWord says a status to a customer: what it means for them.
func statusWord(s tickets.Status) string {
	switch s {
	case tickets.Pending:
		return "Waiting for you"
	case tickets.OnHold:
		return "On hold"
	case tickets.Solved:
		return "Solved"
	case tickets.Closed:
		return "Closed"
	}
	return "Open"
}

func statusTone(s tickets.Status) string {
	switch s {
	case tickets.Pending:
		return "warning"
	case tickets.OnHold, tickets.Closed:
		return "neutral"
	case tickets.Solved:
		return "success"
	}
	return "accent"
}
