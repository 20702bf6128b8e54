package realtime

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
)

const (
	// settle is how long a transaction may take to commit after it has drawn the
	// number of an event. Until then, smaller numbers may still appear.
	settle = 10 * time.Second
	// page is how many events are read at once.
	page = 1000
)

// tail follows the outbox from where it ended when following began, and returns
// each event once. On PostgreSQL numbers are drawn before they are committed,
// so the last seconds are looked at again and again.
type tail struct {
	feed  Feed
	clock core.Clock
	begun bool
	low   core.EventID // everything up to here has settled
	seen  map[core.EventID]bool
}

func (t *tail) next(ctx context.Context) ([]core.Event, error) {
	if !t.begun {
		last, err := t.feed.LastEvent(ctx)
		if err != nil {
			return nil, err
		}
		t.begun, t.low, t.seen = true, last, map[core.EventID]bool{}
	}
	list, err := t.feed.EventsAfter(ctx, t.low, page)
	if err != nil {
		return nil, err
	}
	var fresh []core.Event
	settled, full := t.clock.Now().Add(-settle), len(list) == page
	settling := true
	for _, e := range list {
		if !t.seen[e.ID] {
			fresh = append(fresh, e)
		}
		// A full page would be read for ever: what is behind it must have its turn.
		if settling = settling && (full || e.At.Before(settled)); settling {
			t.low = e.ID
			delete(t.seen, e.ID)
		} else {
			t.seen[e.ID] = true
		}
	}
	return fresh, nil
}
