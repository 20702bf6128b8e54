package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
)

// expireAtOnce is how many records go in one transaction, so that writers are never
// held up for long.
const expireAtOnce = 500

// Expire deletes the records of enabled plugins that are older than their
// collections keep them. No event tells of each. One that fails stops no other; the
// first error is returned. Call it once a day.
func (m *Manager) Expire(ctx context.Context) error {
	var first error
	for _, u := range m.snap.Load().order {
		for _, c := range u.manifest.Collections {
			field, before := c.Expiry(m.Clock.Now())
			if field == nil {
				continue
			}
			total := int64(0)
			for {
				n, err := m.Tables.ExpireRecords(ctx, c, field, before, expireAtOnce)
				total += n
				if err != nil && first == nil {
					first = core.Wrap("plugin.Expire", err)
				}
				if err != nil || n < expireAtOnce {
					break
				}
			}
			if total > 0 {
				m.Log.InfoContext(ctx, "plugin: old records deleted", "collection", c.ID(), "records", total)
			}
		}
	}
	return first
}
