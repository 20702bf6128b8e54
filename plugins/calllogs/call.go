package main

import (
	"strconv"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// Call is a row of the collection. What is empty stays as the host has it: null,
// or the declared default of a new call.
type Call struct {
	Direction    string   `json:"direction,omitempty"`
	Number       string   `json:"number,omitempty"`
	Digits       string   `json:"digits,omitempty"` // the number, normalised
	Person       int64    `json:"person,omitempty"`
	Organization int64    `json:"organization,omitempty"`
	Ticket       int64    `json:"ticket,omitempty"`
	Outcome      string   `json:"outcome,omitempty"`
	Notes        string   `json:"notes,omitempty"`
	StartedAt    sdk.Time `json:"started_at,omitzero"`
	Duration     int64    `json:"duration,omitempty"` // seconds
	Running      bool     `json:"running,omitempty"`
	CallbackAt   sdk.Time `json:"callback_at,omitzero"`
	CallbackTold bool     `json:"callback_told,omitempty"`
	CallID       string   `json:"call_id,omitempty"` // the phone system's
	Owner        int64    `json:"owner,omitempty"`
	Team         int64    `json:"team,omitempty"`
	Contributors []int64  `json:"contributors,omitempty"`
}

// The parts of a call; the host decides about them by the call.
type (
	Attachment struct {
		Call   int64     `json:"call,omitempty"`
		File   *sdk.File `json:"file,omitempty"`
		Author int64     `json:"author,omitempty"`
	}
	Relation struct {
		Call   int64  `json:"call,omitempty"`
		Ticket int64  `json:"ticket,omitempty"`
		Name   string `json:"name,omitempty"` // one for each ticket, so that it is related once
	}
)

var (
	calls       = sdk.Collection[Call]{Name: "calls"}
	attachments = sdk.Collection[Attachment]{Name: "attachments"}
	relations   = sdk.Collection[Relation]{Name: "relations"}
)

var (
	directions = []string{"in", "out"}
	outcomes   = []string{"answered", "no_answer", "voicemail", "busy", "callback"}
)

// outcomeTones colour the outcomes that ask for something.
var outcomeTones = map[string]ui.Tone{"answered": ui.Success, "callback": ui.Warning, "no_answer": ui.Neutral, "voicemail": ui.Neutral, "busy": ui.Neutral}

// options lists values with their words in the reader's language.
func options(kind string, values []string) []*ui.OptionBuilder {
	out := make([]*ui.OptionBuilder, len(values))
	for i, v := range values {
		out[i] = ui.Option(v, ui.Tr(kind+"."+v))
	}
	return out
}

// may reports whether the reader holds one of the plugin's own keys anywhere.
func may(viewer *sdk.Caller, keys ...string) bool {
	for _, have := range viewer.Perms {
		for _, want := range keys {
			if have == want {
				return true
			}
		}
	}
	return false
}

// tell is the usual answer to something done: a short message and a new drawing.
func tell(key string, more ...ui.Effect) (any, error) {
	return ui.Respond(append([]ui.Effect{ui.Toast(ui.Tr(key)).Tone(ui.Success)}, append(more, ui.Refresh())...)...), nil
}

// moment is how times are written for the host.
const moment = "2006-01-02T15:04:05Z07:00"

func stamp(t sdk.Time) string { return t.Time().UTC().Format(moment) }

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}
