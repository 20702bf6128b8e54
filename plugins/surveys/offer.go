package main

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// Invitation is what somebody is asked about what: a ticket or a chat. Its tokens
// are known to the letter and to the page that shows the link only; the row has
// hashes of them.
type Invitation struct {
	Survey       int64    `json:"survey,omitempty"`
	State        string   `json:"state,omitempty"`
	Token        string   `json:"token,omitempty"`
	PageToken    string   `json:"page_token,omitempty"`
	Ticket       int64    `json:"ticket,omitempty"`
	Chat         int64    `json:"chat,omitempty"`
	ChatAt       sdk.Time `json:"chat_at,omitzero"`
	Name         string   `json:"name,omitempty"` // of a visitor without an account
	Email        string   `json:"email,omitempty"`
	Language     string   `json:"language,omitempty"`
	Person       int64    `json:"person,omitempty"`
	Organization int64    `json:"organization,omitempty"`
	Owner        int64    `json:"owner,omitempty"`
	Team         int64    `json:"team,omitempty"`
	Contributors []int64  `json:"contributors,omitempty"`
	SendAt       sdk.Time `json:"send_at,omitzero"`
	ClosesAt     sdk.Time `json:"closes_at,omitzero"`
	Rating       int64    `json:"rating,omitempty"`
}

// item is the number by which the lot is drawn; tickets and chats never meet.
func (in *Invitation) item() int64 {
	if in.Chat != 0 {
		return -in.Chat
	}
	return in.Ticket
}

// about matches the invitations about the same ticket or chat.
func (in *Invitation) about() *sdk.Filter {
	if in.Chat != 0 {
		return sdk.Eq("chat", in.Chat)
	}
	return sdk.Eq("ticket", in.Ticket)
}

// The states of an invitation.
const (
	planned  = "planned"
	sent     = "sent"
	answered = "answered"
	over     = "over"
)

var invitations = sdk.Collection[Invitation]{Name: "invitations"}

// own begins the channel of tickets that this plugin has made; nobody is asked
// about those.
const own = "surveys"

// offerAfterTicket plans an invitation when a ticket is closed. Told twice, it
// finds the first one; nobody is asked about one ticket again, however often it
// is opened and closed.
func offerAfterTicket(t *sdk.Ticket) error {
	if t.ID == 0 || t.MergedInto != 0 || t.Channel == own || t.RequesterID == 0 || t.RequesterID == t.AssigneeID {
		return nil
	}
	return offer(onTicket, Invitation{
		Ticket: t.ID, Person: t.RequesterID, Organization: t.OrganizationID, Owner: t.AssigneeID, Team: t.TeamID, Contributors: t.ContributorIDs,
	}, t.UpdatedAt.Time())
}

// offer plans an invitation to the first active survey whose rules fit.
func offer(occasion string, in Invitation, now time.Time) error {
	known, err := invitations.Find(sdk.Query{Where: in.about(), Limit: 1})
	if err != nil || len(known.Rows) > 0 {
		return err
	}
	list, err := activeSurveys(occasion)
	if err != nil {
		return err
	}
	for i := range list {
		s := &list[i].Value
		if len(s.Questions) == 0 || len(s.Teams) > 0 && !isOneOf(in.Team, s.Teams) || !drawn(list[i].ID, in.item(), s.Share) {
			continue
		}
		rested, err := hasRested(in.Person, s.RestDays, now)
		if err != nil {
			return err
		}
		if !rested {
			continue
		}
		in.Survey, in.SendAt = list[i].ID, at(now.Add(time.Duration(s.DelayHours)*time.Hour))
		in.ClosesAt = at(in.SendAt.Time().AddDate(0, 0, int(s.OpenDays)))
		row, err := plan(in)
		if err == nil && row != nil && s.DelayHours == 0 && in.Person != 0 {
			sendNow(row)
		}
		return err
	}
	return nil
}

// plan writes the invitation down. Somebody who has left since cannot be named as
// who helped; the invitation goes out all the same. Of two that were written at
// once the first stays, and the other is nil.
func plan(in Invitation) (*sdk.Row[Invitation], error) {
	made, err := invitations.Create(in)
	if sdk.IsKind(err, sdk.KindInvalid) {
		in.Owner, in.Contributors, in.Organization = 0, nil, 0
		made, err = invitations.Create(in)
	}
	if err != nil {
		return nil, err
	}
	all, err := invitations.Find(sdk.Query{Where: in.about(), Sort: "id", Limit: 1})
	if err == nil && len(all.Rows) == 1 && all.Rows[0].ID != made.ID {
		return nil, invitations.Delete(made.ID, 0)
	}
	return made, err
}

// drawn decides by lot, in the same way each time: a ticket that is closed again
// does not get another chance.
func drawn(survey, item, share int64) bool {
	sum := sha256.Sum256([]byte(itoa(survey) + ":" + itoa(item)))
	return int64(binary.BigEndian.Uint32(sum[:4])%100) < share
}

// hasRested reports whether somebody was last asked long enough ago. Of a visitor
// without an account nobody knows.
func hasRested(person, days int64, now time.Time) (bool, error) {
	if days == 0 || person == 0 {
		return true, nil
	}
	since := now.AddDate(0, 0, -int(days))
	recent, err := invitations.Find(sdk.Query{Where: sdk.All(sdk.Eq("person", person), sdk.Gt("created_at", rfc(since))), Limit: 1})
	return err == nil && len(recent.Rows) == 0, err
}

// at is a moment as rows have it.
func at(t time.Time) sdk.Time { return sdk.Time(t.UnixMicro()) }
