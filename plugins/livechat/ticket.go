package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// maxTranscript is how many lines a ticket or a letter gets.
const maxTranscript = 200

// addTicket makes a ticket from a chat, with everything that was said, and ties the
// two together. The host asks for the reader's right to create tickets.
func addTicket(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	c := &row.Value
	if c.Ticket != 0 {
		return ui.Respond(ui.Navigate(ticketPath(c.Ticket))), nil
	}
	if !sdk.Access.MayRecord("livechat.add_ticket", chats.Name, row.ID) {
		return nil, sdk.Fail(sdk.KindDenied, sdk.Text("add_ticket.denied"))
	}
	body, err := transcript(row)
	if err != nil {
		return nil, err
	}
	t := sdk.TicketCreate{Subject: clip(orElse(c.Question, sdk.Text("add_ticket.subject", "name", who(row))), 200), Body: body, TeamID: c.Team}
	if c.Person != 0 {
		t.RequesterID = c.Person
	} else if c.Email != "" {
		t.RequesterName, t.RequesterEmail = c.Name, c.Email
	}
	made, err := sdk.Tickets.Create(t)
	if err != nil {
		return nil, err
	}
	if _, err := chats.Patch(row.ID, 0, map[string]any{"ticket": made.ID}); err != nil {
		// The ticket stands. That the chat does not point to it is worth a word.
		sdk.Log.Warn("a new ticket could not be tied to its chat: " + err.Error())
		return ui.Respond(ui.Toast(ui.Tr("add_ticket.untied")).Tone(ui.Warning), ui.Navigate(ticketPath(made.ID))), nil
	}
	changed(row.ID, c)
	return ui.Respond(ui.Toast(ui.Tr("done.ticket")).Tone(ui.Success), ui.Refresh(), ui.Navigate(ticketPath(made.ID))), nil
}

func ticketPath(id int64) string { return "/app/tickets/" + ui.ID(id) }

// transcript is what was said between the two sides, private comments left out.
func transcript(row *sdk.Row[Chat]) (string, error) {
	said, err := lines.Find(sdk.Query{Where: sdk.Eq("chat", row.ID), Sort: "id", Limit: maxTranscript})
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i := range said.Rows {
		l := &said.Rows[i].Value
		b.WriteString(said.Rows[i].CreatedAt.Time().UTC().Format("15:04") + " ")
		switch {
		case l.Side == event:
			b.WriteString("– " + l.Text)
		case l.Name != "":
			b.WriteString(l.Name + ": " + l.Text)
		default:
			b.WriteString(who(row) + ": " + l.Text)
		}
		b.WriteString("\n")
	}
	if said.Next != "" {
		b.WriteString("…\n")
	}
	return b.String(), nil
}

// mailTranscript writes a letter with what was said: to the visitor's account where
// they were signed in, otherwise to the address that they gave as they began. The
// host sees to it that it goes to no other, and not again and again.
func mailTranscript(r *sdk.EventRequest) (any, error) {
	row, err := chosen(r)
	if err != nil {
		return nil, err
	}
	c := &row.Value
	if c.Person == 0 && c.Email == "" {
		return nil, sdk.Fail(sdk.KindConflict, sdk.Text("transcript.nobody"))
	}
	text, err := transcript(row)
	if err != nil {
		return nil, err
	}
	letter := sdk.Notice{UserID: c.Person, Title: sdk.TextIn(c.Language, "transcript.title"), Text: clipBytes(text, maxLetter)}
	if c.Person == 0 {
		letter.Collection, letter.RecordID, letter.Locale = chats.Name, row.ID, c.Language
	}
	if err := sdk.Notify(letter); err != nil {
		return nil, err
	}
	return tell("done.mailed")
}

// maxLetter is how much of a transcript a letter has, in bytes.
const maxLetter = 3900

// clipBytes keeps the end of a text, from a whole line on.
func clipBytes(text string, n int) string {
	if len(text) <= n {
		return text
	}
	text = text[len(text)-n:]
	if _, rest, ok := strings.Cut(text, "\n"); ok {
		text = rest
	}
	return "…\n" + strings.ToValidUTF8(text, "")
}

// panel stands beside a ticket: the chats that it came from.
func panel(r *sdk.RenderRequest) (any, error) {
	found, err := chats.Find(sdk.Query{Where: sdk.Eq("ticket", r.Ctx.Ticket), Sort: "-id", Limit: 5})
	if err != nil {
		return nil, err
	}
	if len(found.Rows) == 0 {
		return ui.Doc(ui.Text(ui.Tr("panel.none")).Size("sm")), nil
	}
	list := ui.List()
	for i := range found.Rows {
		row := &found.Rows[i]
		list.Items(ui.Item(who(row)).ID(itoa(row.ID)).Icon("messages").Text(orElse(row.Value.Question, row.Value.LastText)).
			Href(pastPath(row.ID)).Meta(ui.DateTimeValue(stamp(row.CreatedAt))))
	}
	return ui.Doc(list), nil
}
