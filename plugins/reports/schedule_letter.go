package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
)

// ordered is what somebody may open of an order: a report, or with rep nil a
// dashboard with its pieces.
type ordered struct {
	rep        *report
	pieces     []piece
	name, path string
}

// open finds what is to be sent, as somebody may see it.
func (o *order) open(who *sdk.Caller) (*ordered, error) {
	if o.Board != "" {
		row, list, err := boardOf(o.Board)
		if err != nil {
			return nil, err
		}
		return &ordered{pieces: list, name: row.Value.Name, path: boardPath(row.ID)}, nil
	}
	rep, err := open(who, o.Report)
	if err != nil {
		return nil, err
	}
	return &ordered{rep: rep, name: rep.title(), path: pagePath + "?report=" + rep.id + "&" + o.Q}, nil
}

// say is a text about a report, or the same about a dashboard.
func (t *ordered) say(key string) string {
	if t.rep == nil {
		key += ".board"
	}
	return sdk.Text(key)
}

// print is the page that a letter carries as a PDF: the host makes it when it sends
// the letter, for who may print.
func (o *order) print() (surface string, params sdk.Params, err error) {
	if o.Board != "" {
		return "page", sdk.Params{{Name: "board", Value: o.Board}}, nil
	}
	params, err = paramsOf(o.Q)
	return "page", append(params, sdk.Pair{Name: "report", Value: o.Report}), err
}

// written opens an order for somebody, and writes it as far as they may see it.
func (o *order) written(who *sdk.Caller) (to *ordered, text string, err error) {
	if to, err = o.open(who); err != nil {
		return nil, "", err
	}
	if to.rep != nil {
		text, err = to.rep.written(o.Q)
		return to, text, err
	}
	var b strings.Builder
	for i := range to.pieces {
		p := &to.pieces[i]
		rep, err := open(who, p.Report)
		if sdk.IsKind(err, sdk.KindDenied) || sdk.IsKind(err, sdk.KindNotFound) {
			continue
		}
		if err != nil {
			return nil, "", err
		}
		said, err := rep.inShort(p.Q)
		if err != nil {
			return nil, "", err
		}
		b.WriteString(rep.title() + "\n" + said + "\n")
	}
	if b.Len() == 0 {
		b.WriteString(sdk.Text("board.empty") + "\n")
	}
	return to, b.String(), nil
}

// scheduledLetter writes what was ordered to one reader, as far as they may see it now.
func scheduledLetter(r *sdk.MailingRequest) (*sdk.MailingLetter, error) {
	o, err := orderOf(&sdk.Mailing{Payload: r.Payload})
	if err != nil {
		return nil, err
	}
	if !may(r.Caller, "reports.view") {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
	}
	to, text, err := o.written(r.Caller)
	if err != nil {
		return nil, err
	}
	text += "\n" + sdk.Text("letter.why", "who", r.OwnerName)
	letter := &sdk.MailingLetter{Title: r.Title, Text: text, Href: to.path, Label: to.say("schedule.open")}
	if o.PDF {
		letter.Print, letter.PrintParams, err = o.print()
	}
	return letter, err
}
