package plugin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
)

// do renders the probe's page with something to do.
func (w *world) do(who *rbac.Subject, what string) (string, error) {
	out, err := w.m.Render(context.Background(), who, "probe", "page", plugin.RenderInput{Params: map[string]string{"do": what}})
	if err != nil {
		return "", err
	}
	return string(out.JSON), nil
}

// TestMisbehaviour: a guest that fails, fails that one call.
func TestMisbehaviour(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		ana := w.as("ana")
		for _, what := range []string{"panic", "loop", "memory", "garbage"} {
			begin := time.Now()
			_, err := w.do(ana, what)
			w.fails(what, err, core.KindUnavailable)
			if e, ok := err.(*core.Error); !ok || !strings.Contains(e.Msg, "robe") || !strings.HasSuffix(e.Msg, ".") {
				w.Errorf("%s: the message is %q", what, e.Msg)
			}
			if took := time.Since(begin); took > 10*time.Second {
				w.Errorf("%s took %v", what, took)
			}
			if doc, err := w.do(ana, ""); err != nil || !strings.Contains(doc, "ready") {
				w.Errorf("after %s: %v %v", what, doc, err)
			}
			w.clock.pass(6 * time.Minute) // three failures within ten would switch it off
		}
		if in := w.info("probe"); in.State != "enabled" || in.Error == "" {
			w.Errorf("it is listed as %s with the error %q", in.State, in.Error)
		}
		_, err := w.do(ana, "error")
		if e, ok := err.(*core.Error); !ok || strings.Contains(e.Msg, "private") {
			w.Errorf("an error of the guest's own: %v", err)
		}
	})
}

// TestRights: a guest acts with the caller's rights and the plugin's grant.
func TestRights(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		w.enable("calllogs")
		mine, other := w.ticket("Mine", "billing"), w.ticket("Other", "tech")
		ana := w.as("ana")
		read := func(id core.TicketID) (string, error) { return w.do(ana, fmt.Sprint("ticket:", id)) }
		if doc, err := read(mine.ID); err != nil || !strings.Contains(doc, `"Mine/"`) {
			w.Errorf("a ticket of hers: %s %v (names need people.read)", doc, err)
		}
		_, hidden := read(other.ID)
		_, missing := read(4711)
		w.fails("a ticket out of sight", hidden, core.KindNotFound)
		w.fails("a ticket that is not there", missing, core.KindNotFound)
		if hidden.(*core.Error).Msg != missing.(*core.Error).Msg {
			w.Errorf("%v looks different from %v", hidden, missing)
		}
		_, err := w.do(ana, fmt.Sprint("reply:", mine.ID))
		w.fails("what was not granted", err, core.KindForbidden)
		_, err = w.do(ana, "people")
		w.fails("people without the grant", err, core.KindForbidden)
		_, err = w.do(w.as("olga"), "people")
		w.fails("people without the grant, for the owner", err, core.KindForbidden)
		_, err = w.do(ana, "foreign")
		w.fails("another plugin's collection", err, core.KindInvalid)
		for key, want := range map[string]string{"probe.edit": "true", "tickets.view": "true", "tickets.reply": "false", "calllogs.view": "false", "tickets.fly": "false"} {
			if doc, err := w.do(ana, "may:"+key); err != nil || !strings.Contains(doc, `"`+want+`"`) {
				w.Errorf("may %s: %s %v", key, doc, err)
			}
		}
		if doc, err := w.do(ana, "kv:value"); err != nil || !strings.Contains(doc, "valuetrue") {
			w.Errorf("key-value: %s %v", doc, err)
		}
		var hostile struct{ Blocks []struct{ Text, HTML string } }
		doc, err := w.do(ana, "html")
		if err == nil {
			err = json.Unmarshal([]byte(doc), &hostile)
		}
		if err != nil || len(hostile.Blocks) != 2 || hostile.Blocks[0].Text != "<script>alert(1)</script>" || strings.ContainsAny(hostile.Blocks[0].HTML, "<") || strings.Contains(hostile.Blocks[1].HTML, "<img") {
			w.Errorf("html: %s %v", doc, err)
		}
		_, err = w.do(w.as("carl"), "")
		w.fails("a customer", err, core.KindForbidden)
		_, err = w.do(&rbac.Subject{}, "")
		w.fails("a guest", err, core.KindUnauthenticated)
	})
}

func TestPlaces(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		w.enable("calllogs")
		mine := w.ticket("Mine", "billing")
		names := func(who *rbac.Subject, ext string) string {
			t, err := w.tickets.Get(ctx, who, mine.ID)
			if err != nil {
				return "no ticket"
			}
			var out []string
			for _, p := range w.m.TicketPlaces(ctx, who, t, ext) {
				out = append(out, string(p.Plugin)+"/"+p.Surface)
			}
			return strings.Join(out, " ")
		}
		for _, tc := range []struct{ who, ext, want string }{
			{"ana", "ticket.sidebar", "probe/panel calllogs/calls"}, {"ana", "ticket.action", "calllogs/log_call"},
			{"ana", "composer.action", "probe/insert"}, {"carl", "composer.action", ""},
			{"carl", "ticket.sidebar", ""}, {"ben", "ticket.sidebar", "no ticket"}, {"ana", "ticket.tab", ""},
		} {
			if got := names(w.as(tc.who), tc.ext); got != tc.want {
				w.Errorf("%s beside %s: %q, not %q", tc.who, tc.ext, got, tc.want)
			}
		}
		// The probe's panel is for tickets from the web only.
		if _, err := w.db.SQL().Exec("UPDATE tickets SET channel = 'phone'"); err != nil {
			w.Fatal(err)
		}
		if got := names(w.as("ana"), "ticket.sidebar"); got != "calllogs/calls" {
			w.Errorf("beside a ticket by phone: %q", got)
		}
		panel := func(who string, plug core.PluginID, surface string, at plugin.At) error {
			_, err := w.m.Render(ctx, w.as(who), plug, surface, plugin.RenderInput{At: at})
			return err
		}
		w.fails("a panel whose condition does not hold", panel("ana", "probe", "panel", plugin.At{Ticket: mine.ID}), core.KindNotFound)
		w.fails("a panel beside no ticket", panel("ana", "calllogs", "calls", plugin.At{}), core.KindNotFound)
		w.fails("a panel beside a ticket out of sight", panel("ben", "calllogs", "calls", plugin.At{Ticket: mine.ID}), core.KindNotFound)
		w.fails("a panel for a customer", panel("carl", "calllogs", "calls", plugin.At{Ticket: mine.ID}), core.KindNotFound)
		w.fails("a surface that is not there", panel("ana", "calllogs", "attic", plugin.At{}), core.KindNotFound)
		w.fails("a page beside a person out of sight", panel("ana", "calllogs", "page", plugin.At{Person: 4711}), core.KindNotFound)
	})
}

func TestBesidePeople(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		w.ticket("Mine", "billing") // of carl's, which is why ana sees him
		open := func(who *rbac.Subject, person core.UserID) (string, error) {
			out, err := w.m.Render(context.Background(), who, "probe", "person", plugin.RenderInput{At: plugin.At{Person: person}})
			if err != nil {
				return "", err
			}
			return string(out.JSON), nil
		}
		ana, carl := w.as("ana"), w.ids["carl"]
		if list := w.m.PersonPlaces(ana, "contact.sidebar"); len(list) != 1 || list[0].Surface != "person" {
			w.Errorf("beside a person ana has %+v", list)
		}
		if list := w.m.PersonPlaces(w.as("carl"), "contact.sidebar"); len(list) != 0 {
			w.Errorf("beside a person carl has %+v", list)
		}
		if list := w.m.Places(ana, "contact.sidebar"); len(list) != 0 {
			w.Errorf("beside nobody ana has %+v", list)
		}
		if doc, err := open(ana, carl); err != nil || !strings.Contains(doc, fmt.Sprintf("beside person %d", carl)) {
			w.Errorf("%s %v", doc, err)
		}
		_, err := open(ana, 0)
		w.fails("beside nobody", err, core.KindNotFound)
		_, err = open(ana, 4711)
		w.fails("beside a person who is not there", err, core.KindNotFound)
		_, err = open(w.as("carl"), carl)
		w.fails("for a customer", err, core.KindForbidden)
	})
}

// TestColumns: a column is asked about tickets that its viewer sees, and no others.
func TestColumns(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		mine, other := w.ticket("Mine", "billing"), w.ticket("Other", "tech")
		draw := func(who *rbac.Subject, tickets string) (string, error) {
			out, err := w.m.Render(context.Background(), who, "probe", "column", plugin.RenderInput{Params: map[string]string{"tickets": tickets}})
			if err != nil {
				return "", err
			}
			return string(out.JSON), nil
		}
		ana := w.as("ana")
		if list := w.m.Places(ana, "inbox.column"); len(list) != 1 || list[0].Surface != "column" {
			w.Errorf("ana's columns are %+v", list)
		}
		doc, err := draw(ana, fmt.Sprintf("%d,%d,4711", mine.ID, other.ID))
		if err != nil || !strings.Contains(doc, `"Mine"`) || strings.Contains(doc, "Other") {
			w.Errorf("%s %v", doc, err)
		}
		if doc, err := draw(ana, fmt.Sprint(other.ID)); err != nil || strings.Contains(doc, "Other") {
			w.Errorf("of none that she sees: %s %v", doc, err)
		}
		for _, bad := range []string{"", "x", "-1", "1,", strings.Repeat("1,", 100) + "1"} {
			_, err := draw(ana, bad)
			w.fails("tickets="+bad, err, core.KindInvalid)
		}
		_, err = draw(w.as("carl"), fmt.Sprint(mine.ID))
		w.fails("for a customer", err, core.KindForbidden)
	})
}

func TestEvents(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		ana := w.as("ana")
		raw, err := w.do(ana, "")
		if err != nil {
			w.Fatal(err)
		}
		keep, edit := token(w, raw, "keep"), token(w, raw, "edit")
		send := func(who *rbac.Subject, at plugin.At, ev blocks.Event) (string, error) {
			ev.Event = "submit"
			out, err := w.m.Event(ctx, who, "probe", "page", plugin.EventInput{At: at, Event: &ev})
			return string(out), err
		}
		note := func(text string) map[string]blocks.Raw {
			return map[string]blocks.Raw{"note": blocks.Raw(fmt.Sprintf(`{"text":%q}`, text))}
		}
		out, err := send(ana, plugin.At{}, blocks.Event{Action: "keep", Token: keep, Values: note("hello")})
		if err != nil || !strings.Contains(out, "kept 1") {
			w.Errorf("submit: %s %v", out, err)
		}
		out, err = send(ana, plugin.At{}, blocks.Event{Action: "keep", Token: keep, Values: note(strings.Repeat("x", 30))})
		if err != nil || !strings.Contains(out, `"type":"errors"`) || !strings.Contains(out, `"form":"note"`) || !strings.Contains(out, "at most 20") {
			w.Errorf("a field at fault: %s %v", out, err)
		}
		_, err = send(w.as("mona"), plugin.At{}, blocks.Event{Action: "keep", Token: keep, Values: note("x")})
		w.fails("another person's token", err, core.KindForbidden)
		_, err = send(ana, plugin.At{Person: w.ids["ana"]}, blocks.Event{Action: "keep", Token: keep, Values: note("x")})
		w.fails("a token of another place", err, core.KindForbidden)
		_, err = send(ana, plugin.At{}, blocks.Event{Action: "edit", Token: keep, Values: note("x")})
		w.fails("a token of another action", err, core.KindForbidden)
		_, err = send(ana, plugin.At{}, blocks.Event{Action: "keep", Token: keep[:len(keep)-2] + "AA", Values: note("x")})
		w.fails("a token that was changed", err, core.KindForbidden)
		wipe := token(w, raw, "wipe")
		for _, typed := range []string{"", "acme", "ACME!"} {
			_, err = send(ana, plugin.At{}, blocks.Event{Action: "wipe", Token: wipe, Typed: typed})
			w.fails("an action without its word", err, core.KindInvalid)
		}
		if out, err := send(ana, plugin.At{}, blocks.Event{Action: "wipe", Token: wipe, Typed: " ACME "}); err != nil || !strings.Contains(out, "wiped") {
			w.Errorf("an action with its word: %s %v", out, err)
		}
		w.setRole("agent", "probe", rbac.Setting{Level: rbac.Read})
		_, err = send(w.as("ana"), plugin.At{}, blocks.Event{Action: "edit", Token: edit})
		w.fails("a key that was taken away meanwhile", err, core.KindForbidden)
		if doc, err := w.do(w.as("ana"), ""); err != nil || strings.Contains(doc, `"edit"`) {
			w.Errorf("an action without its key is still offered: %s %v", doc, err)
		}
		w.clock.pass(25 * time.Hour)
		_, err = send(w.as("ana"), plugin.At{}, blocks.Event{Action: "keep", Token: keep, Values: note("x")})
		w.fails("a page of yesterday", err, core.KindConflict)
	})
}

// token finds the sealed token of an action in a document.
func token(t testing.TB, doc, action string) string {
	t.Helper()
	var found string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if tok, ok := v["token"].(string); ok && v["id"] == action {
				found = tok
			}
			for _, x := range v {
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	var v any
	if err := json.Unmarshal([]byte(doc), &v); err != nil {
		t.Fatal(err)
	}
	if walk(v); found == "" {
		t.Fatalf("no action %s in %s", action, doc)
	}
	return found
}

func TestRoutes(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		get := func(who *rbac.Subject, method, path string) (*plugin.RouteReply, error) {
			return w.m.Route(context.Background(), who, "probe", plugin.RouteInput{
				Method: method, Path: path, Query: map[string]string{"q": "1"}, Body: []byte("text"),
			})
		}
		ana := w.as("ana")
		for _, tc := range []struct {
			method, path, want string
			status             int
		}{
			{"GET", "/hello/ana", `{"hello":"ana","q":"1"}`, 200}, {"GET", "/hello/world", `"the plain one"`, 200}, {"POST", "/open", `"agent sent text"`, 201},
		} {
			if r, err := get(ana, tc.method, tc.path); err != nil || r.Status != tc.status || string(r.Body) != tc.want || r.ContentType != "application/json" {
				w.Errorf("%s %s: %+v %v", tc.method, tc.path, r, err)
			}
		}
		if r, err := get(&rbac.Subject{}, "POST", "/open"); err != nil || string(r.Body) != `"anonymous sent text"` {
			w.Errorf("a public route: %+v %v", r, err)
		}
		for what, tc := range map[string]struct {
			who          *rbac.Subject
			method, path string
			kind         core.Kind
		}{
			"a route that is not there": {ana, "GET", "/nothing", core.KindNotFound}, "another method": {ana, "DELETE", "/open", core.KindNotFound},
			"an empty parameter": {ana, "GET", "/hello/", core.KindNotFound}, "a longer path": {ana, "GET", "/hello/a/b", core.KindNotFound},
			"a customer": {w.as("carl"), "GET", "/hello/x", core.KindForbidden}, "nobody signed in": {&rbac.Subject{}, "GET", "/hello/x", core.KindUnauthenticated},
			"a page of its own": {ana, "GET", "/hello/html", core.KindUnavailable},
		} {
			_, err := get(tc.who, tc.method, tc.path)
			w.fails(what, err, tc.kind)
		}
	})
}

func TestBesideOrganizations(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(probe(w))
		ctx := context.Background()
		owner := w.as("olga")
		made, err := w.people.CreateOrganization(ctx, owner, people.OrganizationInput{Name: "Novak"})
		if err != nil {
			w.Fatal(err)
		}
		open := func(who *rbac.Subject, id core.OrganizationID) (string, error) {
			out, err := w.m.Render(ctx, who, "probe", "organization", plugin.RenderInput{At: plugin.At{Organization: id}})
			if err != nil {
				return "", err
			}
			return string(out.JSON), nil
		}
		if list := w.m.OrganizationPlaces(owner, "org.sidebar"); len(list) != 1 || list[0].Surface != "organization" {
			w.Errorf("beside an organization the owner has %+v", list)
		}
		if list := w.m.OrganizationPlaces(w.as("carl"), "org.sidebar"); len(list) != 0 {
			w.Errorf("beside an organization carl has %+v", list)
		}
		if list := w.m.Places(owner, "org.sidebar"); len(list) != 0 {
			w.Errorf("beside none the owner has %+v", list)
		}
		if doc, err := open(owner, made.ID); err != nil || !strings.Contains(doc, fmt.Sprintf("beside organization %d", made.ID)) {
			w.Errorf("%s %v", doc, err)
		}
		_, err = open(owner, 0)
		w.fails("beside none", err, core.KindNotFound)
		_, err = open(owner, 4711)
		w.fails("beside one that is not there", err, core.KindNotFound)
		_, err = open(w.as("carl"), made.ID)
		w.fails("for a customer", err, core.KindForbidden)
	})
}
