package app_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// TestProfilePage: customers look after their account without a script.
func TestProfilePage(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.t = t
		visit := func(c *http.Client, method, path string, form url.Values) (int, string, string) {
			t.Helper()
			req, err := http.NewRequest(method, w.url+path, strings.NewReader(form.Encode()))
			w.must(err)
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("Sec-Fetch-Site", "same-origin")
			answer, err := c.Do(req)
			w.must(err)
			defer answer.Body.Close()
			body, err := io.ReadAll(answer.Body)
			w.must(err)
			return answer.StatusCode, answer.Request.URL.RequestURI(), string(body)
		}
		signIn := func(word string) *http.Client {
			t.Helper()
			jar, err := cookiejar.New(nil)
			w.must(err)
			c := &http.Client{Jar: jar}
			if status, at, _ := visit(c, "POST", "/sign-in", url.Values{"email": {"carl@test.example"}, "password": {word}}); status != 200 || strings.HasPrefix(at, "/sign-in") {
				t.Fatalf("signing in: %d at %s", status, at)
			}
			return c
		}
		if _, at, _ := visit(&http.Client{}, "GET", "/profile", nil); !strings.HasPrefix(at, "/sign-in") {
			t.Errorf("a guest is at %s", at)
		}
		phone, desk := signIn(password), signIn(password)
		status, _, body := visit(desk, "GET", "/profile", nil)
		if status != 200 || strings.Count(body, "Sign out there") != 1 || strings.Count(body, "This one") != 1 {
			t.Errorf("%d, where he is signed in: %s", status, body)
		}
		if status, at, body := visit(desk, "POST", "/profile", url.Values{"name": {"Karl"}, "locale": {"de"}, "theme": {"dark"}}); status != 200 ||
			at != "/profile?done=details" || !strings.Contains(body, "Ihr Konto") || !strings.Contains(body, `value="Karl"`) || !strings.Contains(body, `data-theme="dark"`) {
			t.Errorf("%d at %s: %s", status, at, body)
		}
		if status, _, body := visit(desk, "POST", "/profile", url.Values{"name": {" "}, "locale": {"de"}}); status != 422 || !strings.Contains(body, `href="#name"`) {
			t.Errorf("without a name: %d %s", status, body)
		}
		change := url.Values{"current": {"wrong"}, "password": {"another four words here"}}
		if status, _, body := visit(desk, "POST", "/profile/password", change); status != 422 || !strings.Contains(body, `href="#current"`) || strings.Contains(body, "another four words") {
			t.Errorf("with a wrong password: %d %s", status, body)
		}
		change.Set("current", password)
		if status, at, _ := visit(desk, "POST", "/profile/password", change); status != 200 || at != "/profile?done=password" {
			t.Errorf("%d at %s", status, at)
		}
		if _, at, _ := visit(phone, "GET", "/profile", nil); !strings.HasPrefix(at, "/sign-in") {
			t.Errorf("the other session still is at %s", at)
		}
		signIn("another four words here")
		_, _, body = visit(desk, "GET", "/profile", nil)
		_, rest, found := strings.Cut(body, `action="/profile/sessions/`)
		name, _, _ := strings.Cut(rest, `/end`)
		if !found {
			t.Fatalf("no other session in %s", body)
		}
		if status, at, body := visit(desk, "POST", "/profile/sessions/"+name+"/end", nil); status != 200 || at != "/profile?done=session" || strings.Contains(body, "/end\"") {
			t.Errorf("%d at %s: %s", status, at, body)
		}
	})
}
