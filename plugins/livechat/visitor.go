package main

import (
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// pageSize is how many lines the widget gets at once.
const pageSize = 100

// welcome tells the widget what to show before anybody has said anything.
func welcome(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
	set, err := settings()
	if err != nil {
		return nil, err
	}
	open := set.open(time.Now())
	out := map[string]any{
		"open": open, "title": or(set.Title, "w.title"), "intro": or(set.Intro, "w.intro"), "texts": texts(),
	}
	if !open {
		out["intro"] = or(set.Away, "w.away")
		out["leave"] = sdk.Access.May("tickets.submit")
	}
	fields, err := set.fields(r.Caller)
	if err != nil {
		return nil, err
	}
	out["fields"] = fields
	if set.Files {
		out["files"] = map[string]any{"accept": accepted, "max": maxFile}
	}
	if set.InviteAfter > 0 && open {
		out["invite"] = map[string]any{"after": set.InviteAfter, "text": or(set.InviteText, "w.invite")}
	}
	return sdk.ReplyJSON(200, out)
}

// What visitors may send, as plugin.json says; the host decides.
const (
	accepted = "image/*,.pdf,.txt,.csv,.log,.zip,.doc,.docx,.xls,.xlsx,.odt,.ods"
	maxFile  = 10 << 20 // bytes
)

// widgetTexts are the widget's own words; it shows them in its visitor's language.
var widgetTexts = []string{
	"start", "leave", "left", "send", "say", "end", "end.sure", "again", "waiting", "typing", "read", "offline", "failed", "required",
	"close", "open", "log", "new", "rate", "file", "file.large", "file.failed",
}

func texts() map[string]string {
	out := make(map[string]string, len(widgetTexts))
	for _, key := range widgetTexts {
		out[key] = sdk.Text("w." + key)
	}
	return out
}

// field is one input of the form before a chat.
type field struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind"` // text, email, select or textarea
	Label    string   `json:"label"`
	Required bool     `json:"required,omitempty"`
	Options  []option `json:"options,omitempty"`
	Complete string   `json:"complete,omitempty"`
}

type option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

func (s *Settings) fields(caller *sdk.Caller) ([]field, error) {
	var out []field
	if caller.ID == 0 {
		out = append(out,
			field{Name: "name", Kind: "text", Label: sdk.Text("field.name"), Required: true, Complete: "name"},
			field{Name: "email", Kind: "email", Label: sdk.Text("field.email"), Required: s.RequireEmail, Complete: "email"})
	}
	list, err := s.departments()
	if err != nil {
		return nil, err
	}
	if len(list) > 1 {
		choose := field{Name: "department", Kind: "select", Label: sdk.Text("field.department"), Required: true}
		for _, d := range list {
			choose.Options = append(choose.Options, option{itoa(d.Team), d.Name})
		}
		out = append(out, choose)
	}
	return append(out, field{Name: "text", Kind: "textarea", Label: sdk.Text("field.text"), Required: true}), nil
}

// beginning is what the widget sends to begin.
type beginning struct {
	Name       string `json:"name"`
	Email      string `json:"email"`
	Department string `json:"department"`
	Text       string `json:"text"`
	Page       string `json:"page"`
	Client     string `json:"client"`
}

// read takes the form and checks it as the widget should have.
func (b *beginning) read(r *sdk.RouteRequest, set *Settings) (team int64, err error) {
	if err := sdk.Bind(r, b); err != nil {
		return 0, err
	}
	b.Name, b.Email, b.Text = clip(strings.TrimSpace(b.Name), 120), strings.TrimSpace(b.Email), strings.TrimSpace(b.Text)
	anonymous := r.Caller.ID == 0
	switch {
	case anonymous && b.Name == "":
		return 0, sdk.Invalid("name", sdk.Text("w.required"))
	case anonymous && b.Email == "" && set.RequireEmail:
		return 0, sdk.Invalid("email", sdk.Text("w.required"))
	case b.Text == "":
		return 0, sdk.Invalid("text", sdk.Text("w.required"))
	}
	if b.Email != "" {
		if !address(b.Email) {
			return 0, sdk.Invalid("email", sdk.Text("w.email.bad"))
		}
	}
	list, err := set.departments()
	if err != nil {
		return 0, err
	}
	for _, d := range list {
		if itoa(d.Team) == b.Department || len(list) == 1 {
			return d.Team, nil
		}
	}
	if len(list) == 0 {
		return 0, nil
	}
	return 0, sdk.Invalid("department", sdk.Text("w.required"))
}

// address reports whether a text can be an e-mail address; the host looks closer
// before it writes to one.
func address(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && len(s) <= 200 && strings.Contains(host, ".") && !strings.ContainsAny(s, " \t<>,;()\"") && !strings.Contains(host, "@") &&
		!strings.HasPrefix(host, ".") && !strings.HasSuffix(host, ".")
}

// start begins a chat. A visitor has one at a time: who asks again while it goes on
// gets that one.
func start(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
	set, err := settings()
	if err != nil {
		return nil, err
	}
	if row, err := latest(); err != nil {
		return nil, err
	} else if row != nil && !ended(&row.Value) {
		return state(row, 0)
	}
	if !set.open(time.Now()) {
		return nil, sdk.Fail(sdk.KindConflict, or(set.Away, "w.away"))
	}
	var in beginning
	team, err := in.read(r, set)
	if err != nil {
		return nil, err
	}
	c := Chat{Name: in.Name, Email: in.Email, Question: clip(in.Text, 300), Page: clip(in.Page, 500), Team: team, Language: clip(r.Caller.Locale, 35)}
	if r.Caller.ID != 0 {
		c.Name = r.Caller.Name
	}
	if v, err := sdk.Visitors.Get(r.Caller.Visitor); err == nil {
		c.Site = clip(v.Origin, 300)
	}
	row, err := chats.Create(c)
	if err != nil {
		return nil, err
	}
	if _, err := say(row, Line{Side: "in", Text: clipText(in.Text), Client: in.Client, Name: c.Name}); err != nil {
		return nil, err
	}
	relist(&row.Value)
	next(team)
	return state(row, 0)
}

// clipText cuts what was said to what a line may have.
func clipText(s string) string {
	if r := []rune(s); len(r) > 4000 {
		return string(r[:4000])
	}
	return s
}

// leave makes a ticket from what a visitor writes while nobody is there.
func leave(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
	set, err := settings()
	if err != nil {
		return nil, err
	}
	set.RequireEmail = true // there is no other way to answer
	var in beginning
	if _, err := in.read(r, set); err != nil {
		return nil, err
	}
	t := sdk.TicketCreate{Subject: clip(in.Text, 80), Body: in.Text}
	if r.Caller.ID == 0 {
		t.RequesterName, t.RequesterEmail = in.Name, in.Email
	}
	if _, err := sdk.Tickets.Create(t); err != nil {
		return nil, err
	}
	return sdk.ReplyJSON(201, map[string]any{"left": true})
}

// latest is the visitor's last chat, nil if there is none.
func latest() (*sdk.Row[Chat], error) {
	found, err := chats.Find(sdk.Query{Sort: "-id", Limit: 1})
	if err != nil || len(found.Rows) == 0 {
		return nil, err
	}
	return &found.Rows[0], nil
}

// current is the visitor's last chat; KindNotFound when they have none.
func current() (*sdk.Row[Chat], error) {
	row, err := latest()
	if err == nil && row == nil {
		err = sdk.Fail(sdk.KindNotFound, sdk.Text("say.none"))
	}
	return row, err
}

// resume answers what came after the line that the widget has.
func resume(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
	row, err := current()
	if err != nil {
		return nil, err
	}
	if due(&row.Value) {
		next(row.Value.Team)
	}
	return state(row, number(r.Query.Get("after")))
}

// state is what the widget shows of a chat: who is there, what was read, and the
// lines after the given one.
func state(row *sdk.Row[Chat], after int64) (*sdk.RouteReply, error) {
	c := &row.Value
	found, err := lines.Find(sdk.Query{Where: sdk.All(sdk.Eq("chat", row.ID), sdk.Gt("seq", after)), Sort: "id", Limit: pageSize})
	if err != nil {
		return nil, err
	}
	items := make([]item, len(found.Rows))
	for i := range found.Rows {
		items[i] = itemOf(&found.Rows[i], found.Rows[i].Value.Side)
	}
	out := map[string]any{
		"chat": row.ID, "topic": "plugin:livechat:" + chatTopic(row.ID), "state": stateOf(c), "items": items, "more": found.Next != "",
		"read": c.DeskSeen, "seen": c.VisitorSeen,
	}
	if c.Owner != 0 {
		out["agent"] = agentName(items)
	}
	if waiting(c) {
		place, err := placeOf(row)
		if err != nil {
			return nil, err
		}
		if place > 1 {
			out["place"] = sdk.Text("w.place", "place", itoa(place))
		}
	}
	return sdk.ReplyJSON(200, out)
}

func stateOf(c *Chat) string {
	switch {
	case ended(c):
		return "ended"
	case c.Owner == 0:
		return "waiting"
	}
	return "open"
}

// agentName is who spoke last for the desk, by what they said.
func agentName(items []item) string {
	for i := len(items) - 1; i >= 0; i-- {
		if items[i].Side == out {
			return items[i].Name
		}
	}
	return ""
}

func visitorSays(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
	var said struct{ Client, Text, File string }
	if err := sdk.Bind(r, &said); err != nil {
		return nil, err
	}
	if said.File != "" {
		set, err := settings()
		if err != nil {
			return nil, err
		}
		if !set.Files {
			return nil, sdk.Fail(sdk.KindDenied, sdk.Text("w.file.none"))
		}
	}
	row, err := current()
	if err != nil {
		return nil, err
	}
	line, err := say(row, Line{Side: in, Text: clipText(said.Text), Client: clip(said.Client, 40), Name: row.Value.Name, File: fileOf(said.File)})
	if err != nil {
		return nil, err
	}
	return sdk.ReplyJSON(200, itemOf(line, in))
}

func visitorHasRead(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
	var body struct{ Seq int64 }
	if err := sdk.Bind(r, &body); err != nil {
		return nil, err
	}
	row, err := current()
	if err != nil || body.Seq <= row.Value.VisitorSeen {
		return nil, err
	}
	if _, err := chats.Patch(row.ID, 0, map[string]any{"visitor_seen": body.Seq}); err != nil {
		return nil, err
	}
	publish(chatTopic(row.ID), message{Seen: &mark{Side: in, Seq: body.Seq}})
	return nil, nil
}

func visitorTypes(*sdk.RouteRequest) (*sdk.RouteReply, error) {
	row, err := current()
	if err == nil && !ended(&row.Value) {
		publish(chatTopic(row.ID), message{Typing: &mark{Side: in, Name: row.Value.Name}})
	}
	return nil, err
}

func visitorEnds(*sdk.RouteRequest) (*sdk.RouteReply, error) {
	row, err := current()
	if err == nil {
		err = end(row, "visitor", "event.visitor_left")
	}
	return nil, err
}
