package main

import (
	"time"

	"pegboard.dev/pegboard/sdk"
)

// Shift says whether an agent wants chats offered, and when their window was last
// there. Shifts are the plugin's own affair: it reads and writes them as itself.
type Shift struct {
	Agent  int64    `json:"agent,omitempty"`
	On     bool     `json:"on"`
	SeenAt sdk.Time `json:"seen_at,omitzero"`
}

var shifts = sdk.Collection[Shift]{Name: "shifts"}

const (
	// beat is how often an open window of the desk asks again, in seconds.
	beat = 30
	// gone is how long after its last question a window counts as closed.
	gone = 100 * time.Second
)

// shiftOf is the agent's shift; nil for one who was never on.
func shiftOf(agent int64) (*sdk.Row[Shift], error) {
	found, err := shifts.Find(sdk.Query{Where: sdk.Eq("agent", agent), Sort: "id", Limit: 1})
	if err != nil || len(found.Rows) == 0 {
		return nil, err
	}
	return &found.Rows[0], nil
}

// look notes that the agent's window is there, and reports whether they are on.
func look(agent int64) (on bool, err error) {
	err = sdk.AsItself(func() error {
		row, err := shiftOf(agent)
		if err != nil || row == nil {
			return err
		}
		on = row.Value.On
		if time.Since(row.Value.SeenAt.Time()) < beat*time.Second/2 {
			return nil
		}
		_, err = shifts.Patch(row.ID, 0, map[string]any{"seen_at": now()})
		return err
	})
	return on, err
}

// turn puts an agent on or off.
func turn(agent int64, on bool) error {
	return sdk.AsItself(func() error {
		row, err := shiftOf(agent)
		if err != nil {
			return err
		}
		state := map[string]any{"on": on, "seen_at": now()}
		if row == nil {
			state["agent"] = agent
			_, err = shifts.Insert(state)
		} else {
			_, err = shifts.Patch(row.ID, 0, state)
		}
		return err
	})
}

// onShift are the agents of a team who are on and whose window is there.
func onShift(team int64) ([]int64, error) {
	since := time.Now().Add(-gone).UTC().Format(moment)
	found, err := shifts.Find(sdk.Query{Where: sdk.All(sdk.Eq("on", true), sdk.Gt("seen_at", since)), Sort: "id", Limit: 200})
	if err != nil || len(found.Rows) == 0 {
		return nil, err
	}
	members := map[int64]bool{}
	for cursor := ""; ; {
		page, err := sdk.People.Find(sdk.PersonQuery{TeamID: team, Kind: "employee", Limit: 100, Cursor: cursor})
		if err != nil {
			return nil, err
		}
		for i := range page.Items {
			members[page.Items[i].ID] = !page.Items[i].Disabled
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	var out []int64
	for i := range found.Rows {
		if id := found.Rows[i].Value.Agent; members[id] {
			members[id] = false // once
			out = append(out, id)
		}
	}
	return out, nil
}
