package realtime

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// ear is a listener that may hear what may says.
type ear struct {
	may   atomic.Bool
	heard chan string
}

func (e *ear) Among(context.Context, core.PluginID, Audience) bool { return e.may.Load() }
func (e *ear) Hear(m core.LiveMessage)                             { e.heard <- string(m.Payload) }
func (e *ear) Deaf(address string)                                 { e.heard <- "deaf to " + address }

func (e *ear) expect(t *testing.T, want string) {
	t.Helper()
	select {
	case got := <-e.heard:
		if got != want {
			t.Fatalf("heard %s, not %s", got, want)
		}
	case <-time.After(10 * time.Second):
		t.Fatalf("did not hear %s", want)
	}
}

func talkingHub(t *testing.T) *Hub {
	h := New(Deps{
		Epoch: func(context.Context) (int64, error) { return 1, nil },
		Audience: func(context.Context, core.PluginID, string) (Audience, error) {
			return func(*rbac.Subject) bool { return true }, nil
		},
	})
	ctx, stop := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() { h.tellSaid(ctx) })
	t.Cleanup(func() { stop(); done.Wait() })
	return h
}

func say(t *testing.T, h *Hub, topic, payload string) {
	t.Helper()
	if err := h.Tell(core.LiveMessage{Plugin: "chat", Topic: topic, Payload: json.RawMessage(payload)}); err != nil {
		t.Fatal(err)
	}
}

func TestListenersHearTheirTopicsInOrder(t *testing.T) {
	h := talkingHub(t)
	e := &ear{heard: make(chan string, 300)}
	ctx := t.Context()
	if ok, err := h.Listen(ctx, e, "plugin:chat:room:1"); ok || err != nil {
		t.Fatal("listens without the right", err)
	}
	e.may.Store(true)
	for _, address := range []string{"", "plugin:", "plugin:chat", "plugin::room", "ticket:1"} {
		if ok, _ := h.Listen(ctx, e, address); ok {
			t.Errorf("listens to %q", address)
		}
	}
	if ok, err := h.Listen(ctx, e, "plugin:chat:room:1"); !ok || err != nil {
		t.Fatal(ok, err)
	}
	say(t, h, "room:2", `"elsewhere"`)
	for n := range 200 {
		say(t, h, "room:1", fmt.Sprint(n))
	}
	for n := range 200 {
		e.expect(t, fmt.Sprint(n))
	}
	// Rights are asked for before each message, and who lost them hears that once.
	e.may.Store(false)
	say(t, h, "room:1", `"secret"`)
	e.expect(t, "deaf to plugin:chat:room:1")
	e.may.Store(true)
	other := &ear{heard: make(chan string, 1)}
	other.may.Store(true)
	if _, err := h.Listen(ctx, other, "plugin:chat:room:1"); err != nil {
		t.Fatal(err)
	}
	say(t, h, "room:1", `"still secret"`)
	other.expect(t, `"still secret"`) // so it was told, and not to e
	h.Leave(other, "plugin:chat:room:1")
	if _, err := h.Listen(ctx, e, "plugin:chat:room:1"); err != nil {
		t.Fatal(err)
	}
	say(t, h, "room:1", `"back"`)
	e.expect(t, `"back"`)
	h.Leave(e, "plugin:chat:room:1")
	if len(h.topics) != 0 {
		t.Errorf("somebody listens to %v", h.topics)
	}
}

func TestTooMuchIsRefused(t *testing.T) {
	h := New(Deps{})
	for range waiting {
		say(t, h, "room", "1")
	}
	if err := h.Tell(core.LiveMessage{Plugin: "chat", Topic: "room"}); !core.IsKind(err, core.KindRateLimited) {
		t.Errorf("one more: %v", err)
	}
}

func FuzzMessageFromAWindow(f *testing.F) {
	f.Add([]byte(`{"t":"watch","all":true,"tickets":[1,2],"channels":["plugin:chat:room:1"]}`))
	f.Add([]byte(`{"t":"typing","ticket":7}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, ok := decode(raw)
		if !ok {
			return
		}
		if len(in.Tickets) > maxTickets || len(in.Channels) > maxTopics {
			t.Errorf("%d tickets, %d channels", len(in.Tickets), len(in.Channels))
		}
		for _, address := range in.Channels {
			if id, topic, ok := parseAddress(address); ok && (&core.LiveMessage{Plugin: id, Topic: topic}).Address() != address {
				t.Errorf("%q is %q of %q", address, topic, id)
			}
		}
	})
}
