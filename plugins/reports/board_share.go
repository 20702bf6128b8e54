package main

import (
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// Whom a board is for, as a form says it: alone, everyone, team:<number> or
// role:<slug>.
const (
	forOwner    = "alone"
	forEveryone = "everyone"
	forTeam     = "team:"
	forRole     = "role:"
)

// audience is whom a board is for.
func (b *Board) audience() string {
	switch {
	case b.Everyone:
		return forEveryone
	case b.Team != 0:
		return forTeam + strconv.FormatInt(b.Team, 10)
	case b.Role != "":
		return forRole + b.Role
	}
	return forOwner
}

// shareWith sets the fields that say whom a board is for; nothing said is its owner.
func shareWith(fields map[string]any, audience string) error {
	fields["everyone"], fields["team"], fields["role"] = audience == forEveryone, nil, nil
	if slug, ok := strings.CutPrefix(audience, forRole); ok && slug != "" {
		fields["role"] = slug
		return nil
	}
	if number, ok := strings.CutPrefix(audience, forTeam); ok {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return sdk.Invalid("audience", sdk.Text("form.broken"))
		}
		fields["team"] = id
		return nil
	}
	if audience != "" && audience != forOwner && audience != forEveryone {
		return sdk.Invalid("audience", sdk.Text("form.broken"))
	}
	return nil
}

// boardFields ask for a board's name, and whom it is for where the viewer may share.
func boardFields(viewer *sdk.Caller, b *Board) ([]ui.Node, error) {
	name := ui.TextField("name", ui.Tr("custom.name")).Required(true).MaxLength(80).Value(b.Name)
	if !may(viewer, "reports.edit") {
		return []ui.Node{name}, nil
	}
	field := ui.SelectField("audience", ui.Tr("board.audience")).Help(ui.Tr("board.audience.help")).Required(true).Value(b.audience()).
		Options(ui.Option(forOwner, ui.Tr("board.alone")), ui.Option(forEveryone, ui.Tr("board.everyone")))
	teams, err := sdk.People.Teams()
	if err != nil {
		return nil, err
	}
	roles, err := sdk.People.Roles()
	if err != nil {
		return nil, err
	}
	for _, t := range teams {
		field.Options(ui.Option(forTeam+strconv.FormatInt(t.ID, 10), t.Name).Group(ui.Tr("board.teams")))
	}
	for _, r := range roles {
		field.Options(ui.Option(forRole+r.Slug, r.Name).Group(ui.Tr("board.roles")))
	}
	return []ui.Node{name, field}, nil
}
