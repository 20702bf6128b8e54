// Courier is a plugin that uses the services which reach beyond the call, as its
// page's parameter "do" says: a verb and its arguments, divided by blanks.
package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// verbs answer with a text that the test reads.
var verbs = map[string]func(args []string) (string, error){
	"settings": func([]string) (string, error) {
		var all map[string]any
		if err := sdk.Settings(&all); err != nil {
			return "", err
		}
		b, err := json.Marshal(all)
		return string(b), err
	},
	"publish": func(args []string) (string, error) {
		return "published", sdk.Publish(args[0], number(args[1]), json.RawMessage(args[2]))
	},
	"flood": func([]string) (string, error) {
		for n := range 10_000 {
			if err := sdk.Publish("courier.sent", 0, n); err != nil {
				return strconv.Itoa(n), err
			}
		}
		return "never refused", nil
	},
	"count": func(args []string) (string, error) { return "counted", sdk.Metrics.Add(args[0], number(args[1])) },
	"gauge": func(args []string) (string, error) { return "set", sdk.Metrics.Set(args[0], number(args[1])) },
	"plain": func(args []string) (string, error) { return sdk.PlainText(strings.Join(args, " ")), nil },
	"fetch": func(args []string) (string, error) {
		r := sdk.HTTPRequest{Method: args[0], URL: args[1], TimeoutMS: 800}
		for _, h := range args[2:] {
			name, value, _ := strings.Cut(h, "=")
			if name == "body" {
				r.Body = []byte(value)
				continue
			}
			r.Headers = append(r.Headers, sdk.Pair{Name: name, Value: value})
		}
		got, err := sdk.Fetch(r)
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(got.Status, 10) + " " + string(got.Body), nil
	},
	"fetches": func(args []string) (string, error) {
		for n := range 1000 {
			if _, err := sdk.Fetch(sdk.HTTPRequest{URL: args[0]}); sdk.IsKind(err, sdk.KindQuota) {
				return strconv.Itoa(n), err
			}
		}
		return "never refused", nil
	},
	"notify": func(args []string) (string, error) {
		n := sdk.Notice{UserID: number(args[0]), Title: args[1], Text: args[2]}
		for _, a := range args[3:] {
			name, value, _ := strings.Cut(a, "=")
			switch name {
			case "ticket":
				n.TicketID = number(value)
			case "href":
				n.Href = value
			case "key":
				n.Key = value
			case "label":
				n.Label = value
			case "print":
				n.Print, n.PrintParams = value, sdk.Params{{Name: "do", Value: "plain On-paper"}}
			}
		}
		return "told", sdk.Notify(n)
	},
	"notices": func(args []string) (string, error) {
		for n := range 1000 {
			if err := sdk.Notify(sdk.Notice{UserID: number(args[0]), Title: "Again", Text: "and again"}); err != nil {
				return strconv.Itoa(n), err
			}
		}
		return "never refused", nil
	},
	"stale": func(args []string) (string, error) { return "stale", sdk.Stale(args[0]) },
	"stales": func(args []string) (string, error) {
		for n := range 1000 {
			if err := sdk.Stale("board"); err != nil {
				return strconv.Itoa(n), err
			}
		}
		return "never refused", nil
	},
	"say": func(args []string) (string, error) {
		return "said", sdk.Realtime.Publish(args[0], json.RawMessage(args[1]))
	},
	"chatter": func([]string) (string, error) {
		for n := range 10_000 {
			if err := sdk.Realtime.Publish("yard", n); err != nil {
				return strconv.Itoa(n), err
			}
		}
		return "never refused", nil
	},
	"van": func(args []string) (string, error) {
		row, err := vans.Insert(map[string]any{"plate": args[0]})
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(row.ID, 10), nil
	},
	// mailing has what is carried out for it sent to people, divided by commas.
	"mailing": func(args []string) (string, error) {
		m := sdk.Mailing{Name: "round", ID: number(args[0]), Title: "Round", Every: "day", Hour: 7, Zone: "UTC"}
		for _, id := range strings.Split(args[1], ",") {
			if team, ok := strings.CutPrefix(id, "team"); ok {
				m.TeamIDs = append(m.TeamIDs, number(team))
			} else {
				m.UserIDs = append(m.UserIDs, number(id))
			}
		}
		var err error
		if m.Payload, err = json.Marshal(strings.Join(args[2:], " ")); err != nil {
			return "", err
		}
		kept, err := sdk.Mailings.Put(m)
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(kept.ID, 10), nil
	},
	"mailings": func([]string) (string, error) {
		list, err := sdk.Mailings.List("round")
		var out []string
		for _, m := range list {
			line := strconv.FormatInt(m.ID, 10) + " by " + m.OwnerName + " " + m.Stopped
			for _, f := range m.Fates {
				line += " " + f.Name + ":" + f.Fate
			}
			out = append(out, line)
		}
		return strings.Join(out, "; "), err
	},
	"leave": func(args []string) (string, error) { return "left", sdk.Mailings.Delete(number(args[0])) },
	"peek": func(args []string) (string, error) {
		_, _, err := sdk.KV.Get("\x01notice:1:k")
		return "", err
	},
	"plan": func(args []string) (string, error) {
		return "planned", sdk.KV.Set("plan", []byte(strings.Join(args, " ")), 0)
	},
	"said": func(args []string) (string, error) {
		b, _, err := sdk.KV.Get(args[0])
		return string(b), err
	},
	"comment": func(args []string) (string, error) {
		m, err := sdk.Tickets.Comment(number(args[0]), args[1])
		return m.AuthorName, err
	},
	"ticket": func(args []string) (string, error) {
		t, err := sdk.Tickets.Get(number(args[0]))
		if err != nil {
			return "", err
		}
		return t.Subject, nil
	},
	"may": func(args []string) (string, error) { return strconv.FormatBool(sdk.Access.May(args[0])), nil },
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

type van struct {
	Plate  string `json:"plate"`
	Driver int64  `json:"driver"`
}

var vans = sdk.Collection[van]{Name: "vans"}

// carryOut does what a text says.
func carryOut(text string) (string, error) {
	words := strings.Fields(text)
	if verb := verbs[words[0]]; verb != nil {
		return verb(words[1:])
	}
	return "", sdk.Fail(sdk.KindInvalid, "no such verb")
}

// draw says what came of it, above a form that says the same again.
func draw(r *sdk.RenderRequest) (any, error) {
	said, err := carryOut(r.Params.Get("do"))
	if err != nil {
		return nil, err
	}
	return ui.Doc(ui.Text(said), ui.Form("ask", ui.Action("ask", "Ask"), ui.TextField("word", "Word"))), nil
}

func init() {
	// As itself, within itself and as the person again.
	verbs["itself"] = func(args []string) (said string, err error) {
		return said, sdk.AsItself(func() error {
			if err := sdk.AsItself(func() error { return nil }); err != nil {
				return err
			}
			said, err = carryOut(strings.Join(args, " "))
			return err
		})
	}
	verbs["back"] = func(args []string) (string, error) {
		if err := sdk.AsItself(func() error { return nil }); err != nil {
			return "", err
		}
		return carryOut(strings.Join(args, " "))
	}
	sdk.Render("page", draw)
	sdk.Render("door", draw)
	sdk.Action("*", "ask", func(r *sdk.EventRequest) (any, error) {
		var forms struct{ Ask struct{ Word string } }
		if err := json.Unmarshal(r.Values, &forms); err != nil {
			return nil, err
		}
		if forms.Ask.Word == "" {
			return nil, sdk.Invalid("word", "Say something.")
		}
		return ui.Respond(ui.Toast("You said " + forms.Ask.Word + " to " + r.Params.Get("do"))), nil
	})
	// The watcher and the schedule keep what they saw, or how they failed.
	sdk.OnEvent("courier.sent", func(e *sdk.Event) error {
		return sdk.KV.Set("sent", []byte(e.Plugin+" "+strconv.FormatInt(e.TicketID, 10)+" "+string(e.Payload)), 0)
	})
	sdk.OnEvent("courier.counted", func(e *sdk.Event) error {
		_, err := vans.Insert(map[string]any{"plate": sdk.Current().Key()})
		return err
	})
	sdk.OnTicket("ticket.will_create", func(t *sdk.Ticket) error {
		switch t.Subject {
		case "reword":
			t.Body = "was: " + t.Body
		case "reroute":
			t.TeamID = 1
		}
		return nil
	})
	sdk.OnTicket("ticket.will_update", func(t *sdk.Ticket) error {
		if t.Subject == "give" {
			t.AssigneeID, t.Priority = 1, "urgent"
		}
		return nil
	})
	for _, hook := range []string{"ticket.will_reply", "ticket.will_comment"} {
		sdk.OnMessage(hook, func(t *sdk.Ticket, m *sdk.Message) error {
			switch m.BodyText {
			case "":
				return sdk.KV.Set("blind", []byte("saw nothing"), 0)
			case "hush":
				m.Kind = "comment"
			case "veto":
				return sdk.Veto("Not like this.")
			}
			m.BodyText = strings.ReplaceAll(m.BodyText, "1234", "****")
			return nil
		})
	}
	sdk.OnMessage("ticket.replied", func(t *sdk.Ticket, m *sdk.Message) error {
		return sdk.KV.Set("heard", []byte(m.BodyText), 0)
	})
	sdk.OnSchedule("nightly", func(r *sdk.ScheduleRequest) error {
		plan, _, err := sdk.KV.Get("plan")
		if err != nil {
			return err
		}
		said, err := carryOut(string(plan))
		if err != nil {
			said = "failed: " + err.Error()
		}
		c := sdk.Current()
		return sdk.KV.Set("night", []byte(c.Caller().Kind+" "+c.Key()+" "+said), 0)
	})
	sdk.OnMailing("round", func(r *sdk.MailingRequest) (*sdk.MailingLetter, error) {
		var do string
		if err := json.Unmarshal(r.Payload, &do); err != nil {
			return nil, err
		}
		// "print SURFACE …" has the letter carry what that surface says.
		if rest, ok := strings.CutPrefix(do, "print "); ok {
			surface, what, _ := strings.Cut(rest, " ")
			return &sdk.MailingLetter{Title: r.Title, Text: "See the PDF.", Print: surface, PrintParams: sdk.Params{{Name: "do", Value: what}}}, nil
		}
		said, err := carryOut(do)
		if err != nil || said == "" {
			return nil, err
		}
		return &sdk.MailingLetter{Title: r.Title + " of " + r.OwnerName, Text: r.Caller.Name + " reads " + said, Href: "/app/x/courier/page?do=plain"}, nil
	})
	sdk.OnSchedule("broken", func(r *sdk.ScheduleRequest) error {
		for {
		}
	})
}

func main() {}
