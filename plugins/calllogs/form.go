package main

import (
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// callForm is the form for a new call, or for the call that row is. Inline is
// the short one of the ticket panel: a call that just ended.
func callForm(id string, row *sdk.Row[Call], inline bool) *ui.FormBuilder {
	call, submit := Call{Direction: "in", Outcome: "answered"}, ui.Action("log", ui.Tr("form.log"))
	if row != nil {
		call, submit = row.Value, ui.Action("save", ui.Tr("form.save")).Args("id", row.ID, "version", row.Version)
	}
	minutes := ui.NumberField("minutes", ui.Tr("field.minutes")).Min(0).Max(1440)
	if call.Duration > 0 {
		minutes.Value((call.Duration + 59) / 60)
	}
	form := ui.Form(id, submit.Style("primary").Busy("block"),
		ui.SegmentedField("direction", ui.Tr("field.direction")).Options(options("direction", directions)...).Value(call.Direction).Required(true),
		ui.SelectField("outcome", ui.Tr("field.outcome")).Options(options("outcome", outcomes)...).Value(call.Outcome).Required(true),
		ui.TelField("number", ui.Tr("field.number")).Value(call.Number).MaxLength(40).Autocomplete("off"),
		minutes,
		ui.TextareaField("notes", ui.Tr("field.notes")).Value(call.Notes).MaxLength(10000).Rows(3),
	)
	if inline {
		return form
	}
	started := ui.DatetimeField("started_at", ui.Tr("field.started_at"))
	if row != nil {
		started.Value(call.StartedAt.Time().Format("2006-01-02T15:04:05Z07:00")).Required(true)
	} else {
		started.Help(ui.Tr("field.started_at.help"))
	}
	return form.Fields(started)
}

// input is what the form sends. A field that was not on the form stays nil.
type input struct {
	Direction *string  `json:"direction"`
	Outcome   *string  `json:"outcome"`
	Number    *string  `json:"number"`
	Notes     *string  `json:"notes"`
	Minutes   *float64 `json:"minutes"`
	StartedAt *string  `json:"started_at"`
}

// change is what is written: pointers, so that an emptied field becomes empty.
type change struct {
	Direction *string `json:"direction,omitempty"`
	Outcome   *string `json:"outcome,omitempty"`
	Number    *string `json:"number,omitempty"`
	Notes     *string `json:"notes,omitempty"`
	Duration  *int64  `json:"duration,omitempty"`
	StartedAt *string `json:"started_at,omitempty"`
	Ticket    int64   `json:"ticket,omitempty"`
	Person    int64   `json:"person,omitempty"`
	Team      int64   `json:"team,omitempty"`
}

// submitted reads the one form that came with the event.
func submitted(r *sdk.EventRequest) (*change, error) {
	var forms map[string]input
	if err := json.Unmarshal(r.Values, &forms); err != nil || len(forms) != 1 {
		return nil, sdk.Fail(sdk.KindInvalid, "The form did not arrive whole. Send it again.")
	}
	var in input
	for _, in = range forms {
	}
	c := &change{Direction: in.Direction, Outcome: in.Outcome, Number: in.Number, Notes: in.Notes, StartedAt: in.StartedAt}
	if c.StartedAt != nil && strings.TrimSpace(*c.StartedAt) == "" {
		c.StartedAt = nil
	}
	if in.Minutes != nil {
		if *in.Minutes < 0 || *in.Minutes > 1440 {
			return nil, sdk.Invalid("minutes", sdk.Text("field.minutes.bad"))
		}
		seconds := int64(*in.Minutes * 60)
		c.Duration = &seconds
	}
	return c, nil
}

// logCall writes a new call. Beside a ticket it belongs to that ticket, to its
// requester where the reader may say so, and to its team where that is one of
// the reader's.
func logCall(r *sdk.EventRequest) (any, error) {
	c, err := submitted(r)
	if err != nil {
		return nil, err
	}
	form := "new"
	if r.Ctx.Ticket != 0 {
		form = "panel"
		t, err := sdk.Tickets.Get(r.Ctx.Ticket)
		if err != nil {
			return nil, err
		}
		c.Ticket = t.ID
		if may(r.Viewer, "calllogs.relate", "calllogs.add_to_person") {
			if _, err := sdk.People.Get(t.RequesterID); err == nil {
				c.Person = t.RequesterID
			}
		}
		if me, err := sdk.People.Get(r.Viewer.ID); err == nil {
			for _, team := range me.TeamIDs {
				if team == t.TeamID {
					c.Team = team
				}
			}
		}
	}
	if _, err := calls.Insert(c); err != nil {
		return nil, err
	}
	return tell("done.logged", ui.Reset(form), ui.Close())
}

// editForm opens a call in a form.
func editForm(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Modal("edit", ui.Tr("edit.title"), callForm("edit_form", row, false))), nil
}

func saveCall(r *sdk.EventRequest) (any, error) {
	var args struct{ ID, Version int64 }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	c, err := submitted(r)
	if err != nil {
		return nil, err
	}
	if _, err := calls.Patch(args.ID, args.Version, c); err != nil {
		return nil, err
	}
	return tell("done.saved", ui.Close())
}

func deleteCall(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if err := calls.Delete(row.ID, row.Version); err != nil {
		return nil, err
	}
	return tell("done.deleted")
}

// chosen is the call that an action is about: in its arguments, or the row of
// the table that it was pressed in.
func chosen(r *sdk.EventRequest) (*sdk.Row[Call], error) {
	var args struct{ ID int64 }
	if len(r.Args) > 0 {
		if err := json.Unmarshal(r.Args, &args); err != nil {
			return nil, err
		}
	}
	if args.ID == 0 {
		var selection map[string][]string
		if len(r.Selection) > 0 {
			if err := json.Unmarshal(r.Selection, &selection); err != nil {
				return nil, err
			}
		}
		for _, rows := range selection {
			if len(rows) == 1 {
				args.ID = number(rows[0])
			}
		}
	}
	return calls.Get(args.ID)
}
