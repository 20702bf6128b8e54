package main

import (
	"sort"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// shown is how many lines of a chat are drawn; earlier ones are fetched.
const shown = 60

// conversation draws one chat with what may be done with it. The host leaves out
// the actions whose keys the reader does not hold, and asks again for this chat
// when one is pressed.
func conversation(viewer *sdk.Caller, id int64, chosen []int64) (ui.Block, error) {
	row, err := chats.Get(id)
	if err != nil {
		return nil, err
	}
	c := &row.Value
	items, more, err := itemsOf(id, shown)
	if err != nil {
		return nil, err
	}
	b := ui.Conversation(who(row)).ID("chat-"+itoa(id)).Subtitle(subtitle(c)).SeenUpTo(int(c.VisitorSeen)).Empty(ui.Tr("talk.empty")).
		Live(chatTopic(id), deskTopic(id))
	for _, it := range items {
		b.Items(drawn(it).Client(it.Client))
	}
	act := func(id, label string) *ui.ActionBuilder { return ui.Action(id, ui.Tr(label)).Args("id", row.ID) }
	if more {
		b.Earlier(ui.Action("earlier", ui.Tr("talk.earlier")).Href(pastPath(id)))
	}
	mine := c.Owner == viewer.ID || contributes(c, viewer.ID)
	switch {
	case ended(c):
		b.Closed(ui.Tr("talk.ended"))
	case offeredToOther(c, viewer.ID):
		b.Closed(sdk.Text("talk.offered", "name", sdk.People.NameOf(c.Offered)))
	case waiting(c):
		b.Closed(ui.Tr("talk.waiting"))
		b.Actions(act("take", "action.take").Icon("user-check").Style("primary").Perm("livechat.take"))
	default:
		b.Files("lines.file").Send(act("say", "action.say").Perm("livechat.reply")).Placeholder(ui.Tr("talk.write")).Typing(act("typing", "action.say").Perm("livechat.reply"))
		if mine {
			b.Seen(act("seen", "action.say"))
		}
	}
	b.Inserts(ui.InsertFrom("canned", "inserts")).About(known(c)...)
	b.Note(act("note", "action.note").Perm("livechat.comment"))
	if !ended(c) && !waiting(c) {
		b.Actions(
			act("end", "action.end").Icon("logout").Perm("livechat.reply").Confirm(ui.Confirm(ui.Tr("action.end.sure"))),
			act("ask_transfer", "action.transfer").Icon("arrow-forward-up").Perm("livechat.transfer"),
			act("ask_invite", "action.invite").Icon("user-plus").Perm("livechat.assistance"))
	}
	b.Actions(
		act("about", "action.about").Icon("info-circle"),
		act("ask_tags", "action.tags").Icon("tag").Perm("livechat.reply"),
		act("add_ticket", ticketLabel(c)).Icon("ticket").Perm("livechat.add_ticket"),
		act("transcript", "action.transcript").Icon("mail").Perm("livechat.reply"),
		act("ban", "action.ban").Icon("ban").Style("danger").Perm("livechat.reply").Confirm(ui.Confirm(ui.Tr("action.ban.sure"))))
	b.Actions(ui.Action("close", ui.Tr("action.close")).Icon("x").Href(closePath(row.ID, chosen)))
	return b, nil
}

// drawn is an item as the block shows it.
func drawn(it item) *ui.ConversationItemBuilder {
	b := ui.ConversationItem(it.ID, it.Side, it.At, it.Text).Seq(int(it.Seq)).Name(it.Name)
	if it.File != nil {
		b.File(ui.File(it.File.File, it.File.Name).Size(float64(it.File.Size)))
	}
	return b
}

// known is what other plugins are told that put words into the box, such as the
// visitor's name for a greeting.
func known(c *Chat) []*ui.FactBuilder {
	var out []*ui.FactBuilder
	for _, f := range []struct{ name, text string }{
		{"requester.name", c.Name}, {"requester.email", c.Email}, {"language", c.Language},
	} {
		if f.text != "" {
			out = append(out, ui.Fact(f.name, f.text))
		}
	}
	if c.Ticket != 0 {
		out = append(out, ui.Fact("ticket.number", itoa(c.Ticket)))
	}
	return out
}

func ticketLabel(c *Chat) string {
	if c.Ticket != 0 {
		return "action.ticket"
	}
	return "action.add_ticket"
}

func subtitle(c *Chat) string {
	s := c.Email
	for _, more := range []string{c.Site, c.Tags} {
		if more != "" {
			if s != "" {
				s += " · "
			}
			s += more
		}
	}
	return s
}

// itemsOf are the last lines and private comments of a chat, oldest first; more
// when there are lines before them.
func itemsOf(id int64, limit int) (items []item, more bool, err error) {
	said, err := lines.Find(sdk.Query{Where: sdk.Eq("chat", id), Sort: "-id", Limit: limit})
	if err != nil {
		return nil, false, err
	}
	for i := range said.Rows {
		items = append(items, itemOf(&said.Rows[i], said.Rows[i].Value.Side))
	}
	private, err := notes.Find(sdk.Query{Where: sdk.Eq("chat", id), Sort: "-id", Limit: limit})
	if err != nil {
		return nil, false, err
	}
	for i := range private.Rows {
		items = append(items, itemOf(&private.Rows[i], note))
	}
	sort.SliceStable(items, func(a, b int) bool { return items[a].At < items[b].At })
	return items, said.Next != "", nil
}
