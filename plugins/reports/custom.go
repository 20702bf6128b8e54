package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// Custom is a report that somebody made.
type Custom struct {
	Name string          `json:"name"`
	Spec json.RawMessage `json:"spec,omitempty"`
}

// spec is what a custom report asks for.
type spec struct {
	Of       string   `json:"of"`
	By       string   `json:"by"`
	Measures []string `json:"measures"`
	Chart    string   `json:"chart"`
	Tag      string   `json:"tag,omitempty"`
}

var customs = sdk.Collection[Custom]{Name: "custom"}

// Choices of the builder.
var (
	customOf       = []string{"created", "first_response", "resolved", "solved", "reopened", "replied", "worked"}
	customBy       = []string{"time", "team", "assignee", "person", "channel", "priority", "status", "tag", "organization", "contributor", "hour_of_week"}
	customMeasures = []string{"count", "tickets", "p50 first_response", "p90 first_response", "p50 resolution", "p90 resolution", "p50 waiting", "p90 waiting", "p50 pending", "sum replies", "avg replies"}
	customCharts   = []string{"bar", "line", "hbar", "donut"}
)

// custom loads a report that somebody made; its id is "c" and its number.
func custom(id string) (*report, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(id, "c"), 10, 64)
	if err != nil || !strings.HasPrefix(id, "c") {
		return nil, sdk.Fail(sdk.KindNotFound, sdk.Text("no.such"))
	}
	row, err := customs.Get(n)
	if err != nil {
		return nil, err
	}
	var s spec
	if err := json.Unmarshal(row.Value.Spec, &s); err != nil {
		return nil, err
	}
	return s.report(id, row.Value.Name), nil
}

// report turns the spec into a report, which counts within reports.view.
func (s *spec) report(id, name string) *report {
	r := &report{id: id, custom: name, key: "reports.view", icon: "report", chart: s.Chart, by: s.By, top: 50}
	if s.By == "hour_of_week" {
		r.chart = "heatmap"
	}
	src := source{of: s.Of, measures: s.Measures}
	r.sources = []source{src}
	for i, m := range s.Measures {
		kind := "count"
		if length(m) {
			kind = "length"
		} else if m != "count" && m != "tickets" {
			kind = "number"
		}
		r.columns = append(r.columns, column{name: strings.ReplaceAll(m, " ", "_"), measure: i, kind: kind, plot: i == 0})
	}
	return r
}

// builder is the form for a new report.
func builder(r *sdk.RenderRequest) (any, error) {
	if !may(r.Viewer, "reports.create") {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
	}
	choices := func(kind string, values []string) []*ui.OptionBuilder {
		out := make([]*ui.OptionBuilder, len(values))
		for i, v := range values {
			out[i] = ui.Option(v, ui.Tr(kind+"."+strings.ReplaceAll(v, " ", "_")))
		}
		return out
	}
	form := ui.Form("custom", ui.Action("save", ui.Tr("save")).Style("primary").Perm("reports.create").Busy("block"),
		ui.TextField("name", ui.Tr("custom.name")).Required(true).MaxLength(80),
		ui.SelectField("of", ui.Tr("custom.of")).Options(choices("of", customOf)...).Value("created").Required(true),
		ui.SelectField("by", ui.Tr("custom.by")).Options(choices("by", customBy)...).Value("time").Required(true),
		ui.MultiselectField("measures", ui.Tr("custom.measures")).Options(choices("column", customMeasures)...).Required(true),
		ui.SelectField("chart", ui.Tr("custom.chart")).Options(choices("chart", customCharts)...).Value("bar").Required(true),
	)
	return ui.Doc(ui.Link(ui.Tr("all"), pagePath).Icon("arrow-left"), form).Title(ui.Tr("new")).Icon("report"), nil
}

// saveReport keeps a new report, if the host would compute it.
func saveReport(r *sdk.EventRequest) (any, error) {
	var forms struct {
		Custom struct {
			Name string
			spec
		}
	}
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	in := &forms.Custom
	if in.Name = strings.TrimSpace(in.Name); in.Name == "" {
		return nil, sdk.Invalid("name", sdk.Text("custom.name.missing"))
	}
	if len(in.Measures) == 0 {
		return nil, sdk.Invalid("measures", sdk.Text("custom.measures.missing"))
	}
	rep := in.report("new", in.Name)
	if _, err := rep.compute(&choice{period: "last_7_days"}); err != nil {
		return nil, sdk.Invalid("by", err.Error())
	}
	text, err := json.Marshal(in.spec)
	if err != nil {
		return nil, err
	}
	row, err := customs.Create(Custom{Name: in.Name, Spec: text})
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Navigate(pagePath+"?report=c"+number(row.ID))), nil
}

func deleteReport(r *sdk.EventRequest) (any, error) {
	var args struct{ Report string }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	n, err := strconv.ParseInt(strings.TrimPrefix(args.Report, "c"), 10, 64)
	if err != nil {
		return nil, sdk.Fail(sdk.KindNotFound, sdk.Text("no.such"))
	}
	if err := customs.Delete(n, 0); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("deleted")).Tone(ui.Success), ui.Navigate(pagePath)), nil
}
