package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// asPegboard makes this test binary run the real command line instead of tests.
const asPegboard = "PEGBOARD_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asPegboard) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// command prepares one run of the binary as a process of its own.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), asPegboard+"=1")
	cmd.Dir = dir
	return cmd
}

// process is a server that runs, and what it has said so far.
type process struct {
	cmd    *exec.Cmd
	url    string
	link   string // to set up, on the first start
	done   chan error
	client *http.Client
}

var (
	addressLine = regexp.MustCompile(`http://(127\.0\.0\.1:\d+)`)
	linkLine    = regexp.MustCompile(`http://\S+/setup\?token=(\S+)`)
)

// start runs `serve` and waits until it is ready.
func start(t *testing.T, dir string, args ...string) *process {
	t.Helper()
	p := &process{cmd: command(t.Context(), dir, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...), done: make(chan error, 1)}
	jar, _ := cookiejar.New(nil)
	p.client = &http.Client{Jar: jar, Timeout: 20 * time.Second}
	r, w := io.Pipe()
	p.cmd.Stdout, p.cmd.Stderr = w, w
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.done <- p.cmd.Wait(); _ = w.Close() }()
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	ready := make(chan string, 1)
	go func() {
		var said strings.Builder
		for lines := bufio.NewScanner(r); lines.Scan(); {
			fmt.Fprintln(&said, lines.Text())
			if m := linkLine.FindStringSubmatch(lines.Text()); m != nil {
				p.link = m[1]
			}
			if m := addressLine.FindStringSubmatch(lines.Text()); m != nil {
				p.url = "http://" + m[1]
				ready <- ""
			}
		}
		ready <- said.String()
	}()
	select {
	case said := <-ready:
		if p.url == "" {
			t.Fatalf("it did not start:\n%s", said)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it did not start in time")
	}
	return p
}

// stop asks it to stop and waits until it has.
func (p *process) stop(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-p.done:
		if err != nil {
			t.Fatalf("it did not stop cleanly: %v", err)
		}
	case <-time.After(15 * time.Second):
		t.Fatal("it did not stop")
	}
}

// call sends JSON and reads JSON.
func (p *process) call(method, path string, body, into any) (int, error) {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, p.url+path, r)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := p.client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if into != nil {
		err = json.NewDecoder(resp.Body).Decode(into)
	}
	return resp.StatusCode, err
}

func (p *process) must(t *testing.T, method, path string, body, into any) {
	t.Helper()
	if status, err := p.call(method, path, body, into); err != nil || status >= 300 {
		t.Fatalf("%s %s: %d, %v", method, path, status, err)
	}
}

func (p *process) setUp(t *testing.T) {
	t.Helper()
	p.must(t, "POST", "/api/v1/setup", map[string]string{
		"token": p.link, "name": "Owner", "email": "owner@test.example", "password": "correct horse battery", "preset": "standard", "company": "Test",
	}, nil)
}

func TestFirstVisitorBecomesTheOwner(t *testing.T) {
	dir := t.TempDir()
	p := start(t, dir, "--data", "d")
	if p.link == "" {
		t.Fatal("no set-up link was printed")
	}
	var state struct {
		Needed  bool
		Presets []struct{ Slug string }
	}
	p.must(t, "GET", "/api/v1/setup", nil, &state)
	if !state.Needed || len(state.Presets) < 2 {
		t.Fatalf("%+v", state)
	}
	if status, err := p.call("POST", "/api/v1/setup", map[string]string{"token": "guess", "name": "X", "email": "x@test.example", "password": "correct horse battery"}, nil); status != 401 {
		t.Fatalf("a guessed token: %d, %v", status, err)
	}
	p.setUp(t)
	var me struct{ Roles []struct{ Slug string } }
	p.must(t, "GET", "/api/v1/me", nil, &me)
	if len(me.Roles) == 0 || me.Roles[0].Slug != "owner" {
		t.Fatalf("%+v", me)
	}
	if status, err := p.call("POST", "/api/v1/setup", map[string]string{"token": p.link, "name": "X", "email": "x@test.example", "password": "correct horse battery"}, nil); status != 409 {
		t.Fatalf("the link works twice: %d, %v", status, err)
	}
	p.stop(t)
	if again := start(t, dir, "--data", "d"); again.link != "" {
		t.Fatal("a second start prints a link although somebody owns it")
	}
}

// What the server has acknowledged survives the hardest end of its process.
// TestMetricsAreAskedForElsewhere: /metrics is at an address of its own, and nowhere
// else.
func TestMetricsAreAskedForElsewhere(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := ln.Addr().String()
	_ = ln.Close()
	p := start(t, t.TempDir(), "--metrics-listen", address)
	p.setUp(t)
	if status, err := p.call("GET", "/metrics", nil, nil); err == nil && status == 200 {
		t.Error("strangers read it on the helpdesk's own address")
	}
	resp, err := p.client.Get("http://" + address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 {
		t.Fatalf("%d %v", resp.StatusCode, err)
	}
	for _, want := range []string{
		`pegboard_http_request_seconds_count{method="POST",operation="set-up",status="200"} 1`,
		"pegboard_deliveries_waiting ", "pegboard_deliveries_discarded 0", "pegboard_windows 0", "go_sql_open_connections",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("there is no %s in\n%s", want, text)
		}
	}
	p.stop(t)
}

func TestKilledWhileWriting(t *testing.T) {
	dir := t.TempDir()
	p := start(t, dir, "--data", "d", "--log-level", "error")
	p.setUp(t)
	var mu sync.Mutex
	acknowledged := map[int64]int{} // ticket: replies
	var writers sync.WaitGroup
	for n := range 4 {
		writers.Go(func() {
			for i := 0; ; i++ {
				var ticket struct{ ID int64 }
				status, err := p.call("POST", "/api/v1/tickets", map[string]string{"subject": fmt.Sprintf("Writer %d, ticket %d", n, i), "body": "x"}, &ticket)
				if err != nil || status != 201 {
					return
				}
				mu.Lock()
				acknowledged[ticket.ID] = 0
				mu.Unlock()
				for range 2 {
					status, err := p.call("POST", fmt.Sprintf("/api/v1/tickets/%d/messages", ticket.ID), map[string]string{"kind": "reply", "body": "y"}, nil)
					if err != nil || status != 201 {
						return
					}
					mu.Lock()
					acknowledged[ticket.ID]++
					mu.Unlock()
				}
			}
		})
	}
	written := func() int {
		mu.Lock()
		defer mu.Unlock()
		return len(acknowledged)
	}
	// In the midst of writing, however slow the machine is.
	for begin := time.Now(); written() < 20 && time.Since(begin) < time.Minute; {
		time.Sleep(20 * time.Millisecond)
	}
	if err := p.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-p.done
	writers.Wait()
	if len(acknowledged) < 5 {
		t.Fatalf("only %d tickets were written before the end; the test proves nothing", len(acknowledged))
	}

	p = start(t, dir, "--data", "d", "--log-level", "error")
	p.must(t, "POST", "/api/v1/session", map[string]string{"email": "owner@test.example", "password": "correct horse battery"}, nil)
	for id, replies := range acknowledged {
		var ticket struct {
			MessageCount int `json:"message_count"`
			Messages     []any
		}
		if status, err := p.call("GET", fmt.Sprintf("/api/v1/tickets/%d", id), nil, &ticket); err != nil || status != 200 {
			t.Errorf("ticket %d is lost: %d, %v", id, status, err)
		} else if len(ticket.Messages) < 1+replies || ticket.MessageCount != len(ticket.Messages) {
			t.Errorf("ticket %d has %d messages and counts %d; %d were acknowledged", id, len(ticket.Messages), ticket.MessageCount, 1+replies)
		}
	}
	t.Logf("%d tickets were acknowledged and are there", len(acknowledged))
	p.stop(t)
}

func TestCommandLine(t *testing.T) {
	dir := t.TempDir()
	run := func(stdin string, args ...string) (string, int) {
		cmd := command(t.Context(), dir, args...)
		cmd.Stdin = strings.NewReader(stdin)
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	expect := func(stdin string, code int, want string, args ...string) string {
		t.Helper()
		out, got := run(stdin, args...)
		if got != code || !strings.Contains(out, want) {
			t.Errorf("pegboard %s: exit %d, want %d with %q:\n%s", strings.Join(args, " "), got, code, want, out)
		}
		return out
	}
	expect("", 0, "at this version", "migrate", "--data", "d")
	expect("", 1, "not set up yet", "user", "create", "ana@test.example", "--data", "d")
	p := start(t, dir, "--data", "d")
	p.setUp(t)
	expect("a long password\n", 0, "Made employee", "user", "create", "ana@test.example", "--role", "agent", "--password", "--data", "d")
	expect("", 1, "exists already", "user", "create", "ana@test.example", "--data", "d")
	expect("", 1, "no role", "user", "create", "eve@test.example", "--role", "wizard", "--data", "d")
	token := strings.TrimSpace(expect("", 0, "pbt_", "token", "create", "ana@test.example", "--scope", "tickets.view=team", "--data", "d"))
	req, _ := http.NewRequest("GET", p.url+"/api/v1/me", nil)
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var me struct{ Keys map[string]string }
	if err := json.NewDecoder(resp.Body).Decode(&me); err != nil || len(me.Keys) != 1 || me.Keys["tickets.view"] != "team" {
		t.Errorf("the token holds %v, %v", me.Keys, err)
	}
	expect("", 0, "Nothing was discarded", "jobs", "discarded", "--data", "d")
	expect("", 1, "no discarded delivery", "jobs", "replay", "7", "--data", "d")
	expect("", 0, `"openapi": "3.1.0"`, "openapi")
	expect("", 2, "unknown flag", "serve", "--nonsense")
	if err := os.WriteFile(filepath.Join(dir, "c.yaml"), []byte("lisen: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	expect("", 2, `nothing is called "lisen"`, "serve", "--config", "c.yaml")
}
