package realtime

import (
	"context"
	"net"
	"sync/atomic"
	"testing"
	"time"

	client "github.com/fasthttp/websocket"
	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

type emptyFeed struct{}

func (emptyFeed) LastEvent(context.Context) (core.EventID, error) { return 0, nil }
func (emptyFeed) EventsAfter(context.Context, core.EventID, int) ([]core.Event, error) {
	return nil, nil
}

// TestRunEndsAfterItsConnections: what a connection asks for as the hub ends is
// answered before Run returns, since nothing is there to ask afterwards.
func TestRunEndsAfterItsConnections(t *testing.T) {
	var h *Hub
	asked, answered := make(chan struct{}), atomic.Bool{}
	h = New(Deps{
		Feed: emptyFeed{}, Epoch: func(context.Context) (int64, error) { return 1, nil },
		Visitor: func(context.Context, core.PluginID, string) (*rbac.Subject, error) {
			close(asked)
			for closed := false; !closed; time.Sleep(time.Millisecond) {
				h.mu.Lock()
				closed = h.closed
				h.mu.Unlock()
			}
			time.Sleep(50 * time.Millisecond)
			answered.Store(true)
			return nil, core.Errorf("test", core.KindUnauthenticated, "Who are you?")
		},
	})
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	h.MountVisitors(app)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(ln) }()
	t.Cleanup(func() { _ = app.Shutdown() })

	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { h.Run(ctx); close(ended) }()
	ws, _, err := client.DefaultDialer.Dial("ws://"+ln.Addr().String()+"/api/v1/visit/chat/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if err := ws.WriteJSON(map[string]any{"t": "visitor", "secret": "x"}); err != nil {
		t.Fatal(err)
	}
	<-asked
	stop()
	<-ended
	if !answered.Load() {
		t.Error("the hub has ended, and a connection still asks")
	}
	if leave, ok := h.enter(); ok {
		leave()
		t.Error("a connection comes in afterwards")
	}
}
