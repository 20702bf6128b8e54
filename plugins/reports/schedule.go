package main

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// What is sent at set times, the host keeps: it sends each letter once, asks the
// owner's key each time, and has this plugin write it with its reader's rights.

// order is what a mailing is about.
type order struct {
	Report string `json:"report"`
	Q      string `json:"q,omitempty"` // what was chosen above the report
	// PDF has each letter carry the report as one.
	PDF bool `json:"pdf,omitempty"`
}

const mailingName = "report"

func schedulePath(id string) string { return pagePath + "?schedule=" + id }

func orderOf(m *sdk.Mailing) (order, error) {
	var o order
	err := json.Unmarshal(m.Payload, &o)
	return o, err
}

// paramsOf reads what was chosen above a report back.
func paramsOf(q string) (sdk.Params, error) {
	v, err := url.ParseQuery(q)
	if err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	var p sdk.Params
	for name := range v {
		p = append(p, sdk.Pair{Name: name, Value: v.Get(name)})
	}
	return p, nil
}

// schedulePage draws the list, the form for a new one, or one that there is.
func schedulePage(r *sdk.RenderRequest) (any, error) {
	switch id := r.Params.Get("schedule"); id {
	case "all":
		return scheduleList(r.Viewer)
	case "new":
		rep, err := open(r.Viewer, r.Params.Get("report"))
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
		m := &sdk.Mailing{Title: clip(rep.title(), 100), Every: "week", Day: 1, Hour: 7, Zone: zone, UserIDs: []int64{r.Viewer.ID}}
		if strings.Contains(c.period, "..") || r.Params.Get("f.period") == "" {
			c.period = "last_week"
		}
		o := order{Report: rep.id, Q: address(r.Params), PDF: may(r.Viewer, "reports.print")}
		return ui.Doc(backTo(rep.id, r.Params), scheduleForm(rep, m, c.period, &o)).Title(ui.Tr("schedule.new")).Icon("clock"), nil
	default:
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, sdk.Fail(sdk.KindNotFound, sdk.Text("no.such"))
		}
		return scheduleOne(r.Viewer, n)
	}
}

func clip(s string, n int) string {
	for len(s) > n {
		s = s[:len(s)-1]
	}
	return strings.ToValidUTF8(s, "")
}

func backTo(report string, p sdk.Params) ui.Block {
	return ui.Link(ui.Tr("schedule.back"), pagePath+"?report="+report+"&"+address(p)).Icon("arrow-left")
}

// scheduleForm asks when and to whom; rep is nil where the owner may not open the
// report any more.
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
	id := ""
	if rep != nil {
		id = rep.id
	}
	when := ui.Group(
		ui.SelectField("every", ui.Tr("schedule.every")).Options(every...).Value(m.Every).Required(true),
		ui.SelectField("weekday", ui.Tr("schedule.weekday")).Options(days...).Value(weekday).ShowIf(ui.If("schedule", "every").Is("week")),
		ui.NumberField("monthday", ui.Tr("schedule.monthday")).Min(1).Max(31).Step(1).Value(monthday).Help(ui.Tr("schedule.monthday.help")).ShowIf(ui.If("schedule", "every").Is("month")),
		ui.SelectField("hour", ui.Tr("schedule.hour")).Options(hours...).Value(strconv.FormatInt(m.Hour, 10)).Required(true),
		ui.TimezoneField("zone", ui.Tr("schedule.zone")).Value(m.Zone).Required(true),
	).Title(ui.Tr("schedule.when")).Cols(2)
	what := []*ui.FieldBuilder{ui.TextField("title", ui.Tr("schedule.title")).Value(m.Title).Required(true).MaxLength(100)}
	if rep == nil || !rep.now {
		what = append(what, ui.SelectField("period", ui.Tr("period")).Options(spans...).Value(period).Required(true))
	}
	what = append(what, ui.CheckboxField("pdf", ui.Tr("schedule.pdf")).Value(o.PDF).Help(ui.Tr("schedule.pdf.help")))
	return ui.Form("schedule", ui.Action("save_schedule", ui.Tr("save")).Style("primary").Perm("reports.schedule").Args("id", m.ID, "report", id, "q", o.Q).Busy("block"),
		ui.Group(what...).Cols(2), when,
		ui.Group(
			ui.UserField("people", ui.Tr("schedule.people")).Multiple(true).Value(texts(m.UserIDs)),
			ui.TeamField("teams", ui.Tr("schedule.teams")).Multiple(true).Value(texts(m.TeamIDs)),
		).Title(ui.Tr("schedule.whom")).Cols(2),
		ui.StaticField("note", ui.Tr("schedule.note")).Value(sdk.Text("schedule.note.text")),
	).ConfirmLeave(true)
}

func texts(ids []int64) []string {
	out := []string{}
	for _, id := range ids {
		out = append(out, strconv.FormatInt(id, 10))
	}
	return out
}

// saveSchedule keeps what the form says.
func saveSchedule(r *sdk.EventRequest) (any, error) {
	var args struct {
		ID        int64
		Report, Q string
	}
	var forms struct {
		Schedule struct {
			Title, Period, Every, Weekday, Hour, Zone string
			Monthday                                  float64
			PDF                                       bool
			People, Teams                             []any
		}
	}
	if json.Unmarshal(r.Args, &args) != nil || json.Unmarshal(r.Values, &forms) != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	if _, err := open(r.Viewer, args.Report); err != nil {
		return nil, err
	}
	in := &forms.Schedule
	q, err := url.ParseQuery(args.Q)
	if err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	q.Del("f.from")
	q.Del("f.to")
	if in.Period != "" {
		q.Set("f.period", in.Period)
	}
	m := sdk.Mailing{ID: args.ID, Name: mailingName, Title: in.Title, Every: in.Every, Zone: in.Zone}
	if m.Payload, err = json.Marshal(order{Report: args.Report, Q: q.Encode(), PDF: in.PDF}); err != nil {
		return nil, err
	}
	m.UserIDs, m.TeamIDs = idsOf(in.People), idsOf(in.Teams)
	m.Hour, _ = strconv.ParseInt(in.Hour, 10, 64)
	switch in.Every {
	case "week":
		m.Day, _ = strconv.ParseInt(in.Weekday, 10, 64)
	case "month":
		m.Day = int64(in.Monthday)
	}
	if args.ID != 0 {
		was, err := sdk.Mailings.Get(args.ID)
		if err != nil {
			return nil, err
		}
		m.Paused = was.Paused && was.Stopped == ""
	}
	if len(m.UserIDs)+len(m.TeamIDs) == 0 {
		return nil, sdk.Invalid("people", sdk.Text("schedule.nobody"))
	}
	if _, err := sdk.Mailings.Put(m); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Navigate(schedulePath("all"))), nil
}

func idsOf(values []any) (out []int64) {
	for _, v := range values {
		switch v := v.(type) {
		case float64:
			out = append(out, int64(v))
		case string:
			if n, err := strconv.ParseInt(v, 10, 64); err == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// pauseSchedule has a mailing rest, or go on.
func pauseSchedule(r *sdk.EventRequest) (any, error) {
	var args struct {
		ID    int64
		Pause bool
	}
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	m, err := sdk.Mailings.Get(args.ID)
	if err != nil {
		return nil, err
	}
	m.Paused = args.Pause
	if _, err := sdk.Mailings.Put(*m); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Refresh()), nil
}

// deleteSchedule ends a mailing of one's own, or leaves another's.
func deleteSchedule(r *sdk.EventRequest) (any, error) {
	var args struct{ ID int64 }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	if err := sdk.Mailings.Delete(args.ID); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("schedule.ended")).Tone(ui.Success), ui.Navigate(schedulePath("all"))), nil
}
