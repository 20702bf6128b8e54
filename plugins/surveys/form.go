package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// formID names the form of a survey's questions.
const formID = "answers"

const maxText = 4000 // characters of one answer

// form asks the survey's questions, with what was said before.
func (v *visit) form() *ui.FormBuilder {
	label := "answer.send"
	if v.invitation.Value.State == answered {
		label = "answer.change"
	}
	form := ui.Form(formID, ui.Action("answer", v.text(label)).Style("primary").Args("invitation", v.invitation.ID).Busy("block"))
	for _, q := range v.survey.Value.Questions {
		said, known := v.said[q.ID]
		form.Fields(v.field(q, said, known))
	}
	return form
}

func (v *visit) field(q Question, said Answer, known bool) *ui.FieldBuilder {
	var f *ui.FieldBuilder
	switch q.Kind {
	case askStars:
		f = ui.RatingField(q.ID, q.Label).Max(5)
		if known {
			f.Value(said.Number)
		}
	case askScale:
		f = ui.SegmentedField(q.ID, q.Label).Help(v.text("answer.scale"))
		for n := range 11 {
			f.Options(ui.Option(strconv.Itoa(n), strconv.Itoa(n)))
		}
		if known {
			f.Value(itoa(said.Number))
		}
	case askChoice:
		f = ui.RadioField(q.ID, q.Label)
		for _, o := range q.Options {
			f.Options(ui.Option(o, o))
		}
		if known {
			f.Value(said.Text)
		}
	default:
		f = ui.TextareaField(q.ID, q.Label).Rows(4).MaxLength(maxText)
		if known {
			f.Value(said.Text)
		}
	}
	return f.Required(q.Required)
}

// read takes the answers out of a form that was sent. What does not fit a question
// is named; a question without an answer is left out.
func (v *visit) read(values sdk.JSON) ([]Answer, error) {
	var forms map[string]map[string]json.RawMessage
	if err := json.Unmarshal(values, &forms); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, v.text("answer.broken"))
	}
	var out []Answer
	for _, q := range v.survey.Value.Questions {
		raw := forms[formID][q.ID]
		text := plain(raw)
		if text == "" {
			if q.Required {
				return nil, sdk.Invalid(q.ID, v.text("answer.missing"))
			}
			continue
		}
		a := Answer{Question: q.ID, Label: q.Label, Kind: q.Kind}
		switch q.Kind {
		case askStars, askScale:
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil || n < lowest(q.Kind) || n > highest(q.Kind) {
				return nil, sdk.Invalid(q.ID, v.text("answer.wrong"))
			}
			a.Number, a.HasNumber = n, true
		case askChoice:
			if !isOneOf(text, q.Options) {
				return nil, sdk.Invalid(q.ID, v.text("answer.wrong"))
			}
			a.Text = text
		default:
			if len([]rune(text)) > maxText {
				return nil, sdk.Invalid(q.ID, v.text("answer.long"))
			}
			a.Text = text
		}
		out = append(out, a)
	}
	if len(out) == 0 {
		return nil, sdk.Fail(sdk.KindInvalid, v.text("answer.nothing"))
	}
	return out, nil
}

// plain is a form's value as text: a string, or a number.
func plain(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return strings.TrimSpace(s)
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}

func lowest(kind string) int64 {
	if kind == askStars {
		return 1
	}
	return 0
}

func highest(kind string) int64 {
	if kind == askStars {
		return 5
	}
	return 10
}
