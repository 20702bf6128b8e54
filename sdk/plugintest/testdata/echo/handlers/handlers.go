// Package handlers holds what Echo answers, so that a test can run it natively.
package handlers

import (
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
)

func init() {
	// The update makes the host ask ticket.will_update, in the middle of this call.
	sdk.Route("POST", "/touch/{ticket}", func(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
		id, _ := strconv.ParseInt(r.Params.Get("ticket"), 10, 64)
		me := sdk.Current().Caller().Name
		t, err := sdk.Tickets.Edit(id, func(t *sdk.Ticket) { t.Subject = "Touched" })
		if err != nil {
			return nil, err
		}
		return sdk.ReplyJSON(200, map[string]any{"subject": t.Subject, "tags": t.Tags, "before": me, "after": sdk.Current().Caller().Name, "hook": sdk.Current().Hook()})
	})
	sdk.OnTicket("ticket.will_update", func(t *sdk.Ticket) error {
		if sdk.Current().Changed("subject") && t.Subject == "Touched" {
			t.Tags = append(t.Tags, "seen")
		}
		return nil
	})
	sdk.OnMessage("ticket.will_reply", func(t *sdk.Ticket, m *sdk.Message) error {
		if strings.Contains(m.BodyText, "secret") {
			return sdk.Veto("Keep that to yourself.")
		}
		return nil
	})
	sdk.OnEvent("ticket.replied", func(e *sdk.Event) error {
		sdk.Log.Info("heard of a reply")
		return sdk.KV.Set("replied", []byte(strconv.FormatInt(e.TicketID, 10)), 0)
	})
	sdk.Route("POST", "/keep/{key}", func(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
		return nil, sdk.KV.Set(r.Params.Get("key"), r.Body, time.Hour)
	})
	sdk.Route("GET", "/kept/{key}", func(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
		v, found, err := sdk.KV.Get(r.Params.Get("key"))
		if err == nil && !found {
			err = sdk.Fail(sdk.KindNotFound, "There is no such entry.")
		}
		if err != nil {
			return nil, err
		}
		return sdk.ReplyJSON(200, string(v))
	})
	sdk.Route("GET", "/greeting", func(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
		var set struct{ Greeting string }
		err := sdk.Settings(&set)
		if err != nil {
			return nil, err
		}
		return sdk.ReplyJSON(200, set.Greeting+", "+r.Caller.Kind)
	})
	sdk.Route("GET", "/panic", func(*sdk.RouteRequest) (*sdk.RouteReply, error) { panic("as asked") })
}
