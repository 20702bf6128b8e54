package main

import (
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// newSchedule is the form to have something sent.
func newSchedule(r *sdk.RenderRequest) (any, error) {
	o := order{Report: r.Params.Get("report"), Board: r.Params.Get("board"), PDF: may(r.Viewer, "reports.print")}
	if o.Board == "" {
		o.Q = address(r.Params)
	}
	to, err := o.open(r.Viewer)
	if err != nil {
		return nil, err
	}
	if !may(r.Viewer, "reports.schedule") {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
	}
	zone := r.Viewer.Timezone
	if zone == "" {
		zone = "UTC"
	}
	c := chosen(r.Params)
	m := &sdk.Mailing{Title: clip(to.name, 100), Every: "week", Day: 1, Hour: 7, Zone: zone, UserIDs: []int64{r.Viewer.ID}}
	if strings.Contains(c.period, "..") || r.Params.Get("f.period") == "" {
		c.period = "last_week"
	}
	return ui.Doc(ui.Link(to.say("schedule.back"), to.path).Icon("arrow-left"), scheduleForm(to.rep, m, c.period, &o)).Title(ui.Tr("schedule.new")).Icon("clock"), nil
}

func clip(s string, n int) string {
	for len(s) > n {
		s = s[:len(s)-1]
	}
	return strings.ToValidUTF8(s, "")
}

// scheduleForm asks when and to whom; rep is nil for a dashboard.
func scheduleForm(rep *report, m *sdk.Mailing, period string, o *order) ui.Block {
	option := func(kind, v string) *ui.OptionBuilder { return ui.Option(v, ui.Tr(kind+"."+v)) }
	var every, days, hours, spans []*ui.OptionBuilder
	for _, v := range []string{"day", "week", "month"} {
		every = append(every, option("every", v))
	}
	for d := range 7 {
		days = append(days, ui.Option(strconv.Itoa(d+1), ui.Tr("day."+strconv.Itoa(d))))
	}
	for h := range 24 {
		v := strconv.Itoa(h)
		hours = append(hours, ui.Option(v, v+":00"))
	}
	for _, p := range periods {
		spans = append(spans, option("period", p))
	}
	weekday, monthday := "1", 1.0
	if m.Every == "week" {
		weekday = strconv.FormatInt(m.Day, 10)
	} else if m.Every == "month" {
		monthday = float64(m.Day)
	}
	when := ui.Group(
		ui.SelectField("every", ui.Tr("schedule.every")).Options(every...).Value(m.Every).Required(true),
		ui.SelectField("weekday", ui.Tr("schedule.weekday")).Options(days...).Value(weekday).ShowIf(ui.If("schedule", "every").Is("week")),
		ui.NumberField("monthday", ui.Tr("schedule.monthday")).Min(1).Max(31).Step(1).Value(monthday).Help(ui.Tr("schedule.monthday.help")).ShowIf(ui.If("schedule", "every").Is("month")),
		ui.SelectField("hour", ui.Tr("schedule.hour")).Options(hours...).Value(strconv.FormatInt(m.Hour, 10)).Required(true),
		ui.TimezoneField("zone", ui.Tr("schedule.zone")).Value(m.Zone).Required(true),
	).Title(ui.Tr("schedule.when")).Cols(2)
	what := []*ui.FieldBuilder{ui.TextField("title", ui.Tr("schedule.title")).Value(m.Title).Required(true).MaxLength(100)}
	if rep != nil && !rep.now {
		what = append(what, ui.SelectField("period", ui.Tr("period")).Options(spans...).Value(period).Required(true))
	}
	what = append(what, ui.CheckboxField("pdf", ui.Tr("schedule.pdf")).Value(o.PDF).Help(ui.Tr("schedule.pdf.help")))
	return ui.Form("schedule", ui.Action("save_schedule", ui.Tr("save")).Style("primary").Perm("reports.schedule").Args("id", m.ID, "report", o.Report, "board", o.Board, "q", o.Q).Busy("block"),
		ui.Group(what...).Cols(2), when,
		ui.Group(
			ui.UserField("people", ui.Tr("schedule.people")).Multiple(true).Value(texts(m.UserIDs)),
			ui.TeamField("teams", ui.Tr("schedule.teams")).Multiple(true).Value(texts(m.TeamIDs)),
		).Title(ui.Tr("schedule.whom")).Cols(2),
		ui.StaticField("note", ui.Tr("schedule.note")).Value(sdk.Text("schedule.note.text")),
	).ConfirmLeave(true)
}
