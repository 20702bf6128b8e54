package main

import (
	"net/url"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

const resultsPath = "/app/x/surveys/results"

// periods are the days that the figures look back.
var periods = []int64{30, 90, 365}

// choice is what the page of results is about: the parameters of its address.
type choice struct {
	days                       int64
	survey, agent, team, stars int64 // 0: all; -1 of agent and team: nobody, none
	organization               int64
	week                       string // the first day of one, in UTC; empty: all
}

func choose(p sdk.Params) choice {
	c := choice{
		days: number(p.Get("p.days")), survey: number(p.Get("p.survey")), agent: number(p.Get("p.agent")), team: number(p.Get("p.team")),
		stars: number(p.Get("p.stars")), organization: number(p.Get("p.organization")),
	}
	if !isOneOf(c.days, periods) {
		c.days = 30
	}
	if _, err := time.Parse(time.DateOnly, p.Get("p.week")); err == nil {
		c.week = p.Get("p.week")
	}
	return c
}

// path is the page's address with one parameter more.
func (c *choice) path(name, value string) string {
	q := url.Values{"p.days": {itoa(c.days)}, name: {value}}
	for have, v := range map[string]int64{"p.survey": c.survey, "p.agent": c.agent, "p.team": c.team, "p.stars": c.stars, "p.organization": c.organization} {
		if v != 0 && have != name {
			q.Set(have, itoa(v))
		}
	}
	if c.week != "" && name != "p.week" {
		q.Set("p.week", c.week)
	}
	return resultsPath + "?" + q.Encode()
}

// where matches the ratings that are counted.
func (c *choice) where(now time.Time) *sdk.Filter {
	parts := []*sdk.Filter{sdk.Gte("answered_at", rfc(now.AddDate(0, 0, -int(c.days))))}
	for field, v := range map[string]int64{"survey": c.survey, "owner": c.agent, "team": c.team, "stars": c.stars, "organization": c.organization} {
		switch {
		case v > 0:
			parts = append(parts, sdk.Eq(field, v))
		case v < 0:
			parts = append(parts, sdk.Empty(field, true))
		}
	}
	if c.week != "" {
		from, _ := time.Parse(time.DateOnly, c.week)
		parts = append(parts, sdk.Gte("answered_at", rfc(from)), sdk.Lt("answered_at", rfc(from.AddDate(0, 0, 7))))
	}
	return sdk.All(parts...)
}

// bar offers the period and the survey, and takes back what a figure was narrowed to.
func (c *choice) bar(names map[int64]string) ui.Block {
	period := ui.SelectField("days", ui.Tr("field.period")).Value(itoa(c.days)).Required(true)
	for _, n := range periods {
		period.Options(ui.Option(itoa(n), ui.Tr("period."+itoa(n))))
	}
	which := ui.SelectField("survey", ui.Tr("field.survey"))
	if c.survey != 0 {
		which.Value(itoa(c.survey))
	}
	for _, id := range sorted(names) {
		which.Options(ui.Option(itoa(id), names[id]))
	}
	rating := ui.SelectField("stars", ui.Tr("field.stars"))
	for n := int64(5); n >= 1; n-- {
		rating.Options(ui.Option(itoa(n), drawn5(n)))
	}
	if c.stars != 0 {
		rating.Value(itoa(c.stars))
	}
	fields := []*ui.FieldBuilder{period, which, rating}
	only := func(name, value, label string) {
		fields = append(fields, ui.SelectField(name, ui.Tr("field."+name)).Value(value).Options(ui.Option(value, label)))
	}
	if c.agent != 0 {
		only("agent", itoa(c.agent), agentName(c.agent))
	}
	if c.team != 0 {
		only("team", itoa(c.team), teamName(c.team))
	}
	if c.organization != 0 {
		only("organization", itoa(c.organization), "#"+itoa(c.organization))
	}
	if c.week != "" {
		only("week", c.week, c.week)
	}
	return ui.FilterBar("p", fields...)
}

func agentName(id int64) string {
	if id < 0 {
		return sdk.Text("by.nobody")
	}
	return sdk.People.NameOf(id)
}

func teamName(id int64) string {
	if id < 0 {
		return sdk.Text("by.nobody")
	}
	names, err := sdk.People.TeamNames()
	if err == nil && names[id] != "" {
		return names[id]
	}
	return "#" + itoa(id)
}
