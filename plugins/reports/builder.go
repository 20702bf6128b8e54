package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// builder is the form for a report of one's own, a new one or one that there is.
func builder(viewer *sdk.Caller, id string) (any, error) {
	key, title, back := "reports.create", ui.Tr("new"), pagePath
	s, name, version := spec{Of: "created", By: "time", Measures: []string{"count"}, Chart: "bar"}, "", int64(0)
	if id != "" {
		row, kept, err := customOf(id)
		if err != nil {
			return nil, err
		}
		if !mayChange("reports.edit", row.ID) {
			return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
		}
		key, title, back = "reports.edit", ui.Tr("custom.edit"), pagePath+"?report="+id
		s, name, version = *kept, row.Value.Name, row.Version
	} else if !may(viewer, key) {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
	}
	only, err := s.fields()
	if err != nil {
		return nil, err
	}
	form := ui.Form("custom", ui.Action("save", ui.Tr("save")).Style("primary").Perm(key).Args("report", id, "version", version).Busy("block"),
		ui.TextField("name", ui.Tr("custom.name")).Required(true).MaxLength(80).Value(name),
		ui.Group(
			ui.SelectField("of", ui.Tr("custom.of")).Options(choices("of", ofs)...).Value(s.Of).Required(true),
			ui.SelectField("by", ui.Tr("custom.by")).Options(choices("by", bys)...).Value(s.By).Required(true),
			ui.MultiselectField("measures", ui.Tr("custom.measures")).Options(choices("column", measures)...).Value(s.Measures).Required(true),
			ui.SelectField("chart", ui.Tr("custom.chart")).Options(choices("chart", charts)...).Value(s.Chart).Required(true).Help(ui.Tr("custom.chart.help")),
		).Title(ui.Tr("custom.what")).Cols(2),
		ui.Group(only...).Title(ui.Tr("custom.only")).Cols(2),
	).Secondary(ui.Action("preview", ui.Tr("custom.preview")).Icon("eye").Perm(key).Args("report", id).Busy("self")).ConfirmLeave(true)
	return ui.Doc(ui.Link(ui.Tr("custom.back"), back).Icon("arrow-left"), form).Title(title).Icon("report"), nil
}

func choices(kind string, values []string) []*ui.OptionBuilder {
	out := make([]*ui.OptionBuilder, len(values))
	for i, v := range values {
		out[i] = ui.Option(v, ui.Tr(kind+"."+strings.ReplaceAll(v, " ", "_")))
	}
	return out
}

// asked is what the form says: a report that the host computes.
func asked(values []byte) (name string, s *spec, res *result, err error) {
	var forms struct {
		Custom struct {
			Name, Of, By, Chart, Priority, Channel, Tag, Team string
			Measures, Status                                  []string
			Agent, Organization                               any
		}
	}
	if err := json.Unmarshal(values, &forms); err != nil {
		return "", nil, nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	in := &forms.Custom
	s = &spec{Of: in.Of, By: in.By, Measures: in.Measures, Chart: in.Chart, narrow: narrow{
		Status: in.Status, Priority: in.Priority, Channel: in.Channel, Tag: in.Tag, Team: in.Team, Agent: idOf(in.Agent), Organization: idOf(in.Organization),
	}}
	switch name = strings.TrimSpace(in.Name); {
	case len(s.Measures) == 0:
		return "", nil, nil, sdk.Invalid("measures", sdk.Text("custom.measures.missing"))
	case !slices.Contains(ofs, s.Of) || !slices.Contains(bys, s.By) || !slices.Contains(charts, s.Chart):
		return "", nil, nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	if field := s.wrong(); field != "" {
		return "", nil, nil, sdk.Invalid(field, sdk.Text("form.broken"))
	}
	c := choice{period: usualPeriod}
	if res, err = s.report("new", name).compute(&c); err != nil {
		if text := refusal(err, nil); text != "" {
			err = sdk.Invalid("by", text)
		}
		return "", nil, nil, err
	}
	return name, s, res, nil
}

func idOf(v any) int64 {
	if ids := idsOf([]any{v}); len(ids) == 1 {
		return ids[0]
	}
	return 0
}

// previewReport shows what the form asks for, and keeps nothing.
func previewReport(r *sdk.EventRequest) (any, error) {
	name, s, res, err := asked(r.Values)
	if err != nil {
		return nil, err
	}
	if name == "" {
		name = sdk.Text("custom.preview")
	}
	rep := s.report("new", name)
	rep.span = ui.Tr("period." + usualPeriod)
	layer := ui.Modal("preview", name).Size("lg")
	if len(res.lines) == 0 {
		return ui.Respond(layer.Blocks(ui.Empty(ui.Tr("nothing")).Text(ui.Tr("nothing.text")).Icon("report"))), nil
	}
	layer.Blocks(rep.stats(res), rep.draw(res))
	if len(res.lines) > 10 {
		res.lines, res.more = res.lines[:10], true
	}
	return ui.Respond(layer.Blocks(rep.table(res, "preview"))), nil
}

// saveReport keeps a report, if the host would compute it.
func saveReport(r *sdk.EventRequest) (any, error) {
	var args struct {
		Report  string
		Version int64
	}
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	name, s, _, err := asked(r.Values)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, sdk.Invalid("name", sdk.Text("custom.name.missing"))
	}
	text, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	id := int64(0)
	if args.Report == "" {
		row, err := customs.Create(Custom{Name: name, Spec: text})
		if err != nil {
			return nil, err
		}
		id = row.ID
	} else {
		row, _, err := customOf(args.Report)
		if err != nil {
			return nil, err
		}
		if _, err := customs.Patch(row.ID, args.Version, map[string]any{"name": name, "spec": json.RawMessage(text)}); err != nil {
			return nil, err
		}
		id = row.ID
	}
	// The console may have kept the report as it was a moment ago.
	return ui.Respond(ui.Toast(ui.Tr("saved")).Tone(ui.Success), ui.Refresh(), ui.Navigate(pagePath+"?report=c"+strconv.FormatInt(id, 10))), nil
}
