package main

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// idOf reads somebody or something chosen in a form, which comes as text or a number.
func idOf(v any) int64 {
	switch v := v.(type) {
	case float64:
		return int64(v)
	case string:
		return number(v)
	}
	return 0
}

// askHelp asks whom to ask in.
func askHelp(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	var have []string
	for _, id := range row.Value.Contributors {
		have = append(have, ui.ID(id))
	}
	return ui.Respond(ui.Modal("help", ui.Tr("help.title"), ui.Form("help", ui.Action("help", ui.Tr("form.save")).Style("primary").Args("id", row.ID, "version", row.Version),
		ui.UserField("people", ui.Tr("field.contributors")).Multiple(true).Help(ui.Tr("help.help")).Value(have)))), nil
}

// help makes the chosen colleagues the call's contributors, and writes to the new ones.
func help(r *sdk.EventRequest) (any, error) {
	in, err := formOf[struct{ People []any }](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	ids := []int64{}
	for _, v := range in.People {
		if id := idOf(v); id != 0 {
			ids = append(ids, id)
		}
	}
	before := row.Value.Contributors
	if _, err := calls.Patch(row.ID, row.Version, map[string]any{"contributors": ids}); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if !slices.Contains(before, id) && id != r.Viewer.ID {
			write(id, row, "letter.help", r.Viewer.Name, "")
		}
	}
	return tell("done.saved", ui.Close())
}

// askTransfer asks who gets the call.
func askTransfer(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Modal("transfer", ui.Tr("transfer.title"), ui.Form("transfer", ui.Action("transfer", ui.Tr("action.transfer")).Style("primary").Args("id", row.ID, "version", row.Version),
		ui.UserField("owner", ui.Tr("field.owner")).Help(ui.Tr("transfer.help")), ui.TeamField("team", ui.Tr("field.team"))))), nil
}

// transfer hands a call to a person, to a team, or to both; a team alone leaves it
// to whoever of them looks at it.
func transfer(r *sdk.EventRequest) (any, error) {
	in, err := formOf[struct{ Owner, Team any }](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	owner, team := idOf(in.Owner), idOf(in.Team)
	if owner == 0 && team == 0 {
		return nil, sdk.Invalid("owner", sdk.Text("transfer.whom"))
	}
	change := map[string]any{"owner": owner}
	if team != 0 {
		change["team"] = team
	}
	if _, err := calls.Patch(row.ID, row.Version, change); err != nil {
		return nil, err
	}
	if owner != 0 && owner != row.Value.Owner && owner != r.Viewer.ID {
		write(owner, row, "letter.transfer", r.Viewer.Name, "")
	}
	return tell("done.transferred", ui.Close())
}

// askRelate asks what the call is about.
func askRelate(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	c := &row.Value
	chosen := func(f *ui.FieldBuilder, id int64) *ui.FieldBuilder {
		if id != 0 {
			f.Value(ui.ID(id))
		}
		return f
	}
	return ui.Respond(ui.Modal("relate", ui.Tr("relate.title"), ui.Form("relate", ui.Action("relate", ui.Tr("form.save")).Style("primary").Args("id", row.ID, "version", row.Version),
		chosen(ui.TicketField("ticket", ui.Tr("field.ticket")), c.Ticket),
		chosen(ui.ContactField("person", ui.Tr("field.person")), c.Person),
		chosen(ui.OrgField("organization", ui.Tr("field.organization")), c.Organization),
		ui.TicketField("more", ui.Tr("relate.more")).Help(ui.Tr("relate.more.help"))))), nil
}

// relate says what the call is about, and relates one more ticket where one is chosen.
func relate(r *sdk.EventRequest) (any, error) {
	in, err := formOf[struct{ Ticket, Person, Organization, More any }](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if _, err := calls.Patch(row.ID, row.Version, map[string]any{
		"ticket": idOf(in.Ticket), "person": idOf(in.Person), "organization": idOf(in.Organization),
	}); err != nil {
		return nil, err
	}
	if more := idOf(in.More); more != 0 && more != idOf(in.Ticket) {
		if _, err := relations.Insert(Relation{Call: row.ID, Ticket: more, Name: ui.ID(more)}); err != nil {
			return nil, err
		}
	}
	return tell("done.saved", ui.Close())
}

// unrelate takes one more ticket away again.
func unrelate(r *sdk.EventRequest) (any, error) {
	var args struct{ Relation int64 }
	if err := readArgs(r, &args); err != nil {
		return nil, err
	}
	if err := relations.Delete(args.Relation, 0); err != nil {
		return nil, err
	}
	return tell("done.saved")
}

// title names a call in one line, for letters and headings.
func title(c *Call, language string) string {
	s := sdk.TextIn(language, "direction."+c.Direction)
	if c.Number != "" {
		s += " " + c.Number
	}
	return s
}

// write tells a colleague of a call, in their language. A letter that cannot be
// written stops nothing: what it tells of is done.
func write(to int64, row *sdk.Row[Call], key, by, once string) {
	language := ""
	if p, err := sdk.People.Get(to); err == nil {
		language = p.Locale
	}
	text := title(&row.Value, language) + "\n" + row.Value.Notes
	if len(text) > 2000 {
		text = strings.ToValidUTF8(text[:2000], "") + "…"
	}
	n := sdk.Notice{UserID: to, Title: sdk.TextIn(language, key, "name", by), Text: strings.TrimSpace(text), Href: callPath(row.ID), Key: once}
	if err := sdk.Notify(n); err != nil {
		sdk.Log.Warn("no letter about call " + ui.ID(row.ID) + ": " + err.Error())
	}
}
