package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
)

// item is a line as both sides show it: the widget, and the block on the desk.
type item struct {
	ID     string `json:"id"`
	Side   string `json:"side"`
	Seq    int64  `json:"seq,omitempty"`
	Name   string `json:"name,omitempty"`
	At     string `json:"at"`
	Text   string `json:"text"`
	Client string `json:"client,omitempty"`
	File   *sent  `json:"file,omitempty"`
}

// sent is a file of a line: both sides find it by the line's place, as far as they
// may read that.
type sent struct {
	File string `json:"file"`
	Name string `json:"name"`
	Size int64  `json:"size"`
}

// fileOf is the upload that a line is to get; nil for none.
func fileOf(id string) *sdk.File {
	if id == "" {
		return nil
	}
	return &sdk.File{ID: id}
}

func itemOf(row *sdk.Row[Line], side string) item {
	l := &row.Value
	prefix := "l"
	if side == note {
		prefix = "n"
	}
	it := item{ID: prefix + itoa(row.ID), Side: side, Name: l.Name, At: stamp(row.CreatedAt), Text: l.Text, Client: l.Client}
	if side != note {
		it.Seq = l.Seq
	}
	if l.File != nil {
		it.File = &sent{"lines/" + itoa(row.ID) + "/file", l.File.Name, l.File.Size}
	}
	return it
}

// message is what is said on a chat's channels; the block on the desk and the
// widget both know it.
type message struct {
	Say    *item `json:"say,omitempty"`
	Seen   *mark `json:"seen,omitempty"`
	Typing *mark `json:"typing,omitempty"`
	// Refresh says that the chat itself has changed.
	Refresh bool `json:"refresh,omitempty"`
}

type mark struct {
	Side string `json:"side"`
	Seq  int64  `json:"seq,omitempty"`
	Name string `json:"name,omitempty"`
}

// publish tells those who look at it now. Nobody misses anything for good when it
// fails: it is stored.
func publish(topic string, m message) {
	if err := sdk.Realtime.Publish(topic, m); err != nil {
		sdk.Log.Warn("not told at once: " + err.Error())
	}
}

func chatTopic(id int64) string { return "chat:" + itoa(id) }

func deskTopic(id int64) string { return "desk:" + itoa(id) }

// changed tells everybody who may have the chat in a list or before them.
func changed(id int64, c *Chat) {
	publish(chatTopic(id), message{Refresh: true})
	relist(c)
}

// relist tells those whose lists hold the chat.
func relist(c *Chat) {
	if c.Team != 0 {
		publish("queue:"+itoa(c.Team), message{Refresh: true})
	}
	for _, id := range append([]int64{c.Owner}, c.Contributors...) {
		if id != 0 {
			publish("mine:"+itoa(id), message{Refresh: true})
		}
	}
}

// say stores a line and tells both sides. The host keeps the chat's last words with
// it. A line that was stored before comes back as it is.
func say(row *sdk.Row[Chat], l Line) (*sdk.Row[Line], error) {
	l.Chat, l.Text = row.ID, strings.TrimSpace(l.Text)
	if l.Text == "" {
		return nil, sdk.Invalid("text", sdk.Text("say.empty"))
	}
	if ended(&row.Value) && l.Side != event {
		return nil, sdk.Fail(sdk.KindConflict, sdk.Text("say.ended"))
	}
	line, err := lines.Insert(l)
	if err != nil {
		return nil, err
	}
	it := itemOf(line, line.Value.Side)
	publish(chatTopic(row.ID), message{Say: &it})
	if l.Side == in && row.Value.Owner != 0 {
		publish("mine:"+itoa(row.Value.Owner), message{Refresh: true})
	}
	return line, nil
}

// happened writes down what became of the chat, for both sides, in the words of
// the visitor's language.
func happened(row *sdk.Row[Chat], key string, args ...string) {
	l := Line{Chat: row.ID, Side: event, Text: sdk.TextIn(row.Value.Language, key, args...)}
	if _, err := say(row, l); err != nil {
		sdk.Log.Warn("not written down: " + err.Error())
	}
}

// end ends a chat once, tells both sides and, by an event, other plugins. Others may
// have written to the row meanwhile, so it is tried again with what they wrote.
func end(row *sdk.Row[Chat], by, key string, args ...string) error {
	var done *sdk.Row[Chat]
	for try := 0; done == nil; try++ {
		if ended(&row.Value) {
			return nil
		}
		var err error
		done, err = chats.Patch(row.ID, row.Version, map[string]any{"ended_at": now(), "ended_by": by})
		if sdk.IsKind(err, sdk.KindConflict) && try < 5 {
			row, err = chats.Get(row.ID)
		}
		if err != nil {
			return err
		}
	}
	happened(done, key, args...)
	c := &done.Value
	changed(done.ID, c)
	next(c.Team)
	return sdk.Publish("livechat.chat_closed", 0, whatEnded(done, by))
}

// whatEnded is what other plugins learn of a chat that is over.
func whatEnded(row *sdk.Row[Chat], by string) map[string]any {
	c := &row.Value
	return map[string]any{
		"chat": row.ID, "by": by, "name": c.Name, "email": c.Email, "person": c.Person, "agent": c.Owner, "team": c.Team, "contributors": c.Contributors,
		"site": c.Site, "language": c.Language, "started_at": stamp(row.CreatedAt), "ended_at": stamp(c.EndedAt), "ticket": c.Ticket,
	}
}

// endQuiet ends the chats in which nobody has said anything for a while.
func endQuiet(*sdk.ScheduleRequest) error {
	set, err := settings()
	if err != nil {
		return err
	}
	before := ago(set.QuietMinutes)
	found, err := chats.Find(sdk.Query{Where: sdk.All(sdk.Empty("ended_at", true), sdk.Lt("last_at", before)), Sort: "last_at", Limit: 50})
	if err != nil {
		return err
	}
	for i := range found.Rows {
		if err := end(&found.Rows[i], "system", "event.quiet"); err != nil {
			return err
		}
	}
	return nil
}
