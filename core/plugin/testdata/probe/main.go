// Probe is a plugin that does what a test asks for: the parameter "do" of its
// page, or the subject of a ticket.
package main

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var notes = sdk.Collection[struct {
	Text string `json:"text"`
}]{Name: "notes"}

var sink [][]byte

func misbehave(what string) {
	switch what {
	case "panic":
		panic("as asked")
	case "loop":
		for {
		}
	case "memory":
		for {
			sink = append(sink, make([]byte, 1<<20))
		}
	}
}

// phase does what a test has put under the phase's name: "note" writes a record,
// "refuse" does and fails.
func phase(name, text string) error {
	what, _, err := sdk.KV.Get(name)
	if err != nil || len(what) == 0 {
		return err
	}
	if _, err := notes.Insert(map[string]string{"text": text}); err != nil {
		return err
	}
	if string(what) == "refuse" {
		return errors.New("as asked")
	}
	return nil
}

func init() {
	sdk.Render("panel", func(r *sdk.RenderRequest) (any, error) { return ui.Doc(ui.Text("panel")), nil })
	sdk.Render("page", func(r *sdk.RenderRequest) (any, error) {
		what, arg, _ := strings.Cut(r.Params.Get("do"), ":")
		misbehave(what)
		switch what {
		case "garbage":
			return sdk.JSON(`{"v": 1, "blocks": "<b>"}`), nil
		case "error":
			return nil, errors.New("something private")
		case "html":
			return ui.Doc(ui.Text("<script>alert(1)</script>"), ui.Markdown("<img src=x onerror=alert(1)>")), nil
		case "ticket":
			n, _ := strconv.ParseInt(arg, 10, 64)
			t, err := sdk.Tickets.Get(n)
			if err != nil {
				return nil, err
			}
			return ui.Doc(ui.Text(t.Subject + "/" + t.RequesterName)), nil
		case "reply":
			n, _ := strconv.ParseInt(arg, 10, 64)
			_, err := sdk.Tickets.Reply(n, "hello")
			return ui.Doc(ui.Text("replied")), err
		case "people":
			_, err := sdk.People.Find(sdk.PersonQuery{})
			return ui.Doc(), err
		case "foreign":
			_, err := sdk.Collection[struct{}]{Name: "calls"}.Find(sdk.Query{})
			return ui.Doc(), err
		case "kv":
			if err := sdk.KV.Set("k", []byte(arg), 0); err != nil {
				return nil, err
			}
			v, found, err := sdk.KV.Get("k")
			return ui.Doc(ui.Text(string(v) + strconv.FormatBool(found))), err
		case "picture":
			return ui.Doc(ui.Image(ui.Asset("dot.png"), "Dot"), ui.Image(ui.Asset("page.html"), "Page"), ui.Image(ui.Asset("none.png"), "None"), ui.Markdown("![In words](dot.png) ![Elsewhere](https://x.example/i.png)")), nil
		case "flood":
			for range 20 {
				if _, err := notes.Insert(map[string]string{"text": "more"}); err != nil {
					return ui.Doc(ui.Text(strconv.FormatBool(sdk.IsKind(err, sdk.KindQuota)) + ": " + err.Error())), nil
				}
			}
		case "may":
			return ui.Doc(ui.Text(strconv.FormatBool(sdk.Access.May(arg)))), nil
		}
		form := ui.Form("note", ui.Action("keep", "Keep").Args("mark", "sealed"), ui.TextField("text", "Text"))
		return ui.Doc(ui.Text("ready"), form, ui.Button(ui.Action("edit", "Edit").Perm("probe.edit")),
			ui.Button(ui.Action("wipe", "Wipe").Confirm(ui.Confirm("Sure?").TypeToConfirm("ACME")))), nil
	})
	sdk.Render("person", func(r *sdk.RenderRequest) (any, error) {
		return ui.Doc(ui.Text("beside person " + strconv.FormatInt(r.Ctx.Person, 10))), nil
	})
	sdk.Render("organization", func(r *sdk.RenderRequest) (any, error) {
		return ui.Doc(ui.Text("beside organization " + strconv.FormatInt(r.Ctx.Organization, 10))), nil
	})
	sdk.Render("column", func(r *sdk.RenderRequest) (any, error) {
		table := ui.Table("Probed").Columns(ui.Column("cell", "Probed"))
		for _, id := range sdk.Listed(r) {
			t, err := sdk.Tickets.Get(id)
			if err != nil {
				return nil, err
			}
			table.Rows(ui.Row(ui.ID(id)).Cell("cell", ui.TextValue(t.Subject)))
		}
		return ui.Doc(table), nil
	})
	sdk.Action("page", "wipe", func(*sdk.EventRequest) (any, error) { return ui.Respond(ui.Toast("wiped")), nil })
	sdk.Action("page", "keep", func(r *sdk.EventRequest) (any, error) {
		if string(r.Args) != `{"mark":"sealed"}` {
			return nil, errors.New("the arguments were changed: " + string(r.Args))
		}
		text := strings.TrimSuffix(strings.TrimPrefix(string(r.Values), `{"note":{"text":"`), `"}}`)
		row, err := notes.Insert(map[string]string{"text": text})
		if err != nil {
			return nil, err
		}
		return ui.Respond(ui.Toast("kept " + strconv.FormatInt(row.ID, 10))), nil
	})
	sdk.OnTicket("ticket.will_create", func(t *sdk.Ticket) error {
		misbehave(t.Subject)
		if t.Subject == "veto" {
			return sdk.Veto("Not with this subject.")
		}
		if t.Subject == "patch" {
			t.Priority, t.Tags = "urgent", []string{"probed"}
		}
		return nil
	})
	sdk.OnTicket("ticket.will_update", func(t *sdk.Ticket) error {
		misbehave(t.Subject)
		return nil
	})
	sdk.OnEvent("ticket.created", func(e *sdk.Event) error {
		return sdk.KV.Set("created:"+strconv.FormatInt(e.TicketID, 10), []byte(sdk.Current().Key()), 0)
	})
	sdk.OnEvent("courier.sent", func(e *sdk.Event) error {
		return sdk.KV.Set("courier", []byte(e.Type+" by "+e.Plugin), 0)
	})
	sdk.OnUpgrade(func(from string) error { return phase("upgrade", "from "+from) })
	sdk.OnEnable(func() error { return phase("enable", "enabled") })
	sdk.OnUninstall(func() error { return phase("uninstall", "gone") })
	sdk.Route("GET", "/hello/{name}", func(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
		if r.Params.Get("name") == "reading" { // a ticket, again and again, until it may not
			n, _ := strconv.ParseInt(r.Query.Get("q"), 10, 64)
			if err := sdk.KV.Set("reading", []byte("1"), 0); err != nil {
				return nil, err
			}
			for {
				if _, err := sdk.Tickets.Get(n); err != nil {
					return nil, err
				}
				time.Sleep(time.Millisecond)
			}
		}
		if r.Params.Get("name") == "html" {
			return &sdk.RouteReply{Body: []byte("<b>"), Headers: sdk.Params{{Name: "content-type", Value: "text/html"}}}, nil
		}
		return sdk.ReplyJSON(200, map[string]string{"hello": r.Params.Get("name"), "q": r.Query.Get("q")})
	})
	sdk.Route("GET", "/hello/world", func(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
		return sdk.ReplyJSON(200, "the plain one")
	})
	sdk.Route("POST", "/open", func(r *sdk.RouteRequest) (*sdk.RouteReply, error) {
		return sdk.ReplyJSON(201, r.Caller.Kind+" sent "+string(r.Body))
	})
}

func main() {}
