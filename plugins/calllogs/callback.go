package main

import (
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// due are the calls whose callers wait to be called back.
func due(limit int) (*sdk.Page[Call], error) {
	return calls.Find(sdk.Query{Where: sdk.Empty("callback_at", false), Sort: "callback_at", Limit: limit})
}

// callbacks lists whom to call back, the longest due first.
func callbacks(viewer *sdk.Caller) (ui.Block, error) {
	found, err := due(100)
	if err != nil {
		return nil, err
	}
	if len(found.Rows) == 0 {
		return ui.Empty(ui.Tr("callbacks.none")).Icon("phone"), nil
	}
	list := ui.List().ID("callbacks")
	for i := range found.Rows {
		row := &found.Rows[i]
		c := &row.Value
		item := ui.Item(title(c, viewer.Locale)).ID("back-" + ui.ID(row.ID)).Icon("phone-outgoing").Text(c.Notes).Href(callPath(row.ID)).
			Meta(ui.DateTimeValue(stamp(c.CallbackAt)).Rel(true))
		if c.CallbackAt.Time().Before(time.Now()) {
			item.Badge(ui.Mark(ui.Tr("callbacks.due")).Tone(ui.Danger))
		}
		if c.Person != 0 {
			item.Meta(ui.ContactValue(ui.ID(c.Person)))
		}
		if c.Owner != 0 {
			item.Meta(ui.UserValue(ui.ID(c.Owner)))
		}
		if may(viewer, "calllogs.edit") {
			item.Menu(ui.Action("called_back", ui.Tr("callbacks.done")).Icon("check").Args("id", row.ID).Perm("calllogs.edit"),
				ui.Action("edit", ui.Tr("action.edit")).Icon("edit").Args("id", row.ID).Perm("calllogs.edit"))
		}
		list.Items(item)
	}
	return list, nil
}

// calledBack takes a call off the list.
func calledBack(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if _, err := calls.Patch(row.ID, row.Version, map[string]any{"callback_at": nil, "callback_told": false}); err != nil {
		return nil, err
	}
	return tell("done.called_back")
}

// remind writes to those who have somebody to call back now: to the one the call
// belongs to, once for each time that was agreed.
func remind(*sdk.ScheduleRequest) error {
	now := time.Now().UTC().Format(moment)
	for {
		found, err := calls.Find(sdk.Query{
			Where: sdk.All(sdk.Lte("callback_at", now), sdk.Not(sdk.Eq("callback_told", true)), sdk.Empty("owner", false)), Sort: "callback_at", Limit: 50,
		})
		if err != nil || len(found.Rows) == 0 {
			return err
		}
		for i := range found.Rows {
			row := &found.Rows[i]
			write(row.Value.Owner, row, "letter.callback", "", "callback:"+ui.ID(row.ID)+":"+stamp(row.Value.CallbackAt))
			if _, err := calls.Patch(row.ID, 0, map[string]any{"callback_told": true}); err != nil {
				return err
			}
		}
		if found.Next == "" {
			return nil
		}
	}
}
