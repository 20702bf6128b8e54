package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
)

// followUp does what the survey says about a bad rating, once: tells those who
// should know, and makes a ticket. The customer's answer stands whatever becomes
// of it; what fails is in the plugin's log.
func followUp(v *visit, row *sdk.Row[Rating], list []Answer) {
	s, in := &v.survey.Value, &v.invitation.Value
	if _, err := ratings.Patch(row.ID, 0, map[string]any{"followed": true}); err != nil {
		sdk.Log.Warn("a bad rating is not followed up: " + err.Error())
		return
	}
	ids := append([]int64(nil), s.TellPeople...)
	if s.TellAssignee && in.Owner != 0 && !isOneOf(in.Owner, ids) {
		ids = append(ids, in.Owner)
	}
	for _, id := range ids {
		if err := tell(v, row, list, id); err != nil {
			sdk.Log.Warn("nobody is told of a bad rating: " + err.Error())
		}
	}
	if s.FollowUp {
		if err := makeTicket(v, row, list); err != nil {
			sdk.Log.Warn("no ticket is made for a bad rating: " + err.Error())
		}
	}
}

func tell(v *visit, row *sdk.Row[Rating], list []Answer, id int64) error {
	p, err := sdk.People.Get(id)
	if err != nil {
		return err
	}
	n := sdk.Notice{
		UserID: id, Title: sdk.TextIn(p.Locale, "low.title", "stars", stars(row)), Text: said(list),
		Key: "low:" + itoa(row.ID), Href: "/app/x/surveys/results",
	}
	if v.ticket != nil {
		n.TicketID, n.Href = v.ticket.ID, "/app/tickets/"+itoa(v.ticket.ID)
		n.Text = "#" + itoa(v.ticket.ID) + " " + v.ticket.Subject + "\n\n" + n.Text
	} else if chat := v.invitation.Value.Chat; chat != 0 {
		n.Href = chatPath(chat)
	}
	return sdk.Notify(n)
}

// makeTicket asks the team to see to it. The customer is its requester, and reads
// in it what they have said themselves.
func makeTicket(v *visit, row *sdk.Row[Rating], list []Answer) error {
	in := &v.invitation.Value
	if in.Person == 0 && in.Email == "" {
		return nil // there is nobody to answer
	}
	about := v.survey.Value.Name
	if v.ticket != nil {
		about = "#" + itoa(v.ticket.ID) + " " + v.ticket.Subject
	}
	_, err := sdk.Tickets.Create(sdk.TicketCreate{
		Subject: clip(sdk.TextIn(v.locale, "low.subject", "about", about), 200), Body: sdk.TextIn(v.locale, "low.body", "stars", stars(row), "about", about) + "\n\n" + said(list),
		RequesterID: in.Person, RequesterName: in.Name, RequesterEmail: in.Email, TeamID: in.Team, Priority: "high", Tags: []string{"survey"},
	})
	return err
}

// chatPath is where livechat shows a chat that is over.
func chatPath(id int64) string { return "/app/x/livechat/past?chat=" + itoa(id) }

func stars(row *sdk.Row[Rating]) string {
	if row.Value.Stars == nil {
		return "0"
	}
	return itoa(*row.Value.Stars)
}

// said puts answers into words.
func said(list []Answer) string {
	var b strings.Builder
	for _, a := range list {
		text := a.Text
		switch a.Kind {
		case askStars:
			text = itoa(a.Number) + "/5"
		case askScale:
			text = itoa(a.Number) + "/10"
		}
		line := a.Label + "\n" + text + "\n\n"
		if b.Len()+len(line) > 3000 {
			b.WriteString("…")
			break
		}
		b.WriteString(line)
	}
	return strings.TrimSpace(b.String())
}

// clip shortens a text to at most n bytes, not within a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
