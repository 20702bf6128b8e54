package main

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// Invitation is what somebody is asked about what. Its token is known to the
// letter only; the row has a hash of it.
type Invitation struct {
	Survey       int64    `json:"survey,omitempty"`
	State        string   `json:"state,omitempty"`
	Token        string   `json:"token,omitempty"`
	Ticket       int64    `json:"ticket,omitempty"`
	Person       int64    `json:"person,omitempty"`
	Organization int64    `json:"organization,omitempty"`
	Owner        int64    `json:"owner,omitempty"`
	Team         int64    `json:"team,omitempty"`
	Contributors []int64  `json:"contributors,omitempty"`
	SendAt       sdk.Time `json:"send_at,omitzero"`
	ClosesAt     sdk.Time `json:"closes_at,omitzero"`
	Rating       int64    `json:"rating,omitempty"`
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
	known, err := invitations.Find(sdk.Query{Where: sdk.Eq("ticket", in.Ticket), Limit: 1})
	if err != nil || len(known.Rows) > 0 {
		return err
	}
	list, err := activeSurveys(occasion)
	if err != nil {
		return err
	}
	for i := range list {
		s := &list[i].Value
		if len(s.Questions) == 0 || len(s.Teams) > 0 && !isOneOf(in.Team, s.Teams) || !drawn(list[i].ID, in.Ticket, s.Share) {
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
		return plan(in)
	}
	return nil
}

// plan writes the invitation down. Somebody who has left since cannot be named as
// who helped; the invitation goes out all the same.
func plan(in Invitation) error {
	_, err := invitations.Create(in)
	if sdk.IsKind(err, sdk.KindInvalid) {
		in.Owner, in.Contributors, in.Organization = 0, nil, 0
		_, err = invitations.Create(in)
	}
	return err
}

// drawn decides by lot, in the same way each time: a ticket that is closed again
// does not get another chance.
func drawn(survey, item, share int64) bool {
	sum := sha256.Sum256([]byte(itoa(survey) + ":" + itoa(item)))
	return int64(binary.BigEndian.Uint32(sum[:4])%100) < share
}

// hasRested reports whether somebody was last asked long enough ago.
func hasRested(person, days int64, now time.Time) (bool, error) {
	if days == 0 {
		return true, nil
	}
	since := now.AddDate(0, 0, -int(days))
	recent, err := invitations.Find(sdk.Query{Where: sdk.All(sdk.Eq("person", person), sdk.Gt("created_at", rfc(since))), Limit: 1})
	return err == nil && len(recent.Rows) == 0, err
}

// at is a moment as rows have it.
func at(t time.Time) sdk.Time { return sdk.Time(t.UnixMicro()) }
