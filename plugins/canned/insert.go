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

// intoTicket draws the replies that can be put into the answer to a ticket.
func intoTicket(r *sdk.RenderRequest) (any, error) {
	f, locale, err := ofTicket(r.Viewer, r.Ctx.Ticket)
	if err != nil {
		return nil, err
	}
	return picker(r, forTicket, f, locale)
}

// picker is a search box and what it finds.
func picker(r *sdk.RenderRequest, kind string, f facts, locale string) (any, error) {
	q := r.Params.Get("q")
	found, more, err := matching(kind, q, locale)
	if err != nil {
		return nil, err
	}
	doc := ui.Doc(ui.Search("q").Placeholder(ui.Tr("insert.search")))
	if len(found) == 0 {
		return doc.Blocks(nothing(r.Viewer, q)), nil
	}
	list := ui.List().ID("replies")
	for i := range found {
		list.Items(entry(&found[i], f))
	}
	doc.Blocks(list)
	if more {
		doc.Blocks(ui.Text(ui.Tr("insert.more")).Tone(ui.Neutral).Size("sm"))
	}
	return doc, nil
}

// entry shows a reply as it would be inserted.
func entry(row *sdk.Row[Reply], f facts) *ui.ItemBuilder {
	said, _ := f.fill(row.Value.Text, quoted)
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
func matching(kind, q, locale string) (found []sdk.Row[Reply], more bool, err error) {
	q = strings.TrimPrefix(strings.TrimSpace(q), "/")
	usable := sdk.All(sdk.In("kind", forBoth, kind), sdk.Ne("draft", true))
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
	slices.SortStableFunc(found, func(a, b sdk.Row[Reply]) int { return rank(&a.Value, q, locale) - rank(&b.Value, q, locale) })
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

// insertIntoTicket puts a reply into the answer.
func insertIntoTicket(r *sdk.EventRequest) (any, error) {
	row, err := usable(r, forTicket)
	if err != nil {
		return nil, err
	}
	f, _, err := ofTicket(r.Viewer, r.Ctx.Ticket)
	if err != nil {
		return nil, err
	}
	said, missing := f.fill(row.Value.Text, quoted)
	return inserted("markdown", said, missing), nil
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

// inserted is the answer that puts the text where one writes, and says what could
// not be filled in.
func inserted(format, text string, missing []string) any {
	effects := []ui.Effect{ui.Composer(ui.Insert(format, text))}
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
