package blocks

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
)

// days are the names of a schedule's properties. Each holds the hours of that day as
// pairs of times, {"mon": [["09:00", "12:00"], ["13:00", "17:00"]]}; without any it is
// left out.
var days = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

var clock = regexp.MustCompile(`^(?:[01]\d|2[0-3]):[0-5]\d$`)

// schedule writes a line for each day, on which one types hours such as 09:00-17:00.
func (w *writer) schedule(in input, msg Text) {
	w.open("fieldset", "pb-choices")
	w.attr("id", in.id)
	w.attr("aria-describedby", strings.TrimSpace(in.about))
	w.raw(` tabindex="-1"><legend>`)
	w.fieldLabel(in.Field)
	w.raw("</legend>")
	w.hints(in, msg)
	w.el("p", "pb-dim pb-sm", w.word("hours"))
	hours := hoursOf(in.value)
	for _, day := range days {
		id := in.id + "-" + day
		w.raw(`<div class="pb-day"><label`)
		w.attr("for", id)
		w.raw(">")
		w.esc(w.word(day))
		w.raw(`</label><input type="text"`)
		w.attr("id", id)
		w.attr("name", in.name+":"+day)
		w.attr("value", hours[day])
		w.flags(input{Field: &Field{Disabled: in.Disabled, Readonly: in.Readonly}, invalid: in.invalid})
		w.raw("></div>")
	}
	w.raw("</fieldset>")
}

// hoursOf spells the hours of each day as they are typed.
func hoursOf(r Raw) map[string]string {
	out := map[string]string{}
	var all map[string]json.RawMessage
	if isNull(r) || json.Unmarshal(r, &all) != nil {
		return out
	}
	for day, raw := range all {
		var pairs [][]string
		if json.Unmarshal(raw, &pairs) != nil {
			out[day] = plainOf(Raw(raw)) // what could not be read comes back as it was typed
			continue
		}
		spelled := make([]string, len(pairs))
		for i, p := range pairs {
			spelled[i] = strings.Join(p, "-")
		}
		out[day] = strings.Join(spelled, ", ")
	}
	return out
}

// typedSchedule reads a posted schedule. Hours that are none stay a text, which Check
// refuses.
func typedSchedule(post url.Values, name string) Raw {
	out := map[string]any{}
	for _, day := range days {
		text := strings.TrimSpace(post.Get(name + ":" + day))
		if text == "" {
			continue
		}
		var pairs [][2]string
		for part := range strings.SplitSeq(text, ",") {
			from, to, _ := strings.Cut(strings.ReplaceAll(part, "–", "-"), "-")
			pairs = append(pairs, [2]string{longTime(from), longTime(to)})
		}
		if out[day] = pairs; !hoursFit(pairs) {
			out[day] = text
		}
	}
	b, _ := json.Marshal(out) // texts always encode
	return b
}

// longTime writes 9:00 as 09:00.
func longTime(s string) string {
	s = strings.TrimSpace(s)
	if len(s) == 4 {
		s = "0" + s
	}
	return s
}

// hoursFit reports whether the hours of a day are times in order.
func hoursFit(pairs [][2]string) bool {
	last := ""
	for _, p := range pairs {
		if !clock.MatchString(p[0]) || p[1] != "24:00" && !clock.MatchString(p[1]) || p[0] < last || p[0] >= p[1] {
			return false
		}
		last = p[1]
	}
	return true
}

func checkSchedule(v Raw) string {
	var all map[string][][2]string
	if json.Unmarshal(v, &all) != nil {
		return "Enter hours such as 09:00-12:00, 13:00-17:00."
	}
	for _, pairs := range all {
		if !hoursFit(pairs) {
			return "Enter hours such as 09:00-12:00, 13:00-17:00."
		}
	}
	return ""
}
