package main

import (
	"crypto/rand"
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/sdk"
)

// livechat is the plugin whose chats are asked about. It may be absent.
const livechat = "livechat"

// chatClosed is what livechat says of a chat that is over.
type chatClosed struct {
	Chat         int64     `json:"chat"`
	Name         string    `json:"name"`
	Email        string    `json:"email"`
	Person       int64     `json:"person"`
	Agent        int64     `json:"agent"`
	Team         int64     `json:"team"`
	Contributors []int64   `json:"contributors"`
	Language     string    `json:"language"`
	EndedAt      time.Time `json:"ended_at"`
}

// invitation is what is asked about the chat. Nobody is asked about a chat that
// nobody took.
func (c *chatClosed) invitation() (in Invitation, ok bool) {
	in = Invitation{
		Chat: c.Chat, ChatAt: at(c.EndedAt), Name: clip(c.Name, 120), Language: clip(c.Language, 35), Person: c.Person, Owner: c.Agent, Team: c.Team,
		Contributors: c.Contributors,
	}
	if c.Person == 0 && len(c.Email) <= 200 {
		in.Email = c.Email
	}
	return in, c.Chat > 0 && c.Agent != 0 && c.Person != c.Agent
}

// offerAfterChat plans a letter to a visitor who was signed in. Whoever was not is
// asked by the widget alone: an address that somebody typed is no reason to write
// to it.
func offerAfterChat(e *sdk.Event) error {
	var c chatClosed
	if err := json.Unmarshal(e.Payload, &c); err != nil {
		return sdk.Fail(sdk.KindInvalid, "The event has no chat.")
	}
	in, ok := c.invitation()
	if !ok || in.Person == 0 {
		return nil
	}
	if p, err := sdk.People.Get(in.Person); err == nil {
		in.Organization = p.OrganizationID
	}
	return offer(onChat, in, c.EndedAt)
}

// invite gives livechat the address of the questions about a chat, for the window
// in which it was. It is empty where nobody is asked, or has answered already.
// Asked again it gives another address, and the one before leads nowhere.
func invite(r *sdk.ServiceRequest) ([]byte, error) {
	if r.Plugin != livechat {
		return nil, sdk.Fail(sdk.KindDenied, "Chats are asked about for livechat only.")
	}
	var c chatClosed
	if err := json.Unmarshal(r.Payload, &c); err != nil {
		return nil, sdk.Fail(sdk.KindInvalid, "There is no chat to ask about.")
	}
	var out struct {
		Href string `json:"href"`
	}
	err := sdk.AsItself(func() (err error) {
		out.Href, err = door(&c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

// door makes a token for the chat's invitation, which is planned now if it was not.
func door(c *chatClosed) (string, error) {
	in, ok := c.invitation()
	if !ok {
		return "", nil
	}
	if err := offer(onChat, in, c.EndedAt); err != nil {
		return "", err
	}
	found, err := invitations.Find(sdk.Query{Where: in.about(), Sort: "id", Limit: 1})
	if err != nil || len(found.Rows) == 0 {
		return "", err
	}
	row := &found.Rows[0]
	if row.Value.State == answered || row.Value.State == over || !row.Value.ClosesAt.Time().After(time.Now()) {
		return "", nil
	}
	token := rand.Text()
	fields := map[string]any{"page_token": hash(token)}
	if row.Value.Person == 0 {
		fields["state"] = sent // no letter follows
	}
	return "/p/surveys/answer?t=" + token, setInvitation(row, fields)
}

// starsOf tells a plugin that shows chats which stars they have, as far as the
// person behind the call may see them.
func starsOf(r *sdk.ServiceRequest) ([]byte, error) {
	var in struct{ Chats []int64 }
	if err := json.Unmarshal(r.Payload, &in); err != nil || len(in.Chats) > 100 {
		return nil, sdk.Fail(sdk.KindInvalid, "Name at most 100 chats.")
	}
	type line struct {
		Chat  int64  `json:"chat"`
		Stars *int64 `json:"stars,omitempty"`
		Scale *int64 `json:"scale,omitempty"`
	}
	out := struct {
		Items []line `json:"items"`
	}{Items: []line{}}
	if len(in.Chats) > 0 {
		found, err := ratings.Find(sdk.Query{Where: sdk.In("chat", in.Chats...), Sort: "id", Limit: 100})
		if err != nil {
			return nil, err
		}
		for i := range found.Rows {
			v := &found.Rows[i].Value
			out.Items = append(out.Items, line{v.Chat, v.Stars, v.Scale})
		}
	}
	return json.Marshal(out)
}
