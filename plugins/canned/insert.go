package main

import (
	"encoding/json"
	"slices"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// offered is how many replies one is shown at a time.
const offered = 20

// place is where a reply is inserted: what can be, and what is known there.
type place struct {
	kind   string
	known  facts
	locale string // the customer's, where it is known
	plain  bool   // whoever writes there sends plain text
}

// beside is the answer to the ticket that one writes.
func beside(viewer *sdk.Caller, ticket int64) (*place, error) {
	f, locale, err := ofTicket(viewer, ticket)
	return &place{kind: forTicket, known: f, locale: locale}, err
}

// within is the conversation of another plugin that one writes in, with what that
// plugin has told of it.
func within(viewer *sdk.Caller, p sdk.Params) *place {
	f := facts{}
	for _, name := range names {
		f[name] = p.Get("about." + name)
	}
	f.person("requester", f["requester.name"])
	f.person("agent", viewer.Name)
	return &place{kind: forChat, known: f, locale: p.Get("about.language"), plain: true}
}

// say is a reply as it is inserted there, and what could not be filled in.
func (at *place) say(text string) (said string, missing []string) {
	said, missing = at.known.fill(text, quoted)
	if at.plain {
		said = sdk.PlainText(said)
	}
	return said, missing
}

// intoTicket draws the replies that can be put into the answer to a ticket.
func intoTicket(r *sdk.RenderRequest) (any, error) {
	at, err := beside(r.Viewer, r.Ctx.Ticket)
	if err != nil {
		return nil, err
	}
	return picker(r, at)
}

// intoChat draws those that can be said in a conversation.
func intoChat(r *sdk.RenderRequest) (any, error) { return picker(r, within(r.Viewer, r.Params)) }

// picker is a search box and what it finds.
func picker(r *sdk.RenderRequest, at *place) (any, error) {
	q := r.Params.Get("q")
	found, more, err := matching(at, q)
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(ui.Search("q").Placeholder(ui.Tr("insert.search")).Enter(ui.Action("first", ui.Tr("insert.do"))))
	if len(found) == 0 {
		return doc.Blocks(nothing(r.Viewer, q)), nil
	}
	list := ui.List().ID("replies")
	for i := range found {
		list.Items(entry(&found[i], at))
	}
	doc.Blocks(list)
	if more {
		doc.Blocks(ui.Text(ui.Tr("insert.more")).Tone(ui.Neutral).Size("sm"))
	}
	return doc, nil
}

// entry shows a reply as it would be inserted.
func entry(row *sdk.Row[Reply], at *place) *ui.ItemBuilder {
	said, _ := at.known.fill(row.Value.Text, quoted)
	it := ui.Item(row.Value.Title).ID(itoa(row.ID)).Text(clip(sdk.PlainText(said), 160)).
		Action(ui.Action("insert", ui.Tr("insert.do")).Args("id", row.ID))
	if row.Value.Shortcut != "" {
		it.Badge(ui.Mark("/" + row.Value.Shortcut))
	}
	return it
}

func nothing(viewer *sdk.Caller, q string) ui.Block {
	if q != "" {
		return ui.Empty(ui.Tr("insert.none")).Icon("search")
	}
	empty := ui.Empty(ui.Tr("insert.empty")).Icon("message-2").Text(ui.Tr("insert.empty.text"))
	if may(viewer, "canned.create") {
		empty.Actions(ui.Action("write", ui.Tr("page.new")).Href(path("new")))
	}
	return empty
}

// matching finds the replies that can be inserted there: first the one whose
// shortcut was typed, then those whose shortcut or title begins like that, those in
// the customer's language before others.
func matching(at *place, q string) (found []sdk.Row[Reply], more bool, err error) {
	q = strings.TrimPrefix(strings.TrimSpace(q), "/")
	usable := sdk.All(sdk.In("kind", forBoth, at.kind), sdk.Ne("draft", true))
	page, err := replies.Find(sdk.Query{Where: usable, Search: q, Sort: "title", Limit: 100})
	if err != nil {
		return nil, false, err
	}
	found = page.Rows
	if q != "" && page.Next != "" { // however much else holds the word
		exact, err := replies.Find(sdk.Query{Where: sdk.All(usable, sdk.Eq("shortcut", strings.ToLower(q))), Limit: offered})
		if err != nil {
			return nil, false, err
		}
		for _, row := range exact.Rows {
			if !slices.ContainsFunc(found, func(other sdk.Row[Reply]) bool { return other.ID == row.ID }) {
				found = append(found, row)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b sdk.Row[Reply]) int { return rank(&a.Value, q, at.locale) - rank(&b.Value, q, at.locale) })
	if len(found) > offered {
		return found[:offered], true, nil
	}
	return found, page.Next != "", nil
}

// rank is lower for what is meant more likely.
func rank(r *Reply, q, locale string) int {
	n := 8
	switch word := strings.ToLower(q); {
	case word == "":
	case r.Shortcut == word:
		n = 0
	case strings.HasPrefix(r.Shortcut, word):
		n = 2
	case strings.HasPrefix(strings.ToLower(r.Title), word):
		n = 4
	}
	if !speaks(r, locale) && r.Language != "" {
		n++
	}
	return n
}

// insertIntoTicket puts a reply into the answer to a ticket.
func insertIntoTicket(r *sdk.EventRequest) (any, error) {
	at, err := beside(r.Viewer, r.Ctx.Ticket)
	if err != nil {
		return nil, err
	}
	return insert(r, at)
}

// firstIntoTicket puts in what is found first for what was typed.
func firstIntoTicket(r *sdk.EventRequest) (any, error) {
	at, err := beside(r.Viewer, r.Ctx.Ticket)
	if err != nil {
		return nil, err
	}
	return first(r, at)
}

func insertIntoChat(r *sdk.EventRequest) (any, error) { return insert(r, within(r.Viewer, r.Params)) }

func firstIntoChat(r *sdk.EventRequest) (any, error) { return first(r, within(r.Viewer, r.Params)) }

// insert answers with the reply that was chosen.
func insert(r *sdk.EventRequest, at *place) (any, error) {
	row, err := usable(r, at.kind)
	if err != nil {
		return nil, err
	}
	return at.inserted(row.Value.Text), nil
}

// first answers with the reply that stands first for what was typed.
func first(r *sdk.EventRequest, at *place) (any, error) {
	found, _, err := matching(at, r.Params.Get("q"))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return ui.Respond(ui.Toast(ui.Tr("insert.none"))), nil
	}
	return at.inserted(found[0].Value.Text), nil
}

// usable is the reply that an action is about, if it can be inserted there.
func usable(r *sdk.EventRequest, kind string) (*sdk.Row[Reply], error) {
	var args struct{ ID int64 }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	row, err := replies.Get(args.ID)
	if err != nil {
		return nil, err
	}
	if row.Value.Draft || row.Value.Kind != forBoth && row.Value.Kind != kind {
		return nil, sdk.Fail(sdk.KindConflict, sdk.Text("insert.gone"))
	}
	return row, nil
}

// inserted is the answer that puts a text where one writes, and says what could not
// be filled in.
func (at *place) inserted(text string) any {
	said, missing := at.say(text)
	format := "markdown"
	if at.plain {
		format = "text"
	}
	effects := []ui.Effect{ui.Composer(ui.Insert(format, said))}
	if len(missing) > 0 {
		effects = append(effects, ui.Toast(ui.Tr("insert.missing", "names", told(missing))).Tone(ui.Warning))
	}
	return ui.Respond(effects...)
}

// told names placeholders in words.
func told(list []string) string {
	out := make([]string, len(list))
	for i, name := range list {
		out[i] = sdk.Text("name." + name)
	}
	return strings.Join(out, ", ")
}
