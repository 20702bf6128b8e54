package plugin

import (
	"context"
	"encoding/json"
	"regexp"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

var topicName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,59}$`)

// uiStale says that surfaces which name the topic plugin:<id>:<topic> are to be
// drawn again. Windows hear it whose person may open the plugin's surfaces; they
// learn the topic and nothing else.
func (c *call) uiStale(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.uiStale"
	var req abi.Stale
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	if !topicName.MatchString(req.Topic) {
		return nil, core.InvalidField(op, "topic", "A topic is 1 to 60 lower-case letters, digits, underscores and hyphens.")
	}
	id := c.unit.manifest.ID
	if err := c.unit.rates.take("stale", staleRate); err != nil {
		return nil, err
	}
	body, err := json.Marshal(core.Stale{Topic: "plugin:" + string(id) + ":" + req.Topic})
	if err != nil {
		return nil, err
	}
	return nil, c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		return c.m.Outbox.Append(ctx, core.Event{Type: core.EventStale, Plugin: id, At: c.m.Clock.Now(), Payload: body})
	})
}

// Opens reports whether who may open any surface of the plugin that takes a key:
// public pages have no windows that listen. It wakes no plugin.
func (m *Manager) Opens(who *rbac.Subject, id core.PluginID) bool {
	u := m.snap.Load().units[id]
	if u == nil {
		return false
	}
	for i := range u.manifest.Surfaces {
		if s := &u.manifest.Surfaces[i]; s.Perm != "" && who.Holds(s.Perm) {
			return true
		}
	}
	return false
}
