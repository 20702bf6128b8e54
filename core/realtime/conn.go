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
	// burst and each bound what a window may say: burst at once, one more each.
	burst = 30
	each  = 100 * time.Millisecond
)

// watched is what a window knows of a ticket that it shows.
type watched struct {
	inside bool      // the person sees it as an employee
	typing time.Time // until when the person types in it
}

// conn is one window's connection.
type conn struct {
	*window
	hub   *Hub
	again Again

	mu      sync.Mutex
	who     *rbac.Subject
	all     bool
	watches map[core.TicketID]watched
	topics  []string // of plugins, that the window hears
}

// serve runs a connection until it ends.
func (h *Hub) serve(ws *websocket.Conn, again Again) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	c := &conn{window: newWindow(ws), hub: h, again: again, watches: map[core.TicketID]watched{}}
	leave, ok := h.enter()
	if !ok {
		c.goodbye(closeGoingAway, "")
		return
	}
	defer leave()
	if err := c.freshen(ctx, false); err != nil {
		c.goodbye(closeSignedOut, "")
		return
	}
	user := c.who.User
	if !h.add(c, user) {
		c.goodbye(closeNonsense, "too many windows")
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
	c.write(func() error { return c.freshen(ctx, true) })
	reader.Wait() // the connection is used again by others when serve returns
}

// read takes what the window says, until the connection ends.
func (c *conn) read(ctx context.Context) {
	defer c.close(closeGoingAway)
	c.ws.SetReadLimit(maxMessage)
	c.expect()
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
