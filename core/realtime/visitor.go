package realtime

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/contrib/websocket"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	// visitorHello is how long a visitor may take to say who they are.
	visitorHello = 10 * time.Second
	// maxVisitorTopics is how many topics one connection of a visitor may hear.
	maxVisitorTopics = 4
	// maxOneVisitor and maxVisitors bound connections: of one visitor, and on a node.
	maxOneVisitor = 10
	maxVisitors   = 20_000
	// maxVisitorSecret bounds what they show, in bytes.
	maxVisitorSecret = 100
)

// visitorHelloMessage is what a visitor's window says first, and all it says: who it
// is, and what it wants to hear. The secret is not in the address, where it would be
// logged.
type visitorHelloMessage struct {
	Type     string   `json:"t"` // "visitor"
	Secret   string   `json:"secret"`
	Channels []string `json:"channels"`
}

// visitorConn is one window of somebody whom a plugin let in. It hears topics of
// that plugin and says nothing.
type visitorConn struct {
	*window
	hub    *Hub
	plugin core.PluginID
	secret string

	mu     sync.Mutex
	who    *rbac.Subject
	epoch  int64
	topics []string
}

// serveVisitor runs a connection until it ends.
func (h *Hub) serveVisitor(ws *websocket.Conn, plugin core.PluginID) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	c := &visitorConn{window: newWindow(ws), hub: h, plugin: plugin}
	channels, ok := c.hello()
	if !ok {
		c.goodbye(closeNonsense, "")
		return
	}
	leave, ok := h.enter()
	if !ok {
		c.goodbye(closeGoingAway, "")
		return
	}
	defer leave()
	if c.freshen(ctx) != nil {
		c.goodbye(closeSignedOut, "")
		return
	}
	if !h.addVisitor(c) {
		c.goodbye(closeNonsense, "")
		return
	}
	defer h.removeVisitor(c)
	for _, address := range channels {
		may, err := h.Listen(ctx, c, address)
		if err != nil {
			c.goodbye(closeGoingAway, "")
			return
		}
		if may {
			c.mu.Lock()
			c.topics = append(c.topics, address)
			c.mu.Unlock()
		} else {
			c.send(encode(outgoing{Type: "gone", Topic: address}))
		}
	}
	c.send(encode(outgoing{Type: "hello"}))
	var reader sync.WaitGroup
	reader.Go(c.read)
	c.write(func() error { return c.freshen(ctx) })
	reader.Wait()
}

// hello reads the first message.
func (c *visitorConn) hello() ([]string, bool) {
	c.ws.SetReadLimit(maxMessage)
	_ = c.ws.SetReadDeadline(time.Now().Add(visitorHello))
	kind, raw, err := c.ws.ReadMessage()
	if err != nil || kind != websocket.TextMessage {
		return nil, false
	}
	in, ok := readHello(raw)
	c.secret = in.Secret
	return in.Channels, ok
}

// readHello reads what a window says first; each topic once. It refuses what is
// longer than anything that can be meant.
func readHello(raw []byte) (in visitorHelloMessage, ok bool) {
	if len(raw) > maxMessage || json.Unmarshal(raw, &in) != nil || in.Type != "visitor" || len(in.Channels) > maxVisitorTopics || len(in.Secret) > maxVisitorSecret {
		return visitorHelloMessage{}, false
	}
	slices.Sort(in.Channels)
	in.Channels = slices.Compact(in.Channels)
	return in, true
}

// freshen asks who the visitor is now. Errors end the connection.
func (c *visitorConn) freshen(ctx context.Context) error {
	c.hub.mu.Lock()
	epoch := c.hub.epoch
	c.hub.mu.Unlock()
	who, err := c.hub.Visitor(ctx, c.plugin, c.secret)
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.who, c.epoch = who, epoch
	c.mu.Unlock()
	return nil
}

// Among implements Listener. When rights have changed, the visitor is asked for
// again before anything is told.
func (c *visitorConn) Among(ctx context.Context, plugin core.PluginID, audience Audience) bool {
	c.hub.mu.Lock()
	epoch := c.hub.epoch
	c.hub.mu.Unlock()
	c.mu.Lock()
	who, same := c.who, c.epoch == epoch
	c.mu.Unlock()
	if plugin != c.plugin {
		return false
	}
	if !same {
		if err := c.freshen(ctx); err != nil {
			c.close(closeSignedOut)
			return false
		}
		c.mu.Lock()
		who = c.who
		c.mu.Unlock()
	}
	return audience(who)
}

// Hear implements Listener.
func (c *visitorConn) Hear(m core.LiveMessage) {
	c.send(encode(outgoing{Type: "said", Topic: m.Address(), Payload: m.Payload}))
}

// Deaf implements Listener.
func (c *visitorConn) Deaf(address string) {
	c.mu.Lock()
	c.topics = slices.DeleteFunc(c.topics, func(a string) bool { return a == address })
	c.mu.Unlock()
	c.send(encode(outgoing{Type: "gone", Topic: address}))
}

// read waits for the end: a visitor's window says nothing more.
func (c *visitorConn) read() {
	defer c.close(closeGoingAway)
	c.expect()
	if _, _, err := c.ws.ReadMessage(); err == nil {
		c.close(closeNonsense)
	}
}

// addVisitor takes a connection in; false when there are too many, or no more are taken.
func (h *Hub) addVisitor(c *visitorConn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || h.secrets[c.secret] >= maxOneVisitor || len(h.visitors) >= maxVisitors {
		return false
	}
	h.visitors[c] = struct{}{}
	h.secrets[c.secret]++
	return true
}

func (h *Hub) removeVisitor(c *visitorConn) {
	c.mu.Lock()
	topics := c.topics
	c.topics = nil
	c.mu.Unlock()
	h.Leave(c, topics...)
	h.mu.Lock()
	delete(h.visitors, c)
	if h.secrets[c.secret]--; h.secrets[c.secret] <= 0 {
		delete(h.secrets, c.secret)
	}
	h.mu.Unlock()
}
