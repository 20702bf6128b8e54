package realtime

import (
	"context"
	"maps"
	"reflect"
	"sync"
	"time"

	"github.com/gofiber/contrib/websocket"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

const (
	// queue is how many messages wait for a window. One that does not keep up is
	// closed: when it comes back it fetches everything anyway.
	queue = 64
	// quiet is how long a window may be silent; it answers pings.
	quiet     = 70 * time.Second
	pingEvery = 25 * time.Second
	writeTime = 10 * time.Second
	// recheck is how often a person is asked for although no right has changed:
	// sessions end by time, too.
	recheck = time.Minute
	// burst and each bound what a window may say: burst at once, one more each.
	burst = 30
	each  = 100 * time.Millisecond
)

// The reasons for which a connection is closed, as codes of the protocol.
const (
	closeGoingAway = 1001
	closeNonsense  = 1008
	closeTooSlow   = 4408
	closeSignedOut = 4401
)

// watched is what a window knows of a ticket that it shows.
type watched struct {
	inside bool      // the person sees it as an employee
	typing time.Time // until when the person types in it
}

// conn is one window's connection.
type conn struct {
	hub   *Hub
	ws    *websocket.Conn
	again Again
	out   chan []byte
	done  chan struct{}

	mu      sync.Mutex
	who     *rbac.Subject
	all     bool
	watches map[core.TicketID]watched
	topics  []string // of plugins, that the window hears
	ended   bool
	code    int
}

// serve runs a connection until it ends.
func (h *Hub) serve(ws *websocket.Conn, again Again) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	c := &conn{hub: h, ws: ws, again: again, out: make(chan []byte, queue), done: make(chan struct{}), watches: map[core.TicketID]watched{}}
	if err := c.freshen(ctx, false); err != nil {
		_ = ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(closeSignedOut, ""), time.Now().Add(writeTime))
		return
	}
	user := c.who.User
	if !h.add(c, user) {
		_ = ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(closeNonsense, "too many windows"), time.Now().Add(writeTime))
		return
	}
	defer h.remove(c, user)
	// Rights may have changed before the hub knew the connection.
	if err := c.freshen(ctx, false); err != nil {
		c.close(closeSignedOut)
	}
	c.send(encode(outgoing{Type: "hello"}))
	var reader sync.WaitGroup
	reader.Go(func() { c.read(ctx) })
	c.write(ctx)
	reader.Wait() // the connection is used again by others when serve returns
}

// write sends what waits, until the connection ends. It is the only writer.
func (c *conn) write(ctx context.Context) {
	ping, check := time.NewTicker(pingEvery), time.NewTicker(recheck)
	defer ping.Stop()
	defer check.Stop()
	for {
		var err error
		select {
		case <-c.done:
			c.mu.Lock()
			code := c.code
			c.mu.Unlock()
			_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(writeTime))
			_ = c.ws.Close() // wakes the reader
			return
		case m := <-c.out:
			_ = c.ws.SetWriteDeadline(time.Now().Add(writeTime))
			err = c.ws.WriteMessage(websocket.TextMessage, m)
		case <-ping.C:
			err = c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime))
		case <-check.C:
			if c.freshen(ctx, true) != nil {
				c.close(closeSignedOut)
			}
		}
		if err != nil {
			c.close(closeGoingAway)
		}
	}
}

// read takes what the window says, until the connection ends.
func (c *conn) read(ctx context.Context) {
	defer c.close(closeGoingAway)
	c.ws.SetReadLimit(maxMessage)
	c.ws.SetPongHandler(func(string) error { return c.ws.SetReadDeadline(time.Now().Add(quiet)) })
	_ = c.ws.SetReadDeadline(time.Now().Add(quiet))
	allowed := time.Now() // when the window will have said no more than it may
	for {
		kind, raw, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		_ = c.ws.SetReadDeadline(time.Now().Add(quiet))
		now := time.Now()
		if allowed = allowed.Add(each); allowed.Before(now) {
			allowed = now
		}
		in, ok := decode(raw)
		if !ok || kind != websocket.TextMessage || allowed.Sub(now) > burst*each {
			c.close(closeNonsense)
			return
		}
		if in.Type == "typing" {
			c.typing(in.Ticket)
		} else if err := c.watch(ctx, in); err != nil {
			c.hub.Log.ErrorContext(ctx, "realtime: watch", "error", err)
			return
		}
	}
}

// send queues a message; a window that does not keep up is closed.
func (c *conn) send(m []byte) {
	select {
	case c.out <- m:
	default:
		c.close(closeTooSlow)
	}
}

func (c *conn) close(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.ended {
		c.ended, c.code = true, code
		close(c.done)
	}
}

// freshen asks who the person is now, and gives up what they may not see any
// more. Errors end the connection.
func (c *conn) freshen(ctx context.Context, tell bool) error {
	who, err := c.again(ctx)
	if err != nil {
		return err
	}
	if who.Kind != core.ActorUser {
		return core.Errorf("realtime.freshen", core.KindUnauthenticated, "Sign in first.")
	}
	c.mu.Lock()
	before := c.who
	c.who = who
	ids := make([]core.TicketID, 0, len(c.watches))
	for id := range c.watches {
		ids = append(ids, id)
	}
	c.mu.Unlock()
	if !tell {
		return nil
	}
	if !reflect.DeepEqual(before.Powers.Keys(), who.Powers.Keys()) || !reflect.DeepEqual(before.Teams, who.Teams) ||
		!reflect.DeepEqual(before.Roles, who.Roles) {
		c.send(encode(outgoing{Type: "rights"}))
	}
	for _, id := range ids {
		sight, err := c.hub.Tickets.Sight(ctx, id)
		if err != nil {
			return err
		}
		c.look(id, sight)
	}
	return c.relisten(ctx)
}

// look drops a watched ticket that the person does not see, and says so.
func (c *conn) look(id core.TicketID, sight tickets.Sight) {
	c.mu.Lock()
	w, watches := c.watches[id]
	sees := sight.Sees(c.who)
	if watches && sees {
		w.inside = sight.Inside(c.who)
		c.watches[id] = w
	} else if watches {
		delete(c.watches, id)
	}
	c.mu.Unlock()
	if watches && !sees {
		c.send(encode(outgoing{Type: "gone", Ticket: id}))
		c.hub.showPresence(id)
	}
}

// tell passes on an event that the person may know of and the window wants.
func (c *conn) tell(e *core.Event, sight tickets.Sight, message []byte) {
	c.look(e.Ticket, sight)
	c.mu.Lock()
	_, watches := c.watches[e.Ticket]
	wanted := (c.all || watches) && sight.Tells(c.who, e.Type)
	c.mu.Unlock()
	if wanted {
		c.send(message)
	}
}

// watch replaces what the window wants to be told of.
func (c *conn) watch(ctx context.Context, in incoming) error {
	next := map[core.TicketID]watched{}
	var gone []core.TicketID
	for _, id := range in.Tickets {
		sight, err := c.hub.Tickets.Sight(ctx, id)
		if err != nil {
			return err
		}
		c.mu.Lock()
		who := c.who
		c.mu.Unlock()
		if sight.Sees(who) {
			next[id] = watched{inside: sight.Inside(who)}
		} else {
			gone = append(gone, id)
		}
	}
	c.mu.Lock()
	touched := maps.Clone(c.watches) // those left, and those arrived at
	maps.Copy(touched, next)
	c.all, c.watches = in.All, next
	c.mu.Unlock()
	for _, id := range gone {
		c.send(encode(outgoing{Type: "gone", Ticket: id}))
	}
	for id := range touched {
		c.hub.showPresence(id)
	}
	return c.listen(ctx, in.Channels)
}

// leave returns what the window watched, and watches and hears nothing any more.
func (c *conn) leave() map[core.TicketID]watched {
	c.mu.Lock()
	before, topics := maps.Clone(c.watches), c.topics
	clear(c.watches)
	c.topics = nil
	c.mu.Unlock()
	c.hub.Leave(c, topics...)
	return before
}
