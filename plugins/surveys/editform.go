package main

import (
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// surveyForm has everything about a survey but its questions.
func surveyForm(row *sdk.Row[Survey]) ui.Block {
	s := &row.Value
	count := func(name string, least, most int, value int64) *ui.FieldBuilder {
		return ui.NumberField(name, ui.Tr("field."+name)).Min(least).Max(most).Step(1).Required(true).Value(value)
	}
	occasion := ui.SegmentedField("occasion", ui.Tr("field.occasion")).Value(s.Occasion).Required(true)
	for _, o := range occasions {
		occasion.Options(ui.Option(o, ui.Tr("occasion."+o)))
	}
	low := ui.SelectField("low", ui.Tr("field.low")).Value(itoa(s.Low)).Required(true)
	for n := range int64(5) {
		low.Options(ui.Option(itoa(n), ui.Tr("low."+itoa(n))))
	}
	return ui.Form("survey", ui.Action("save", ui.Tr("edit.save")).Style("primary").Args("id", row.ID, "version", row.Version).Busy("block"),
		ui.TextField("name", ui.Tr("field.name")).Value(s.Name).Required(true).MaxLength(120),
		ui.Group(
			occasion,
			ui.TeamField("teams", ui.Tr("field.teams")).Multiple(true).Value(texts(s.Teams)).Help(ui.Tr("field.teams.help")),
			count("share", 1, 100, s.Share).Help(ui.Tr("field.share.help")),
			count("rest_days", 0, 365, s.RestDays),
			count("delay_hours", 0, 720, s.DelayHours),
			count("open_days", 1, 365, s.OpenDays).Help(ui.Tr("field.open_days.help")),
		).Title(ui.Tr("edit.when")).Cols(2),
		ui.Group(
			ui.TextField("subject", ui.Tr("field.subject")).Value(s.Subject).MaxLength(150).Placeholder(sdk.Text("letter.subject")),
			ui.TextareaField("intro", ui.Tr("field.intro")).Value(s.Intro).MaxLength(2000).Rows(3).Help(ui.Tr("field.intro.help")),
			ui.TextareaField("thanks", ui.Tr("field.thanks")).Value(s.Thanks).MaxLength(2000).Rows(2),
		).Title(ui.Tr("edit.words")),
		ui.Group(
			low,
			ui.UserField("tell_people", ui.Tr("field.tell_people")).Multiple(true).Value(texts(s.TellPeople)),
			ui.CheckboxField("tell_assignee", ui.Tr("field.tell_assignee")).Value(s.TellAssignee),
			ui.CheckboxField("follow_up", ui.Tr("field.follow_up")).Value(s.FollowUp),
		).Title(ui.Tr("edit.low")).Cols(2),
	).ConfirmLeave(true)
}

// settings is what the form sends.
type settings struct {
	Name         string   `json:"name"`
	Occasion     string   `json:"occasion"`
	Teams        []string `json:"teams"`
	Share        float64  `json:"share"`
	RestDays     float64  `json:"rest_days"`
	DelayHours   float64  `json:"delay_hours"`
	OpenDays     float64  `json:"open_days"`
	Subject      string   `json:"subject"`
	Intro        string   `json:"intro"`
	Thanks       string   `json:"thanks"`
	Low          string   `json:"low"`
	TellPeople   []string `json:"tell_people"`
	TellAssignee bool     `json:"tell_assignee"`
	FollowUp     bool     `json:"follow_up"`
}

// saveSurvey saves the form; the host checks each field by its declaration.
func saveSurvey(r *sdk.EventRequest) (any, error) {
	a, err := argsOf(r)
	if err != nil {
		return nil, err
	}
	var forms struct{ Survey settings }
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("answer.broken"))
	}
	in := &forms.Survey
	fields := map[string]any{
		"name": strings.TrimSpace(in.Name), "occasion": in.Occasion, "teams": numbers(in.Teams), "share": int64(in.Share), "rest_days": int64(in.RestDays),
		"delay_hours": int64(in.DelayHours), "open_days": int64(in.OpenDays), "subject": in.Subject, "intro": in.Intro, "thanks": in.Thanks,
		"low": number(in.Low), "tell_people": numbers(in.TellPeople), "tell_assignee": in.TellAssignee, "follow_up": in.FollowUp,
	}
	return changed(sdk.AsItself(func() error {
		_, err := surveys.Patch(a.ID, a.Version, fields)
		return err
	}))
}

// questionForm opens a question in a form, or a new one.
func questionForm(r *sdk.EventRequest) (any, error) {
	a, err := argsOf(r)
	if err != nil {
		return nil, err
	}
	q, title := Question{Kind: askStars}, "question.add"
	err = sdk.AsItself(func() error {
		row, err := surveys.Get(a.ID)
		if err == nil && a.At < len(row.Value.Questions) {
			q, title = row.Value.Questions[a.At], "question.edit"
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	kind := ui.SelectField("kind", ui.Tr("field.kind")).Value(q.Kind).Required(true)
	for _, k := range kinds {
		kind.Options(ui.Option(k, ui.Tr("kind."+k)))
	}
	form := ui.Form("question", ui.Action("save_question", ui.Tr("edit.save")).Style("primary").Args("id", a.ID, "version", a.Version, "at", a.At).Busy("block"),
		kind,
		ui.TextareaField("label", ui.Tr("field.label")).Value(q.Label).Required(true).MaxLength(maxLabel).Rows(2),
		ui.TextareaField("options", ui.Tr("field.options")).Value(strings.Join(q.Options, "\n")).Rows(4).Help(ui.Tr("field.options.help")).
			ShowIf(ui.If("question", "kind").Is(askChoice)),
		ui.CheckboxField("required", ui.Tr("field.required")).Value(q.Required),
	)
	return ui.Respond(ui.Modal("question", ui.Tr(title), form)), nil
}

// saveQuestion puts a question in its place, or at the end.
func saveQuestion(r *sdk.EventRequest) (any, error) {
	var forms struct {
		Question struct {
			Kind, Label, Options string
			Required             bool
		}
	}
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("answer.broken"))
	}
	in := &forms.Question
	q := Question{Kind: in.Kind, Label: clip(strings.TrimSpace(in.Label), maxLabel), Required: in.Required}
	if !isOneOf(q.Kind, kinds) {
		return nil, sdk.Invalid("kind", sdk.Text("answer.wrong"))
	}
	if q.Label == "" {
		return nil, sdk.Invalid("label", sdk.Text("answer.missing"))
	}
	if q.Kind == askChoice {
		for line := range strings.Lines(in.Options) {
			if o := clip(strings.TrimSpace(line), maxOption); o != "" && !isOneOf(o, q.Options) {
				q.Options = append(q.Options, o)
			}
		}
		if len(q.Options) < 2 || len(q.Options) > maxOptions {
			return nil, sdk.Invalid("options", sdk.Text("question.options"))
		}
	}
	return changeQuestions(r, func(list []Question, a named) []Question {
		if a.At < len(list) {
			q.ID = list[a.At].ID
			list[a.At] = q
			return list
		}
		q.ID = freeID(list)
		return append(list, q)
	})
}

// freeID is the first number that no question has.
func freeID(list []Question) string {
	for n := int64(1); ; n++ {
		id, taken := "q"+itoa(n), false
		for _, q := range list {
			taken = taken || q.ID == id
		}
		if !taken {
			return id
		}
	}
}

func moveQuestion(r *sdk.EventRequest) (any, error) {
	return changeQuestions(r, func(list []Question, a named) []Question {
		if to := a.At + a.By; a.At < len(list) && to >= 0 && to < len(list) {
			list[a.At], list[to] = list[to], list[a.At]
		}
		return list
	})
}

func removeQuestion(r *sdk.EventRequest) (any, error) {
	return changeQuestions(r, func(list []Question, a named) []Question {
		if a.At < len(list) {
			list = append(list[:a.At], list[a.At+1:]...)
		}
		return list
	})
}

// changeQuestions reads a survey's questions, changes them and writes them back; a
// survey that somebody else has changed meanwhile is a conflict.
func changeQuestions(r *sdk.EventRequest, change func(list []Question, a named) []Question) (any, error) {
	a, err := argsOf(r)
	if err != nil || a.At < 0 {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("answer.broken"))
	}
	return changed(sdk.AsItself(func() error {
		row, err := surveys.Get(a.ID)
		if err != nil {
			return err
		}
		list := change(row.Value.Questions, a)
		if len(list) > maxQuestions {
			return sdk.Fail(sdk.KindInvalid, sdk.Text("question.many"))
		}
		if len(list) == 0 && row.Value.State == active {
			return sdk.Fail(sdk.KindConflict, sdk.Text("question.last"))
		}
		_, err = surveys.Patch(a.ID, a.Version, map[string]any{"questions": list})
		return err
	}))
}

func texts(ids []int64) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = itoa(id)
	}
	return out
}

func numbers(list []string) []int64 {
	out := []int64{}
	for _, s := range list {
		if n := number(s); n > 0 && !isOneOf(n, out) {
			out = append(out, n)
		}
	}
	return out
}
