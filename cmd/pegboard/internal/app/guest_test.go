package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store/storetest"
)

// page is one request to the pages that Go renders, by a browser without cookies
// and scripts. It follows redirects and returns where they ended.
func (w *world) page(method, path string, form url.Values) (status int, at, body string) {
	w.t.Helper()
	var r io.Reader
	if form != nil {
		r = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, r)
	w.must(err)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := http.DefaultClient.Do(req)
	w.must(err)
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	w.must(err)
	return resp.StatusCode, resp.Request.URL.RequestURI(), string(got)
}

// guestsMay lets guests open tickets with addresses of one domain.
func (w *world) guestsMay() {
	w.t.Helper()
	got := w.do("owner", "PUT", "/settings/guests", `{"submit":true,"chat":false,"rate":false,"comment":false,"domains":["@Example.com "]}`, nil)
	if got.status != 200 && got.status != 204 {
		w.t.Fatalf("guests: %d %s", got.status, got.body)
	}
}

func TestGuestsFollowTheirRequest(t *testing.T) {
	w := newWorld(t, storetest.OpenSQLite(t))
	mail := openPost(t)
	w.do("owner", "PUT", "/settings/company", `{"name":"Ropes","address":"https://help.test.example"}`, nil)
	w.do("owner", "PUT", "/settings/mail", fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"help@test.example"}`, mail.port), nil)
	w.guestsMay()
	ask := url.Values{"name": {"Gil"}, "email": {"gil@example.com"}, "subject": {"A rope broke"}, "body": {"In two."}}

	other := url.Values{"name": {"Gil"}, "email": {"gil@elsewhere.example"}, "subject": {"x"}, "body": {"y"}}
	if status, _, body := w.page("POST", "/tickets/new", other); status != 422 || !strings.Contains(body, "certain addresses only") {
		t.Errorf("an address of another domain: %d", status)
	}
	if status, at, _ := w.page("POST", "/tickets/new", ask); status != 200 || !strings.HasPrefix(at, "/tickets/sent?number=") {
		t.Fatalf("sending: %d at %s", status, at)
	}
	link := func(l letter) string {
		t.Helper()
		found := regexp.MustCompile(`https://help\.test\.example(/t/[A-Za-z0-9_-]+)`).FindStringSubmatch(l.Text)
		if found == nil || l.To != "gil@example.com" {
			t.Fatalf("no link for the guest in %+v", l)
		}
		return found[1]
	}
	path := link(mail.next())
	status, _, body := w.page("GET", path, nil)
	if status != 200 || !strings.Contains(body, "A rope broke") || !strings.Contains(body, "In two.") || !strings.Contains(body, `content="noindex"`) {
		t.Fatalf("following the link: %d %s", status, body)
	}
	number := regexp.MustCompile(`Your request #(\d+)`).FindStringSubmatch(body)
	if number == nil {
		t.Fatal("the page has no number")
	}
	answer := func(kind, text string) {
		w.do("owner", "POST", "/tickets/"+number[1]+"/messages", fmt.Sprintf(`{"kind":%q,"body":%q}`, kind, text), nil)
	}
	answer("comment", "Between us.")
	answer("reply", "A new one is on its way.")
	if again := link(mail.next()); again != path {
		t.Errorf("the answer's letter leads to %s, not %s", again, path)
	}
	if _, _, body = w.page("GET", path, nil); !strings.Contains(body, "on its way") || strings.Contains(body, "Between us") {
		t.Error("the guest reads a note, or not the answer")
	}
	if status, at, _ := w.page("POST", path+"/reply", url.Values{"body": {"Thank you."}}); status != 200 || at != path+"?done=replied" {
		t.Errorf("replying: %d at %s", status, at)
	}
	if status, _, body := w.page("POST", path+"/close", url.Values{}); status != 200 || !strings.Contains(body, "The request is closed") {
		t.Errorf("closing: %d", status)
	}
	if status, _, body := w.page("POST", path+"/reopen", url.Values{}); status != 200 || !strings.Contains(body, "open again") {
		t.Errorf("reopening: %d", status)
	}
	for _, bad := range []string{path[:len(path)-1], path + "x", "/t/AQI"} {
		if status, _, _ := w.page("GET", bad, nil); status != 404 {
			t.Errorf("the address %s answers %d", bad, status)
		}
	}
	if status, _, _ := w.page("GET", path+"/files/1", nil); status != 404 {
		t.Errorf("a file that is not there answers %d", status)
	}

	// Carl has an account: a link of his leads to the sign-in, whoever follows it.
	carls := "/t/" + w.app.Tickets.TrackingToken(ticketID(w.ids["t1"]), userID(w.ids["carl"]))
	if _, at, _ := w.page("GET", carls, nil); !strings.HasPrefix(at, "/sign-in?") {
		t.Errorf("carl's link leads to %s", at)
	}
	// One for somebody whose ticket it is not opens nothing.
	gil := regexp.MustCompile(`"id":(\d+),"name":"Gil"`).FindSubmatch(w.do("owner", "GET", "/users?q=gil", "", nil).body)
	if gil == nil {
		t.Fatal("Gil is not among the people")
	}
	stray := "/t/" + w.app.Tickets.TrackingToken(ticketID(w.ids["t1"]), userID(mustInt(t, string(gil[1]))))
	if status, _, _ := w.page("GET", stray, nil); status != 404 {
		t.Errorf("another's ticket answers %d", status)
	}
	for range 6 {
		status, _, _ = w.page("POST", "/tickets/new", ask)
	}
	if status != 422 && status != 429 {
		t.Errorf("a flood to one address answers %d", status)
	}
}

func TestBranding(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.t = t
		var logo bytes.Buffer
		w.must(png.Encode(&logo, image.NewNRGBA(image.Rect(0, 0, 40, 20))))
		var huge bytes.Buffer
		w.must(png.Encode(&huge, image.NewGray(image.Rect(0, 0, 3000, 3000))))
		raw := map[string]string{"Content-Type": "application/octet-stream"}
		w.play([]scenario{
			{name: "at first", as: "owner", method: "GET", path: "/settings/branding", status: 200, want: `{"accent":"","logo":null}`},
			{name: "an agent does not paint", as: "ana", method: "PUT", path: "/settings/branding", body: `{"accent":"#7a1f5c"}`, status: 403},
			{name: "nor bring a logo", as: "ana", method: "PUT", path: "/settings/branding/logo", body: logo.String(), header: raw, status: 403},
			{name: "no colour", as: "owner", method: "PUT", path: "/settings/branding", body: `{"accent":"red"}`, status: 422, want: `{"errors":[{"location":"body.accent"}]}`},
			{name: "a colour too light to read", as: "owner", method: "PUT", path: "/settings/branding", body: `{"accent":"#ffcc00"}`, status: 422},
			{name: "a colour", as: "owner", method: "PUT", path: "/settings/branding", body: `{"accent":"#7A1F5C"}`, status: 200, want: `{"accent":"#7a1f5c"}`, events: []string{"settings.branding_changed"}},
			{name: "markup for a logo", as: "owner", method: "PUT", path: "/settings/branding/logo", body: `<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`, header: raw, status: 422},
			{name: "a picture that is too large", as: "owner", method: "PUT", path: "/settings/branding/logo", body: huge.String(), header: raw, status: 422},
			{name: "too many bytes", as: "owner", method: "PUT", path: "/settings/branding/logo", body: strings.Repeat("x", 600<<10), header: raw, status: 413},
			{name: "a damaged picture", as: "owner", method: "PUT", path: "/settings/branding/logo", body: logo.String()[:60], header: raw, status: 422},
			{name: "a logo", as: "owner", method: "PUT", path: "/settings/branding/logo", body: logo.String() + "<script>", header: raw, status: 200,
				want: `{"logo":{"width":40,"height":20}}`, events: []string{"settings.branding_changed"}},
		})
		found := regexp.MustCompile(`/brand/[0-9a-f]{16}\.png`).FindString(string(w.do("carl", "GET", "/me", "", nil).body))
		resp, err := http.Get(w.url + found)
		w.must(err)
		defer resp.Body.Close()
		got, err := io.ReadAll(resp.Body)
		w.must(err)
		if resp.Header.Get("Content-Type") != "image/png" || !strings.Contains(resp.Header.Get("Cache-Control"), "immutable") || bytes.Contains(got, []byte("script")) {
			t.Errorf("the logo %q: %v", found, resp.Header)
		}
		if _, err := png.Decode(bytes.NewReader(got)); err != nil {
			t.Error(err)
		}
		if _, _, body := w.page("GET", "/", nil); !strings.Contains(body, "#7a1f5c") || !strings.Contains(body, found) {
			t.Error("the portal shows neither colour nor logo")
		}
		w.play([]scenario{
			{name: "without a logo again", as: "owner", method: "DELETE", path: "/settings/branding/logo", status: 200, want: `{"logo":null}`, events: []string{"settings.branding_changed"}},
		})
		if status, _, _ := w.page("GET", found, nil); status != 404 {
			t.Errorf("the old logo answers %d", status)
		}
	})
}

func TestSetupProgress(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.t = t
		w.play([]scenario{
			{name: "a helpdesk that stands", as: "owner", method: "GET", path: "/me", status: 200, want: `{"abilities":{"set_up":false}}`},
			{name: "not an agent's", as: "ana", method: "GET", path: "/setup/progress", status: 403},
			{name: "a step that there is not", as: "owner", method: "PUT", path: "/setup/progress", body: `{"done":["x"],"finished":false}`, status: 422},
			{name: "going on", as: "owner", method: "PUT", path: "/setup/progress", body: `{"done":["mail","company","mail"],"finished":false}`, status: 200,
				want: `{"done":["company","mail"],"finished":false,"steps":["company","looks","mail","plugins","people"]}`},
			{name: "is asked of those who may", as: "owner", method: "GET", path: "/me", status: 200, want: `{"abilities":{"set_up":true}}`},
			{name: "and of nobody else", as: "ana", method: "GET", path: "/me", status: 200, want: `{"abilities":{"set_up":false}}`},
		})
	})
}

func ticketID(n int64) core.TicketID { return core.TicketID(n) }
func userID(n int64) core.UserID     { return core.UserID(n) }

func mustInt(t *testing.T, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
