package httpapi

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/words"
	"pegboard.dev/pegboard/web"
)

// get fetches without letting the client decompress by itself.
func get(t *testing.T, url, encoding string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", encoding)
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestConsoleShell(t *testing.T) {
	_, addr := serve(t, Config{}, func(s *Server) {
		s.mountConsole(func(c *fiber.Ctx) (reader, error) { return reader{words.For(c.Get("Accept-Language")), "auto"}, nil })
	})
	if _, built := web.Index(); !built {
		resp, body := get(t, "http://"+addr+"/app", "identity")
		if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "make build") {
			t.Fatalf("%d %q", resp.StatusCode, body)
		}
		t.Skip("SKIPPED: this test binary carries no console; run `make web` first, as `make test` does.")
	}
	nonce := regexp.MustCompile(`'nonce-([^']+)'`)
	seen := map[string]bool{}
	for _, path := range []string{"/app", "/app/", "/app/tickets/7"} {
		resp, body := get(t, "http://"+addr+path, "identity")
		policy := resp.Header.Get("Content-Security-Policy")
		m := nonce.FindStringSubmatch(policy)
		if resp.StatusCode != 200 || m == nil || seen[m[1]] {
			t.Fatalf("%s: %d, policy %q", path, resp.StatusCode, policy)
		}
		seen[m[1]] = true
		if strings.Contains(body, web.NonceMark) || !strings.Contains(body, `nonce="`+m[1]+`"`) {
			t.Errorf("%s: the page does not carry its nonce", path)
		}
		scripts, styles := web.Route(strings.TrimPrefix(path, "/app"))
		for _, file := range append(scripts, styles...) {
			if strings.Count(body, `crossorigin href="/`+file+`"`) != 1 {
				t.Errorf("%s: the page does not say that it needs %s", path, file)
			}
		}
		if len(scripts) == 0 || strings.Contains(body, "/me\"") {
			t.Errorf("%s: for a guest it hints at %q and at who is signed in", path, scripts)
		}
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "require-trusted-types-for 'script'") {
			t.Errorf("policy %q", policy)
		}
		if resp.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("cached: %q", resp.Header.Get("Cache-Control"))
		}
	}
	_, page := get(t, "http://"+addr+"/app", "identity")
	script := regexp.MustCompile(`src="(/assets/[^"]+\.js)"`).FindStringSubmatch(page)
	if script == nil {
		t.Fatal("the shell loads no script")
	}
	small, packed := get(t, "http://"+addr+script[1], "gzip, br")
	large, plain := get(t, "http://"+addr+script[1], "identity")
	if small.Header.Get("Content-Encoding") != "gzip" || large.Header.Get("Content-Encoding") != "" || len(packed) >= len(plain) {
		t.Errorf("%d bytes as %q, %d as %q", len(packed), small.Header.Get("Content-Encoding"), len(plain), large.Header.Get("Content-Encoding"))
	}
	for _, resp := range []*http.Response{small, large} {
		if resp.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || resp.Header.Get("Vary") != "Accept-Encoding" ||
			!strings.HasPrefix(resp.Header.Get("Content-Type"), "text/javascript") {
			t.Errorf("headers %v", resp.Header)
		}
	}
}

// In German the page says so, and its texts stand before its own script.
func TestConsoleSpeaksTheReadersLanguage(t *testing.T) {
	if _, built := web.Index(); !built {
		t.Skip("SKIPPED: this test binary carries no console; run `make web` first, as `make test` does.")
	}
	for tag, html := range map[string]string{"de-AT": `<html lang="de-AT" dir="ltr" data-theme="dark"`, "en-GB": `<html lang="en-GB" dir="ltr" data-theme="dark"`, "fr": `<html lang="en" dir="ltr" data-theme="dark"`} {
		_, addr := serve(t, Config{}, func(s *Server) {
			s.mountConsole(func(*fiber.Ctx) (reader, error) { return reader{words.For(tag), "dark"}, nil })
		})
		resp, page := get(t, "http://"+addr+"/app", "identity")
		if !strings.Contains(page, html) {
			t.Errorf("%s: the page begins with %.100s", tag, page)
		}
		scripts := regexp.MustCompile(`<script type="module"[^>]* src="/(assets/[^"]+)"`).FindAllStringSubmatch(page, -1)
		texts, _ := web.Language("de")
		if german := tag == "de-AT"; german != (len(scripts) == 2) || german != (scripts[0][1] == texts) {
			t.Errorf("%s: scripts %q", tag, scripts)
		}
		nonce := regexp.MustCompile(`'nonce-([^']+)'`).FindStringSubmatch(resp.Header.Get("Content-Security-Policy"))
		if german := tag == "de-AT"; german && !strings.Contains(page, `nonce="`+nonce[1]+`" src="/`+texts) {
			t.Errorf("%s: the texts have no nonce", tag)
		}
	}
}

// A browser that has compiled the scripts is told of them in the way that makes use of
// it: from the third load of one build on, and only Chromium.
func TestConsoleAsksForCompiledScripts(t *testing.T) {
	if _, built := web.Index(); !built {
		t.Skip("SKIPPED: this test binary carries no console; run `make web` first, as `make test` does.")
	}
	_, addr := serve(t, Config{}, func(s *Server) {
		s.mountConsole(func(*fiber.Ctx) (reader, error) { return reader{words.For("de"), "auto"}, nil })
	})
	load := func(agent, cookie string) (page, next string) {
		t.Helper()
		req, _ := http.NewRequest("GET", "http://"+addr+"/app/tickets/7", nil)
		req.Header.Set("User-Agent", agent)
		req.Header.Set("Cookie", cookie)
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range resp.Cookies() {
			if c.Name != loadsCookie || !c.HttpOnly || c.Path != "/app" || c.SameSite != http.SameSiteLaxMode {
				t.Errorf("cookie %v", c)
			}
			next = c.Name + "=" + c.Value
		}
		return string(body), next
	}
	const chromium, firefox = "Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36", "Mozilla/5.0 (X11; rv:150.0) Gecko/20100101 Firefox/150.0"
	cookie := ""
	for visit, want := range []bool{false, false, true, true} {
		var page string
		page, cookie = load(chromium, cookie)
		asks := strings.Contains(page, `<link rel="preload" as="script"`)
		if asks != want || asks == strings.Contains(page, "modulepreload") {
			t.Errorf("load %d asks for compiled scripts: %v", visit+1, asks)
		}
		for _, m := range regexp.MustCompile(`<script type="module"[^>]* src="([^"]+)"`).FindAllStringSubmatchIndex(page, -1) {
			ahead := `<link rel="preload" as="script" crossorigin href="` + page[m[2]:m[3]] + `">`
			if strings.Contains(page[:m[0]], ahead) != want {
				t.Errorf("load %d: %s is not asked for ahead of its use", visit+1, page[m[2]:m[3]])
			}
		}
	}
	for name, other := range map[string][2]string{
		"another browser": {firefox, cookie},
		"another build":   {chromium, loadsCookie + "=2.0123456789ab"},
		"nonsense":        {chromium, loadsCookie + "=9." + web.Build()},
	} {
		page, next := load(other[0], other[1])
		if strings.Contains(page, `as="script"`) || !strings.Contains(page, "modulepreload") {
			t.Errorf("%s is taken for one that has compiled the scripts", name)
		}
		if counts := strings.HasPrefix(next, loadsCookie+"=1."); counts != (other[0] == chromium) {
			t.Errorf("%s gets the cookie %q", name, next)
		}
	}
}

func TestAssetsStayInTheirFolder(t *testing.T) {
	_, addr := serve(t, Config{}, func(s *Server) { s.mountConsole(s.reader) })
	for _, path := range []string{"/assets/nothing.js", "/assets/../index.html", "/assets/..%2findex.html", "/assets/%2e%2e/embed.go", "/assets/"} {
		resp, _ := get(t, "http://"+addr+path, "identity")
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, resp.StatusCode)
		}
	}
}

func TestReadinessTellsStrangersNothing(t *testing.T) {
	_, addr := serve(t, Config{Ready: notReady}, func(s *Server) { s.mountHealth() })
	resp, body := get(t, "http://"+addr+"/readyz", "identity")
	if resp.StatusCode != http.StatusServiceUnavailable || body != "not ready\n" {
		t.Errorf("%d %q", resp.StatusCode, body)
	}
	if resp, _ := get(t, "http://"+addr+"/healthz", "identity"); resp.StatusCode != 200 {
		t.Errorf("the process answers, but /healthz says %d", resp.StatusCode)
	}
}

// What a page is told to fetch ahead is what the console asks for, byte for byte;
// web/e2e/slice.test.mjs holds it against the console itself.
func TestQuestions(t *testing.T) {
	for address, want := range map[string][]string{
		"inbox":                       {"/views", "/tickets?view=open&limit=50"},
		"inbox?view=mine":             {"/views", "/tickets?view=mine&limit=50"},
		"inbox?view=12":               {"/views", "/tickets?view=12&limit=50"},
		"inbox?view=mine&q=rope":      nil,
		"inbox?q=rope":                nil,
		`inbox?view=a"><script>`:      nil,
		"inbox?view=%22onload%3d":     nil,
		"tickets/7":                   {"/tickets/7"},
		"tickets/007":                 nil,
		"tickets/new":                 nil,
		"tickets/-1":                  nil,
		"tickets/7/x":                 nil,
		"tickets/9223372036854775808": nil,
		"people":                      nil,
	} {
		path, query, _ := strings.Cut(address, "?")
		args := &fasthttp.Args{}
		args.Parse(query)
		if got := questions(path, args); !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", address, got, want)
		}
	}
}

// The browser asks ahead in its own language: of a page in another one nothing is asked
// for ahead that has texts, and who is signed in has names of roles and pages.
func TestConsoleAsksAheadInThePagesLanguage(t *testing.T) {
	app := fiber.New()
	app.Get("/app/*", func(c *fiber.Ctx) error {
		c.SetUserContext(context.WithValue(c.UserContext(), stateKey{}, &state{subject: &rbac.Subject{Actor: core.Actor{User: 7}}}))
		return c.Send(hints(c, words.For("de")))
	})
	for browser, want := range map[string]bool{"de-AT,de;q=0.9": true, "en-GB": false} {
		req, _ := http.NewRequest("GET", "/app/inbox", nil)
		req.Header.Set("Accept-Language", browser)
		resp, err := app.Test(req)
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, question := range []string{prefix + "/me", prefix + "/views"} {
			if strings.Contains(string(page), `href="`+question+`"`) != want {
				t.Errorf("%s: asks for %s ahead: %v, want %v", browser, question, !want, want)
			}
		}
	}
}
