package plugin

import (
	"context"
	"strconv"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Deliveries keeps what watchers were told in vain; core/store implements it.
type Deliveries interface {
	// Discarded lists up to n that were set aside, newest first, before the one with
	// the number before (zero: from the newest).
	Discarded(ctx context.Context, before int64, n int) ([]core.Delivery, error)
	// Replay makes a discarded delivery due again, or is KindNotFound.
	Replay(ctx context.Context, id int64) error
}

// Discarded lists the events that a watcher, a plugin or the helpdesk's own, has
// failed to take so often that they were given up; next is the number to go on
// from, zero at the end. It needs settings.plugins.
func (m *Manager) Discarded(ctx context.Context, who *rbac.Subject, before int64, limit int) (list []core.Delivery, next int64, err error) {
	const op = "plugin.Discarded"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, 0, err
	}
	limit = core.PageSize(limit)
	if list, err = m.Deliveries.Discarded(ctx, before, limit+1); err != nil {
		return nil, 0, core.Wrap(op, err)
	}
	if len(list) > limit {
		list = list[:limit]
		next = list[limit-1].ID
	}
	return list, next, nil
}

// Replay tells the watcher again, soon, with as many attempts as the first time. It
// needs settings.plugins. KindNotFound for what was not given up.
func (m *Manager) Replay(ctx context.Context, who *rbac.Subject, id int64) error {
	const op = "plugin.Replay"
	if err := who.Require(op, keyPlugins); err != nil {
		return err
	}
	return core.Wrap(op, m.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := m.Deliveries.Replay(ctx, id); err != nil {
			return err
		}
		return m.svc.People.Record(ctx, who.Actor, "delivery.replayed", "delivery", strconv.FormatInt(id, 10), nil, nil)
	}))
}
