package main

import (
	"bytes"
	"context"
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

// fence is a block of code in the README: what stands behind the backquotes, and
// the text.
type fence struct{ info, text string }

func fences(t *testing.T) (readme string, list []fence) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "sdk", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?ms)^```([a-z][^\n]*)\n(.*?)^```$").FindAllStringSubmatch(string(raw), -1) {
		list = append(list, fence{m[1], m[2]})
	}
	return string(raw), list
}

// shell runs the README's commands as somebody at a terminal would.
type shell struct {
	t       *testing.T
	dir     string
	env     []string
	address string
}

func newShell(t *testing.T) *shell {
	t.Helper()
	dir := t.TempDir()
	bin := filepath.Join(dir, "bin")
	if err := os.Mkdir(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(bin, "pegboard")); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	s := &shell{t: t, dir: filepath.Join(dir, "work"), address: ln.Addr().String()}
	if err := os.Mkdir(s.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "PEGBOARD") && !strings.HasPrefix(v, "PATH=") {
			s.env = append(s.env, v)
		}
	}
	s.env = append(s.env, asPegboard+"=1", "GOFLAGS=", "GOPROXY=off", "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return s
}

// command prepares a script in a shell. The README's address is replaced by a free one.
func (s *shell) command(ctx context.Context, script string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "bash", "-euo", "pipefail", "-c", strings.ReplaceAll(script, "127.0.0.1:8080", s.address))
	cmd.Dir, cmd.Env = s.dir, s.env
	return cmd
}

func (s *shell) run(script string) string {
	s.t.Helper()
	out, err := s.command(s.t.Context(), script).CombinedOutput()
	if err != nil {
		s.t.Fatalf("%s\n%v:\n%s", script, err, out)
	}
	return string(out)
}

// TestReadmeWalkthrough runs the commands of the README's first chapter as they
// stand there, and ends with the new plugin answering in a running helpdesk. The
// README's pieces of Go are compiled in the project that it makes.
func TestReadmeWalkthrough(t *testing.T) {
	if testing.Short() {
		t.Skip("left out with -short: it compiles plugins and starts a server")
	}
	for _, tool := range []string{"go", "bash"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("SKIPPED: the walk-through needs " + tool)
		}
	}
	s := newShell(t)
	var first []string // terminal
	var third string
	_, list := fences(t)
	var served *exec.Cmd
	for _, f := range list {
		switch f.info {
		case "sh":
			first = append(first, f.text)
		case "sh second terminal":
			s.run(strings.Join(first, "\n"))
			first = []string{"cd parcels"}
			served = s.serve(f.text)
		case "sh third terminal":
			third = f.text
		}
	}
	if served == nil || len(first) < 2 || third == "" {
		t.Fatal("the README has lost its commands")
	}
	if out := s.run(strings.Join(first, "\n")); !strings.Contains(out, "parcels is enabled") {
		t.Errorf("the last command says %s", out)
	}
	s.answers()
	s.develops(third)
	if err := served.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := served.Wait(); err != nil {
		t.Errorf("the server did not stop cleanly: %v", err)
	}
	s.compiles(list)
}

// serve starts the server of the second terminal and waits until it is ready.
func (s *shell) serve(script string) *exec.Cmd {
	s.t.Helper()
	var said bytes.Buffer
	cmd := s.command(context.Background(), "exec "+strings.TrimSpace(script))
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		if s.t.Failed() {
			_ = cmd.Wait()
			s.t.Logf("the server said:\n%s", said.String())
		}
	})
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if resp, err := http.Get("http://" + s.address + "/readyz"); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return cmd
			}
		}
	}
	s.t.Fatal("the server did not start in time")
	return nil
}

// answers signs in as the agent whom the README names and opens the panel.
func (s *shell) answers() {
	s.t.Helper()
	jar, _ := cookiejar.New(nil)
	p := &process{url: "http://" + s.address, client: &http.Client{Jar: jar, Timeout: 20 * time.Second}}
	p.must(s.t, "POST", "/api/v1/session", map[string]string{"email": "ana@demo.test", "password": "pegboard-demo"}, nil)
	var tickets struct{ Items []struct{ ID int64 } }
	p.must(s.t, "GET", "/api/v1/tickets?limit=1", nil, &tickets)
	if len(tickets.Items) == 0 {
		s.t.Fatal("ana has no tickets")
	}
	for language, want := range map[string]string{"en": "No notes yet.", "de": "Noch keine Notizen."} {
		req, err := http.NewRequest("GET", fmt.Sprintf("%s/api/v1/ui/parcels/notes?ticket=%d", p.url, tickets.Items[0].ID), nil)
		if err != nil {
			s.t.Fatal(err)
		}
		req.Header.Set("Accept-Language", language)
		resp, err := p.client.Do(req)
		if err != nil {
			s.t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			s.t.Errorf("the panel in %s: %d %s, %v", language, resp.StatusCode, body, err)
		}
	}
}

// transcript is what a command has said so far.
type transcript struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *transcript) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *transcript) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// develops runs the third terminal: what is saved is reloaded, what does not compile
// is shown, what the plugin logs is printed, and Ctrl-C ends it.
func (s *shell) develops(script string) {
	s.t.Helper()
	cmd := s.command(s.t.Context(), "cd parcels\n"+script)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C reaches all of it
	out := new(transcript)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	says := func(n int, what string) {
		s.t.Helper()
		for deadline := time.Now().Add(3 * time.Minute); strings.Count(out.String(), what) < n; time.Sleep(100 * time.Millisecond) {
			if time.Now().After(deadline) {
				s.t.Fatalf("it does not say %q:\n%s", what, out)
			}
		}
	}
	main := filepath.Join(s.dir, "parcels", "main.go")
	code, err := os.ReadFile(main)
	if err != nil {
		s.t.Fatal(err)
	}
	save := func(more string) {
		s.t.Helper()
		if err := os.WriteFile(main, append(bytes.Clone(code), more...), 0o600); err != nil {
			s.t.Fatal(err)
		}
	}
	says(1, "parcels 0.1.0 runs at")
	save("\nfunc init() { nobody() }\n")
	says(1, "undefined: nobody")
	says(1, "Not reloaded")
	save("\nfunc init() { sdk.OnDisable(func() error { sdk.Log.Info(\"good night\"); return nil }) }\n")
	says(2, "parcels 0.1.0 runs at")
	s.run("export PEGBOARD_PASSWORD=pegboard-demo\npegboard plugin disable parcels --as owner@demo.test --server http://127.0.0.1:8080")
	says(1, "good night")
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || !strings.HasSuffix(strings.TrimSpace(out.String()), "Stopped.") {
		s.t.Errorf("it did not stop cleanly: %v\n%s", err, out)
	}
	save("")
}

// compiles builds every piece of Go in the README, each as a plugin of its own,
// and runs the one that is a test.
func (s *shell) compiles(list []fence) {
	s.t.Helper()
	project := filepath.Join(s.dir, "parcels")
	write := func(name, text string) {
		s.t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			s.t.Fatal(err)
		}
	}
	n := 0
	for _, f := range list {
		if f.info != "go" {
			continue
		}
		head := "package main\n\nimport (\n"
		for use, path := range map[string]string{
			"sdk.": "pegboard.dev/pegboard/sdk", "ui.": "pegboard.dev/pegboard/sdk/ui", "plugintest.": "pegboard.dev/pegboard/sdk/plugintest",
			"abi.": "pegboard.dev/pegboard/sdk/abi", "slices.": "slices", "strings.": "strings", "strconv.": "strconv", "time.": "time", "json.": "encoding/json", "testing.": "testing",
		} {
			if regexp.MustCompile(`\b` + regexp.QuoteMeta(use)).MatchString(f.text) {
				head += fmt.Sprintf("\t%q\n", path)
			}
		}
		head += ")\n\n"
		if strings.Contains(f.text, "plugintest.") {
			write(filepath.Join(project, "readme_test.go"), head+f.text)
			continue
		}
		n++
		write(filepath.Join(project, fmt.Sprint("piece", n), "main.go"), head+"func main() {}\n\n"+f.text)
	}
	if n < 5 {
		s.t.Fatalf("only %d pieces of Go were found", n)
	}
	s.run("cd parcels && GOOS=wasip1 GOARCH=wasm go vet ./piece*")
	s.run("cd parcels && rm -r piece* && pegboard plugin test --run TestParcels")
}
