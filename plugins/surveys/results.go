package main

import (
	"sort"
	"strconv"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// resultsPage shows what the ratings within the reader's scope add up to, and which
// they are: every line of a table leads to the ratings that it counts.
func resultsPage(r *sdk.RenderRequest) (any, error) {
	c := choose(r.Params)
	names, err := surveyNames()
	if err != nil {
		return nil, err
	}
	if counted, ok := sdk.Counted(r.Params); ok {
		return countedPage(r, counted, names)
	}
	rep, err := compute(&c, r.Params.Get("newest.cursor"), time.Now())
	if err != nil {
		return nil, err
	}
	details, err := detailsOf(r.Viewer, rep.newest.Rows)
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(c.bar(names)).Title(ui.Tr("results.title")).Icon("star")
	if rep.total.Count == 0 {
		return doc.Blocks(ui.Empty(ui.Tr("results.none")).Icon("star").Text(ui.Tr("results.none.help"))), nil
	}
	user := func(f *figures) (string, ui.Value) { return itoa(f.Owner), ui.UserValue(itoa(f.Owner)) }
	team := func(f *figures) (string, ui.Value) { return itoa(f.Team), ui.TeamValue(itoa(f.Team)) }
	survey := func(f *figures) (string, ui.Value) {
		return itoa(f.Survey), ui.TextValue(or(names[f.Survey], "#"+itoa(f.Survey)))
	}
	week := func(f *figures) (string, ui.Value) { return f.Week, ui.DateValue(f.Week) }
	return doc.Blocks(stats(&rep.total), ui.Grid(2, starsChart(rep), weeksChart(rep)),
		ui.Tabs(
			ui.Tab("agent", ui.Tr("by.agent")).Blocks(c.table("agent", "user", rep.agents, user)),
			ui.Tab("team", ui.Tr("by.team")).Blocks(c.table("team", "team", rep.teams, team)),
			ui.Tab("survey", ui.Tr("by.survey")).Blocks(c.table("survey", "text", rep.surveys, survey)),
			ui.Tab("week", ui.Tr("by.week")).Blocks(c.table("week", "date", rep.weeks, week)),
		).ID("by"),
		newestTable(rep.newest, names, details),
		ui.Disclosure(ui.Tr("results.how"), ui.Markdown(ui.Tr("results.how.text")))), nil
}

// countedPage lists the ratings that a figure of a report counted.
func countedPage(r *sdk.RenderRequest, q sdk.Query, names map[int64]string) (any, error) {
	n, err := ratings.Count(q)
	if err != nil {
		return nil, err
	}
	q.Sort, q.Limit, q.Cursor = "-answered_at", newestSize, r.Params.Get("newest.cursor")
	found, err := ratings.Find(q)
	if err != nil {
		return nil, err
	}
	details, err := detailsOf(r.Viewer, found.Rows)
	if err != nil {
		return nil, err
	}
	back := ui.Action("all", ui.Tr("results.all")).Href(resultsPath)
	return ui.Doc(ui.Alert(ui.Tr("results.behind", "n", n)).Tone(ui.Neutral).Actions(back), newestTable(found, names, details)).Title(ui.Tr("results.title")).Icon("star"), nil
}

func stats(f *figures) ui.Block {
	grid := ui.Grid(4, ui.Stat(ui.Tr("figure.answers"), ui.NumberValue(float64(f.Count))))
	if v, ok := f.average(); ok {
		grid.Blocks(ui.Stat(ui.Tr("figure.average"), ui.NumberValue(v)))
	}
	if v, ok := f.csat(); ok {
		grid.Blocks(ui.Stat(ui.Tr("figure.csat"), ui.PercentValue(v/100)).Help(ui.Tr("figure.csat.help")))
	}
	if v, ok := f.nps(); ok {
		grid.Blocks(ui.Stat(ui.Tr("figure.nps"), ui.NumberValue(v)).Help(ui.Tr("figure.nps.help")))
	}
	return grid
}

func starsChart(r *report) ui.Block {
	labels, data := make([]string, 5), make([]float64, 5)
	for n := 1; n <= 5; n++ {
		labels[5-n], data[5-n] = strconv.Itoa(n)+" ★", float64(r.byStars[n])
	}
	return ui.Chart("hbar", ui.Tr("chart.stars"), ui.Axis("category", labels...), ui.Tr("chart.stars.summary", "five", r.byStars[5], "one", r.byStars[1]),
		ui.Series("n", ui.Tr("figure.answers"), data...))
}

func weeksChart(r *report) ui.Block {
	labels, data := make([]string, len(r.weeks)), make([]float64, len(r.weeks))
	for i := range r.weeks {
		labels[i] = r.weeks[i].Week
		data[i], _ = r.weeks[i].average()
	}
	return ui.Chart("line", ui.Tr("chart.weeks"), ui.Axis("time", labels...), ui.Tr("chart.weeks.summary"),
		ui.Series("avg", ui.Tr("figure.average"), data...)).Y(ui.YAxis().Min(0).Max(5))
}

// table lists groups; each leads to what it counts.
func (c *choice) table(id, as string, lines []figures, name func(f *figures) (string, ui.Value)) ui.Block {
	table := ui.Table(ui.Tr("by."+id)).ID(id).Columns(
		ui.Column("name", ui.Tr("field."+id)).As(as).Primary(true),
		ui.Column("answers", ui.Tr("figure.answers")).As("link").Align("end"),
		ui.Column("average", ui.Tr("figure.average")).As("number").Align("end"),
		ui.Column("csat", ui.Tr("figure.csat")).As("percent").Align("end"),
		ui.Column("nps", ui.Tr("figure.nps")).As("number").Align("end"),
	)
	for i := range lines {
		f := &lines[i]
		key, shown := name(f)
		if key == "0" {
			key, shown = "-1", ui.TextValue(ui.Tr("by.nobody"))
		}
		row := ui.Row(id+"-"+key).Cell("name", shown).Cell("answers", ui.LinkValue(itoa(f.Count), c.path("p."+id, key)))
		if v, ok := f.average(); ok {
			row.Cell("average", ui.NumberValue(v))
		}
		if v, ok := f.csat(); ok {
			row.Cell("csat", ui.PercentValue(v/100))
		}
		if v, ok := f.nps(); ok {
			row.Cell("nps", ui.NumberValue(v))
		}
		table.Rows(row)
	}
	return table
}

// newestTable lists the ratings that the figures count, the newest first.
func newestTable(page *sdk.Page[Rating], names map[int64]string, details map[int64][]Answer) ui.Block {
	paging := ui.Paging("cursor")
	if page.Next != "" {
		paging.Next(page.Next)
	}
	rows, table := page.Rows, ui.Table(ui.Tr("results.newest")).ID("newest").Paging(paging).Columns(
		ui.Column("at", ui.Tr("field.answered")).As("datetime").Primary(true),
		ui.Column("stars", ui.Tr("field.stars")).As("text"),
		ui.Column("scale", ui.Tr("field.scale")).As("text").HideBelow("md"),
		ui.Column("about", ui.Tr("field.about")).As("link"),
		ui.Column("person", ui.Tr("field.person")).As("contact").HideBelow("md"),
		ui.Column("agent", ui.Tr("field.agent")).As("user"),
		ui.Column("survey", ui.Tr("field.survey")).As("text").HideBelow("md"),
	)
	for i := range rows {
		v := &rows[i].Value
		row := ui.Row(itoa(rows[i].ID)).Cell("at", ui.DateTimeValue(rfc(v.AnsweredAt.Time()))).Cell("survey", ui.TextValue(or(names[v.Survey], "#"+itoa(v.Survey))))
		if v.Stars != nil {
			row.Cell("stars", ui.TextValue(drawn5(*v.Stars)))
		}
		if v.Scale != nil {
			row.Cell("scale", ui.TextValue(ui.Tr("scale.of", "n", *v.Scale)))
		}
		switch {
		case v.Ticket != 0:
			row.Cell("about", ui.TicketValue(itoa(v.Ticket)))
		case v.Chat != 0:
			row.Cell("about", chatValue(v.Chat))
		}
		if v.Person != 0 {
			row.Cell("person", ui.ContactValue(itoa(v.Person)))
		}
		if v.Owner != 0 {
			row.Cell("agent", ui.UserValue(itoa(v.Owner)))
		}
		if v.Low {
			row.Tone(ui.Danger)
		}
		for _, a := range details[rows[i].ID] {
			row.Detail(ui.Quote(answerText(a)).By(a.Label))
		}
		table.Rows(row)
	}
	return table
}

// drawn5 is a rating as text: "★★★★☆".
func drawn5(n int64) string {
	out := ""
	for i := int64(1); i <= 5; i++ {
		if i <= n {
			out += "★"
		} else {
			out += "☆"
		}
	}
	return out
}

func sorted[T any](m map[int64]T) []int64 {
	ids := make([]int64, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(a, b int) bool { return ids[a] < ids[b] })
	return ids
}
