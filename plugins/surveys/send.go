package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"pegboard.dev/pegboard/sdk"
)

// sendAtOnce bounds the letters of one run; the next is five minutes later.
const sendAtOnce = 50

// sendDue sends the invitations whose time has come and ends those whose time is
// up.
func sendDue(r *sdk.ScheduleRequest) error {
	if err := endOld(r); err != nil {
		return err
	}
	due, err := invitations.Find(sdk.Query{Where: sdk.All(sdk.Eq("state", planned), sdk.Lte("send_at", rfc(r.DueAt.Time()))), Sort: "id", Limit: sendAtOnce})
	if err != nil {
		return err
	}
	for i := range due.Rows {
		err := send(&due.Rows[i])
		switch {
		case sdk.IsKind(err, sdk.KindQuota):
			return nil // enough for now
		case sdk.IsKind(err, sdk.KindNotFound):
			// The customer, their ticket or the survey is gone: nobody is asked.
			err = setInvitation(&due.Rows[i], map[string]any{"state": over})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func setInvitation(row *sdk.Row[Invitation], fields map[string]any) error {
	_, err := invitations.Patch(row.ID, row.Version, fields)
	return err
}

// endOld ends what can no longer be answered, or changed.
func endOld(r *sdk.ScheduleRequest) error {
	for {
		old, err := invitations.Find(sdk.Query{
			Where: sdk.All(sdk.In("state", planned, sent, answered), sdk.Lt("closes_at", rfc(r.DueAt.Time()))), Sort: "id", Limit: 100,
		})
		if err != nil || len(old.Rows) == 0 {
			return err
		}
		for i := range old.Rows {
			if err := setInvitation(&old.Rows[i], map[string]any{"state": over, "token": nil, "page_token": nil}); err != nil {
				return err
			}
		}
	}
}

// send makes the token, keeps its hash and writes the letter. Where the letter
// cannot be written the invitation stays planned, and the next run makes another
// token.
func send(row *sdk.Row[Invitation]) error {
	in := &row.Value
	s, err := surveys.Get(in.Survey)
	if err != nil {
		return err
	}
	p, err := sdk.People.Get(in.Person)
	if err != nil {
		return err
	}
	if s.Value.State != active || p.Disabled {
		return sdk.Fail(sdk.KindNotFound, "Nobody is to be asked any more.")
	}
	token := rand.Text()
	// The hash first: a letter whose token nobody knows would be the worse half.
	if err := setInvitation(row, map[string]any{"token": hash(token)}); err != nil {
		return err
	}
	err = sdk.Notify(sdk.Notice{
		UserID: in.Person, TicketID: in.Ticket, Title: or(s.Value.Subject, sdk.TextIn(p.Locale, "letter.subject")),
		Text: letterText(&s.Value, in, p.Locale), Href: "/p/surveys/answer?t=" + token, Label: sdk.TextIn(p.Locale, "letter.label"),
	})
	// Without a mail server the invitation waits in the portal, for who signs in.
	if err != nil && !sdk.IsKind(err, sdk.KindUnavailable) {
		return err
	}
	_, err = invitations.Patch(row.ID, 0, map[string]any{"state": sent})
	return err
}

// sendNow sends without waiting for the schedule, which does it again if it fails.
func sendNow(row *sdk.Row[Invitation]) {
	if err := send(row); err != nil {
		sdk.Log.Info("the invitation waits for the schedule: " + err.Error())
	}
}

func letterText(s *Survey, in *Invitation, locale string) string {
	text := or(s.Intro, sdk.TextIn(locale, "letter.intro"))
	if in.Ticket != 0 {
		if t, err := sdk.Tickets.Get(in.Ticket); err == nil {
			text += "\n\n" + sdk.TextIn(locale, "letter.about", "number", itoa(t.ID), "subject", t.Subject)
		}
	}
	if in.Chat != 0 {
		text += "\n\n" + sdk.TextIn(locale, "letter.about.chat", "date", day(in.ChatAt))
	}
	return text
}

// hash is what is kept of a token: with 130 random bits in it, no salt is needed.
func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
