package httpapi

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
)

// serve answers on loopback with the outer middleware and the given routes.
func serve(t *testing.T, cfg Config, mount func(*Server)) (*Server, string) {
	t.Helper()
	s, err := New(cfg, Services{})
	if err != nil {
		t.Fatal(err)
	}
	s.app = fiber.New(s.fiberConfig())
	s.app.Use(s.edge, s.bodies, s.sameOrigin)
	mount(s)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(ln) }()
	t.Cleanup(func() { _ = s.app.ShutdownWithTimeout(time.Second) })
	return s, ln.Addr().String()
}

// echo answers with the length of the body it got.
func echo(s *Server) {
	s.app.All("/echo", func(c *fiber.Ctx) error { return c.SendString(fmt.Sprint(len(c.Body()))) })
	s.app.Put(prefix+"/tickets/:id/uploads", func(c *fiber.Ctx) error {
		if c.Query("skip") != "" {
			return core.Errorf("test", core.KindForbidden, "Not you.")
		}
		n, err := io.Copy(io.Discard, uploadOf(c.UserContext()))
		if err != nil {
			return err
		}
		return c.SendString(fmt.Sprint(n))
	})
	s.app.Get("/panic", func(*fiber.Ctx) error { panic("boom") })
	s.app.Get("/ip", func(c *fiber.Ctx) error { return c.SendString(ClientIP(c.UserContext())) })
}

func TestBodies(t *testing.T) {
	_, addr := serve(t, Config{MaxUpload: 3 << 20}, echo)
	upload := prefix + "/tickets/1/uploads"
	for name, tc := range map[string]struct {
		method, path, header, body string
		chunked                    bool
		status                     int
		answer                     string
	}{
		"a small body is read":                       {method: "POST", path: "/echo", body: "hello", status: 200, answer: "5"},
		"a chunked body is read":                     {method: "POST", path: "/echo", body: "hello", chunked: true, status: 200, answer: "5"},
		"no body is none":                            {method: "POST", path: "/echo", status: 200, answer: "0"},
		"a compressed body is refused":               {method: "POST", path: "/echo", header: "Content-Encoding: gzip", body: "x", status: 415},
		"a large body is refused by its length":      {method: "POST", path: "/echo", body: strings.Repeat("x", maxBody+1), status: 413},
		"a large chunked body is refused on the way": {method: "POST", path: "/echo", body: strings.Repeat("x", maxBody+1), chunked: true, status: 413},
		"an upload may be larger":                    {method: "PUT", path: upload, body: strings.Repeat("x", 2<<20), status: 200, answer: fmt.Sprint(2 << 20)},
		"an upload has its own limit":                {method: "PUT", path: upload, body: strings.Repeat("x", 4<<20), status: 413},
		"a chunked upload has the same limit":        {method: "PUT", path: upload, body: strings.Repeat("x", 4<<20), chunked: true, status: 422},
	} {
		t.Run(name, func(t *testing.T) {
			var body io.Reader = strings.NewReader(tc.body)
			if tc.chunked {
				body = struct{ io.Reader }{body}
			}
			req, err := http.NewRequest(tc.method, "http://"+addr+tc.path, body)
			if err != nil {
				t.Fatal(err)
			}
			if k, v, ok := strings.Cut(tc.header, ": "); ok {
				req.Header.Set(k, v)
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				if tc.status == 413 || tc.status == 422 {
					return // the server hung up while we were still sending, which is its right
				}
				t.Fatal(err)
			}
			defer resp.Body.Close()
			got, _ := io.ReadAll(resp.Body)
			if resp.StatusCode != tc.status || tc.answer != "" && string(got) != tc.answer {
				t.Fatalf("%d %s, want %d %s", resp.StatusCode, got, tc.status, tc.answer)
			}
		})
	}
}

// What a handler leaves unread must not be taken for the next request.
func TestUnreadBodyIsNotTheNextRequest(t *testing.T) {
	_, addr := serve(t, Config{}, echo)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	smuggled := "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n"
	padding := strings.Repeat("x", 64<<10)
	fmt.Fprintf(conn, "PUT %s/tickets/1/uploads?skip=1 HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s%s",
		prefix, len(padding)+len(smuggled), padding, smuggled)
	_ = conn.SetReadDeadline(time.Now().Add(3 * time.Second))
	r := bufio.NewReader(conn)
	resp, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != 403 || !resp.Close {
		t.Fatalf("status %d, close %v", resp.StatusCode, resp.Close)
	}
	if next, err := http.ReadResponse(r, nil); err == nil {
		t.Fatalf("the rest of the body was answered with %d", next.StatusCode)
	}
}

func TestSameOrigin(t *testing.T) {
	_, addr := serve(t, Config{}, echo)
	for name, tc := range map[string]struct {
		method string
		header map[string]string
		status int
	}{
		"reading is free":                      {"GET", map[string]string{"Sec-Fetch-Site": "cross-site"}, 200},
		"our own page may write":               {"POST", map[string]string{"Sec-Fetch-Site": "same-origin"}, 200},
		"another site may not":                 {"POST", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		"a neighbour's subdomain may not":      {"POST", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		"PATCH is a write like any other":      {"PATCH", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		"an old browser tells by its origin":   {"POST", map[string]string{"Origin": "https://evil.example"}, 403},
		"a sandboxed frame has no origin":      {"POST", map[string]string{"Origin": "null"}, 403},
		"an old browser on our page may write": {"POST", map[string]string{"Origin": "http://" + addr}, 200},
		"a program has neither":                {"POST", nil, 200},
		"a token is not sent by browsers":      {"POST", map[string]string{"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"}, 200},
	} {
		t.Run(name, func(t *testing.T) {
			req, _ := http.NewRequest(tc.method, "http://"+addr+"/echo", nil)
			for k, v := range tc.header {
				req.Header.Set(k, v)
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != tc.status {
				t.Fatalf("status %d, want %d", resp.StatusCode, tc.status)
			}
		})
	}
}

func TestEveryFailureIsAProblem(t *testing.T) {
	_, addr := serve(t, Config{}, echo)
	for name, tc := range map[string]struct {
		path   string
		status int
		kind   string
	}{
		"an unknown address": {"/api/v1/nothing", 404, "not_found"},
		"a panic":            {"/panic", 500, "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			resp, err := http.Get("http://" + addr + tc.path)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			var p Problem
			if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != tc.status || p.Kind != tc.kind || p.Detail == "" || strings.Contains(p.Detail, "boom") {
				t.Errorf("%d %+v", resp.StatusCode, p)
			}
			if p.RequestID == "" || p.RequestID != resp.Header.Get("X-Request-Id") {
				t.Errorf("request id %q, header %q", p.RequestID, resp.Header.Get("X-Request-Id"))
			}
			if resp.Header.Get("Content-Type") != "application/problem+json" || resp.Header.Get("Content-Security-Policy") != bareCSP {
				t.Errorf("headers %v", resp.Header)
			}
		})
	}
}

func TestEveryKindHasAStatusAndASentence(t *testing.T) {
	for k := core.KindInternal; k.String() != "internal" || k == core.KindInternal; k++ {
		if statuses[k] == 0 || defaultDetails[k] == "" {
			t.Errorf("%s has neither", k)
		}
	}
}

func TestClientIPTrustsOnlyProxies(t *testing.T) {
	for name, tc := range map[string]struct {
		trusted []string
		header  string
		want    string
	}{
		"a stranger's header is ignored":        {nil, "9.9.9.9", "127.0.0.1"},
		"a proxy's header is believed":          {[]string{"127.0.0.1"}, "9.9.9.9", "9.9.9.9"},
		"what the client itself claimed is not": {[]string{"127.0.0.0/8"}, "6.6.6.6, 9.9.9.9", "9.9.9.9"},
		"inner hops are skipped":                {[]string{"127.0.0.1", "10.0.0.0/8"}, "9.9.9.9, 10.1.2.3", "9.9.9.9"},
	} {
		t.Run(name, func(t *testing.T) {
			_, addr := serve(t, Config{TrustedProxies: tc.trusted}, echo)
			req, _ := http.NewRequest("GET", "http://"+addr+"/ip", nil)
			req.Header.Set("X-Forwarded-For", tc.header)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			if got, _ := io.ReadAll(resp.Body); string(got) != tc.want {
				t.Fatalf("%s, want %s", got, tc.want)
			}
		})
	}
}

type stepClock struct{ now time.Time }

func (c *stepClock) Now() time.Time { return c.now }

func TestLimiter(t *testing.T) {
	clock := &stepClock{time.Unix(1000, 0)}
	l := newLimiter(clock, 2, time.Minute)
	for i, want := range []bool{true, true, false} {
		if _, ok := l.allow("a"); ok != want {
			t.Errorf("attempt %d: %v", i, ok)
		}
	}
	if _, ok := l.allow("b"); !ok {
		t.Error("one key holds up another")
	}
	clock.now = clock.now.Add(time.Minute)
	if _, ok := l.allow("a"); !ok {
		t.Error("a minute later there is one more attempt")
	}
	for i := range 3 * maxBuckets {
		l.allow(fmt.Sprint(i))
	}
	if n := len(l.buckets); n > maxBuckets {
		t.Errorf("%d buckets", n)
	}
}

func notReady(context.Context) error { return errors.New("postgres://user:secret@host is away") }
