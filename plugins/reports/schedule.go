package main

import (
	"encoding/json"
	"net/url"
	"strconv"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// What is sent at set times, the host keeps: it sends each letter once, asks the
// owner's key each time, and has this plugin write it with its reader's rights.

// order is what a mailing is about: a report, or a dashboard.
type order struct {
	Report string `json:"report,omitempty"`
	Board  string `json:"board,omitempty"`
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
		return newSchedule(r)
	default:
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, sdk.Fail(sdk.KindNotFound, sdk.Text("no.such"))
		}
		return scheduleOne(r.Viewer, n)
	}
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
		ID               int64
		Report, Board, Q string
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
	o := order{Report: args.Report, Board: args.Board, PDF: forms.Schedule.PDF}
	if _, err := o.open(r.Viewer); err != nil {
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
	o.Q = q.Encode()
	m := sdk.Mailing{ID: args.ID, Name: mailingName, Title: in.Title, Every: in.Every, Zone: in.Zone}
	if m.Payload, err = json.Marshal(o); err != nil {
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
