package realtime

import (
	"context"
	"strings"

	"pegboard.dev/pegboard/core"
)

// Listener is one end of a connection that hears channels of plugins.
type Listener interface {
	// Among reports whether it is among those who may hear a topic of the plugin, with
	// the rights of now.
	Among(ctx context.Context, plugin core.PluginID, audience Audience) bool
	// Hear is told what was said; it must not block.
	Hear(m core.LiveMessage)
	// Deaf is told that it hears a topic no longer.
	Deaf(address string)
}

// waiting is how many messages of plugins may wait to be told. They are told in
// their order, by one goroutine.
const waiting = 4096

// said is something that a plugin said, here or on another node.
type said struct {
	core.LiveMessage
	overheard bool
}

// Tell passes on what a plugin says to those who listen, here and on the other
// nodes. KindRateLimited when more is said than can be told.
func (h *Hub) Tell(m core.LiveMessage) error {
	select {
	case h.said <- said{LiveMessage: m}:
		return nil
	default:
		return core.Errorf("realtime.Tell", core.KindRateLimited, "Too much is being said at once; wait a moment.")
	}
}

// atOnce is how many messages are told between two looks at the epoch.
const atOnce = 256

// tellSaid tells what plugins say until ctx ends. Rights come first: what was said
// after a change of rights is never told by older ones.
func (h *Hub) tellSaid(ctx context.Context) {
	var batch []said
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-h.said:
			batch = append(batch[:0], m)
		}
		for more := true; more && len(batch) < atOnce; {
			select {
			case m := <-h.said:
				batch = append(batch, m)
			default:
				more = false
			}
		}
		if err := h.freshen(ctx); err != nil {
			if ctx.Err() == nil {
				h.Log.ErrorContext(ctx, "realtime: rights", "error", err)
			}
			continue
		}
		for i := range batch {
			if m := &batch[i].LiveMessage; !batch[i].overheard {
				h.tellNodes(note{Said: m})
			}
			h.tellOne(ctx, batch[i].LiveMessage)
		}
	}
}

func (h *Hub) tellOne(ctx context.Context, m core.LiveMessage) {
	address := m.Address()
	listeners := h.listeners(address)
	if len(listeners) == 0 {
		return
	}
	audience, err := h.Audience(ctx, m.Plugin, m.Topic)
	if err != nil {
		if ctx.Err() == nil {
			h.Log.ErrorContext(ctx, "realtime: channel", "topic", address, "error", err)
		}
		return
	}
	for _, l := range listeners {
		if l.Among(ctx, m.Plugin, audience) {
			l.Hear(m)
		} else {
			h.forget(l, address)
			l.Deaf(address)
		}
	}
}

// Listen lets l hear a topic from now on, if it may; Leave ends that.
func (h *Hub) Listen(ctx context.Context, l Listener, address string) (bool, error) {
	plugin, topic, ok := parseAddress(address)
	if !ok {
		return false, nil
	}
	// A change of rights in between does no harm: whoever listens is asked for
	// again before anything is told.
	audience, err := h.Audience(ctx, plugin, topic)
	if err != nil || !l.Among(ctx, plugin, audience) {
		return false, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.topics[address] == nil {
		h.topics[address] = map[Listener]struct{}{}
	}
	h.topics[address][l] = struct{}{}
	return true, nil
}

// Leave lets l hear nothing of the topics any more.
func (h *Hub) Leave(l Listener, addresses ...string) {
	for _, address := range addresses {
		h.forget(l, address)
	}
}

func (h *Hub) forget(l Listener, address string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.topics[address], l)
	if len(h.topics[address]) == 0 {
		delete(h.topics, address)
	}
}

func (h *Hub) listeners(address string) []Listener {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]Listener, 0, len(h.topics[address]))
	for l := range h.topics[address] {
		out = append(out, l)
	}
	return out
}

// parseAddress takes "plugin:livechat:chat:17" apart.
func parseAddress(address string) (core.PluginID, string, bool) {
	rest, ok := strings.CutPrefix(address, "plugin:")
	id, topic, also := strings.Cut(rest, ":")
	return core.PluginID(id), topic, ok && also && id != "" && len(address) <= maxAddress
}
