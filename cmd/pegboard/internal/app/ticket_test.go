package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestTickets(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "a guest sees no list", method: "GET", path: "/tickets", status: 401},
			{name: "an agent lists their teams' tickets and unrouted ones", as: "ana", method: "GET", path: "/tickets?sort=created", status: 200,
				want: `{"items":[{"id":{t1},"subject":"Invoice is wrong","status":"open","priority":"normal","team":{"id":{billing},"name":"billing"},
					"assignee":{"id":{ana},"name":"ana"},"requester":{"id":{carl},"email":"carl@test.example"},"organization":null,"tags":[],
					"pinned":false,"follow_up_at":null,"contributor_count":0,"message_count":1,"abilities":{"reply":true,"delete":false}},
					{"id":{t3},"team":null}],"next":null}`, without: []string{"App crashes"}},
			{name: "a customer lists their own, without the inside", as: "carl", method: "GET", path: "/tickets?sort=created", status: 200,
				want:    `{"items":[{"id":{t1},"team":null,"assignee":{"name":"ana"},"abilities":{"reply":true,"comment":false}},{"id":{t2}}],"next":null}`,
				without: []string{"General question", "billing"}},
			{name: "filters by assignee", as: "ben", method: "GET", path: "/tickets?assignee=none&team={tech}", status: 200, want: `{"items":[{"id":{t2}}]}`},
			{name: "a filter that cannot be read names the parameter", as: "ben", method: "GET", path: "/tickets?assignee=everybody", status: 422,
				want: `{"errors":[{"location":"query.assignee"}]}`},
			{name: "a mistyped parameter is not ignored", as: "ben", method: "GET", path: "/tickets?asignee=me", status: 422,
				want: `{"errors":[{"location":"query.asignee"}]}`},
			{name: "a customer submits", as: "carl", method: "POST", path: "/tickets", body: `{"subject":"New","body":"Hello"}`, status: 201,
				want:   `{"subject":"New","status":"open","requester":{"id":{carl}},"messages":[{"kind":"reply","from_customer":true,"body_text":"Hello"}],"panels":[]}`,
				events: []string{"ticket.created"}},
			{name: "a customer cannot route their own ticket", as: "carl", method: "POST", path: "/tickets",
				body: `{"subject":"New","body":"Hello","team_id":{tech}}`, status: 403},
			{name: "a ticket without a subject names the field", as: "ana", method: "POST", path: "/tickets", body: `{"body":"Hello"}`, status: 422,
				want: `{"kind":"invalid","errors":[{"location":"body.subject","message":"This field is required."}]}`},
			{name: "a secret in a wrong body is not echoed", as: "ana", method: "POST", path: "/tickets", body: `{"subject":{"s3cret":1},"body":"x"}`,
				status: 422, want: `{"errors":[{"location":"body.subject"}]}`, without: []string{"s3cret"}},
			{name: "an agent opens one on the phone", as: "ana", method: "POST", path: "/tickets",
				body:   `{"subject":"Called","body":"Wants a copy","requester":{"name":"Eve","email":"eve@new.example"},"team_id":{billing},"tags":["copy"],"priority":"high"}`,
				status: 201, want: `{"requester":{"name":"Eve","email":"eve@new.example"},"tags":["copy"],"priority":"high","contributors":[{"id":{ana}}]}`,
				events: []string{"person.created", "ticket.created"}},
		})
	})
}

func TestTicketConversation(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "an agent replies and waits for the customer", as: "ana", method: "POST", path: "/tickets/{t1}/messages",
				body: `{"kind":"reply","body":"**Sorry**, here is the right one.","format":"markdown","status":"pending"}`, status: 201,
				want:   `{"kind":"reply","author":{"id":{ana},"name":"ana"},"from_customer":false,"body_html":"<p><strong>Sorry</strong>, here is the right one.</p>"}`,
				events: []string{"ticket.replied", "ticket.updated"}},
			{name: "and leaves a private note", as: "ana", method: "POST", path: "/tickets/{t1}/messages", body: `{"kind":"comment","body":"Third time this month."}`,
				status: 201, want: `{"kind":"comment"}`, events: []string{"ticket.commented"}},
			{name: "which the customer never reads", as: "carl", method: "GET", path: "/tickets/{t1}", status: 200,
				want: `{"status":"pending","messages":[{"kind":"reply"},{"kind":"reply"}]}`, without: []string{"Third time", "contributors\":[{"}},
			{name: "a customer's reply opens the ticket again", as: "carl", method: "POST", path: "/tickets/{t1}/messages", body: `{"kind":"reply","body":"Thanks"}`,
				status: 201, want: `{"from_customer":true}`, events: []string{"ticket.replied", "ticket.updated"}},
			{name: "a customer cannot leave notes", as: "carl", method: "POST", path: "/tickets/{t1}/messages", body: `{"kind":"comment","body":"x"}`, status: 403},
			{name: "an empty reply names the field", as: "ana", method: "POST", path: "/tickets/{t1}/messages", body: `{"kind":"reply","body":""}`, status: 422,
				want: `{"errors":[{"location":"body.body"}]}`},
			{name: "the log tells who did what", as: "ana", method: "GET", path: "/tickets/{t1}/activities", status: 200,
				want: `{"items":[{"actor":{"name":"carl"}}]}`},
			{name: "which customers do not read", as: "carl", method: "GET", path: "/tickets/{t1}/activities", status: 403},
		})
	})
}

func TestTakingAndGiving(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "a queued ticket may be seen but not answered", as: "ben", method: "GET", path: "/tickets/{t2}", status: 200,
				want: `{"assignee":null,"abilities":{"take":true}}`},
			{name: "taking it", as: "ben", method: "POST", path: "/tickets/{t2}/take", body: `{}`, status: 200, want: `{"assignee":{"id":{ben}}}`,
				events: []string{"ticket.assigned"}},
			{name: "taking it once more changes nothing", as: "ben", method: "POST", path: "/tickets/{t2}/take", status: 200},
			{name: "taking it from somebody is a conflict", as: "owner", method: "POST", path: "/tickets/{t2}/take", status: 409, want: `{"kind":"conflict"}`},
			{name: "asking a colleague in", as: "owner", method: "PUT", path: "/tickets/{t2}/contributors/{ana}", body: `{}`, status: 200,
				want: `{"contributors":[{"id":{ana},"name":"ana"}]}`, events: []string{"ticket.contributor_added"}},
			{name: "who sees it now", as: "ana", method: "GET", path: "/tickets?contributor=me", status: 200, want: `{"items":[{"id":{t2}}]}`},
			{name: "a stale version is a conflict", as: "ben", method: "PATCH", path: "/tickets/{t2}", body: `{"version":1,"priority":"high"}`, status: 409},
			{name: "moving it to another team", as: "owner", method: "POST", path: "/tickets/{t2}/transfer", body: `{"team_id":{orders},"assignee_id":null}`, status: 200,
				want: `{"team":{"id":{orders}},"assignee":null}`, events: []string{"ticket.transferred", "ticket.unassigned"}},
			{name: "takes it out of sight", as: "ben", method: "GET", path: "/tickets/{t2}", status: 404},
			{name: "letting the colleague go", as: "owner", method: "DELETE", path: "/tickets/{t2}/contributors/{ana}", status: 200, want: `{"contributors":[]}`,
				events: []string{"ticket.contributor_removed"}},
			{name: "a relation", as: "owner", method: "PUT", path: "/tickets/{t2}/related/{t1}", body: `{}`, status: 200, want: `{"related":[{"id":{t1}}]}`,
				events: []string{"ticket.related", "ticket.related"}},
			{name: "merging", as: "owner", method: "POST", path: "/tickets/{t2}/merge", body: `{"into":{t1}}`, status: 200,
				events: []string{"ticket.updated", "ticket.merged", "ticket.updated", "ticket.closed"}},
		})
	})
}

// What one may not see answers exactly as what is not there, whatever is asked of it.
func TestHiddenIsMissing(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		requestID := regexp.MustCompile(`"request_id":"[0-9a-f]+"`)
		for _, ask := range []struct{ method, path, body string }{
			{"GET", "", ""}, {"PATCH", "", `{"version":1,"subject":"x"}`}, {"DELETE", "?version=1", ""},
			{"POST", "/messages", `{"kind":"reply","body":"x"}`}, {"POST", "/messages", `{"kind":"comment","body":"x"}`}, {"GET", "/messages", ""},
			{"GET", "/activities", ""}, {"POST", "/take", `{}`}, {"PUT", "/assignee", `{"user_id":{ben},"version":1}`}, {"DELETE", "/assignee?version=1", ""},
			{"PUT", "/contributors/{ben}", `{}`}, {"DELETE", "/contributors/{ben}", ""}, {"PUT", "/cc/{dora}", `{}`}, {"DELETE", "/cc/{dora}", ""},
			{"POST", "/transfer", `{"team_id":{tech}}`}, {"POST", "/merge", `{"into":{t2}}`}, {"PUT", "/related/{t2}", `{}`}, {"DELETE", "/related/{t2}", ""},
			{"PUT", "/uploads?name=a.txt", `x`}, {"GET", "/assignees", ""}, {"GET", "/colleagues", ""}, {"GET", "/teams", ""}, {"GET", "/viewers", ""},
		} {
			for _, as := range []string{"ben", "dora"} {
				hidden := w.do(as, ask.method, "/tickets/{t1}"+ask.path, ask.body, nil)
				absent := w.do(as, ask.method, "/tickets/999999"+ask.path, ask.body, nil)
				a, b := requestID.ReplaceAll(hidden.body, nil), requestID.ReplaceAll(absent.body, nil)
				if hidden.status != http.StatusNotFound || absent.status != hidden.status || !bytes.Equal(a, b) {
					t.Errorf("%s as %s: hidden %d %s, missing %d %s", ask.method+" "+ask.path, as, hidden.status, a, absent.status, b)
				}
			}
		}
	})
}

func TestUploadAndDownload(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		content := strings.Repeat("0123456789", 200_000)
		up := w.do("carl", "PUT", "/tickets/{t1}/uploads?name=..%2Fsecret%2Fphoto.html", content, map[string]string{"Content-Type": "text/html"})
		var file struct {
			ID   int64
			Name string
			Size int
			Href string
		}
		if err := json.Unmarshal(up.body, &file); err != nil || up.status != http.StatusCreated || file.Name != "photo.html" || file.Size != len(content) {
			t.Fatalf("%d %s", up.status, up.body)
		}
		w.ids["file"] = file.ID
		w.play([]scenario{
			{name: "the file comes with the message that names it", as: "carl", method: "POST", path: "/tickets/{t1}/messages",
				body: `{"kind":"reply","body":"See the photo","attachments":[{file}]}`, status: 201,
				want: `{"attachments":[{"id":{file},"name":"photo.html"}]}`, events: []string{"ticket.replied"}},
			{name: "who does not see the ticket does not see the file", as: "dora", method: "GET", path: "/attachments/{file}", status: 404},
		})
		down := w.do("ana", "GET", strings.TrimPrefix(file.Href, "/api/v1"), "", nil)
		if down.status != 200 || string(down.body) != content {
			t.Fatalf("%d, %d bytes", down.status, len(down.body))
		}
		for name, want := range map[string]string{
			"Content-Disposition": "attachment; filename=photo.html", "Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff",
		} {
			if got := down.header.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		if !strings.Contains(down.header.Get("Content-Security-Policy"), "sandbox") {
			t.Error("a downloaded page is not sandboxed")
		}
		big := w.do("carl", "PUT", "/tickets/{t1}/uploads?name=big", "x", map[string]string{"Content-Encoding": "gzip"})
		if big.status != http.StatusUnsupportedMediaType {
			t.Errorf("a compressed upload: %d %s", big.status, big.body)
		}
	})
}

func TestViews(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "the built-in ones come with counts", as: "ana", method: "GET", path: "/views", status: 200,
				want: `{"items":[{"id":"open","audience":"system","count":{"n":2,"more":false},"abilities":{"edit":false}},{"id":"mine","count":{"n":1}}]}`},
			{name: "saving one's own", as: "ana", method: "POST", path: "/views",
				body: `{"name":"Urgent","audience":"own","filter":{"priorities":["urgent"]},"sort":"updated"}`, status: 201,
				want: `{"name":"Urgent","audience":"own","count":{"n":0},"abilities":{"edit":true}}`},
			{name: "a team's view takes a team of mine", as: "ana", method: "POST", path: "/views",
				body: `{"name":"Tech","audience":"team","team_id":{tech},"filter":{}}`, status: 422},
			{name: "customers have no views", as: "carl", method: "GET", path: "/views", status: 403},
			{name: "a view that there is not", as: "ana", method: "GET", path: "/tickets?view=12345", status: 404},
			{name: "a view narrows the list", as: "ana", method: "GET", path: "/tickets?view=mine", status: 200, want: `{"items":[{"id":{t1}}],"next":null}`},
		})
		var made struct{ ID int64 }
		got := w.do("ana", "POST", "/views", `{"name":"Mine too","audience":"own","filter":{"mine":true}}`, nil)
		if err := json.Unmarshal(got.body, &made); err != nil {
			t.Fatalf("a saved view's id is a number: %s", got.body)
		}
		w.ids["view"] = made.ID
		w.play([]scenario{
			{name: "a saved view narrows the list", as: "ana", method: "GET", path: "/tickets?view={view}", status: 200, want: `{"items":[{"id":{t1}}]}`},
			{name: "others do not see it", as: "ben", method: "GET", path: "/tickets?view={view}", status: 404},
			{name: "renaming it", as: "ana", method: "PATCH", path: "/views/{view}", body: `{"name":"Just mine"}`, status: 200, want: `{"name":"Just mine"}`},
			{name: "deleting it", as: "ana", method: "DELETE", path: "/views/{view}", status: 204},
		})
	})
}

func TestPagesOfAListNeitherRepeatNorSkip(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for i := range 12 {
			w.ticket("carl", fmt.Sprint("Question ", i), 0, "")
		}
		seen, cursor := map[float64]bool{}, ""
		for range 20 {
			got := w.do("owner", "GET", "/tickets?limit=4&cursor="+cursor, "", nil)
			var page struct {
				Items []map[string]any
				Next  *string
			}
			if err := json.Unmarshal(got.body, &page); err != nil || got.status != 200 {
				t.Fatalf("%d %s", got.status, got.body)
			}
			for _, item := range page.Items {
				id := item["id"].(float64)
				if seen[id] {
					t.Errorf("ticket %v comes twice", id)
				}
				seen[id] = true
			}
			if page.Next == nil {
				break
			}
			cursor = *page.Next
		}
		if len(seen) != 15 {
			t.Errorf("%d tickets seen", len(seen))
		}
		if got := w.do("owner", "GET", "/tickets?cursor=nonsense", "", nil); got.status != 422 || !strings.Contains(string(got.body), "query.cursor") {
			t.Errorf("a cursor that nobody gave: %d %s", got.status, got.body)
		}
	})
}
