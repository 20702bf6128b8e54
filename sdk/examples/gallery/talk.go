package main

import (
	"encoding/json"
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var talkSamples = []sample{
	{"Message, Author", still(message), "message"},
	{"Conversation, ConversationItem, InsertFrom, Fact", conversation, "conversation say"},
}

func init() { sdk.Action("*", "say", say) }

func message() ui.Block {
	return ui.Stack(
		ui.Message(ui.Author("contact").Name("Carl Castor"), "2026-11-25T09:30:00Z", "Where **is** it?"),
		ui.Message(ui.Author("bot").Name("The carrier"), "2026-11-25T09:31:00Z", "It is on the van.").Visibility("note"),
	)
}

// line is something that was said.
type line struct {
	Text, Client string
	At           time.Time
}

// conversation offers the texts of Canned replies, where that plugin is enabled.
func conversation(*sdk.RenderRequest) (ui.Block, error) {
	var said []line
	if err := recall("chat", &said); err != nil {
		return nil, err
	}
	talk := ui.Conversation("Driver of JJD0001").ID("chat").Subtitle("On the road").
		Items(ui.ConversationItem("l0", "in", "2026-11-25T09:30:00Z", "Nobody opens.").Name("Rui").Seq(1)).
		Send(ui.Action("say", "Send")).Placeholder("Write to the driver").
		Inserts(ui.InsertFrom("canned", "inserts")).About(ui.Fact("requester.name", "Rui"))
	for i, l := range said {
		talk.Items(ui.ConversationItem("l"+ui.ID(int64(i+1)), "out", l.At.Format(time.RFC3339), l.Text).Seq(i + 2).Client(l.Client))
	}
	return talk, nil
}

// say is sent again with the same client when there was no answer.
func say(r *sdk.EventRequest) (any, error) {
	var sent struct{ Chat struct{ Text, Client string } } // the block's id → what was typed
	if err := json.Unmarshal(r.Values, &sent); err != nil {
		return nil, err
	}
	var said []line
	if err := recall("chat", &said); err != nil {
		return nil, err
	}
	for _, l := range said {
		if l.Client == sent.Chat.Client {
			return nil, nil
		}
	}
	said = append(said, line{strings.TrimSpace(sent.Chat.Text), sent.Chat.Client, time.Now().UTC()})
	said = said[max(0, len(said)-20):]
	return ui.Respond(ui.Refresh()), keep("chat", said)
}
