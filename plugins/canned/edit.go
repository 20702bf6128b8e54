package main

import (
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

func back() ui.Block { return ui.Link(ui.Tr("page.back"), path("")).Icon("arrow-left") }

// newPage has the form for a reply that is not there yet, empty or with what the
// reply has that the address says to begin with.
func newPage(r *sdk.RenderRequest) (any, error) {
	if !may(r.Viewer, "canned.create") {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("edit.denied"))
	}
	row := &sdk.Row[Reply]{Value: Reply{Kind: forBoth, Everyone: true, Owner: r.Viewer.ID}}
	if from := number(r.Params.Get("from")); from != 0 {
		old, err := replies.Get(from)
		if err != nil {
			return nil, err
		}
		row.Value = old.Value
		row.Value.Owner, row.Value.Shortcut = r.Viewer.ID, ""
	}
	return ui.Doc(back(), ui.Split().Ratio("2:1").Start(ui.Section(replyForm(r.Viewer, row))).End(placeholders())).
		Title(ui.Tr("page.new")).Icon("message-2"), nil
}

// replyPage shows a reply, with its form for those who may change it.
func replyPage(r *sdk.RenderRequest, id int64) (any, error) {
	row, err := replies.Get(id)
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(back()).Title(row.Value.Title).Icon("message-2")
	if row.Value.Draft {
		doc.Badge(ui.Mark(ui.Tr("state.draft")).Tone(ui.Neutral))
	}
	if may(r.Viewer, "canned.create") {
		doc.Actions(ui.Action("copy", ui.Tr("edit.copy")).Icon("copy").Href(path("new") + "&from=" + itoa(id)))
	}
	doc.Actions(ui.Action("delete", ui.Tr("edit.delete")).Icon("trash").Style("danger").Perm("canned.delete").Args("id", row.ID).
		Confirm(ui.Confirm(ui.Tr("edit.delete.title")).Text(ui.Tr("edit.delete.text")).Label(ui.Tr("edit.delete")).Tone(ui.Danger)))
	said, _ := sample(r.Viewer).fill(row.Value.Text, quoted)
	preview := ui.Section(ui.Markdown(said)).Title(ui.Tr("edit.preview")).Subtitle(ui.Tr("edit.preview.text"))
	if !may(r.Viewer, "canned.edit") {
		return doc.Blocks(preview), nil
	}
	return doc.Blocks(ui.Split().Ratio("2:1").Start(ui.Section(replyForm(r.Viewer, row))).End(ui.Stack(preview, placeholders()))), nil
}

// placeholders tells what a text can have filled in.
func placeholders() ui.Block {
	list := ui.KV()
	for _, name := range names {
		list.Items(ui.KVItem(ui.Tr("name."+name), ui.TextValue("{{"+name+"}}")).Copyable(true))
	}
	return ui.Section(list).Title(ui.Tr("edit.placeholders")).Subtitle(ui.Tr("edit.placeholders.text"))
}

// replyForm is the form of a reply; what its writer may not set is not on it.
func replyForm(viewer *sdk.Caller, row *sdk.Row[Reply]) ui.Block {
	c := &row.Value
	form := ui.Form("reply", ui.Action("save", ui.Tr("edit.save")).Style("primary").Args("id", row.ID, "version", row.Version).Busy("block"),
		ui.TextField("title", ui.Tr("field.title")).Value(c.Title).Required(true).MaxLength(120).Placeholder(sdk.Text("field.title.example")),
		ui.TextField("shortcut", ui.Tr("field.shortcut")).Value(c.Shortcut).MaxLength(30).Help(ui.Tr("field.shortcut.help")).Autocomplete("off"),
		ui.MarkdownField("text", ui.Tr("field.text")).Value(c.Text).Required(true).MaxLength(20000).Rows(10).Help(ui.Tr("field.text.help")),
	).ConfirmLeave(true)
	if may(viewer, "canned.type") {
		form.Fields(ui.SegmentedField("kind", ui.Tr("field.kind")).Options(options("kind", kinds...)...).Value(c.Kind).Required(true))
	}
	if may(viewer, "canned.language") {
		language := ui.SelectField("language", ui.Tr("field.language")).Value(c.Language).Help(ui.Tr("field.language.help"))
		for _, l := range languages {
			language.Options(ui.Option(l.code, l.name))
		}
		form.Fields(language)
	}
	with := []string{withEveryone, withTeam}
	if c.Owner == viewer.ID || c.shared() == withNobody {
		with = append(with, withNobody)
	}
	team := ui.TeamField("team", ui.Tr("field.team")).ShowIf(ui.If("reply", "shared").Is(withTeam))
	if c.Team != 0 {
		team.Value(itoa(c.Team))
	}
	form.Fields(ui.SegmentedField("shared", ui.Tr("field.shared")).Options(options("shared", with...)...).Value(c.shared()).Required(true), team)
	if may(viewer, "canned.draft") {
		form.Fields(ui.SwitchField("draft", ui.Tr("field.draft")).Value(c.Draft).Help(ui.Tr("field.draft.help")))
	}
	return form
}

// input is what the form sends. A field that was not on the form stays nil.
type input struct {
	Title    string  `json:"title"`
	Shortcut string  `json:"shortcut"`
	Text     string  `json:"text"`
	Kind     *string `json:"kind"`
	Language *string `json:"language"`
	Draft    *bool   `json:"draft"`
	Shared   string  `json:"shared"`
	Team     string  `json:"team"`
}

// fields checks the form, and returns what is to be written. Whether the writer
// may is the host's to say, field by field.
func (in *input) fields(mine bool) (map[string]any, error) {
	title, text := strings.TrimSpace(in.Title), strings.TrimSpace(in.Text)
	shortcut := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(in.Shortcut), "/"))
	team := number(in.Team)
	switch {
	case title == "":
		return nil, sdk.Invalid("title", sdk.Text("edit.missing"))
	case text == "":
		return nil, sdk.Invalid("text", sdk.Text("edit.missing"))
	case shortcut != "" && !shortcutForm.MatchString(shortcut):
		return nil, sdk.Invalid("shortcut", sdk.Text("field.shortcut.wrong"))
	case in.Shared == withTeam && team == 0:
		return nil, sdk.Invalid("team", sdk.Text("edit.missing"))
	case in.Shared == withNobody && !mine:
		return nil, sdk.Invalid("shared", sdk.Text("edit.not_yours"))
	}
	if found := unknown(text); found != "" {
		return nil, sdk.Invalid("text", sdk.Text("field.text.unknown", "name", found))
	}
	out := map[string]any{"title": title, "shortcut": shortcut, "text": text, "everyone": in.Shared == withEveryone, "team": nil}
	if in.Shared == withTeam {
		out["team"] = team
	}
	if in.Kind != nil {
		out["kind"] = *in.Kind
	}
	if in.Language != nil {
		out["language"] = *in.Language
	}
	if in.Draft != nil {
		out["draft"] = *in.Draft
	}
	return out, nil
}

// save adds a reply, or changes the one that the form was drawn for.
func save(r *sdk.EventRequest) (any, error) {
	var args struct{ ID, Version int64 }
	var forms struct{ Reply input }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("edit.broken"))
	}
	mine := args.ID == 0
	if !mine {
		row, err := replies.Get(args.ID)
		if err != nil {
			return nil, err
		}
		mine = row.Value.Owner == r.Viewer.ID || row.Value.shared() == withNobody
	}
	fields, err := forms.Reply.fields(mine)
	if err != nil {
		return nil, err
	}
	if args.ID != 0 {
		_, err = replies.Patch(args.ID, args.Version, fields)
	} else {
		_, err = replies.Insert(fields)
	}
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("edit.saved")).Tone(ui.Success), ui.Reset("reply"), ui.Navigate(path(""))), nil
}

func remove(r *sdk.EventRequest) (any, error) {
	var args struct{ ID int64 }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	if err := replies.Delete(args.ID, 0); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("edit.deleted")).Tone(ui.Success), ui.Navigate(path(""))), nil
}
