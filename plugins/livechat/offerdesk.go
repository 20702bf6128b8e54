package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// shiftOn draws what the desk shows of offers: the switch in its head and what is
// offered to the reader. Nothing where no team's chats are offered.
func shiftOn(doc *ui.DocumentBuilder, viewer *sdk.Caller, waits []sdk.Row[Chat]) ([]ui.Block, error) {
	set, err := settings()
	if err != nil || set.Offers == "" || !may(viewer, "livechat.take") {
		return nil, err
	}
	on, err := look(viewer.ID)
	if err != nil {
		return nil, err
	}
	doc.TTL(beat)
	if !on {
		doc.Actions(ui.Action("on", ui.Tr("action.on")).Icon("bell").Style("primary").Perm("livechat.take"))
		return []ui.Block{ui.Badge(ui.Tr("shift.off")).Icon("bell-off")}, nil
	}
	doc.Actions(ui.Action("off", ui.Tr("action.off")).Icon("bell-off").Perm("livechat.take"))
	blocks := []ui.Block{ui.Badge(ui.Tr("shift.on")).Icon("bell").Tone(ui.Success)}
	for i := range waits {
		row := &waits[i]
		if !offered(&row.Value) || row.Value.Offered != viewer.ID {
			continue
		}
		act := func(id, label string) *ui.ActionBuilder {
			return ui.Action(id, ui.Tr(label)).Args("id", row.ID).Perm("livechat.take")
		}
		blocks = append(blocks, ui.Alert(sdk.Text("offer.title", "name", who(row))).Text(row.Value.Question).Tone(ui.Warning).
			Actions(act("accept", "action.accept").Style("primary"), act("decline", "action.decline")))
	}
	return blocks, nil
}

// accept takes a chat that is offered, and opens it.
func accept(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if _, err := take(r); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Navigate(deskPath(row.ID, openIDs(r.Params.Get("open")))), ui.Refresh()), nil
}

// decline has a chat offered to the next.
func decline(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if c := &row.Value; offered(c) && c.Offered == r.Viewer.ID {
		err := sdk.AsItself(func() error {
			_, err := chats.Patch(row.ID, row.Version, map[string]any{"offered": nil, "offered_until": nil, "passed": addID(c.Passed, c.Offered)})
			return err
		})
		if err != nil {
			return nil, err
		}
		next(c.Team)
	}
	return ui.Respond(ui.Refresh()), nil
}

func turnOn(r *sdk.EventRequest) (any, error) {
	if err := turn(r.Viewer.ID, true); err != nil {
		return nil, err
	}
	teams, err := teamsWaiting()
	if err != nil {
		return nil, err
	}
	for _, team := range teams {
		next(team)
	}
	return tell("done.on")
}

func turnOff(r *sdk.EventRequest) (any, error) {
	if err := turn(r.Viewer.ID, false); err != nil {
		return nil, err
	}
	return tell("done.off")
}

// askAgain forgets who had the chat offered: it waits anew, or is somebody's.
func askAgain(row *sdk.Row[Chat]) error {
	if row.Value.Offered == 0 && row.Value.Passed == "" && row.Value.OfferedUntil.IsZero() {
		return nil
	}
	return sdk.AsItself(func() error {
		_, err := chats.Patch(row.ID, 0, map[string]any{"offered": nil, "offered_until": nil, "passed": ""})
		return err
	})
}

// next offers what waits in a team now that something has changed. What was done is
// done when it fails: who waits asks again within seconds.
func next(team int64) {
	if err := handOut(team); err != nil {
		sdk.Log.Warn("nothing was offered: " + err.Error())
	}
}

// teamsWaiting are the teams in which a chat is to be offered.
func teamsWaiting() ([]int64, error) {
	var out []int64
	err := sdk.AsItself(func() error {
		where := sdk.All(sdk.Empty("ended_at", true), sdk.Empty("owner", true), sdk.Empty("team", false))
		found, err := chats.Find(sdk.Query{Where: where, Sort: "id", Limit: 200})
		if err != nil {
			return err
		}
		seen := map[int64]bool{}
		for i := range found.Rows {
			if c := &found.Rows[i].Value; due(c) && !seen[c.Team] {
				seen[c.Team] = true
				out = append(out, c.Team)
			}
		}
		return nil
	})
	return out, err
}

// offerAll is for visitors whose window asks no more, and for offers that ran out.
func offerAll(*sdk.ScheduleRequest) error {
	teams, err := teamsWaiting()
	for _, team := range teams {
		next(team)
	}
	return err
}

// placeOf is the visitor's place in the queue of their team, from 1.
func placeOf(row *sdk.Row[Chat]) (int64, error) {
	var lines []struct{ Count int64 }
	err := sdk.AsItself(func() error {
		team := sdk.Eq("team", row.Value.Team)
		if row.Value.Team == 0 {
			team = sdk.Empty("team", true)
		}
		where := sdk.All(team, sdk.Empty("owner", true), sdk.Empty("ended_at", true), sdk.Lt("id", row.ID))
		_, err := chats.Aggregate(sdk.Group{Where: where}, &lines)
		return err
	})
	if err != nil || len(lines) == 0 {
		return 1, err
	}
	return lines[0].Count + 1, nil
}
