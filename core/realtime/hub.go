package realtime

import (
	"context"
	"crypto/rand"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Feed reads committed events; core/store implements it.
type Feed interface {
	// LastEvent is the number of the newest event, zero if there is none.
	LastEvent(ctx context.Context) (core.EventID, error)
	// EventsAfter returns events with greater numbers, in their order, up to limit.
	EventsAfter(ctx context.Context, after core.EventID, limit int) ([]core.Event, error)
}

// Tickets says who may know of a change; tickets.Service implements it.
type Tickets interface {
	Sight(ctx context.Context, id core.TicketID) (tickets.Sight, error)
}

// Again asks who is behind a connection now. An error of KindUnauthenticated
// ends it.
type Again func(ctx context.Context) (*rbac.Subject, error)

// Audience reports whether somebody is among those who may hear a topic. It is good
// for the moment in which it was asked for.
type Audience = func(who *rbac.Subject) bool

// Deps is what a Hub stands on.
type Deps struct {
	Feed    Feed
	Tickets Tickets
	// Epoch is the counter that every change of rights moves.
	Epoch func(ctx context.Context) (int64, error)
	// Opens reports whether a person may open any surface of a plugin.
	Opens func(who *rbac.Subject, plugin core.PluginID) bool
	// Audience returns who may hear a topic of a plugin now.
	Audience func(ctx context.Context, plugin core.PluginID, topic string) (Audience, error)
	// Visitor says who shows a visitor's secret to a plugin now, and VisitorSite whether
	// the plugin lets visitors in from pages of an origin.
	Visitor     func(ctx context.Context, plugin core.PluginID, secret string) (*rbac.Subject, error)
	VisitorSite func(plugin core.PluginID, origin string) bool
	// Nodes carries notes to other nodes; nil where there are none.
	Nodes Nodes
	// Identify returns how to ask who opened the request, again and again.
	Identify func(c *fiber.Ctx) Again
	Clock    core.Clock
	Log      *slog.Logger
}

// poll is how often events of other nodes are looked for.
const poll = time.Second

// Hub holds this node's open connections. Make one with New; Run makes it work.
// Safe for concurrent use.
type Hub struct {
	Deps
	wake chan struct{}
	said chan said
	node string // this hub's name among the nodes

	fresh sync.Mutex // held while everybody is asked for again

	mu     sync.Mutex
	conns  map[*conn]struct{}
	topics map[string]map[Listener]struct{} // by address
	others map[core.TicketID]map[string]elsewhere
	person map[core.UserID]int
	// visitors are counted by the secret that they show.
	visitors map[*visitorConn]struct{}
	secrets  map[string]int
	closed   bool
	epoch    int64

	serving sync.WaitGroup // connections that ask for rights; joined while not closed
}

// New makes a hub without connections.
func New(d Deps) *Hub {
	if d.Clock == nil {
		d.Clock = core.SystemClock{}
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Hub{
		Deps: d, wake: make(chan struct{}, 1), said: make(chan said, waiting), node: rand.Text()[:12],
		conns: map[*conn]struct{}{}, topics: map[string]map[Listener]struct{}{}, others: map[core.TicketID]map[string]elsewhere{}, person: map[core.UserID]int{},
		visitors: map[*visitorConn]struct{}{}, secrets: map[string]int{},
	}
}

// Wake tells the hub that this process has committed events. It does not block.
func (h *Hub) Wake() {
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

// Run delivers events until ctx ends, and closes all connections then. When it
// returns they ask for nothing any more, so that what the hub stands on can be closed.
func (h *Hub) Run(ctx context.Context) {
	defer h.closeAll()
	var telling sync.WaitGroup
	telling.Go(func() { h.tellSaid(ctx) })
	telling.Go(func() { h.keepNodes(ctx) })
	defer telling.Wait()
	tail := &tail{feed: h.Feed, clock: h.Clock}
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		if err := h.round(ctx, tail); err != nil && ctx.Err() == nil {
			h.Log.ErrorContext(ctx, "realtime: events", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-h.wake:
		case <-tick.C:
		}
	}
}

// round delivers what has come since the last one. Rights come first: an event
// is never sent by older ones.
func (h *Hub) round(ctx context.Context, tail *tail) error {
	events, err := tail.next(ctx)
	if err != nil {
		return err
	}
	if err := h.freshen(ctx); err != nil {
		return err
	}
	for i := range events {
		if err := h.deliver(ctx, &events[i]); err != nil {
			return err
		}
	}
	h.endTyping()
	return nil
}

// freshen asks for everybody again when the epoch has moved.
func (h *Hub) freshen(ctx context.Context) error {
	h.fresh.Lock()
	defer h.fresh.Unlock()
	epoch, err := h.Epoch(ctx)
	if err != nil {
		return err
	}
	h.mu.Lock()
	same := h.epoch == epoch
	h.mu.Unlock()
	if same {
		return nil
	}
	for _, c := range h.all() {
		if err := c.freshen(ctx, true); err != nil {
			c.close(closeSignedOut)
		}
	}
	h.mu.Lock()
	h.epoch = epoch
	h.mu.Unlock()
	return nil
}

// deliver tells the windows of one event.
func (h *Hub) deliver(ctx context.Context, e *core.Event) error {
	if e.Type == core.EventStale {
		return h.stale(e)
	}
	if e.Type == core.EventNotices {
		h.notices(e)
		return nil
	}
	if e.Ticket == 0 {
		return nil
	}
	conns := h.all()
	if len(conns) == 0 {
		return nil
	}
	sight, err := h.Tickets.Sight(ctx, e.Ticket)
	if err != nil {
		return err
	}
	message := encode(outgoing{Type: "event", Event: e.Type, Ticket: e.Ticket, Actor: e.Actor})
	for _, c := range conns {
		c.tell(e, sight, message)
	}
	return nil
}

// Windows is how many windows are open on this node.
func (h *Hub) Windows() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.conns)
}

func (h *Hub) all() []*conn {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]*conn, 0, len(h.conns))
	for c := range h.conns {
		out = append(out, c)
	}
	return out
}

// enter lets a connection ask who is behind it, until it leaves; false when no more
// are taken.
func (h *Hub) enter() (leave func(), ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, false
	}
	h.serving.Add(1)
	return h.serving.Done, true
}

// maxWindows is how many connections one person may have on a node.
const maxWindows = 20

// add takes a connection in; false when there are too many, or no more are taken.
func (h *Hub) add(c *conn, user core.UserID) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || h.person[user] >= maxWindows {
		return false
	}
	h.conns[c] = struct{}{}
	h.person[user]++
	return true
}

func (h *Hub) remove(c *conn, user core.UserID) {
	h.mu.Lock()
	delete(h.conns, c)
	if h.person[user]--; h.person[user] == 0 {
		delete(h.person, user)
	}
	h.mu.Unlock()
	for id := range c.leave() {
		h.showPresence(id)
	}
}

// closeAll ends the connections, after saying that nobody looks at anything through
// this node any more.
func (h *Hub) closeAll() {
	for _, id := range h.watched() {
		h.tellNodes(note{Here: &hereNote{Node: h.node, Ticket: id}})
	}
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	for _, c := range h.all() {
		c.close(closeGoingAway)
	}
	h.mu.Lock()
	visitors := slices.Collect(maps.Keys(h.visitors))
	h.mu.Unlock()
	for _, c := range visitors {
		c.close(closeGoingAway)
	}
	h.settle()
}

// settleTime is how long connections may take to end. Those whose other end is lost
// do not hear that they are closed; by then they wait for nothing but that.
const settleTime = 5 * time.Second

// settle waits until the connections have ended.
func (h *Hub) settle() {
	ended := make(chan struct{})
	go func() {
		h.serving.Wait()
		close(ended)
	}()
	late := time.NewTimer(settleTime)
	defer late.Stop()
	select {
	case <-ended:
	case <-late.C:
	}
}
