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
	letter := &sdk.MailingLetter{Title: r.Title, Text: text, Href: href, Label: sdk.Text("schedule.open")}
	if o.PDF {
		letter.Print, letter.PrintParams, err = o.print()
	}
	return letter, err
}

// print is the page that a letter carries as a PDF: the host makes it when it sends
// the letter, for who may print.
func (o *order) print() (surface string, params sdk.Params, err error) {
	params, err = paramsOf(o.Q)
	return "page", append(params, sdk.Pair{Name: "report", Value: o.Report}), err
}
