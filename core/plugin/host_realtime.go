package plugin

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// Live tells those who listen; core/realtime implements it. Tell neither blocks
// nor waits for anybody to hear.
type Live interface {
	Tell(m core.LiveMessage) error
}

// realtimePublish says something on one of the plugin's channels, at once: what
// is said within a change that fails later was said all the same. Who hears it is
// decided for each listener, see Hears; who stands behind the call does not matter.
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

// Hears reports whether who may listen to a topic of a plugin now: the plugin is
// enabled, they hold the channel's key, and may read the row that the topic is
// about, if it is about one. It wakes no plugin.
func (m *Manager) Hears(ctx context.Context, who *rbac.Subject, id core.PluginID, topic string) (bool, error) {
	u := m.snap.Load().units[id]
	if u == nil {
		return false, nil
	}
	t, ok := u.manifest.Topic(topic)
	if !ok || !who.Holds(t.Channel.Perm) || who.Visitor != "" && !t.Channel.Visitors {
		return false, nil
	}
	switch t.Channel.By {
	case manifest.ByPerson:
		return who.User == core.UserID(t.Row), nil
	case manifest.ByTeam:
		// Who would see a row of that team which nobody owns.
		of := &rbac.Object{Team: core.TeamID(t.Row)}
		col := u.manifest.Collection(t.Channel.Collection)
		return rbac.Decide(who, col.Resource(), col.Keys.Read, of).Allowed, nil
	}
	if t.Row == 0 {
		return true, nil
	}
	_, err := m.records.Get(ctx, who, u.manifest.Collection(t.Channel.Collection), core.RecordID(t.Row))
	if core.IsKind(err, core.KindNotFound) {
		return false, nil
	}
	return err == nil, core.Wrap("plugin.Hears", err)
}
