package realtime

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
)

// Among implements Listener with the person's rights as they were asked for last.
func (c *conn) Among(_ context.Context, _ core.PluginID, audience Audience) bool {
	c.mu.Lock()
	who := c.who
	c.mu.Unlock()
	return audience(who)
}

// Hear implements Listener.
func (c *conn) Hear(m core.LiveMessage) {
	c.send(encode(outgoing{Type: "said", Topic: m.Address(), Payload: m.Payload}))
}

// Deaf implements Listener.
func (c *conn) Deaf(address string) {
	c.mu.Lock()
	c.topics = slices.DeleteFunc(c.topics, func(a string) bool { return a == address })
	c.mu.Unlock()
	c.send(encode(outgoing{Type: "gone", Topic: address}))
}

// listen replaces the topics that the window hears.
func (c *conn) listen(ctx context.Context, addresses []string) error {
	c.mu.Lock()
	before := slices.Clone(c.topics)
	c.topics = nil
	c.mu.Unlock()
	var next []string
	for _, address := range addresses {
		if slices.Contains(next, address) {
			continue
		}
		may, err := c.hub.Listen(ctx, c, address)
		if err != nil {
			return err
		}
		if may {
			next = append(next, address)
		} else {
			c.send(encode(outgoing{Type: "gone", Topic: address}))
		}
	}
	for _, address := range before {
		if !slices.Contains(next, address) {
			c.hub.Leave(c, address)
		}
	}
	c.mu.Lock()
	c.topics = next
	c.mu.Unlock()
	return nil
}

// relisten gives up the topics that the person may not hear any more.
func (c *conn) relisten(ctx context.Context) error {
	c.mu.Lock()
	addresses := slices.Clone(c.topics)
	c.mu.Unlock()
	for _, address := range addresses {
		plugin, topic, _ := parseAddress(address)
		audience, err := c.hub.Audience(ctx, plugin, topic)
		if err != nil {
			return err
		}
		if !c.Among(ctx, plugin, audience) {
			c.hub.Leave(c, address)
			c.Deaf(address)
		}
	}
	return nil
}
