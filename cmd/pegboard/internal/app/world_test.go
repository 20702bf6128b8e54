package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/notices"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/plugins"
)

const password = "correct horse battery"

// world is a small helpdesk behind a real server on loopback: the standard
// preset, teams billing and orders in one department and tech in another, an
// owner, a manager of billing, an agent of billing and one of tech, and the
// customers carl and dora. Tickets: t1 is carl's, with billing, given to ana;
// t2 is carl's and waits in tech's queue; t3 is dora's and has no team.
type world struct {
	t       *testing.T
	app     *app.App
	url     string
	ids     map[string]int64 // people, teams and tickets by name
	cookies map[string]string
}

// eachWorld runs the test in a world on each database.
func eachWorld(t *testing.T, test func(t *testing.T, w *world)) {
	storetest.Run(t, func(t *testing.T, db *store.DB) { test(t, newWorld(t, db)) })
}

// compiled is where plugins are compiled once for all tests of this binary.
var compiled string

func TestMain(m *testing.M) {
	var err error
	if compiled, err = os.MkdirTemp("", "pegboard-compiled-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(compiled)
	os.Exit(code)
}

func newWorld(t *testing.T, db *store.DB) *world {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{Version: "0.1.0", Data: t.TempDir(), Cache: compiled, DB: db, Bundled: plugins.Bundled()})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, app: a, ids: map[string]int64{}, cookies: map[string]string{}}
	w.populate()
	w.serve()
	return w
}

// serve puts the helpdesk on loopback until the test ends.
func (w *world) serve() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	w.url = "http://" + ln.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.app.Serve(ctx, ln) }()
	w.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			w.t.Errorf("serve: %v", err)
		}
		w.app.Close()
	})
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) populate() {
	ctx, prov := w.t.Context(), people.NewProvisioner(w.app.People, "test")
	w.must(prov.Install(ctx, nil, "Test & Co."))
	team := func(name string, department core.DepartmentID) core.TeamID {
		made, err := prov.CreateTeam(ctx, name, department)
		w.must(err)
		w.ids[name] = int64(made.ID)
		return made.ID
	}
	care, err := prov.CreateDepartment(ctx, "Care")
	w.must(err)
	product, err := prov.CreateDepartment(ctx, "Product")
	w.must(err)
	billing, tech := team("billing", care.ID), team("tech", product.ID)
	team("orders", care.ID)
	for _, p := range []struct {
		name  string
		roles []string
		teams []core.TeamID
	}{
		{"owner", []string{"owner"}, nil},
		{"manager", []string{"manager"}, []core.TeamID{billing}},
		{"ana", []string{"agent"}, []core.TeamID{billing}},
		{"ben", []string{"agent"}, []core.TeamID{tech}},
		{"carl", nil, nil}, {"dora", nil, nil},
	} {
		made, err := prov.CreateUser(ctx, people.PersonInput{
			Name: p.name, Email: p.name + "@test.example", Password: password, Roles: p.roles, Teams: p.teams, Verified: true,
		})
		w.must(err)
		w.ids[p.name] = int64(made.ID)
	}
	w.ids["t1"] = w.ticket("carl", "Invoice is wrong", billing, "ana")
	w.ids["t2"] = w.ticket("carl", "App crashes", tech, "")
	w.ids["t3"] = w.ticket("dora", "General question", 0, "")
}

// ticket makes one as the owner would, who does not take part in it.
func (w *world) ticket(requester, subject string, team core.TeamID, assignee string) int64 {
	ctx := w.t.Context()
	owner, err := w.app.People.SubjectByID(ctx, core.UserID(w.ids["owner"]))
	w.must(err)
	made, err := w.app.Tickets.Create(ctx, owner, tickets.NewTicket{
		Subject: subject, Body: "Please help.", Requester: core.UserID(w.ids[requester]), Team: team,
		Assignee: core.UserID(w.ids[assignee]), NotContributor: true,
	})
	w.must(err)
	return int64(made.ID)
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

var placeholder = regexp.MustCompile(`\{[a-z0-9]+\}`)

// fill puts numbers in the place of {ana}, {t1}, {billing}.
func (w *world) fill(s string) string {
	return placeholder.ReplaceAllStringFunc(s, func(name string) string {
		if id, ok := w.ids[strings.Trim(name, "{}")]; ok {
			return fmt.Sprint(id)
		}
		return name
	})
}

// do sends one request as somebody; "" is a guest.
func (w *world) do(as, method, path, body string, header map[string]string) answer {
	w.t.Helper()
	if as != "" && w.cookies[as] == "" {
		w.signIn(as)
	}
	var r io.Reader
	if body != "" {
		r = strings.NewReader(w.fill(body))
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.url+"/api/v1"+w.fill(path), r)
	w.must(err)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if as != "" {
		req.Header.Set("Cookie", w.cookies[as])
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	resp, err := http.DefaultClient.Do(req)
	w.must(err)
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	w.must(err)
	if cookie := resp.Header.Get("Set-Cookie"); as != "" && cookie != "" {
		w.cookies[as], _, _ = strings.Cut(cookie, ";")
	}
	return answer{resp.StatusCode, resp.Header, got}
}

func (w *world) signIn(name string) {
	w.t.Helper()
	got := w.do("", "POST", "/session", fmt.Sprintf(`{"email":"%s@test.example","password":%q}`, name, password), nil)
	if got.status != 200 {
		w.t.Fatalf("%s cannot sign in: %d %s", name, got.status, got.body)
	}
	w.cookies[name], _, _ = strings.Cut(got.header.Get("Set-Cookie"), ";")
}

// scenario is one request and what must come of it.
type scenario struct {
	name         string
	as           string // "" is a guest
	method, path string // {ana}, {t1}, … stand for their numbers
	body         string
	header       map[string]string
	status       int
	want         string   // JSON that the answer must contain
	without      []string // what the answer must not mention
	events       []string // what was written to the outbox; nil is nothing
}

// play runs scenarios one after another in the same world.
func (w *world) play(list []scenario) {
	w.t.Helper()
	for _, sc := range list {
		ok := w.t.Run(sc.name, func(t *testing.T) {
			inner := *w
			inner.t = t
			if sc.as != "" && w.cookies[sc.as] == "" {
				inner.signIn(sc.as)
			}
			before := inner.lastEvent()
			got := inner.do(sc.as, sc.method, sc.path, sc.body, sc.header)
			if got.status != sc.status {
				t.Fatalf("%s %s: status %d, want %d: %s", sc.method, inner.fill(sc.path), got.status, sc.status, got.body)
			}
			if sc.want != "" {
				if missing := contains(got.body, []byte(inner.fill(sc.want))); missing != "" {
					t.Errorf("%s in %s", missing, got.body)
				}
			}
			for _, s := range sc.without {
				if bytes.Contains(got.body, []byte(s)) {
					t.Errorf("the answer mentions %q: %s", s, got.body)
				}
			}
			if events := inner.eventsSince(before); !slices.Equal(events, sc.events) {
				t.Errorf("events %v, want %v", events, sc.events)
			}
		})
		if !ok {
			return // what follows builds on it
		}
	}
}

func (w *world) lastEvent() (id int64) {
	w.must(w.app.DB.SQL().QueryRowContext(w.t.Context(), "SELECT COALESCE(MAX(id), 0) FROM outbox").Scan(&id))
	return id
}

// eventsSince leaves out what happens in the background: what is told to people, and
// the history that call logs write.
func (w *world) eventsSince(id int64) []string {
	rows, err := w.app.DB.SQL().QueryContext(w.t.Context(), fmt.Sprintf("SELECT type FROM outbox WHERE id > %d AND type NOT IN ('%s', '%s') AND type NOT LIKE 'calllogs.history%%' AND type NOT LIKE 'calllogs.states%%' ORDER BY id", id, core.EventNotices, notices.EventLetter))
	w.must(err)
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		w.must(rows.Scan(&s))
		out = append(out, s)
	}
	w.must(rows.Err())
	return out
}

// contains reports what of want is missing in got: objects may have more
// fields, lists must begin with the wanted items.
func contains(got, want []byte) string {
	var g, v any
	if err := json.Unmarshal(want, &v); err != nil {
		return "the test's own JSON is wrong: " + err.Error()
	}
	if err := json.Unmarshal(got, &g); err != nil {
		return "no JSON"
	}
	return missing("", g, v)
}

func missing(at string, got, want any) string {
	switch v := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return at + " is no object"
		}
		for k, inner := range v {
			value, there := g[k]
			if !there {
				return at + "." + k + " is missing"
			}
			if m := missing(at+"."+k, value, inner); m != "" {
				return m
			}
		}
		return ""
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) < len(v) || len(v) == 0 && len(g) > 0 {
			return fmt.Sprintf("%s has not these %d items", at, len(v))
		}
		for i := range v {
			if m := missing(fmt.Sprintf("%s[%d]", at, i), g[i], v[i]); m != "" {
				return m
			}
		}
		return ""
	}
	if got != want {
		return fmt.Sprintf("%s is %v, not %v", at, got, want)
	}
	return ""
}

// eventually waits for something that happens in the background.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatal("never happened: " + what)
}
