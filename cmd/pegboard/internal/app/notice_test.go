package app_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// heard are somebody's notices as "kind ticket count", unread ones with a star.
func (w *world) heard(as string) string {
	w.t.Helper()
	var list struct {
		Items []struct {
			Kind   string
			Ticket *struct{ ID int64 }
			Count  int
			Unread bool
		}
	}
	w.must(json.Unmarshal(w.do(as, "GET", "/me/notices", "", nil).body, &list))
	var out []string
	for _, n := range list.Items {
		line := n.Kind
		if n.Ticket != nil {
			line += fmt.Sprintf(" %d x%d", n.Ticket.ID, n.Count)
		}
		if n.Unread {
			line += "*"
		}
		out = append(out, line)
	}
	return strings.Join(out, ", ")
}

func (w *world) unread(as string) (n int) {
	w.t.Helper()
	var count struct{ N int }
	w.must(json.Unmarshal(w.do(as, "GET", "/me/notices/unread", "", nil).body, &count))
	return count.N
}

func (w *world) expectHeard(as, want string) {
	w.t.Helper()
	got := ""
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if got = w.heard(as); got == want {
			return
		}
	}
	w.t.Fatalf("%s heard %q, not %q", as, got, want)
}

func TestNotices(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.t = t
		t2 := w.ids["t2"]
		ben := w.open(t, "ben")
		w.do("owner", "PUT", "/tickets/{t2}/assignee", `{"user_id":{ben}}`, nil)
		if got := ben.read(10 * time.Second); got != noticed {
			t.Fatalf("ben was told %s, not that there is a notice", got)
		}
		w.expectHeard("ben", fmt.Sprintf("assigned %d x1*", t2))

		w.do("owner", "POST", "/tickets/{t2}/messages", `{"kind":"comment","body":"@ana, @ben, look.","mentions":[{ana},{ben}]}`, nil)
		w.expectHeard("ben", fmt.Sprintf("mentioned %[1]d x1*, assigned %[1]d x1*", t2))
		if got := w.heard("ana"); got != "" {
			t.Errorf("of a ticket that she does not see ana heard %q", got)
		}
		w.do("ben", "POST", "/me/notices/read", `{"all":true}`, nil)

		w.do("carl", "POST", "/tickets/{t2}/messages", `{"kind":"reply","body":"Any news?"}`, nil)
		w.do("carl", "POST", "/tickets/{t2}/messages", `{"kind":"reply","body":"Hello?"}`, nil)
		w.do("ben", "POST", "/tickets/{t2}/messages", `{"kind":"reply","body":"I look into it."}`, nil)
		both := fmt.Sprintf("replied %[1]d x2*, mentioned %[1]d x1, assigned %[1]d x1", t2)
		w.expectHeard("ben", both)
		if n := w.unread("ben"); n != 1 {
			t.Errorf("%d unread, want 1", n)
		}

		w.do("owner", "POST", "/tickets/{t2}/transfer", `{"team_id":{billing}}`, nil)
		if got, n := w.heard("ben"), w.unread("ben"); got != "" || n != 0 {
			t.Errorf("of a ticket out of his sight ben reads %q, and counts %d", got, n)
		}
		w.do("owner", "POST", "/tickets/{t2}/transfer", `{"team_id":{tech}}`, nil)
		w.expectHeard("ben", both)
		w.play([]scenario{
			{name: "read", as: "ben", method: "POST", path: "/me/notices/read", body: `{"ticket":{t2}}`, status: 204},
			{name: "not another's", as: "ana", method: "POST", path: "/me/notices/read", body: `{"all":true}`, status: 204},
			{name: "nor a guest's", method: "GET", path: "/me/notices", status: 401},
			{name: "a cursor that is none", as: "ben", method: "GET", path: "/me/notices?cursor=%21", status: 422},
		})
		if n := w.unread("ben"); n != 0 {
			t.Errorf("%d unread after reading", n)
		}
	})
}

func TestNoticePreferences(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.t = t
		mail := openPost(t)
		w.play([]scenario{
			{name: "where people reach it", as: "owner", method: "PUT", path: "/settings/company", body: `{"name":"Ropes","address":"https://help.test.example"}`, status: 200,
				events: []string{"settings.company_changed"}},
			{name: "a mail server", as: "owner", method: "PUT", path: "/settings/mail",
				body:   fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"help@test.example"}`, mail.port),
				status: 200, events: []string{"settings.mail_changed"}},
			{name: "what is usual", as: "ben", method: "GET", path: "/me/notices/preferences", status: 200,
				want: `{"items":[{"kind":"assigned","page":true,"mail":false,"on_page":true}]}`},
			{name: "a customer's", as: "carl", method: "GET", path: "/me/notices/preferences", status: 200,
				want: `{"items":[{"kind":"plugin","page":false,"mail":true,"on_page":false},{"kind":"answered","mail":true}]}`, without: []string{"assigned"}},
			{name: "a customer is given no ticket", as: "carl", method: "PUT", path: "/me/notices/preferences/assigned", body: `{"page":true,"mail":true}`, status: 422},
			{name: "ben wants letters only", as: "ben", method: "PUT", path: "/me/notices/preferences/assigned", body: `{"page":false,"mail":true}`, status: 204},
			{name: "and to hear of his queue", as: "ben", method: "PUT", path: "/me/notices/preferences/queued", body: `{"page":true,"mail":false}`, status: 204},
			{name: "carl wants none", as: "carl", method: "PUT", path: "/me/notices/preferences/answered", body: `{"page":false,"mail":false}`, status: 204},
		})
		w.do("owner", "PUT", "/tickets/{t2}/assignee", `{"user_id":{ben}}`, nil)
		l := mail.next()
		if l.To != "ben@test.example" || !strings.HasPrefix(l.Subject, "[#") || !strings.Contains(l.Text, "owner gave this ticket to you.") ||
			!strings.Contains(l.Text, fmt.Sprintf("https://help.test.example/app/tickets/%d", w.ids["t2"])) {
			t.Errorf("%+v", l)
		}
		w.do("owner", "POST", "/tickets/{t2}/messages", `{"kind":"reply","body":"On its way."}`, nil)
		made := w.ticket("carl", "It crashes again", 0, "")
		w.ids["made"] = made
		w.do("owner", "POST", "/tickets/{made}/transfer", `{"team_id":{tech}}`, nil)
		w.expectHeard("ben", fmt.Sprintf("queued %d x1*, replied %d x1*", made, w.ids["t2"]))
		select {
		case l := <-mail.letters:
			t.Errorf("an unwanted letter: %+v", l)
		case <-time.After(time.Second):
		}
	})
}
