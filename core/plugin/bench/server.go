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
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core/plugin/peg"
)

// server is a helpdesk in a process of its own.
type server struct {
	cmd    *exec.Cmd
	url    string
	link   string // to set up, on the first start
	took   time.Duration
	client *http.Client
}

var setupLink = regexp.MustCompile(`/setup\?token=(\S+)`)

// startServer runs the binary and waits until it says that it is ready.
func startServer(ctx context.Context, binary, data string) (*server, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := ln.Addr().String()
	_ = ln.Close()
	jar, _ := cookiejar.New(nil)
	s := &server{url: "http://" + address, client: &http.Client{Jar: jar, Timeout: 2 * time.Minute}}
	s.cmd = exec.CommandContext(ctx, binary, "serve", "--data", data, "--listen", address)
	said, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.cmd.Stderr = s.cmd.Stdout
	begin := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	links := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(said); lines.Scan(); {
			if m := setupLink.FindStringSubmatch(lines.Text()); m != nil {
				links <- m[1]
			}
		}
	}()
	for time.Since(begin) < time.Minute {
		if resp, err := s.client.Get(s.url + "/readyz"); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				s.took = time.Since(begin)
				select {
				case s.link = <-links:
				case <-time.After(100 * time.Millisecond):
				}
				return s, nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	_ = s.cmd.Process.Kill()
	return nil, fmt.Errorf("the server in %s did not become ready", data)
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
}

// resident is the process's memory, what it shares with its file included.
func (s *server) resident() (mib float64, err error) {
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(s.cmd.Process.Pid) + "/status")
	if err != nil {
		return 0, err
	}
	m := regexp.MustCompile(`VmRSS:\s*(\d+) kB`).FindSubmatch(raw)
	if m == nil {
		return 0, fmt.Errorf("the system does not tell")
	}
	kib, err := strconv.Atoi(string(m[1]))
	return float64(kib) / 1024, err
}

func (s *server) call(method, path string, body []byte, kind string, into any) error {
	req, err := http.NewRequest(method, s.url+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", kind)
	resp, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s %s, %v", method, path, resp.Status, answer, err)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}

// enable installs packages until so many plugins are enabled, the bundled ones first.
func (s *server) enable(n int, packages func(i int) (id string, body []byte, err error)) error {
	setup, _ := json.Marshal(map[string]string{"token": s.link, "name": "Owner", "email": "owner@test.example",
		"password": "correct horse battery", "preset": "standard", "company": "Test"})
	if err := s.call("POST", "/setup", setup, "application/json", nil); err != nil {
		return err
	}
	var list struct{ Items []struct{ ID, State string } }
	if err := s.call("GET", "/plugins", nil, "application/json", &list); err != nil {
		return err
	}
	enabled := 0
	for _, p := range list.Items {
		if p.State != "enabled" && enabled < n {
			if err := s.call("POST", "/plugins/"+p.ID+"/enable", []byte("{}"), "application/json", nil); err != nil {
				return err
			}
		}
		enabled++
	}
	for i := 0; enabled < n; i++ {
		id, body, err := packages(i)
		if err != nil {
			return err
		}
		if err := s.call("POST", "/plugins", body, "application/octet-stream", nil); err != nil {
			return err
		}
		if err := s.call("POST", "/plugins/"+id+"/enable", []byte("{}"), "application/json", nil); err != nil {
			return err
		}
		enabled++
	}
	return nil
}

// copies packs the plugins of ../testdata again and again under names of their own.
func copies(ctx context.Context) (func(i int) (string, []byte, error), error) {
	names := []string{"probe", "courier"}
	wasm := map[string][]byte{}
	for _, name := range names {
		b, err := peg.Build(ctx, filepath.Join("..", "testdata", name))
		if err != nil {
			return nil, err
		}
		wasm[name] = b
	}
	return func(i int) (string, []byte, error) {
		name := names[i%len(names)]
		id := name + strconv.Itoa(i)
		manifest, err := os.ReadFile(filepath.Join("..", "testdata", name, peg.ManifestName))
		if err != nil {
			return "", nil, err
		}
		text := strings.ReplaceAll(strings.ReplaceAll(string(manifest), `"`+name+`"`, `"`+id+`"`), `"`+name+`.`, `"`+id+`.`)
		b, err := peg.Pack(map[string][]byte{peg.ManifestName: []byte(text), peg.WasmName: wasm[name]})
		return id, b, err
	}, nil
}

// idle measures a server with so many plugins, some seconds after its start, and how
// long it took to be ready: the median of some starts.
func idle(ctx context.Context, binary string, plugins int, packages func(i int) (string, []byte, error)) (mib float64, ready time.Duration, err error) {
	data, err := os.MkdirTemp("", "pegboard-bench-")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(data)
	s, err := startServer(ctx, binary, data)
	if err != nil {
		return 0, 0, err
	}
	if err := s.enable(plugins, packages); err != nil {
		s.stop()
		return 0, 0, err
	}
	s.stop()
	ready, err = median(7, func() (time.Duration, error) {
		s, err := startServer(ctx, binary, data)
		if err != nil {
			return 0, err
		}
		defer s.stop()
		time.Sleep(time.Second)
		mib, err = s.resident()
		return s.took, err
	})
	return mib, ready, err
}
