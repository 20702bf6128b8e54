package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// required says whether this run may not go without a tool.
func required(tool string) bool {
	return slices.Contains(strings.Split(os.Getenv("PEGBOARD_TEST_REQUIRE"), ","), tool)
}

// mustHave skips the test without its compiler, or fails it where that is required.
func mustHave(t *testing.T, tool string, err error) {
	t.Helper()
	switch {
	case err != nil && required(tool):
		t.Fatalf("PEGBOARD_TEST_REQUIRE names %s: %v", tool, err)
	case err != nil:
		t.Skipf("SKIPPED: the plugin in %s was not built: %v", tool, err)
	}
}

// TestExampleInC and TestExampleInAssemblyScript run the commands of the examples'
// READMEs, which compile, pack and certify, and use the plugin in a helpdesk.
func TestExampleInC(t *testing.T) {
	_, err := exec.LookPath("clang")
	if err == nil {
		_, err = os.Stat("/usr/lib/wasm32-wasi/libc.a")
	}
	mustHave(t, "clang", err)
	p := example(t, "c", "outages")
	id := p.open(t, "Total OUTAGE in the south")
	var ticket struct {
		Priority string
		Tags     []string
	}
	p.must(t, "GET", fmt.Sprintf("/api/v1/tickets/%d", id), nil, &ticket)
	if ticket.Priority != "urgent" || !slices.Contains(ticket.Tags, "outage") || !slices.Contains(ticket.Tags, "zone \"ü\"") {
		t.Errorf("a ticket about an outage is %+v", ticket)
	}
	p.shows(t, "outages", id, "Es geht um einen Ausfall.")
	id = p.open(t, "A question")
	p.must(t, "GET", fmt.Sprintf("/api/v1/tickets/%d", id), nil, &ticket)
	if ticket.Priority != "normal" {
		t.Errorf("another ticket is %+v", ticket)
	}
	p.shows(t, "outages", id, "Es geht nicht um einen Ausfall.")
	p.stop(t)
}

func TestExampleInAssemblyScript(t *testing.T) {
	_, err := os.Stat(filepath.Join("..", "..", "sdk", "examples", "assemblyscript", "node_modules", "assemblyscript"))
	mustHave(t, "assemblyscript", err)
	p := example(t, "assemblyscript", "resolutions")
	id := p.open(t, "A question")
	p.shows(t, "resolutions", id, "Noch hat niemand aufgeschrieben")
	change := func(fields map[string]any) (int, string) {
		t.Helper()
		var ticket struct{ Version int64 }
		p.must(t, "GET", fmt.Sprintf("/api/v1/tickets/%d", id), nil, &ticket)
		fields["version"] = ticket.Version
		var problem struct{ Detail string }
		status, err := p.call("PATCH", fmt.Sprintf("/api/v1/tickets/%d", id), fields, &problem)
		if err != nil {
			t.Fatal(err)
		}
		return status, problem.Detail
	}
	if status, detail := change(map[string]any{"status": "solved"}); status != 409 || detail != "Write down how it was solved first." {
		t.Errorf("closed without a resolution: %d, %q", status, detail)
	}
	if status, detail := change(map[string]any{"status": "solved", "resolution": "The \"cable\" was löse."}); status != 200 {
		t.Errorf("closed with a resolution: %d, %q", status, detail)
	}
	p.shows(t, "resolutions", id, `The \"cable\" was löse.`)
	p.stop(t)
}

// example builds an example in a copy of its folder and starts a helpdesk in which
// it is enabled.
func example(t *testing.T, name, id string) *process {
	t.Helper()
	if testing.Short() {
		t.Skip("left out with -short: it starts a server")
	}
	s := newShell(t)
	source := filepath.Join("..", "..", "sdk", "examples", name)
	copyProject(t, source, s.dir)
	readme, err := os.ReadFile(filepath.Join(source, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```sh\n(.*?)```").FindSubmatch(readme)
	if m == nil {
		t.Fatal("the README has lost its commands")
	}
	out := s.run(string(m[1]))
	if n := strings.Count(out, "It conforms: "); n != 2 {
		t.Errorf("module and package: %d of 2 conform:\n%s", n, out)
	}
	p := start(t, s.dir, "--data", "d")
	p.setUp(t)
	s.env = append(s.env, "PEGBOARD_PASSWORD=correct horse battery")
	s.run("pegboard plugin install " + id + ".peg --yes --as owner@test.example --server " + p.url)
	return p
}

// copyProject copies a plugin's folder; installed packages are only linked.
func copyProject(t *testing.T, from, to string) {
	t.Helper()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		source, err := filepath.Abs(filepath.Join(from, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(to, e.Name())
		switch {
		case e.Name() == "node_modules":
			err = os.Symlink(source, target)
		case e.IsDir():
			err = os.CopyFS(target, os.DirFS(source))
		case !strings.HasSuffix(e.Name(), ".wasm") && !strings.HasSuffix(e.Name(), ".peg"):
			var b []byte
			if b, err = os.ReadFile(source); err == nil {
				err = os.WriteFile(target, b, 0o600)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// open makes a ticket and returns its number.
func (p *process) open(t *testing.T, subject string) int64 {
	t.Helper()
	var ticket struct{ ID int64 }
	p.must(t, "POST", "/api/v1/tickets", map[string]any{"subject": subject, "body": "x", "tags": []string{"zone \"ü\""}}, &ticket)
	return ticket.ID
}

// shows checks the panel beside a ticket, in German.
func (p *process) shows(t *testing.T, plugin string, ticket int64, want string) {
	t.Helper()
	req, err := http.NewRequest("GET", fmt.Sprintf("%s/api/v1/ui/%s/panel?ticket=%d", p.url, plugin, ticket), nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Language", "de")
	resp, err := p.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
		t.Errorf("the panel shows %d %s, not %q; %v", resp.StatusCode, body, want, err)
	}
}
