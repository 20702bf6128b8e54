package main

import (
	"pegboard.dev/pegboard/sdk"
)

// scheduledLetter writes a report to one reader, as far as they may see it now.
func scheduledLetter(r *sdk.MailingRequest) (*sdk.MailingLetter, error) {
	o, err := orderOf(&sdk.Mailing{Payload: r.Payload})
	if err != nil {
		return nil, err
	}
	if !may(r.Caller, "reports.view") {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("not.yours"))
	}
	rep, err := open(r.Caller, o.Report)
	if err != nil {
		return nil, err
	}
	p, err := paramsOf(o.Q)
	if err != nil {
		return nil, err
	}
	c := chosen(p)
	text, err := rep.letter(&c)
	if err != nil {
		return nil, err
	}
	text += "\n" + sdk.Text("letter.why", "who", r.OwnerName)
	return &sdk.MailingLetter{Title: r.Title, Text: text, Href: pagePath + "?report=" + rep.id + "&" + o.Q, Label: sdk.Text("schedule.open")}, nil
}
