package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// maxLetter is how long the text of a letter may be, in bytes.
const maxLetter = 3600

// emailNow sends the reader a report or a dashboard as it is now, with its PDF if they
// may print.
func emailNow(r *sdk.EventRequest) (any, error) {
	var o order
	if err := json.Unmarshal(r.Args, &o); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	to, text, err := o.written(r.Viewer)
	if err != nil {
		return nil, err
	}
	notice := sdk.Notice{UserID: r.Viewer.ID, Title: to.name, Text: text, Href: to.path}
	if may(r.Viewer, "reports.print") {
		if notice.Print, notice.PrintParams, err = o.print(); err != nil {
			return nil, err
		}
	}
	if err := sdk.Notify(notice); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("emailed")).Tone(ui.Success)), nil
}

// written is the report as plain text, with what was chosen above it.
func (r *report) written(q string) (string, error) {
	res, text, err := r.begun(q)
	if err != nil || res == nil {
		return text, err
	}
	var b strings.Builder
	b.WriteString(text + "\n")
	for i := range res.lines {
		if b.Len() > maxLetter {
			b.WriteString("…\n")
			break
		}
		b.WriteString(r.line(r.plain(&res.lines[i]), res.lines[i].cells))
	}
	return b.String(), nil
}

// inShort is its period and the figures over all.
func (r *report) inShort(q string) (string, error) {
	_, text, err := r.begun(q)
	return text, err
}

// begun computes the report and writes what a letter about it begins with; no result
// for one that was refused, which the text says.
func (r *report) begun(q string) (*result, string, error) {
	p, err := paramsOf(q)
	if err != nil {
		return nil, "", err
	}
	c := chosen(p)
	c.compare = false
	res, err := r.compute(&c)
	if no := refusal(err, &c); no != "" {
		return nil, sdk.Text("refused") + "\n" + no + "\n", nil
	}
	if err != nil {
		return nil, "", err
	}
	text := ""
	if !r.now {
		period := sdk.Text("period." + c.period)
		if strings.Contains(c.period, "..") {
			period = c.period
		}
		text = period + "\n"
	}
	return res, text + r.line(sdk.Text("total"), res.total), nil
}

// line is a row of figures.
func (r *report) line(name string, cells []cell) string {
	var b strings.Builder
	b.WriteString(name + ":")
	for i := range r.columns {
		if v := r.value(&r.columns[i], cells); v.known {
			b.WriteString("  " + r.columns[i].word() + " " + r.columns[i].text(v))
		}
	}
	return b.String() + "\n"
}

// text is a figure for a letter.
func (c *column) text(v cell) string {
	switch c.kind {
	case "length":
		minutes := v.n / 60_000
		switch {
		case minutes < 60:
			return strconv.FormatInt(minutes, 10) + " min"
		case minutes < 48*60:
			return strconv.FormatInt(minutes/60, 10) + " h " + strconv.FormatInt(minutes%60, 10) + " min"
		}
		return strconv.FormatInt(minutes/1440, 10) + " d " + strconv.FormatInt(minutes/60%24, 10) + " h"
	case "share":
		return strconv.FormatInt(v.n/10, 10) + " %"
	case "hundredths":
		return strconv.FormatFloat(float64(v.n)/100, 'f', 2, 64)
	}
	return strconv.FormatInt(v.n, 10)
}
