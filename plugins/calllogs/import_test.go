package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

const pbx = "Call ID;Start;Direction;Caller;Duration;Disposition;Agent;Notes\r\n" +
	"a1;24.11.2026 09:00:05;inbound;030 123456;1:30;ANSWERED;ana@%[1]s;Asked about the invoice\r\n" +
	"a2;24.11.2026 09:10;sideways;030 2;5;BUSY;;\r\n" +
	"a1;24.11.2026 09:00:05;inbound;030 123456;90;ANSWERED;;the first again\r\n" +
	";2026-11-24T10:00:00Z;outbound;+44 20 7;0:00:42;no answer;;=1+1\r\n" +
	"a4;yesterday;in;1;1;;;\r\n" +
	"a5;2026-11-24 11:00;in;1;1;;nobody@x.example;\r\n"

// sent uploads a file and goes to the second step.
func sent(t *testing.T, p *plugintest.Person, body string) string {
	t.Helper()
	id := p.Upload("imports", "file", "calls.csv", []byte(body)).Is(201).Text("id")
	return p.Page("page", "view", "import").Submit("file", "import_file", map[string]any{"file": id}).Goes()
}

func step(p *plugintest.Person, to string) *plugintest.View {
	_, id, _ := strings.Cut(to, "&import=")
	return p.Page("page", "view", "import", "import", id)
}

func TestImport(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		olga, ana := h.As("olga"), h.As("ana")
		domain := olga.Must("GET", "/users/"+itoa(ana.ID()), nil).Text("email")
		to := sent(t, olga, fmt.Sprintf(pbx, domain[strings.Index(domain, "@")+1:]))
		page := step(olga, to)
		page.Has("Call ID", "Direction: “sideways” cannot be read.", "Started: “yesterday” cannot be read.", "Nobody whom you may see has the address nobody@x.example.", "Write 2 calls")
		if list, _ := olga.Route("GET", "/calls", nil).Get("items").([]any); len(list) != 0 {
			t.Fatalf("%d calls were written before anybody confirmed", len(list))
		}
		page.Press("import_write").Has("Calls written.")
		stored(t, olga, "/calls/1", map[string]any{
			"call_id": "a1", "direction": "in", "outcome": "answered", "duration": 90.0, "owner": ana.ID(), "started_at": "2026-11-24T09:00:05Z", "notes": "Asked about the invoice",
		})
		stored(t, olga, "/calls/2", map[string]any{"direction": "out", "outcome": "no_answer", "duration": 42.0, "digits": "44207"})
		if _, refused := page.Try("import_write", "", nil); refused == nil || refused.Status != 409 {
			t.Errorf("written twice: %v", refused)
		}
		step(olga, to).Has("2 calls were written.")
		// The same file again brings nothing that has an id.
		again := step(olga, sent(t, olga, fmt.Sprintf(pbx, domain[strings.Index(domain, "@")+1:])))
		again.Has("Write 1 calls")

		// Other columns make other calls of the same lines.
		chosen := map[string]any{"started_at": "c1", "direction": "", "number": "c0"}
		again.Submit("columns", "import_columns", chosen).Has("refresh")
		olga.Page("page", "view", "import", "import", "2").Has("Write 5 calls")
	})
}

// calls of a file that has no ids, so that no line is known from before.
func nameless(n int) string {
	return "start,number\n" + strings.Repeat("2026-11-24 09:00,555\n", n)
}

// TestImportRunsIntoItsQuota: nothing is written, or what was is counted and said.
func TestImportRunsIntoItsQuota(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		olga := h.As("olga")
		quota := func(rows any) {
			olga.Must("PUT", "/plugins/calllogs/quota", map[string]any{"max_rows": rows, "max_bytes": nil})
		}
		written := func() int {
			n := 0
			for next := any(""); next != nil; {
				page := olga.Route("GET", fmt.Sprintf("/calls?limit=100&cursor=%s", next), nil).Is(200)
				items, _ := page.Get("items").([]any)
				n, next = n+len(items), page.Get("next")
			}
			return n
		}
		quota(100)
		few := sent(t, olga, nameless(150))
		if _, refused := step(olga, few).Try("import_write", "", nil); refused == nil || !strings.Contains(refused.Detail(), "as many rows as it may, 100") {
			t.Errorf("told: %v", refused)
		}
		if n := written(); n != 0 {
			t.Errorf("%d calls of a batch that was refused", n)
		}
		quota(nil)
		step(olga, few).Press("import_write").Has("Calls written.")
		if n := written(); n != 150 {
			t.Errorf("%d calls once there is room", n)
		}

		many := sent(t, olga, nameless(batch+150))
		kept, _ := olga.Must("GET", "/plugins/calllogs", nil).Get("storage", "rows").(float64)
		quota(int(kept) + batch + 100) // room for the first batch, not for the second
		if _, refused := step(olga, many).Try("import_write", "", nil); refused == nil || !strings.Contains(refused.Detail(), "500 calls were written, those from line 502 on were not") {
			t.Errorf("told: %v", refused)
		}
		if n := written(); n != 150+batch {
			t.Errorf("%d calls, not those that it speaks of", n)
		}
		step(olga, many).Has("500 calls were written.")
	})
}

func TestWhoImports(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, olga := h.As("ana"), h.As("olga")
		to := sent(t, olga, "id,start\na,2026-11-24 09:00\n")
		ana.Page("page").Lacks("Import calls")
		ana.Upload("imports", "file", "a.csv", []byte("x")).Is(403)
		_, id, _ := strings.Cut(to, "&import=")
		if _, refused := ana.Open("page", plugintest.Place{Params: map[string]string{"view": "import", "import": id}}); refused == nil || refused.Status != 404 {
			t.Errorf("somebody else's file: %v", refused)
		}
		h.Add("max", "manager", "billing").Route("GET", "/imports/"+id, nil).Is(404)
	})
}

func TestAttachments(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ana, ben, olga := h.As("ana"), h.As("ben"), h.As("olga")
		id := one(ana, map[string]any{"number": "555"})
		up := func(p *plugintest.Person, name, body string) string {
			return p.Upload("attachments", "file", name, []byte(body)).Is(201).Text("id")
		}
		callPage(ana, id).Press("ask_files").Submit("files", "attach", map[string]any{"files": []string{up(ana, "note.txt", "hello"), up(ana, "b.pdf", "two")}}).Has("Files added.")
		callPage(ana, id).Has("note.txt", "b.pdf")
		got := ana.Route("GET", "/attachments/1/file", nil).Is(200)
		if string(got.Body) != "hello" {
			t.Errorf("it reads %q", got.Body)
		}
		ben.Route("GET", "/attachments/1/file", nil).Is(404)
		ana.Route("GET", "/attachments/1/call", nil).Is(404)
		// A file of hers is no use to somebody else.
		olga.Route("POST", "/attachments", map[string]any{"call": id, "file": up(ana, "c.txt", "c")}).Is(422)
		h.Level("agent", "calllogs", "read", "")
		if callPage(ana, id).Offers("ask_files") || callPage(ana, id).Offers("detach") {
			t.Error("files are offered to one who may only read")
		}
		ana.Upload("attachments", "file", "d.txt", []byte("d")).Is(403)
		callPage(olga, id).Press("detach").Has("File deleted.")
		olga.Route("DELETE", "/calls/"+itoa(id), nil).Is(204)
		olga.Route("GET", "/attachments/1/file", nil).Is(404)
		if list, _ := olga.Route("GET", "/attachments", nil).Get("items").([]any); len(list) != 0 {
			t.Errorf("%d files are left of a call that is gone", len(list))
		}
	})
}

// FuzzSheet reads whatever somebody uploads: it is refused, or each line is an entry
// that is wrong or can be written.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(pbx, "x")))
	f.Add([]byte("\xef\xbb\xbfa\tb\n1\t2\n"))
	f.Add([]byte("a,b\n\"x\ny\",2\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := readSheet(body)
		if err != nil {
			return
		}
		c := guess(s.Head)
		for _, row := range s.Rows {
			e := c.read(row, time.UTC, "49")
			if e.Wrong != nil {
				continue
			}
			at, ok := e.Call["started_at"].(string)
			if _, err := time.Parse(moment, at); !ok || err != nil || e.Call["direction"] == "" || e.Call["outcome"] == "" {
				t.Errorf("line %d passes as %v", e.Line, e.Call)
			}
		}
	})
}
