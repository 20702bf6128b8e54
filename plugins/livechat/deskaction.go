package main

import (
	"encoding/json"
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// chosen is the chat that an action is about, which the host sealed into it.
func chosen(r *sdk.EventRequest) (*sdk.Row[Chat], error) {
	var args struct{ ID int64 }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	return chats.Get(args.ID)
}

// form reads the one form that came with the event.
func form[T any](r *sdk.EventRequest) (T, error) {
	var forms map[string]T
	var v T
	if err := json.Unmarshal(r.Values, &forms); err != nil || len(forms) != 1 {
		return v, sdk.Fail(sdk.KindInvalid, sdk.Text("form.broken"))
	}
	for _, v = range forms {
	}
	return v, nil
}

// take makes a waiting chat the reader's. The host lets one of two win: who comes
// second finds it changed.
func take(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if row, err = own(row, r.Viewer.ID); err != nil {
		return nil, err
	}
	happened(row, "event.joined", "name", r.Viewer.Name)
	changed(row.ID, &row.Value)
	return ui.Respond(ui.Refresh()), nil
}

// own makes a waiting chat somebody's. A line that the visitor says meanwhile changes
// the chat too, and is no reason to lose it: as long as it waits it is tried again.
func own(row *sdk.Row[Chat], agent int64) (*sdk.Row[Chat], error) {
	for range 5 {
		if !waiting(&row.Value) || offeredToOther(&row.Value, agent) {
			break
		}
		taken, err := chats.Patch(row.ID, row.Version, map[string]any{"owner": agent, "taken_at": now()})
		if !sdk.IsKind(err, sdk.KindConflict) {
			return taken, err
		}
		if row, err = chats.Get(row.ID); err != nil {
			return nil, err
		}
	}
	if waiting(&row.Value) {
		return nil, sdk.Fail(sdk.KindConflict, sdk.Text("take.offered"))
	}
	return nil, sdk.Fail(sdk.KindConflict, sdk.Text("take.late"))
}

// spoken is what the place to write sends.
type spoken struct {
	Text   string `json:"text"`
	Client string `json:"client"`
	File   string `json:"file"`
	Seq    int64  `json:"seq"`
}

func agentSays(r *sdk.EventRequest) (any, error) {
	in, err := form[spoken](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	_, err = say(row, Line{Side: out, Text: in.Text, Client: clip(in.Client, 40), Name: r.Viewer.Name, File: fileOf(in.File)})
	return ui.Respond(), err
}

// agentNotes keeps a comment that the visitor never sees: it is in a collection and
// on a channel of its own.
func agentNotes(r *sdk.EventRequest) (any, error) {
	in, err := form[spoken](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(in.Text)
	if text == "" {
		return nil, sdk.Invalid("text", sdk.Text("say.empty"))
	}
	n, err := notes.Insert(Line{Chat: row.ID, Text: text, Client: clip(in.Client, 40), Name: r.Viewer.Name})
	if err != nil {
		return nil, err
	}
	it := itemOf(n, note)
	publish(deskTopic(row.ID), message{Say: &it})
	return ui.Respond(), nil
}

func agentHasRead(r *sdk.EventRequest) (any, error) {
	in, err := form[spoken](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil || in.Seq <= row.Value.DeskSeen {
		return ui.Respond(), err
	}
	if _, err := chats.Patch(row.ID, 0, map[string]any{"desk_seen": in.Seq}); err != nil {
		return nil, err
	}
	publish(chatTopic(row.ID), message{Seen: &mark{Side: out, Seq: in.Seq}})
	return ui.Respond(), nil
}

func agentTypes(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	publish(chatTopic(row.ID), message{Typing: &mark{Side: out, Name: r.Viewer.Name}})
	return ui.Respond(), nil
}

func agentEnds(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if err := end(row, "agent", "event.agent_left", "name", r.Viewer.Name); err != nil {
		return nil, err
	}
	return tell("done.ended")
}

// askTransfer asks for the team or the colleague.
func askTransfer(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Modal("transfer", ui.Tr("transfer.title"),
		ui.Form("to", ui.Action("transfer", ui.Tr("action.transfer")).Args("id", row.ID).Style("primary"),
			ui.TeamField("team", ui.Tr("transfer.team")), ui.UserField("person", ui.Tr("transfer.person")).Help(ui.Tr("transfer.help"))))), nil
}

// transfer hands the chat over: to a person, or back into the queue of a team.
func transfer(r *sdk.EventRequest) (any, error) {
	in, err := form[struct{ Team, Person any }](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	team, person := idOf(in.Team), idOf(in.Person)
	if team == 0 && person == 0 {
		return nil, sdk.Invalid("team", sdk.Text("transfer.whom"))
	}
	before := row.Value
	change := map[string]any{"owner": person}
	if team != 0 {
		change["team"] = team
	}
	if row, err = chats.Patch(row.ID, row.Version, change); err != nil {
		return nil, err
	}
	if err := askAgain(row); err != nil {
		return nil, err
	}
	happened(row, "event.transferred")
	publish(chatTopic(row.ID), message{Refresh: true})
	relist(&before)
	relist(&row.Value)
	return tell("done.transferred", ui.Close())
}

// idOf reads a chosen person or team, which comes as a number or as text.
func idOf(v any) int64 {
	switch v := v.(type) {
	case float64:
		return int64(v)
	case string:
		return number(v)
	}
	return 0
}

func askInvite(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	return ui.Respond(ui.Modal("invite", ui.Tr("invite.title"),
		ui.Form("whom", ui.Action("invite", ui.Tr("action.invite")).Args("id", row.ID).Style("primary"),
			ui.UserField("person", ui.Tr("transfer.person")).Required(true)))), nil
}

// invite asks a colleague in, who sees the chat from then on.
func invite(r *sdk.EventRequest) (any, error) {
	in, err := form[struct{ Person any }](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	id := idOf(in.Person)
	if id == 0 {
		return nil, sdk.Invalid("person", sdk.Text("transfer.whom"))
	}
	if contributes(&row.Value, id) || row.Value.Owner == id {
		return tell("done.invited", ui.Close())
	}
	if row, err = chats.Patch(row.ID, row.Version, map[string]any{"contributors": append(row.Value.Contributors, id)}); err != nil {
		return nil, err
	}
	changed(row.ID, &row.Value)
	return tell("done.invited", ui.Close())
}

func askTags(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	tags := ui.TagsField("tags", ui.Tr("field.tags"))
	if row.Value.Tags != "" {
		tags.Value(strings.Split(row.Value.Tags, ", "))
	}
	return ui.Respond(ui.Modal("tags", ui.Tr("action.tags"),
		ui.Form("which", ui.Action("tags", ui.Tr("form.save")).Args("id", row.ID).Style("primary"), tags))), nil
}

func setTags(r *sdk.EventRequest) (any, error) {
	in, err := form[struct{ Tags []string }](r)
	if err != nil {
		return nil, err
	}
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	var tags []string
	for _, t := range in.Tags {
		if t = strings.ToLower(strings.TrimSpace(strings.ReplaceAll(t, ",", " "))); t != "" {
			tags = append(tags, t)
		}
	}
	if _, err := chats.Patch(row.ID, row.Version, map[string]any{"tags": strings.Join(tags, ", ")}); err != nil {
		return nil, err
	}
	return tell("done.saved", ui.Close())
}

// ban keeps the visitor out for a day, and ends the chat.
func ban(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	if !sdk.Access.MayRecord("livechat.reply", chats.Name, row.ID) {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("ban.denied"))
	}
	if err := sdk.Visitors.Ban(row.Value.Visitor, 24*time.Hour); err != nil {
		return nil, err
	}
	if err := end(row, "agent", "event.closed"); err != nil {
		return nil, err
	}
	return tell("done.banned")
}
