// Relay is a plugin whose page and whose service carry out what a line says: a
// verb and its arguments. Several copies of it call each other.
package main

import (
	"errors"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

type note struct {
	Text string `json:"text"`
	By   int64  `json:"by,omitempty"`
}

var notes = sdk.Collection[note]{Name: "notes"}

// busy is set while an instance is in a call: it is never entered twice.
var busy bool

// run carries out a line for a caller. The rest of a "call" is the other's line.
func run(line, from string) (string, error) {
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "echo":
		return rest, nil
	case "who":
		c := sdk.Current().Caller()
		return strings.Join([]string{c.Kind, strconv.FormatInt(c.ID, 10), strings.Join(c.Perms, ","), from}, " "), nil
	case "call":
		to, rest, _ := strings.Cut(rest, " ")
		service, rest, _ := strings.Cut(rest, " ")
		b, err := sdk.Services.CallBytes(to, service, []byte(rest))
		return string(b), err
	case "note":
		row, err := notes.Insert(map[string]any{"text": rest})
		if err != nil {
			return "", err
		}
		return strconv.FormatInt(row.ID, 10), nil
	case "notes":
		page, err := notes.Find(sdk.Query{})
		if err != nil {
			return "", err
		}
		return strconv.Itoa(len(page.Rows)), nil
	case "ticket":
		id, _ := strconv.ParseInt(rest, 10, 64)
		t, err := sdk.Tickets.Get(id)
		if err != nil {
			return "", err
		}
		return t.Subject + " of <" + t.RequesterName + ">", nil
	case "invalid":
		return "", sdk.Invalid("field", "Not like this.")
	case "crash":
		panic("as asked")
	case "loop":
		for {
		}
	case "flood":
		return strings.Repeat("x", 2<<20), nil
	}
	return "", sdk.Fail(sdk.KindInvalid, "no such verb")
}

// once fails where an instance is entered while it is in a call.
func once(line, from string) (string, error) {
	if busy {
		return "", errors.New("entered twice")
	}
	busy = true
	defer func() { busy = false }()
	return run(line, from)
}

func init() {
	serve := func(r *sdk.ServiceRequest) ([]byte, error) {
		said, err := once(string(r.Payload), r.Plugin+" "+strconv.FormatInt(r.Depth, 10))
		return []byte(said), err
	}
	sdk.Serve("run", serve)
	sdk.Serve("guarded", serve)
	page := func(r *sdk.RenderRequest) (any, error) {
		said, err := once(r.Params.Get("do"), "")
		if err != nil {
			return nil, err
		}
		return ui.Doc(ui.Text(said)), nil
	}
	sdk.Render("page", page)
	sdk.Render("public", page)
	sdk.OnSchedule("nightly", func(r *sdk.ScheduleRequest) error {
		said, err := once("call relay_b run notes", "")
		if err != nil {
			return err
		}
		_, err = notes.Insert(map[string]any{"text": "night: " + said})
		return err
	})
}

func main() {}
