package main

import (
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// A timer is a call that goes on: it is there as soon as it begins, so that a window
// that is closed loses nothing, and its end gives it a duration.

// begin starts a call, in or out, that the reader is on.
func begin(r *sdk.EventRequest) (any, error) {
	going, err := ongoing()
	if err != nil {
		return nil, err
	}
	if going != nil {
		return ui.Respond(ui.Toast(ui.Tr("timer.has")).Tone(ui.Info), ui.Refresh()), nil
	}
	var args struct{ Direction string }
	if err := readArgs(r, &args); err != nil {
		return nil, err
	}
	running := true
	c := &change{Direction: &args.Direction, Running: &running}
	if err := c.belongs(r); err != nil {
		return nil, err
	}
	if _, err := calls.Insert(c); err != nil {
		return nil, err
	}
	return tell("done.begun")
}

// finish asks what came of a call that goes on, and how long it took.
func finish(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	row.Value.Duration = lasted(row, time.Now())
	form := callForm("finish", row, true)
	return ui.Respond(ui.Modal("finish", ui.Tr("finish.title"), form)), nil
}

// lasted is how long a call that goes on has lasted, in seconds, a day at most.
func lasted(row *sdk.Row[Call], now time.Time) int64 {
	return min(max(int64(now.Sub(row.Value.StartedAt.Time()).Seconds()), 1), 86400)
}

// ongoing is the call that the reader is on, nil if there is none.
func ongoing() (*sdk.Row[Call], error) {
	found, err := calls.Find(sdk.Query{Where: sdk.All(sdk.Eq("owner", "$me"), sdk.Eq("running", true)), Sort: "-id", Limit: 1})
	if err != nil || len(found.Rows) == 0 {
		return nil, err
	}
	return &found.Rows[0], nil
}

// timer shows the call that goes on, or offers to begin one; nil for one who may not.
func timer(viewer *sdk.Caller, ticket int64) (ui.Block, error) {
	if !may(viewer, "calllogs.create") && (ticket == 0 || !may(viewer, "calllogs.add_to_ticket")) {
		return nil, nil
	}
	row, err := ongoing()
	if err != nil {
		return nil, err
	}
	if row == nil {
		return ui.Actions(
			ui.Action("begin", ui.Tr("timer.in")).Args("direction", "in").Icon("phone-incoming"),
			ui.Action("begin", ui.Tr("timer.out")).Args("direction", "out").Icon("phone-outgoing")), nil
	}
	return ui.Alert(ui.Tr("timer.on." + row.Value.Direction)).Tone(ui.Info).
		Text(ui.Tr("timer.since", "time", row.Value.StartedAt.Time().In(zone(viewer)).Format("15:04"))).
		Actions(ui.Action("finish", ui.Tr("timer.end")).Args("id", row.ID).Style("primary").Icon("phone-off")), nil
}

// zone is the reader's own, UTC where it is not known.
func zone(viewer *sdk.Caller) *time.Location {
	if z, err := time.LoadLocation(viewer.Timezone); err == nil {
		return z
	}
	return time.UTC
}
