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

// emailNow sends the reader the report as it is now, with its PDF if they may print.
func emailNow(r *sdk.EventRequest) (any, error) {
	var args struct{ Report, Q string }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	rep, text, href, err := written(r.Viewer, args.Report, args.Q)
	if err != nil {
		return nil, err
	}
	notice := sdk.Notice{UserID: r.Viewer.ID, Title: rep.title(), Text: text, Href: href}
	if may(r.Viewer, "reports.print") {
		o := order{Report: args.Report, Q: args.Q}
		if notice.Print, notice.PrintParams, err = o.print(); err != nil {
			return nil, err
		}
	}
	if err := sdk.Notify(notice); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(ui.Tr("emailed")).Tone(ui.Success)), nil
}

// written opens a report for somebody, and writes it as they chose it by the page's
// parameters. href leads to it.
func written(who *sdk.Caller, id, q string) (rep *report, text, href string, err error) {
	if rep, err = open(who, id); err != nil {
		return nil, "", "", err
	}
	p, err := paramsOf(q)
	if err != nil {
		return nil, "", "", err
	}
	c := chosen(p)
	if text, err = rep.letter(&c); refusal(err, &c) != "" {
		text, err = sdk.Text("refused")+"\n"+refusal(err, &c)+"\n", nil
	}
	return rep, text, pagePath + "?report=" + rep.id + "&" + q, err
}

// letter writes the report as plain text.
func (r *report) letter(c *choice) (string, error) {
	c.compare = false
	res, err := r.compute(c)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if !r.now {
		period := sdk.Text("period." + c.period)
		if strings.Contains(c.period, "..") {
			period = c.period
		}
		b.WriteString(period + "\n\n")
	}
	write := func(name string, cells []cell) {
		b.WriteString(name + ":")
		for i := range r.columns {
			if v := r.value(&r.columns[i], cells); v.known {
				b.WriteString("  " + r.columns[i].word() + " " + r.columns[i].text(v))
			}
		}
		b.WriteString("\n")
	}
	write(sdk.Text("total"), res.total)
	b.WriteString("\n")
	for i := range res.lines {
		if b.Len() > maxLetter {
			b.WriteString("…\n")
			break
		}
		write(r.plain(&res.lines[i]), res.lines[i].cells)
	}
	return b.String(), nil
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
