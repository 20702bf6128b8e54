package main

import (
	"encoding/json"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// addTicket makes a ticket from a call and ties the two together. The host
// checks the key on this very call, and the reader's right to create tickets.
func addTicket(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if !sdk.Access.MayRecord("calllogs.add_ticket", calls.Name, row.ID) {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("add_ticket.denied"))
	}
	c := &row.Value
	if c.Ticket != 0 {
		return ui.Respond(ui.Toast(ui.Tr("add_ticket.has")).Tone(ui.Info), ui.Navigate(ticketPath(c.Ticket))), nil
	}
	subject := sdk.Text("add_ticket.subject." + c.Direction)
	if c.Number != "" {
		subject += " " + c.Number
	}
	body := c.Notes
	if body == "" {
		body = subject
	}
	t, err := sdk.Tickets.Create(sdk.TicketCreate{Subject: subject, Body: body, RequesterID: c.Person, TeamID: c.Team})
	if err != nil {
		return nil, err
	}
	if _, err := calls.Patch(row.ID, row.Version, change{Ticket: t.ID}); err != nil {
		// The ticket stands. That the call does not point to it is worth a word.
		sdk.Log.Warn("a new ticket could not be tied to its call: " + err.Error())
		return ui.Respond(ui.Toast(ui.Tr("add_ticket.untied")).Tone(ui.Warning), ui.Navigate(ticketPath(t.ID))), nil
	}
	return ui.Respond(ui.Toast(ui.Tr("done.ticket")).Tone(ui.Success), ui.Navigate(ticketPath(t.ID))), nil
}

func ticketPath(id int64) string { return "/app/tickets/" + ui.ID(id) }

// followMerge moves the calls of a ticket that was merged into another one to
// that ticket. It may be told twice: the second time it finds none.
func followMerge(e *sdk.Event) error {
	var body struct {
		Other int64 `json:"other"`
	}
	if err := json.Unmarshal(e.Payload, &body); err != nil || body.Other == 0 {
		return err
	}
	for {
		found, err := calls.Find(sdk.Query{Where: sdk.Eq("ticket", e.TicketID), Sort: "id", Limit: 100})
		if err != nil {
			return err
		}
		for i := range found.Rows {
			if _, err := calls.Patch(found.Rows[i].ID, found.Rows[i].Version, change{Ticket: body.Other}); err != nil {
				return err
			}
		}
		if found.Next == "" {
			return nil
		}
	}
}
