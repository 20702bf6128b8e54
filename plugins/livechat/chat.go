package main

import (
	"strconv"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// Chat is a row of the collection of chats. It waits while nobody owns it and it
// has not ended.
type Chat struct {
	Name         string   `json:"name,omitempty"`
	Email        string   `json:"email,omitempty"`
	Person       int64    `json:"person,omitempty"`
	Question     string   `json:"question,omitempty"`
	Site         string   `json:"site,omitempty"`
	Page         string   `json:"page,omitempty"`
	Language     string   `json:"language,omitempty"`
	Visitor      string   `json:"visitor,omitempty"`
	Owner        int64    `json:"owner,omitempty"`
	Team         int64    `json:"team,omitempty"`
	Contributors []int64  `json:"contributors,omitempty"`
	TakenAt      sdk.Time `json:"taken_at,omitzero"`
	Offered      int64    `json:"offered,omitempty"`
	OfferedUntil sdk.Time `json:"offered_until,omitzero"`
	Passed       string   `json:"passed,omitempty"`
	EndedAt      sdk.Time `json:"ended_at,omitzero"`
	EndedBy      string   `json:"ended_by,omitempty"`
	LastAt       sdk.Time `json:"last_at,omitzero"`
	LastText     string   `json:"last_text,omitempty"`
	LastSide     string   `json:"last_side,omitempty"`
	DeskSeen     int64    `json:"desk_seen,omitempty"`
	VisitorSeen  int64    `json:"visitor_seen,omitempty"`
	Tags         string   `json:"tags,omitempty"`
	Ticket       int64    `json:"ticket,omitempty"`
}

// Line is what was said, or what happened. The host counts Seq within the chat, and
// writes one Client once.
type Line struct {
	Chat   int64  `json:"chat,omitempty"`
	Seq    int64  `json:"seq,omitempty"`
	Client string `json:"client,omitempty"`
	Side   string `json:"side,omitempty"`
	Author int64  `json:"author,omitempty"`
	Name   string `json:"name,omitempty"`
	Text   string `json:"text,omitempty"`
	// File is what was sent with it.
	File *sdk.File `json:"file,omitempty"`
}

var (
	chats = sdk.Collection[Chat]{Name: "chats"}
	lines = sdk.Collection[Line]{Name: "lines"}
	notes = sdk.Collection[Line]{Name: "notes"} // without Side
)

// The sides of a line, as the desk sees them.
const (
	in    = "in"
	out   = "out"
	event = "event"
	note  = "note"
)

func ended(c *Chat) bool { return !c.EndedAt.IsZero() }

func waiting(c *Chat) bool { return c.Owner == 0 && !ended(c) }

// who names the visitor for the desk.
func who(row *sdk.Row[Chat]) string {
	switch {
	case row.Value.Name != "":
		return row.Value.Name
	case row.Value.Email != "":
		return row.Value.Email
	}
	return sdk.Text("visitor.number", "number", itoa(row.ID))
}

// gist is what lists show of a chat: the last words, or what it is about where
// something happened since.
func gist(c *Chat) string {
	if c.LastText != "" && c.LastSide != event {
		return c.LastText
	}
	return c.Question
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

// moment is how times are written: all of one length, so that they sort as text.
const moment = "2006-01-02T15:04:05.000000Z07:00"

func stamp(t sdk.Time) string { return t.Time().UTC().Format(moment) }

func now() string { return time.Now().UTC().Format(moment) }

// clip cuts a text to n characters and into one line.
func clip(s string, n int) string {
	out := make([]rune, 0, n)
	for _, r := range s {
		if r < ' ' {
			r = ' '
		}
		if len(out) == n-1 {
			return string(append(out, '…'))
		}
		out = append(out, r)
	}
	return string(out)
}

// may reports whether the reader holds one of the plugin's own keys anywhere.
func may(viewer *sdk.Caller, key string) bool {
	for _, have := range viewer.Perms {
		if have == key {
			return true
		}
	}
	return false
}

// tell is the usual answer to something done: a short message and a new drawing.
func tell(key string, more ...ui.Effect) (any, error) {
	return ui.Respond(append([]ui.Effect{ui.Toast(ui.Tr(key)).Tone(ui.Success)}, append(more, ui.Refresh())...)...), nil
}
