package kit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/mail"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/sdk/plugintest/wire"
)

// password is everybody's. These helpdesks live for a test, on loopback.
const password = "a helpdesk for tests"

// helpdesk is one that was opened for a test. It has the standard preset, the
// teams billing and tech, and people whose names are their address's beginning.
type helpdesk struct {
	app     *app.App
	db      *store.DB
	dir     string
	clock   *clock
	log     *logLines
	plugin  core.PluginID
	url     string
	stop    func()
	ids     map[string]int64
	cookies map[string]string
	letters []wire.Letter
}

var residents = []struct {
	name, role string
	teams      []string
}{
	{"olga", "owner", nil}, {"mona", "manager", []string{"billing"}}, {"ana", "agent", []string{"billing"}}, {"ben", "agent", []string{"tech"}},
	{"carl", "", nil}, {"dora", "", nil},
}

func (k *Kit) open(ctx context.Context, r *wire.Request) (_ *helpdesk, err error) {
	body, err := k.pack(ctx, r.Dir, r.Native)
	if err != nil {
		return nil, err
	}
	m, err := peg.ReadManifest(body, k.version)
	if err != nil {
		return nil, err
	}
	d := &helpdesk{clock: &clock{}, log: &logLines{}, plugin: m.ID, ids: map[string]int64{}, cookies: map[string]string{}, stop: func() {}}
	defer func() {
		if err != nil {
			d.close()
		}
	}()
	if d.dir, err = os.MkdirTemp("", "pegboard-test-"); err != nil {
		return nil, err
	}
	if d.db, err = store.Open(ctx, store.Config{NoSync: true, Clock: d.clock}); err != nil {
		return nil, err
	}
	d.app, err = app.Open(ctx, app.Config{
		Version: k.version, Data: d.dir, DB: d.db, Cache: k.cache, Clock: d.clock, Patience: 10 * time.Second, Post: d.post,
		Log: slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: withoutTime})),
	})
	if err != nil {
		return nil, err
	}
	if err := d.populate(ctx); err != nil {
		return nil, err
	}
	if err := d.canMail(ctx); err != nil {
		return nil, err
	}
	if r.Native {
		d.app.Plugins.Native(m.ID, k.ask)
	}
	owner, err := d.app.People.SubjectByID(ctx, core.UserID(d.ids["olga"]))
	if err != nil {
		return nil, err
	}
	if _, err := d.app.Plugins.Install(ctx, owner, body, plugin.How{}); err != nil {
		return nil, err
	}
	if err := d.app.Plugins.Enable(ctx, owner, m.ID); err != nil {
		return nil, err
	}
	if err := d.app.Settle(ctx); err != nil {
		return nil, err
	}
	return d, d.serve()
}

func (d *helpdesk) populate(ctx context.Context) error {
	prov := people.NewProvisioner(d.app.People, "test kit")
	if err := prov.Install(ctx, nil, "Acme"); err != nil {
		return err
	}
	for _, name := range []string{"billing", "tech"} {
		team, err := prov.CreateTeam(ctx, name, 0)
		if err != nil {
			return err
		}
		d.ids[name] = int64(team.ID)
	}
	for _, p := range residents {
		if err := d.add(ctx, p.name, p.role, p.teams...); err != nil {
			return err
		}
	}
	return nil
}

func (d *helpdesk) add(ctx context.Context, name, role string, teams ...string) error {
	if d.ids[name] != 0 {
		return fmt.Errorf("there is a %s already", name)
	}
	in := people.PersonInput{Name: name, Email: name + "@test.example", Verified: true}
	if role != "" {
		in.Roles = []string{role}
	}
	for _, team := range teams {
		if d.ids[team] == 0 {
			return fmt.Errorf("there is no team %s", team)
		}
		in.Teams = append(in.Teams, core.TeamID(d.ids[team]))
	}
	p, err := people.NewProvisioner(d.app.People, "test kit").CreateUser(ctx, in)
	if err == nil {
		d.ids[name] = int64(p.ID)
	}
	return err
}

// canMail names a mail server, which no letter ever gets to.
func (d *helpdesk) canMail(ctx context.Context) error {
	owner, err := d.app.People.SubjectByID(ctx, core.UserID(d.ids["olga"]))
	if err != nil {
		return err
	}
	company, err := d.app.People.Company(ctx)
	if err != nil {
		return err
	}
	company.Address = "https://help.test.example"
	if _, err := d.app.People.SetCompany(ctx, owner, *company); err != nil {
		return err
	}
	_, err = d.app.People.SetMailServer(ctx, owner, people.MailServer{
		Host: "mail.test.example", Port: 587, Security: people.MailStartTLS, From: "help@test.example",
	})
	return err
}

// post keeps what the helpdesk writes, for the test to read.
func (d *helpdesk) post(to string, l *mail.Letter) error {
	out := wire.Letter{To: to, Subject: l.Subject, Text: l.Text}
	if l.File != nil {
		out.File = &wire.File{Name: l.File.Name, Type: l.File.Type, Body: l.File.Body}
	}
	d.letters = append(d.letters, out)
	return nil
}

// run has the plugin do what it does at certain times, and what follows from it.
func (d *helpdesk) run(ctx context.Context, schedule string) error {
	for _, s := range d.app.Plugins.Schedules() {
		if s.Name == "plugin:"+string(d.plugin)+":"+schedule {
			if err := s.Run(ctx); err != nil {
				return err
			}
			return d.app.Settle(ctx)
		}
	}
	return fmt.Errorf("the plugin has no schedule %s", schedule)
}

// serve puts the helpdesk on loopback. Nothing runs in the background: what is
// due happens after each request.
func (d *helpdesk) serve() error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	d.url = "http://" + ln.Addr().String()
	done := make(chan struct{})
	go func() { defer close(done); _ = d.app.Server.Serve(ln) }()
	d.stop = func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		_ = d.app.Server.Shutdown(ctx)
		_ = ln.Close()
		select {
		case <-done:
		case <-ctx.Done():
		}
	}
	// A server that is told to stop before it has begun would never hear of it.
	resp, err := http.Get(d.url + "/healthz")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (d *helpdesk) close() {
	d.stop()
	if d.app != nil {
		d.app.Close()
	}
	if d.db != nil {
		_ = d.db.Close()
	}
	if d.dir != "" {
		_ = os.RemoveAll(d.dir)
	}
}

// http sends a request as somebody and lets what follows from it happen.
func (d *helpdesk) http(ctx context.Context, r *wire.Request) (*wire.Answer, error) {
	if r.As != "" && d.cookies[r.As] == "" {
		if err := d.signIn(ctx, r.As); err != nil {
			return nil, err
		}
	}
	a, err := d.send(ctx, r)
	if err != nil {
		return nil, err
	}
	return a, d.app.Settle(ctx)
}

func (d *helpdesk) send(ctx context.Context, r *wire.Request) (*wire.Answer, error) {
	req, err := http.NewRequestWithContext(ctx, r.Method, d.url+r.Path, bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	if len(r.Body) > 0 {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range r.Header {
		req.Header.Set(name, value)
	}
	if r.As != "" {
		req.Header.Set("Cookie", d.cookies[r.As])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	// Whose roles changed gets a new secret along with the answer.
	if cookie := resp.Header.Get("Set-Cookie"); r.As != "" && cookie != "" {
		d.cookies[r.As], _, _ = strings.Cut(cookie, ";")
	}
	a := &wire.Answer{Status: resp.StatusCode}
	a.Body, err = io.ReadAll(resp.Body)
	return a, err
}

// signIn happens when somebody first does something: hashing a password takes
// longer than most tests.
func (d *helpdesk) signIn(ctx context.Context, name string) error {
	if d.ids[name] == 0 {
		return fmt.Errorf("there is nobody called %s", name)
	}
	err := people.NewProvisioner(d.app.People, "test kit").SetPassword(ctx, core.UserID(d.ids[name]), password)
	if err != nil {
		return err
	}
	body := fmt.Sprintf(`{"email": "%s@test.example", "password": %q}`, name, password)
	d.cookies[name] = "none"
	a, err := d.send(ctx, &wire.Request{As: name, Method: "POST", Path: "/api/v1/session", Body: []byte(body)})
	if err == nil && a.Status != http.StatusOK {
		err = fmt.Errorf("%s cannot sign in: %s", name, a.Body)
	}
	if err != nil {
		delete(d.cookies, name)
	}
	return err
}

// clock is the system's, and may be moved on.
type clock struct{ passed atomic.Int64 }

// Now implements core.Clock.
func (c *clock) Now() time.Time { return time.Now().Add(time.Duration(c.passed.Load())) }

func (c *clock) pass(ms int64) { c.passed.Add(ms * int64(time.Millisecond)) }

// sentence is what the author reads of an error, the cause included: it is their
// own plugin and machine.
func sentence(err error) string {
	var ce *core.Error
	if !errors.As(err, &ce) || ce.Msg == "" {
		return err.Error()
	}
	for inner := ce.Err; inner != nil; inner = errors.Unwrap(inner) {
		if _, is := inner.(*core.Error); !is {
			return ce.Msg + " (" + inner.Error() + ")"
		}
	}
	return ce.Msg
}
