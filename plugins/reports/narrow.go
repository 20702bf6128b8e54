package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// narrow is what a report that somebody made counts only; nothing set counts all.
type narrow struct {
	Status       []string `json:"status,omitempty"`
	Priority     string   `json:"priority,omitempty"`
	Channel      string   `json:"channel,omitempty"`
	Tag          string   `json:"tag,omitempty"`
	Team         string   `json:"team,omitempty"` // a number, or none
	Agent        int64    `json:"agent,omitempty"`
	Organization int64    `json:"organization,omitempty"`
}

// Words of the host's, in the order of the numbers that it groups by.
var (
	statuses   = []string{"open", "pending", "on_hold", "solved", "closed"}
	priorities = []string{"low", "normal", "high", "urgent"}
)

// put adds the conditions to a query, over what was chosen above the report.
func (n *narrow) put(q *sdk.FigureQuery) {
	if len(n.Status) > 0 {
		q.Status = n.Status
	}
	q.Priority, q.Channel, q.Tag, q.OrganizationID = n.Priority, n.Channel, n.Tag, n.Organization
	if n.Team != "" {
		q.NoTeam = n.Team == "none"
		q.TeamID, _ = strconv.ParseInt(n.Team, 10, 64)
	}
	if n.Agent != 0 {
		q.AssigneeID = n.Agent
	}
}

// numbered are options that are called by their places.
func numbered(kind string, values []string) []*ui.OptionBuilder {
	out := make([]*ui.OptionBuilder, len(values))
	for i, v := range values {
		out[i] = ui.Option(v, ui.Tr(kind+"."+strconv.Itoa(i+1)))
	}
	return out
}

// fields ask for the conditions. What there is to choose from was there lately, or is
// chosen already.
func (n *narrow) fields() ([]*ui.FieldBuilder, error) {
	channels, err := seen("channel", n.Channel)
	if err != nil {
		return nil, err
	}
	tags, err := seen("tag", n.Tag)
	if err != nil {
		return nil, err
	}
	names, err := sdk.People.TeamNames()
	if err != nil {
		return nil, err
	}
	teams := []*ui.OptionBuilder{}
	for _, id := range slices.SortedFunc(maps.Keys(names), func(a, b int64) int { return strings.Compare(names[a], names[b]) }) {
		teams = append(teams, ui.Option(number(id), names[id]))
	}
	teams = append(teams, ui.Option("none", ui.Tr("none.team")))
	return []*ui.FieldBuilder{
		ui.MultiselectField("status", ui.Tr("by.status")).Options(numbered("status", statuses)...).Value(n.Status).Placeholder(ui.Tr("custom.any")),
		ui.SelectField("priority", ui.Tr("by.priority")).Options(numbered("priority", priorities)...).Value(n.Priority).Placeholder(ui.Tr("custom.any")),
		ui.SelectField("channel", ui.Tr("by.channel")).Options(channels...).Value(n.Channel).Placeholder(ui.Tr("custom.any")),
		ui.SelectField("tag", ui.Tr("by.tag")).Options(tags...).Value(n.Tag).Placeholder(ui.Tr("custom.any")),
		ui.SelectField("team", ui.Tr("by.team")).Options(teams...).Value(n.Team).Placeholder(ui.Tr("custom.any")),
		ui.UserField("agent", ui.Tr("by.assignee")).Value(number(n.Agent)).Placeholder(ui.Tr("custom.any")),
		ui.OrgField("organization", ui.Tr("by.organization")).Value(number(n.Organization)).Placeholder(ui.Tr("custom.any")),
	}, nil
}

// seen are the values that tickets of the last months have, and the chosen one.
func seen(by, value string) ([]*ui.OptionBuilder, error) {
	page, err := sdk.Tickets.Figures(sdk.FigureQuery{Of: "created", Period: "last_90_days", By: []string{by}, Measures: []string{"count"}, Within: "reports.view", Top: 200})
	if err != nil && refusal(err, nil) == "" {
		return nil, err
	}
	var names []string
	if page != nil {
		for _, row := range page.Rows {
			names = append(names, row.Names[0])
		}
	}
	names = append(names, value)
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	var out []*ui.OptionBuilder
	for _, name := range slices.Compact(names) {
		if name != "" {
			out = append(out, ui.Option(name, called(by, name)))
		}
	}
	return out, nil
}

// called is a tag or a channel as people call it.
func called(by, name string) string {
	return (&report{by: by}).label(&line{text: name})
}

// shown says what a report counts only; nil for one that counts all.
func (n *narrow) shown() ui.Block {
	var items []*ui.KVItemBuilder
	add := func(by string, v ui.Value) { items = append(items, ui.KVItem(ui.Tr("by."+by), v)) }
	if len(n.Status) > 0 {
		var words []string
		for _, s := range n.Status {
			words = append(words, sdk.Text("status."+strconv.Itoa(slices.Index(statuses, s)+1)))
		}
		add("status", ui.TextValue(strings.Join(words, ", ")))
	}
	if n.Priority != "" {
		add("priority", ui.TextValue(ui.Tr("priority."+strconv.Itoa(slices.Index(priorities, n.Priority)+1))))
	}
	if n.Channel != "" {
		add("channel", ui.TextValue(called("channel", n.Channel)))
	}
	if n.Tag != "" {
		add("tag", ui.TagsValue(n.Tag))
	}
	switch {
	case n.Team == "none":
		add("team", ui.TextValue(ui.Tr("none.team")))
	case n.Team != "":
		add("team", ui.TeamValue(n.Team))
	}
	if n.Agent != 0 {
		add("assignee", ui.UserValue(number(n.Agent)))
	}
	if n.Organization != 0 {
		add("organization", ui.OrgValue(number(n.Organization)))
	}
	if len(items) == 0 {
		return nil
	}
	return ui.Section(ui.KV(items...).Cols(2)).Title(ui.Tr("custom.only"))
}

// wrong names the condition that no choice of the form gives; empty for none.
func (n *narrow) wrong() string {
	team := n.Team == "" || n.Team == "none"
	if !team {
		_, err := strconv.ParseInt(n.Team, 10, 64)
		team = err == nil
	}
	switch {
	case slices.ContainsFunc(n.Status, func(s string) bool { return !slices.Contains(statuses, s) }):
		return "status"
	case n.Priority != "" && !slices.Contains(priorities, n.Priority):
		return "priority"
	case !team:
		return "team"
	case len(n.Channel) > 100:
		return "channel"
	case len(n.Tag) > 100:
		return "tag"
	}
	return ""
}
