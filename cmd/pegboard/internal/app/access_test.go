package app_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/store/storetest"
)

func TestGrants(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		changed := []string{"person.grant_given", "access.changed"}
		w.play([]scenario{
			{name: "ben cannot delete", as: "ben", method: "DELETE", path: "/tickets/{t2}", status: 403},
			{name: "a personal grant", as: "owner", method: "PUT", path: "/users/{ben}/grants/tickets.delete",
				body: `{"scope":"team","reason":"Clears spam in July."}`, status: 200,
				want: `{"items":[{"key":"tickets.delete","scope":"team","reason":"Clears spam in July.","ended":false,"granted_by":{"name":"owner"}}]}`, events: changed},
			{name: "is seen by its holder", as: "ben", method: "GET", path: "/users/{ben}/grants", status: 200, want: `{"items":[{"key":"tickets.delete"}]}`},
			{name: "and by no colleague", as: "ana", method: "GET", path: "/users/{ben}/grants", status: 404},
			{name: "explains why", as: "ben", method: "POST", path: "/access/explain", body: `{"key":"tickets.delete","ticket_id":{t2}}`, status: 200,
				want: `{"allowed":true}`},
			{name: "who holds the key", as: "owner", method: "GET", path: "/permissions/tickets.delete", status: 200,
				want: `{"key":"tickets.delete","roles":[{"slug":"owner","scope":"all"}],"people":[{"person":{"name":"ben"},"scope":"team"}]}`},
			{name: "no such key", as: "owner", method: "GET", path: "/permissions/tickets.fly", status: 404},
			{name: "nobody gives themselves", as: "owner", method: "PUT", path: "/users/{owner}/grants/tickets.delete", body: `{"scope":"all"}`, status: 403},
			{name: "a key that there is not", as: "owner", method: "PUT", path: "/users/{ben}/grants/tickets.fly", body: `{"scope":"all"}`, status: 422,
				want: `{"errors":[{"location":"body.key"}]}`},
			{name: "an end in the past", as: "owner", method: "PUT", path: "/users/{ben}/grants/tickets.take",
				body: `{"scope":"all","expires_at":"2001-01-01T00:00:00Z"}`, status: 422, want: `{"errors":[{"location":"body.expires_at"}]}`},
			{name: "taken back", as: "owner", method: "DELETE", path: "/users/{ben}/grants/tickets.delete", status: 204,
				events: []string{"person.grant_taken", "access.changed"}},
			{name: "is gone for good", as: "owner", method: "DELETE", path: "/users/{ben}/grants/tickets.delete", status: 404},
			{name: "at once", as: "ben", method: "DELETE", path: "/tickets/{t2}", status: 403},
		})
	})
}

func TestGroups(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "a role for customers", as: "owner", method: "POST", path: "/roles", body: `{"name":"Beta tester","type":"user"}`, status: 201,
				want: `{"slug":"beta-tester"}`, events: []string{"role.created", "access.changed"}},
			{name: "a group that carries it", as: "owner", method: "POST", path: "/groups", body: `{"name":"VIP","roles":["beta-tester"]}`, status: 201,
				want: `{"name":"VIP","roles":[{"slug":"beta-tester"}],"members":0,"abilities":{"edit":true}}`, events: []string{"group.created"}},
		})
		var groups struct{ Items []struct{ ID int64 } }
		w.must(json.Unmarshal(w.do("owner", "GET", "/groups", "", nil).body, &groups))
		w.ids["vip"] = groups.Items[0].ID
		w.play([]scenario{
			{name: "carl joins", as: "owner", method: "PUT", path: "/groups/{vip}/members/{carl}", status: 204, events: []string{"group.member_added", "access.changed"}},
			{name: "and has its role", as: "carl", method: "GET", path: "/me", status: 200, want: `{"roles":[]}`},
			{name: "who is in it", as: "owner", method: "GET", path: "/users?group={vip}", status: 200, want: `{"items":[{"name":"carl"}]}`, without: []string{"dora"}},
			{name: "a role for employees does not", as: "owner", method: "PUT", path: "/groups/{vip}", body: `{"name":"VIP","roles":["agent"]}`, status: 422},
			{name: "an agent manages none", as: "ana", method: "DELETE", path: "/groups/{vip}", status: 403},
			{name: "carl leaves", as: "owner", method: "DELETE", path: "/groups/{vip}/members/{carl}", status: 204, events: []string{"group.member_removed", "access.changed"}},
			{name: "deleted", as: "owner", method: "DELETE", path: "/groups/{vip}", status: 204, events: []string{"group.deleted", "access.changed"}},
			{name: "is missing", as: "owner", method: "DELETE", path: "/groups/{vip}", status: 404},
		})
	})
}

func TestInvitations(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "agents invite nobody", as: "ana", method: "POST", path: "/invitations", body: `{"email":"new@test.example"}`, status: 403},
			{name: "somebody's address", as: "owner", method: "POST", path: "/invitations", body: `{"email":"ana@test.example","roles":["agent"]}`, status: 409},
		})
		made := w.do("owner", "POST", "/invitations", `{"email":"new@test.example","name":"Nia","roles":["agent"],"teams":[{billing}]}`, nil)
		var v struct {
			ID   int64
			Link string
		}
		if err := json.Unmarshal(made.body, &v); err != nil || made.status != 201 {
			t.Fatalf("%d %s", made.status, made.body)
		}
		code := v.Link[strings.Index(v.Link, "=")+1:]
		w.play([]scenario{
			{name: "stands open, without its code", as: "owner", method: "GET", path: "/invitations", status: 200,
				want: `{"items":[{"email":"new@test.example","invited_by":{"name":"owner"},"teams":[{"name":"billing"}],"link":null}]}`, without: []string{code}},
			{name: "a wrong code", method: "POST", path: "/invitations/accept", body: `{"code":"nope","password":"` + password + `"}`, status: 401},
			{name: "a weak password uses nothing up", method: "POST", path: "/invitations/accept", body: `{"code":"` + code + `","password":"123"}`, status: 422},
			{name: "accepted", method: "POST", path: "/invitations/accept", body: `{"code":"` + code + `","password":"` + password + `"}`, status: 200,
				want: `{"user":{"name":"Nia","kind":"employee"},"roles":[{"slug":"agent"}],"teams":[{"name":"billing"}]}`, events: []string{"person.created", "access.changed"}},
			{name: "once", method: "POST", path: "/invitations/accept", body: `{"code":"` + code + `","password":"` + password + `"}`, status: 401},
			{name: "and is open no more", as: "owner", method: "GET", path: "/invitations", status: 200, want: `{"items":[]}`},
		})
	})
}

// TestInvitationPage accepts an invitation as a browser without JavaScript does.
func TestInvitationPage(t *testing.T) {
	w := newWorld(t, storetest.OpenSQLite(t))
	var v struct{ Link string }
	w.must(json.Unmarshal(w.do("owner", "POST", "/invitations", `{"email":"cora@test.example","name":"Cora"}`, nil).body, &v))
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	page, err := browser.Get(w.url + v.Link)
	w.must(err)
	html, err := io.ReadAll(page.Body)
	w.must(err)
	_, code, _ := strings.Cut(v.Link, "=")
	if page.StatusCode != 200 || !strings.Contains(string(html), `name="code" value="`+code+`"`) {
		t.Fatalf("%d %s", page.StatusCode, html)
	}
	post := func(password string) *http.Response {
		resp, err := browser.PostForm(w.url+"/invitation", url.Values{"code": {code}, "password": {password}})
		w.must(err)
		w.must(resp.Body.Close())
		return resp
	}
	if got := post("123"); got.StatusCode != 422 {
		t.Errorf("a weak password: %d", got.StatusCode)
	}
	if got := post(password); got.StatusCode != 303 || got.Header.Get("Location") != "/tickets" || got.Header.Get("Set-Cookie") == "" {
		t.Errorf("joining: %d to %q", got.StatusCode, got.Header.Get("Location"))
	}
	if got := post(password); got.StatusCode != 422 {
		t.Errorf("joining twice: %d", got.StatusCode)
	}
}

func TestTokens(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "wider than oneself", as: "ana", method: "POST", path: "/me/tokens", body: `{"name":"x","scopes":{"tickets.view":"all"}}`, status: 403},
			{name: "a key that there is not", as: "owner", method: "POST", path: "/me/tokens", body: `{"name":"x","scopes":{"tickets.fly":"all"}}`, status: 422},
			{name: "without a key", as: "ana", method: "POST", path: "/me/tokens", body: `{"name":"x","scopes":{}}`, status: 422, want: `{"errors":[{"location":"body.scopes"}]}`},
		})
		made := w.do("ana", "POST", "/me/tokens", `{"name":"Reporting","scopes":{"tickets.view":"own"}}`, nil)
		var v struct {
			ID     int64
			Secret string
		}
		if err := json.Unmarshal(made.body, &v); err != nil || made.status != 201 {
			t.Fatalf("%d %s", made.status, made.body)
		}
		w.ids["token"] = v.ID
		bearer := map[string]string{"Authorization": "Bearer " + v.Secret}
		w.play([]scenario{
			{name: "reads as far as it may", method: "GET", path: "/tickets/{t1}", header: bearer, status: 200},
			{name: "writes nothing", method: "POST", path: "/tickets/{t1}/messages", body: `{"kind":"reply","body":"x"}`, header: bearer, status: 403},
			{name: "makes no tokens", method: "POST", path: "/me/tokens", body: `{"name":"y","scopes":{"tickets.view":"own"}}`, header: bearer, status: 403},
			{name: "is listed without its secret", as: "ana", method: "GET", path: "/me/tokens", status: 200,
				want: `{"items":[{"name":"Reporting","scopes":{"tickets.view":"own"},"secret":null}]}`, without: []string{v.Secret}},
			{name: "is nobody else's", as: "ben", method: "DELETE", path: "/me/tokens/{token}", status: 404},
			{name: "ends", as: "ana", method: "DELETE", path: "/me/tokens/{token}", status: 204, events: []string{"token.deleted"}},
			{name: "at once", method: "GET", path: "/tickets/{t1}", header: bearer, status: 401},
			{name: "where one is signed in", as: "ana", method: "GET", path: "/me/sessions", status: 200, want: `{"items":[{"current":true,"ip":"127.0.0.1"}]}`},
			{name: "no session of that name", as: "ana", method: "DELETE", path: "/me/sessions/abc", status: 404},
		})
	})
}

func TestSettings(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		submit := scenario{name: "a guest opens a ticket", method: "POST", path: "/tickets",
			body: `{"subject":"Hello","body":"There","requester":{"name":"Gus","email":"gus@test.example"}}`, status: 401}
		allowed := submit
		allowed.name, allowed.status, allowed.events = "now a guest may", 201, []string{"person.created", "ticket.created"}
		w.play([]scenario{
			{name: "the company", as: "owner", method: "PUT", path: "/settings/company", body: `{"name":"Ropes & Co.","locale":"en-GB","timezone":"Europe/London"}`,
				status: 200, want: `{"name":"Ropes & Co."}`, events: []string{"settings.company_changed"}},
			{name: "a zone that there is not", as: "owner", method: "PUT", path: "/settings/company", body: `{"name":"X","timezone":"Mars/Olympus"}`, status: 422},
			{name: "agents change nothing", as: "ana", method: "PUT", path: "/settings/company", body: `{"name":"X"}`, status: 403},
			{name: "guests do nothing at first", as: "owner", method: "GET", path: "/settings/guests", status: 200, want: `{"submit":false,"chat":false}`},
			submit,
			{name: "the owner lets them", as: "owner", method: "PUT", path: "/settings/guests", body: `{"submit":true,"chat":false,"rate":false,"comment":false}`,
				status: 200, want: `{"submit":true}`, events: []string{"settings.guests_changed", "access.changed"}},
			allowed,
			{name: "the log knows", as: "owner", method: "GET", path: "/audit?action=settings.", status: 200,
				want: `{"items":[{"action":"settings.guests_changed","actor":{"name":"owner"},"before":{"submit":false},"after":{"submit":true}},{"action":"settings.company_changed"}],"next":null}`},
			{name: "one kind of action", as: "owner", method: "GET", path: "/audit?action=settings.company_changed&actor={owner}", status: 200,
				want: `{"items":[{"action":"settings.company_changed"}]}`, without: []string{"guests_changed"}},
			{name: "none so late", as: "owner", method: "GET", path: "/audit?since=2100-01-01T00:00:00Z", status: 200, want: `{"items":[],"next":null}`},
			{name: "managers do not read it", as: "manager", method: "GET", path: "/audit", status: 403},
			{name: "nor export it", as: "manager", method: "GET", path: "/audit.csv", status: 403},
		})
		out := string(w.do("owner", "GET", "/audit.csv?action=settings.", "", nil).body)
		if lines := strings.Split(strings.TrimSpace(out), "\n"); len(lines) != 3 || !strings.Contains(lines[2], `Ropes`) {
			t.Errorf("the export is %s", out)
		}
	})
}

func TestPreviewComesTrue(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "what another team would show", as: "owner", method: "POST", path: "/access/preview", body: `{"user_id":{ana},"teams":[{tech}]}`, status: 200,
				want: `{"changes":[],"people":[{"person":{"name":"ana"},"tickets":{"before":{"n":2,"more":false},"after":{"n":3,"more":false}}}]}`},
			{name: "what the role of an owner would", as: "owner", method: "POST", path: "/access/preview", body: `{"user_id":{ana},"roles":["owner"]}`, status: 200,
				want: `{"refused":null,"people":[{"tickets":{"after":{"n":3}}}]}`},
			{name: "a team that there is not", as: "owner", method: "POST", path: "/access/preview", body: `{"user_id":{ana},"teams":[999]}`, status: 422},
			{name: "nothing asked", as: "owner", method: "POST", path: "/access/preview", body: `{"user_id":{ana}}`, status: 422},
			{name: "narrowing a role", as: "owner", method: "POST", path: "/access/preview", body: `{"role":{"slug":"agent","features":{"tickets":{"level":"read","scope":"own"}}}}`, status: 200,
				want: `{"holders":2,"people":[{"person":{"name":"ana"},"tickets":{"before":{"n":2},"after":{"n":1}}},{"person":{"name":"ben"},"tickets":{"before":{"n":2},"after":{"n":0}}}]}`},
		})
	})
}

func TestExportAndImport(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		out := string(w.do("owner", "GET", "/access/policy.yaml", "", nil).body)
		changed := strings.Replace(out, "name: Light agent", "name: Reader", 1)
		if changed == out {
			t.Fatalf("no role to rename in %s", out)
		}
		body := func(yaml string, dry bool) string {
			raw, err := json.Marshal(map[string]any{"yaml": yaml, "dry_run": dry})
			w.must(err)
			return string(raw)
		}
		w.play([]scenario{
			{name: "agents export nothing", as: "ana", method: "GET", path: "/access/policy.yaml", status: 403},
			{name: "managers import nothing", as: "manager", method: "POST", path: "/access/policy", body: body(changed, false), status: 403},
			{name: "nothing differs", as: "owner", method: "POST", path: "/access/policy", body: body(out, false), status: 200, want: `{"rules":[],"roles":[]}`},
			{name: "a dry run says what would", as: "owner", method: "POST", path: "/access/policy", body: body(changed, true), status: 200,
				want: `{"roles":[{"slug":"light-agent","name":"Reader","added":false}]}`},
			{name: "and changes nothing", as: "owner", method: "GET", path: "/roles/light-agent", status: 200, want: `{"name":"Light agent"}`},
			{name: "a level that there is not, with its line", as: "owner", method: "POST", path: "/access/policy",
				body: body(strings.Replace(out, "full", "fuller", 1), false), status: 422, want: `{"errors":[{"location":"body.yaml"}]}`},
			{name: "imported", as: "owner", method: "POST", path: "/access/policy", body: body(changed, false), status: 200,
				events: []string{"role.updated", "policy.imported", "access.changed"}},
			{name: "for good", as: "owner", method: "GET", path: "/roles/light-agent", status: 200, want: `{"name":"Reader"}`},
		})
	})
}
