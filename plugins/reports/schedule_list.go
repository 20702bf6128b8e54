package main

import (
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// scheduleList shows what the reader has sent, and what comes to them.
func scheduleList(viewer *sdk.Caller) (any, error) {
	all, err := sdk.Mailings.List(mailingName)
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(ui.Link(ui.Tr("all"), pagePath).Icon("arrow-left")).Title(ui.Tr("schedule.all")).Icon("clock")
	mine := ui.Table(ui.Tr("schedule.mine")).ID("mine").Columns(
		ui.Column("title", ui.Tr("schedule.title")).As("text").Primary(true), ui.Column("when", ui.Tr("schedule.when")).As("text"),
		ui.Column("next", ui.Tr("schedule.next")).As("datetime"), ui.Column("state", ui.Tr("schedule.state")).As("badge"))
	others := ui.Table(ui.Tr("schedule.others")).ID("others").Columns(
		ui.Column("title", ui.Tr("schedule.title")).As("text").Primary(true), ui.Column("when", ui.Tr("schedule.when")).As("text"),
		ui.Column("by", ui.Tr("schedule.by")).As("text"))
	have, get := 0, 0
	for i := range all {
		m := &all[i]
		row := ui.Row(ui.ID(m.ID)).Href(schedulePath(ui.ID(m.ID))).Cell("title", ui.TextValue(m.Title)).Cell("when", ui.TextValue(rhythm(m)))
		if m.OwnerID != viewer.ID {
			get++
			others.Rows(row.Cell("by", ui.TextValue(m.OwnerName)))
			continue
		}
		have++
		if !m.Paused {
			row.Cell("next", ui.DateTimeValue(stamp(m.NextAt)))
		}
		text, tone := state(m)
		mine.Rows(row.Cell("state", ui.BadgeValue(text).Tone(tone)))
	}
	if have+get == 0 {
		return doc.Blocks(ui.Empty(ui.Tr("schedule.none")).Text(ui.Tr("schedule.none.text")).Icon("clock")), nil
	}
	if have > 0 {
		doc.Blocks(ui.Section(mine).Title(ui.Tr("schedule.mine")))
	}
	if get > 0 {
		doc.Blocks(ui.Section(others).Title(ui.Tr("schedule.others")))
	}
	return doc, nil
}

// rhythm says when in words.
func rhythm(m *sdk.Mailing) string {
	hour := strconv.FormatInt(m.Hour, 10) + ":00 (" + strings.ReplaceAll(m.Zone, "_", " ") + ")"
	switch m.Every {
	case "week":
		return sdk.Text("rhythm.week", "day", sdk.Text("day."+strconv.FormatInt(m.Day-1, 10)), "hour", hour)
	case "month":
		return sdk.Text("rhythm.month", "day", strconv.FormatInt(m.Day, 10), "hour", hour)
	}
	return sdk.Text("rhythm.day", "hour", hour)
}

// state says how a mailing is: it runs, it rests, or some got nothing.
func state(m *sdk.Mailing) (string, ui.Tone) {
	switch {
	case m.Stopped != "":
		return ui.Tr("schedule.stopped"), ui.Danger
	case m.Paused:
		return ui.Tr("schedule.paused"), ui.Neutral
	}
	for _, f := range m.Fates {
		if f.Fate != "sent" && f.Fate != "nothing" {
			return ui.Tr("schedule.partly"), ui.Warning
		}
	}
	return ui.Tr("schedule.runs"), ui.Success
}

var fateTones = map[string]ui.Tone{"sent": ui.Success, "nothing": ui.Neutral, "failed": ui.Danger}

// scheduleOne shows a mailing: to its owner all of it, to who gets it what it is
// and the way out.
func scheduleOne(viewer *sdk.Caller, id int64) (any, error) {
	m, err := sdk.Mailings.Get(id)
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(ui.Link(ui.Tr("schedule.all"), schedulePath("all")).Icon("arrow-left")).Title(m.Title).Icon("clock")
	o, err := orderOf(m)
	if err != nil {
		return nil, err
	}
	to, err := o.open(viewer)
	if err != nil && !sdk.IsKind(err, sdk.KindDenied) && !sdk.IsKind(err, sdk.KindNotFound) {
		return nil, err
	}
	if to == nil {
		doc.Blocks(ui.Alert(ui.Tr("schedule.lost")).Tone(ui.Warning))
	}
	if m.OwnerID != viewer.ID {
		doc.Blocks(ui.KV(ui.KVItem(ui.Tr("schedule.when"), ui.TextValue(rhythm(m))), ui.KVItem(ui.Tr("schedule.by"), ui.TextValue(m.OwnerName))),
			ui.Actions(openWhat(to), ui.Action("delete_schedule", ui.Tr("schedule.leave")).Icon("x").Args("id", m.ID).
				Confirm(ui.Confirm(ui.Tr("schedule.leave.confirm")))))
		return doc, nil
	}
	if m.Stopped != "" {
		doc.Blocks(ui.Alert(ui.Tr("schedule.stopped.text")).Tone(ui.Danger))
	}
	p, err := paramsOf(o.Q)
	if err != nil {
		return nil, err
	}
	pause := ui.Action("pause_schedule", ui.Tr("schedule.pause")).Icon("player-pause").Perm("reports.schedule").Args("id", m.ID, "pause", true)
	if m.Paused {
		pause = ui.Action("pause_schedule", ui.Tr("schedule.resume")).Icon("player-play").Perm("reports.schedule").Args("id", m.ID, "pause", false)
	}
	doc.Blocks(ui.Actions(openWhat(to), pause, ui.Action("delete_schedule", ui.Tr("delete")).Icon("trash").Style("danger").Args("id", m.ID).
		Confirm(ui.Confirm(ui.Tr("schedule.delete.confirm")))))
	if to != nil {
		doc.Blocks(scheduleForm(to.rep, m, chosen(p).period, &o))
	}
	if len(m.Fates) > 0 {
		doc.Blocks(ui.Section(fates(m)).Title(ui.Tr("schedule.last")))
	}
	return doc, nil
}

// openWhat leads to what is sent, or to all reports where that is gone.
func openWhat(to *ordered) *ui.ActionBuilder {
	if to == nil {
		return ui.Action("open", ui.Tr("title")).Icon("chart-bar").Href(pagePath)
	}
	return ui.Action("open", to.say("schedule.open")).Icon("chart-bar").Href(to.path)
}

// fates says what became of it for each reader the last time.
func fates(m *sdk.Mailing) ui.Block {
	t := ui.Table(ui.Tr("schedule.last")).ID("fates").Columns(
		ui.Column("who", ui.Tr("schedule.reader")).As("text").Primary(true), ui.Column("at", ui.Tr("schedule.at")).As("datetime"),
		ui.Column("fate", ui.Tr("schedule.fate")).As("badge"))
	for i, f := range m.Fates {
		if i == 100 {
			break
		}
		name := f.Name
		if name == "" {
			name = "#" + strconv.FormatInt(f.UserID, 10)
		}
		tone, ok := fateTones[f.Fate]
		if !ok {
			tone = ui.Warning
		}
		t.Rows(ui.Row(ui.ID(f.UserID)).Cell("who", ui.TextValue(name)).Cell("at", ui.DateTimeValue(stamp(f.DueAt))).Cell("fate", ui.BadgeValue(ui.Tr("fate."+f.Fate)).Tone(tone)))
	}
	return t
}

// stamp is a moment as blocks take it.
func stamp(t sdk.Time) string { return t.Time().UTC().Format(time.RFC3339) }
