package blocks

import (
	"encoding/json"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Check applies the rules that a form's fields carry (required, min, max,
// lengths, pattern, options) to values, by field name, before the plugin is
// called. It returns a message for each field at fault. Fields hidden by
// show_if are not asked for. Words are English.
func (f *Form) Check(values map[string]Raw) map[string]Text {
	get := func(form, field string) Raw {
		if form != f.ID {
			return nil
		}
		return values[field]
	}
	out := map[string]Text{}
	check := func(x *Field) {
		if !x.ShowIf.Eval(get) || x.Disabled || x.Kind == "static" || x.Kind == "secret" && isEmptyJSON(values[x.Name]) {
			return
		}
		if msg := x.check(values[x.Name]); msg != "" {
			out[x.Name] = T(msg)
		}
	}
	for _, n := range f.Fields {
		switch n := n.(type) {
		case *Field:
			check(n)
		case *FieldGroup:
			if n.ShowIf.Eval(get) {
				for i := range n.Fields {
					check(&n.Fields[i])
				}
			}
		}
	}
	return out
}

func (x *Field) check(v Raw) string {
	if isEmptyJSON(v) || x.Kind == "daterange" && strings.Join(listOf(v), "") == "" {
		if x.Required {
			return "Enter a value."
		}
		return ""
	}
	if len(v) > 0 && !json.Valid(v) {
		return "This is not a valid value."
	}
	switch x.Kind {
	case "checkbox", "switch":
		if shapeOf(v) != 'b' {
			return "Choose yes or no."
		}
		return ""
	case "number", "percent", "slider", "rating", "duration":
		return x.checkNumber(v)
	case "email":
		if a, err := mail.ParseAddress(plainOf(v)); err != nil || a.Name != "" {
			return "Enter an e-mail address such as name@example.com."
		}
	case "url":
		if s := plainOf(v); !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
			return "Enter an address that begins with https://."
		}
	case "money":
		if !isDecimal(plainOf(v)) {
			return "Enter an amount such as 12.50."
		}
	case "schedule":
		return checkSchedule(v)
	case "date", "datetime":
		return x.checkTime(plainOf(v))
	}
	if len(x.Options) > 0 && x.Kind != "tags" && x.Kind != "combobox" {
		for _, s := range listOf(v) {
			if !slices.ContainsFunc(x.Options, func(o Option) bool { return o.Value == s && !o.Disabled }) {
				return "Choose one of the options."
			}
		}
	}
	return x.checkText(v)
}

func (x *Field) checkNumber(v Raw) string {
	n, err := strconv.ParseFloat(string(v), 64)
	if err != nil {
		return "Enter a number."
	}
	if lo, err := strconv.ParseFloat(plainOf(x.Min), 64); err == nil && n < lo {
		return "Enter " + plainOf(x.Min) + " or more."
	}
	if hi, err := strconv.ParseFloat(plainOf(x.Max), 64); err == nil && n > hi {
		return "Enter " + plainOf(x.Max) + " or less."
	}
	return ""
}

func (x *Field) checkTime(s string) string {
	// Inputs give a moment without its zone; days and moments sort as text.
	if !isTime(s) && !isTime(s+":00Z") && !isTime(s+"Z") {
		return "Enter a date such as 2026-11-25."
	}
	if lo := plainOf(x.Min); lo != "" && s < lo {
		return "Enter " + lo + " or later."
	}
	if hi := plainOf(x.Max); hi != "" && s[:min(len(s), len(hi))] > hi {
		return "Enter " + hi + " or earlier."
	}
	return ""
}

func (x *Field) checkText(v Raw) string {
	if shapeOf(v) != 's' {
		return ""
	}
	s := scalarText(v)
	n := utf8.RuneCountInString(s)
	if x.MinLength != nil && n < *x.MinLength {
		return "Enter at least " + strconv.Itoa(*x.MinLength) + " characters."
	}
	if x.MaxLength != nil && n > *x.MaxLength {
		return "Enter at most " + strconv.Itoa(*x.MaxLength) + " characters."
	}
	if x.Pattern != "" {
		if re, err := regexp.Compile("^(?:" + x.Pattern + ")$"); err == nil && !re.MatchString(s) {
			return or(x.PatternText.String(), "This does not have the form that is asked for.")
		}
	}
	return ""
}
