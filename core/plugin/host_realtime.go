package plugin

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/sdk/abi"
)

// Live tells those who listen; core/realtime implements it. Tell neither blocks
// nor waits for anybody to hear.
type Live interface {
	Tell(m core.LiveMessage) error
}

// realtimePublish says something on one of the plugin's channels, at once: what
// is said within a change that fails later was said all the same. Who hears it is
// decided for each listener, see Audience; who stands behind the call does not matter.
func (c *call) realtimePublish(_ context.Context, in []byte) (any, error) {
	const op = "plugin.realtimePublish"
	var req abi.Broadcast
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	if _, ok := c.unit.manifest.Topic(req.Topic); !ok {
		return nil, core.InvalidField(op, "topic", "The plugin has no channel with the topic %q.", clip(req.Topic, 100))
	}
	if len(req.Payload) > core.MaxLivePayload {
		return nil, core.InvalidField(op, "payload", "A message may have at most %d KiB.", core.MaxLivePayload>>10)
	}
	if !json.Valid(req.Payload) {
		return nil, core.InvalidField(op, "payload", "A message must be JSON.")
	}
	if err := c.unit.rates.take("topic:"+req.Topic, topicRate); err != nil {
		return nil, err
	}
	if err := c.unit.rates.take("live", liveRate); err != nil {
		return nil, err
	}
	if c.m.svc.Live == nil {
		return nil, core.Errorf(op, core.KindUnavailable, "Nobody listens here.")
	}
	return nil, c.m.svc.Live.Tell(core.LiveMessage{Plugin: c.unit.manifest.ID, Topic: req.Topic, Payload: json.RawMessage(req.Payload)})
}

// Audience returns who may listen to a topic of a plugin now: while the plugin is
// enabled, those who hold the channel's key and may read the row that the topic is
// about, if it is about one. The row is read once, for all who are asked about. It
// wakes no plugin.
func (m *Manager) Audience(ctx context.Context, id core.PluginID, topic string) (func(who *rbac.Subject) bool, error) {
	nobody := func(*rbac.Subject) bool { return false }
	u := m.snap.Load().units[id]
	if u == nil {
		return nobody, nil
	}
	t, ok := u.manifest.Topic(topic)
	if !ok {
		return nobody, nil
	}
	reads, err := m.readers(ctx, u.manifest.Collection(t.Channel.Collection), t)
	if err != nil {
		return nil, core.Wrap("plugin.Audience", err)
	}
	return func(who *rbac.Subject) bool {
		return who.Holds(t.Channel.Perm) && (who.Visitor == "" || t.Channel.Visitors) && reads(who)
	}, nil
}

// readers are those who may read what the topic is about.
func (m *Manager) readers(ctx context.Context, col *records.Collection, t manifest.Topic) (func(who *rbac.Subject) bool, error) {
	switch {
	case t.Channel.By == manifest.ByPerson:
		return func(who *rbac.Subject) bool { return who.User == core.UserID(t.Row) }, nil
	case t.Channel.By == manifest.ByTeam:
		// Who would see a row of that team which nobody owns.
		of := &rbac.Object{Team: core.TeamID(t.Row)}
		return func(who *rbac.Subject) bool { return rbac.Decide(who, col.Resource(), col.Keys.Read, of).Allowed }, nil
	case t.Row == 0:
		return func(*rbac.Subject) bool { return true }, nil
	}
	return m.records.Readers(ctx, col, core.RecordID(t.Row))
}
