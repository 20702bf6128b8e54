package main

import (
	"encoding/json"
	"reflect"
	"sort"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// What happened to a call is written down from the host's events, so it is there
// whichever way the call was changed: here, by the API, or by an import. Nobody
// holds a key for it; the plugin writes it as itself.
type happening struct {
	Call  int64  `json:"call,omitempty"`
	Seq   int64  `json:"seq,omitempty"`
	Event string `json:"event,omitempty"` // of the host: written once
	What  string `json:"what,omitempty"`  // "created", or the fields that changed
	By    int64  `json:"by,omitempty"`
}

// state is how a call was when it was looked at last, which nobody reads but this.
type state struct {
	Call  int64          `json:"call,omitempty"`
	State map[string]any `json:"state,omitempty"`
}

// remark is what somebody noted by hand.
type remark struct {
	Call   int64  `json:"call,omitempty"`
	Text   string `json:"text,omitempty"`
	Author int64  `json:"author,omitempty"`
}

var (
	happenings = sdk.Collection[happening]{Name: "history"}
	states     = sdk.Collection[state]{Name: "states"}
	remarks    = sdk.Collection[remark]{Name: "events"}
)

// untold are fields whose change is no news.
var untold = map[string]bool{"digits": true, "callback_told": true, "call_id": true}

// writeDown notes what an event did to a call. It may be told twice.
func writeDown(e *sdk.Event) error {
	var at struct{ ID int64 }
	if err := json.Unmarshal(e.Payload, &at); err != nil {
		return err
	}
	now, err := sdk.Collection[map[string]any]{Name: "calls"}.Get(at.ID)
	if sdk.IsKind(err, sdk.KindNotFound) {
		return nil // deleted meanwhile, and its history with it
	} else if err != nil {
		return err
	}
	known, err := states.Find(sdk.Query{Where: sdk.Eq("call", at.ID), Limit: 1})
	if err != nil {
		return err
	}
	what := "created"
	if len(known.Rows) > 0 {
		if what = changed(known.Rows[0].Value.State, now.Value); what == "" {
			return nil
		}
	}
	if _, err := happenings.Insert(happening{Call: at.ID, Event: sdk.Current().Key(), What: what, By: e.ActorID}); err != nil {
		return err
	}
	if len(known.Rows) > 0 {
		_, err = states.Patch(known.Rows[0].ID, 0, state{State: now.Value})
	} else {
		_, err = states.Insert(state{Call: at.ID, State: now.Value})
	}
	return err
}

// forget drops what is remembered of a call that is gone.
func forget(e *sdk.Event) error {
	var at struct{ ID int64 }
	if err := json.Unmarshal(e.Payload, &at); err != nil {
		return err
	}
	known, err := states.Find(sdk.Query{Where: sdk.Eq("call", at.ID), Limit: 10})
	if err != nil {
		return err
	}
	for _, row := range known.Rows {
		if err := states.Delete(row.ID, 0); err != nil && !sdk.IsKind(err, sdk.KindNotFound) {
			return err
		}
	}
	return nil
}

// changed names the fields that differ, in the order of the alphabet.
func changed(before, after map[string]any) string {
	var out []string
	for name, v := range after {
		if !untold[name] && !reflect.DeepEqual(before[name], v) {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return strings.Join(out, ",")
}

// maxEvents is how many lines of a history are shown.
const maxEvents = 50

// history draws what happened to a call, newest first.
func history(call int64) (ui.Block, error) {
	auto, err := happenings.Find(sdk.Query{Where: sdk.Eq("call", call), Sort: "-id", Limit: maxEvents})
	if err != nil {
		return nil, err
	}
	hand, err := remarks.Find(sdk.Query{Where: sdk.Eq("call", call), Sort: "-id", Limit: maxEvents})
	if err != nil {
		return nil, err
	}
	type line struct {
		at   sdk.Time
		item *ui.TimelineItemBuilder
	}
	var lines []line
	for _, row := range auto.Rows {
		item := ui.TimelineItem(stamp(row.CreatedAt), told(row.Value.What)).Icon("history")
		if row.Value.By != 0 {
			item.By(ui.UserValue(ui.ID(row.Value.By)))
		}
		lines = append(lines, line{row.CreatedAt, item})
	}
	for _, row := range hand.Rows {
		item := ui.TimelineItem(stamp(row.CreatedAt), row.Value.Text).Icon("message")
		if row.Value.Author != 0 {
			item.By(ui.UserValue(ui.ID(row.Value.Author)))
		}
		lines = append(lines, line{row.CreatedAt, item})
	}
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].at.Time().After(lines[j].at.Time()) })
	list := ui.Timeline()
	for i := range lines[:min(len(lines), maxEvents)] {
		list.Items(lines[i].item)
	}
	if len(lines) == 0 {
		return ui.Text(ui.Tr("history.none")).Tone(ui.Neutral).Size("sm"), nil
	}
	return list, nil
}

// told says what happened in the reader's language.
func told(what string) string {
	if what == "created" {
		return ui.Tr("history.created")
	}
	var names []string
	for _, field := range strings.Split(what, ",") {
		names = append(names, sdk.Text("field."+field))
	}
	return ui.Tr("history.changed", "fields", strings.Join(names, ", "))
}

func askRemark(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Modal("remark", ui.Tr("remark.title"), ui.Form("remark", ui.Action("remark", ui.Tr("form.save")).Style("primary").Args("id", row.ID),
		ui.TextField("text", ui.Tr("remark.text")).Required(true).MaxLength(300)))), nil
}

func addRemark(r *sdk.EventRequest) (any, error) {
	in, err := formOf[struct{ Text string }](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if _, err := remarks.Insert(remark{Call: row.ID, Text: in.Text}); err != nil {
		return nil, err
	}
	return tell("done.saved", ui.Close())
}
