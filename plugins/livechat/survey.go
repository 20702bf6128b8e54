package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// The plugin for surveys, which may be absent: it asks visitors how it was, and
// knows the stars of a chat.
const surveys = "surveys"

// survey tells the widget where the visitor can say how it was, once the chat is
// over; nowhere when nobody asks.
func survey(*sdk.RouteRequest) (*sdk.RouteReply, error) {
	row, err := current()
	if err != nil {
		return nil, err
	}
	var out struct {
		Href string `json:"href"`
	}
	if ended(&row.Value) {
		err = sdk.Services.Call(surveys, "invite", whatEnded(row, row.Value.EndedBy), &out)
	}
	if err != nil {
		if !sdk.IsKind(err, sdk.KindUnavailable) {
			sdk.Log.Warn("the visitor is not asked how it was: " + err.Error())
		}
		out.Href = ""
	}
	return sdk.ReplyJSON(200, out)
}

// rated are the stars of chats, none for who may not see them.
func rated(ids ...int64) map[int64]int64 {
	var found struct {
		Items []struct{ Chat, Stars int64 }
	}
	if len(ids) == 0 || sdk.Services.Call(surveys, "stars", map[string]any{"chats": ids}, &found) != nil {
		return nil
	}
	out := map[int64]int64{}
	for _, it := range found.Items {
		if it.Stars > 0 {
			out[it.Chat] = it.Stars
		}
	}
	return out
}

// starsValue draws stars in a line.
func starsValue(n int64) ui.Value {
	return ui.TextValue(strings.Repeat("★", int(n)) + strings.Repeat("☆", int(5-n)))
}
