package main

import (
	"encoding/json"
	"slices"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// callForm is the form for a new call, or for the call that row is. Inline is
// the short one of the ticket panel: a call that just ended.
func callForm(id string, row *sdk.Row[Call], inline bool) *ui.FormBuilder {
	call, submit := Call{Direction: "in", Outcome: "answered"}, ui.Action("log", ui.Tr("form.log"))
	if row != nil {
		call, submit = row.Value, ui.Action("save", ui.Tr("form.save")).Args("id", row.ID, "version", row.Version, "running", row.Value.Running)
	}
	minutes := ui.NumberField("minutes", ui.Tr("field.minutes")).Min(0).Max(1440)
	if call.Duration > 0 {
		minutes.Value((call.Duration + 59) / 60)
	}
	phone := ui.TelField("number", ui.Tr("field.number")).Value(call.Number).MaxLength(40).Autocomplete("off")
	offers := row == nil && !inline // to find out whose number it is
	if offers {
		phone.OnChange(ui.Trigger("match").Ms(500))
	}
	form := ui.Form(id, submit.Style("primary").Busy("block"),
		ui.SegmentedField("direction", ui.Tr("field.direction")).Options(options("direction", directions)...).Value(call.Direction).Required(true),
		ui.SelectField("outcome", ui.Tr("field.outcome")).Options(options("outcome", outcomes)...).Value(call.Outcome).Required(true),
		phone)
	if offers {
		form.Fields(ui.SelectField("person", ui.Tr("field.person")).Help(ui.Tr("field.person.help")).ShowIf(ui.If(id, "number").Empty(false)))
	}
	back := ui.DatetimeField("callback_at", ui.Tr("field.callback_at")).ShowIf(ui.If(id, "outcome").Is("callback"))
	if !call.CallbackAt.IsZero() {
		back.Value(stamp(call.CallbackAt))
	}
	form.Fields(minutes, ui.TextareaField("notes", ui.Tr("field.notes")).Value(call.Notes).MaxLength(10000).Rows(3), back)
	if inline {
		return form
	}
	started := ui.DatetimeField("started_at", ui.Tr("field.started_at"))
	if row != nil {
		started.Value(stamp(call.StartedAt)).Required(true)
	} else {
		started.Help(ui.Tr("field.started_at.help"))
	}
	return form.Fields(started)
}

// input is what the form sends. A field that was not on the form stays nil.
type input struct {
	Direction  *string  `json:"direction"`
	Outcome    *string  `json:"outcome"`
	Number     *string  `json:"number"`
	Person     string   `json:"person"`
	Notes      *string  `json:"notes"`
	Minutes    *float64 `json:"minutes"`
	StartedAt  *string  `json:"started_at"`
	CallbackAt *string  `json:"callback_at"`
}

// change is what is written: pointers, so that an emptied field becomes empty.
type change struct {
	Direction  *string `json:"direction,omitempty"`
	Outcome    *string `json:"outcome,omitempty"`
	Number     *string `json:"number,omitempty"`
	Digits     *string `json:"digits,omitempty"`
	Notes      *string `json:"notes,omitempty"`
	Duration   *int64  `json:"duration,omitempty"`
	Running    *bool   `json:"running,omitempty"`
	StartedAt  *string `json:"started_at,omitempty"`
	CallbackAt *string `json:"callback_at,omitempty"`
	Told       *bool   `json:"callback_told,omitempty"`
	Ticket     int64   `json:"ticket,omitempty"`
	Person     int64   `json:"person,omitempty"`
	Team       int64   `json:"team,omitempty"`

	Organization int64 `json:"organization,omitempty"`
}

// formOf reads the one form that came with the event.
func formOf[T any](r *sdk.EventRequest) (T, error) {
	var forms map[string]T
	var in T
	if err := json.Unmarshal(r.Values, &forms); err != nil || len(forms) != 1 {
		return in, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	for _, in = range forms {
	}
	return in, nil
}

// submitted reads the form of a call.
func submitted(r *sdk.EventRequest) (*change, error) {
	in, err := formOf[input](r)
	if err != nil {
		return nil, err
	}
	c := &change{Direction: in.Direction, Outcome: in.Outcome, Number: in.Number, Notes: in.Notes, StartedAt: in.StartedAt, Person: number(in.Person)}
	if c.StartedAt != nil && strings.TrimSpace(*c.StartedAt) == "" {
		c.StartedAt = nil
	}
	if in.CallbackAt != nil {
		told := false
		if c.CallbackAt, c.Told = in.CallbackAt, &told; in.Outcome == nil || *in.Outcome != "callback" {
			*c.CallbackAt = ""
		}
	}
	if in.Number != nil {
		digits := normal(*in.Number, country())
		c.Digits = &digits
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

// match offers the people whose number was typed.
func match(r *sdk.EventRequest) (any, error) {
	var forms map[string]struct{ Number string }
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, err
	}
	for id, in := range forms {
		found, err := callers(in.Number)
		if err != nil {
			return nil, err
		}
		choices, chosen := []*ui.OptionBuilder{}, ""
		for _, p := range found {
			label := p.Name
			if p.OrganizationName != "" {
				label += " (" + p.OrganizationName + ")"
			}
			choices = append(choices, ui.Option(ui.ID(p.ID), label))
		}
		if len(found) == 1 {
			chosen = ui.ID(found[0].ID)
		}
		return ui.Respond(ui.Patches(ui.PatchField(id, "person").Options(choices...).Value(chosen))), nil
	}
	return ui.Respond(), nil
}

// logCall writes a new call. Beside a ticket it belongs to that ticket, to its
// requester where the reader may say so, and to its team where that is one of
// the reader's; elsewhere to the one person whose number it is.
func logCall(r *sdk.EventRequest) (any, error) {
	c, err := submitted(r)
	if err != nil {
		return nil, err
	}
	form := "new"
	if r.Ctx.Ticket != 0 || r.Ctx.Person != 0 || r.Ctx.Organization != 0 {
		form = "panel"
	}
	if err := c.belongs(r); err != nil {
		return nil, err
	}
	if _, err := calls.Insert(c); err != nil {
		return nil, err
	}
	return tell("done.logged", ui.Reset(form), ui.Close())
}

// belongs says to whom and what a new call belongs, by where it is logged.
func (c *change) belongs(r *sdk.EventRequest) error {
	relate := may(r.Viewer, "calllogs.relate", "calllogs.add_to_person")
	switch {
	case r.Ctx.Ticket != 0:
		t, err := sdk.Tickets.Get(r.Ctx.Ticket)
		if err != nil {
			return err
		}
		c.Ticket = t.ID
		if relate {
			if _, err := sdk.People.Get(t.RequesterID); err == nil {
				c.Person = t.RequesterID
			}
		}
		if me, err := sdk.People.Get(r.Viewer.ID); err == nil && slices.Contains(me.TeamIDs, t.TeamID) {
			c.Team = t.TeamID
		}
	case r.Ctx.Person != 0:
		c.Person = r.Ctx.Person
	case r.Ctx.Organization != 0:
		c.Organization = r.Ctx.Organization
	case relate && c.Person == 0 && c.Number != nil:
		var err error
		c.Person, err = only(*c.Number)
		return err
	}
	return nil
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
	var args struct {
		ID, Version int64
		Running     bool
	}
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	c, err := submitted(r)
	if err != nil {
		return nil, err
	}
	if c.Running == nil && args.Running {
		ended := false
		c.Running = &ended
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
