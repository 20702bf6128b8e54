package plugintest_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
	_ "pegboard.dev/pegboard/sdk/plugintest/testdata/echo/handlers"
)

var echo = plugintest.Dir("testdata/echo")

// TestCallWithinACall: a host call that leads back to the plugin finds it ready,
// and the outer call goes on as it was.
func TestCallWithinACall(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket := h.Ticket("Untouched", "billing")
		got := h.As("ana").Route("POST", "/touch/"+strconv.FormatInt(ticket, 10), nil).Is(200)
		for name, want := range map[string]string{"subject": "Touched", "before": "ana", "after": "ana", "hook": "", "tags": "[seen]"} {
			if got.Text(name) != want {
				t.Errorf("%s is %q, not %q", name, got.Text(name), want)
			}
		}
		h.As("ben").Route("POST", "/touch/"+strconv.FormatInt(ticket, 10), nil).Is(404) // not his to see
	}, echo)
}

func TestHooksAndWatchers(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		ticket, ana := h.Ticket("Help", "billing"), h.As("ana")
		ana.Reply(ticket, "The secret is out.").Is(409)
		ana.Route("GET", "/kept/replied", nil).Is(404)
		ana.Reply(ticket, "Here you are.").Is(201)
		if got := ana.Route("GET", "/kept/replied", nil).Is(200); strings.TrimSpace(string(got.Body)) != `"`+strconv.FormatInt(ticket, 10)+`"` {
			t.Errorf("the watcher kept %s", got.Body)
		}
		if got := ana.Update(ticket, map[string]any{"subject": "Touched"}).Is(200); !slices.Contains(got.Get("tags").([]any), any("seen")) {
			t.Errorf("the ticket is %s", got.Body)
		}
	}, echo)
}

func TestTimePeopleAndLife(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		eve := h.Add("eve", "agent", "tech")
		eve.Route("POST", "/keep/note", "remember").Is(204)
		eve.Route("GET", "/kept/note", nil).Is(200)
		h.Pass(2 * time.Hour)
		h.As("ana").Route("GET", "/kept/note", nil).Is(404)
		for who, want := range map[*plugintest.Person]string{h.Nobody(): "hello, anonymous", h.As("carl"): "hello, customer", h.As("mona"): "hello, agent"} {
			if got := who.Route("GET", "/greeting", nil).Is(200); !strings.Contains(string(got.Body), want) {
				t.Errorf("%s is answered %s", who, got.Body)
			}
		}
		h.Nobody().Route("GET", "/kept/note", nil).Is(401)
		h.As("carl").Route("GET", "/kept/note", nil).Is(403)
		h.Disable()
		h.As("mona").Route("GET", "/greeting", nil).Is(404)
		h.Enable()
		h.As("mona").Route("GET", "/greeting", nil).Is(200)
	}, echo)
}

// TestCrashInTheSandbox: natively a panic fails the test, so only the sandbox is
// asked here.
func TestCrashInTheSandbox(t *testing.T) {
	h := plugintest.New(t, echo)
	h.As("ana").Route("GET", "/panic", nil).Is(503)
	h.As("ana").Route("GET", "/greeting", nil).Is(200)
}

// TestNothingAsked: a helpdesk that is not used ends like any other.
func TestNothingAsked(t *testing.T) {
	for range 5 {
		plugintest.New(t, echo, plugintest.Native())
	}
}
