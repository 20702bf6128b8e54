package main

import (
	"encoding/json"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// The pages where surveys are set up. Who opens them holds settings.rules, which
// the host checks for the page and again for each action on it; the rows are the
// plugin's own to write.

var stateTones = map[string]ui.Tone{draft: ui.Neutral, active: ui.Success, paused: ui.Warning}

// editPage lists the surveys, or shows the one that the address names.
func editPage(r *sdk.RenderRequest) (any, error) {
	var doc *ui.DocumentBuilder
	return doc, sdk.AsItself(func() (err error) {
		if id := number(r.Params.Get("survey")); id != 0 {
			doc, err = surveyPage(id)
		} else {
			doc, err = surveyList()
		}
		return err
	})
}

func surveyList() (*ui.DocumentBuilder, error) {
	found, err := surveys.Find(sdk.Query{Sort: "id", Limit: 100})
	if err != nil {
		return nil, err
	}
	doc := ui.Doc().Title(ui.Tr("edit.title")).Icon("star").Actions(ui.Action("new", ui.Tr("edit.new")).Icon("plus").Style("primary"))
	if len(found.Rows) == 0 {
		return doc.Blocks(ui.Empty(ui.Tr("edit.none")).Icon("star").Text(ui.Tr("edit.none.help"))), nil
	}
	table := ui.Table(ui.Tr("edit.title")).ID("surveys").Columns(
		ui.Column("name", ui.Tr("field.name")).As("text").Primary(true),
		ui.Column("state", ui.Tr("field.state")).As("badge"),
		ui.Column("occasion", ui.Tr("field.occasion")).As("text").HideBelow("md"),
		ui.Column("questions", ui.Tr("field.questions")).As("number").Align("end").HideBelow("md"),
		ui.Column("share", ui.Tr("field.share")).As("percent").Align("end").HideBelow("md"),
	)
	for i := range found.Rows {
		s := &found.Rows[i].Value
		table.Rows(ui.Row(itoa(found.Rows[i].ID)).Href(editPath(found.Rows[i].ID)).
			Cell("name", ui.TextValue(s.Name)).
			Cell("state", ui.BadgeValue(ui.Tr("state."+s.State)).Tone(stateTones[s.State])).
			Cell("occasion", ui.TextValue(ui.Tr("occasion."+s.Occasion))).
			Cell("questions", ui.NumberValue(float64(len(s.Questions)))).
			Cell("share", ui.PercentValue(float64(s.Share)/100)))
	}
	return doc.Blocks(table), nil
}

func editPath(id int64) string { return "/app/x/surveys/edit?survey=" + itoa(id) }

// surveyPage shows a survey: its questions, its rules, and how customers see it.
func surveyPage(id int64) (*ui.DocumentBuilder, error) {
	row, err := surveys.Get(id)
	if err != nil {
		return nil, err
	}
	s := &row.Value
	doc := ui.Doc(ui.Link(ui.Tr("edit.back"), "/app/x/surveys/edit")).Title(s.Name).Icon("star").Badge(ui.Mark(ui.Tr("state." + s.State)).Tone(stateTones[s.State]))
	next, label, style := active, "edit.start", "primary"
	if s.State == active {
		next, label, style = paused, "edit.pause", "default"
	}
	doc.Actions(ui.Action("state", ui.Tr(label)).Style(style).Args("id", row.ID, "version", row.Version, "state", next))
	if s.State == draft {
		doc.Actions(ui.Action("delete", ui.Tr("edit.delete")).Icon("trash").Style("danger").Args("id", row.ID, "version", row.Version).
			Confirm(ui.Confirm(ui.Tr("edit.delete.title")).Text(ui.Tr("edit.delete.text")).Label(ui.Tr("edit.delete")).Tone(ui.Danger)))
	}
	doc.Blocks(ui.Section(questionList(row)).Title(ui.Tr("field.questions")).
		Actions(ui.Action("add_question", ui.Tr("question.add")).Icon("plus").Args("id", row.ID, "version", row.Version, "at", len(s.Questions)).Disabled(len(s.Questions) >= maxQuestions)))
	doc.Blocks(ui.Section(surveyForm(row)).Title(ui.Tr("edit.rules")))
	if len(s.Questions) > 0 {
		doc.Blocks(ui.Disclosure(ui.Tr("edit.preview"), preview(s)...))
	}
	return doc, nil
}

func questionList(row *sdk.Row[Survey]) ui.Block {
	list := row.Value.Questions
	if len(list) == 0 {
		return ui.Text(ui.Tr("question.none")).Tone(ui.Neutral)
	}
	out := ui.List().ID("questions").Style("plain")
	for i, q := range list {
		args := []any{"id", row.ID, "version", row.Version, "at", i}
		item := ui.Item(q.Label).ID("question-" + q.ID).Badge(ui.Mark(ui.Tr("kind." + q.Kind))).
			Menu(ui.Action("question", ui.Tr("question.edit")).Icon("edit").Args(args...))
		if i > 0 {
			item.Menu(ui.Action("move", ui.Tr("question.up")).Icon("arrow-up").Args(append(args, "by", -1)...))
		}
		if i < len(list)-1 {
			item.Menu(ui.Action("move", ui.Tr("question.down")).Icon("arrow-down").Args(append(args, "by", 1)...))
		}
		item.Menu(ui.Action("remove", ui.Tr("question.remove")).Icon("trash").Style("danger").Args(args...).
			Confirm(ui.Confirm(ui.Tr("question.remove.title")).Text(ui.Tr("question.remove.text")).Label(ui.Tr("question.remove")).Tone(ui.Danger)))
		if q.Required {
			item.Meta(ui.TextValue(ui.Tr("question.required")))
		}
		if len(q.Options) > 0 {
			item.Meta(ui.TagsValue(q.Options...))
		}
		out.Items(item)
	}
	return out
}

// preview shows the questions as a customer gets them; nothing can be sent.
func preview(s *Survey) []ui.Block {
	v := &visit{invitation: &sdk.Row[Invitation]{}, survey: &sdk.Row[Survey]{Value: *s}}
	form := ui.Form("preview", ui.Action("preview", ui.Tr("answer.send")).Disabled(true))
	for _, q := range s.Questions {
		form.Fields(v.field(q, Answer{}, false))
	}
	return []ui.Block{ui.Text(or(s.Intro, sdk.Text("answer.intro"))), form}
}

// newSurvey makes a draft with two questions to begin with.
func newSurvey(*sdk.EventRequest) (any, error) {
	var row *sdk.Row[Survey]
	err := sdk.AsItself(func() (err error) {
		row, err = surveys.Insert(map[string]any{"name": sdk.Text("edit.new.name"), "questions": []Question{
			{ID: "q1", Kind: askStars, Label: sdk.Text("edit.new.stars"), Required: true},
			{ID: "q2", Kind: askText, Label: sdk.Text("edit.new.text")},
		}})
		return err
	})
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Navigate(editPath(row.ID))), nil
}

// named is the survey that an action was drawn for.
type named struct {
	ID, Version int64
	State       string
	At, By      int
}

func argsOf(r *sdk.EventRequest) (a named, err error) { return a, json.Unmarshal(r.Args, &a) }

// setState starts or pauses a survey.
func setState(r *sdk.EventRequest) (any, error) {
	a, err := argsOf(r)
	if err != nil {
		return nil, err
	}
	return changed(sdk.AsItself(func() error {
		row, err := surveys.Get(a.ID)
		if err != nil {
			return err
		}
		if a.State == active && len(row.Value.Questions) == 0 {
			return sdk.Fail(sdk.KindInvalid, sdk.Text("edit.start.empty"))
		}
		_, err = surveys.Patch(a.ID, a.Version, map[string]any{"state": a.State})
		return err
	}))
}

// deleteSurvey removes a draft, which nobody was ever asked.
func deleteSurvey(r *sdk.EventRequest) (any, error) {
	a, err := argsOf(r)
	if err != nil {
		return nil, err
	}
	err = sdk.AsItself(func() error {
		row, err := surveys.Get(a.ID)
		if err != nil {
			return err
		}
		if row.Value.State != draft {
			return sdk.Fail(sdk.KindConflict, sdk.Text("edit.delete.used"))
		}
		return surveys.Delete(a.ID, a.Version)
	})
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("edit.deleted")), ui.Navigate("/app/x/surveys/edit")), nil
}

// changed is the answer to a change: saved, and drawn again.
func changed(err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("edit.saved")).Tone(ui.Success), ui.Close(), ui.Refresh()), nil
}
