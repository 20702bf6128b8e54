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
	_, text, href, err := written(r.Caller, o.Report, o.Q)
	if err != nil {
		return nil, err
	}
	text += "\n" + sdk.Text("letter.why", "who", r.OwnerName)
	return &sdk.MailingLetter{Title: r.Title, Text: text, Href: href, Label: sdk.Text("schedule.open")}, nil
}
