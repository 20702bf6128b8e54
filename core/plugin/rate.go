package plugin

import (
	"sync"
	"time"

	"pegboard.dev/pegboard/core"
)

// rate bounds how often something may be done: so many at once, and one more
// each time that the pause has passed. It counts on this node only.
type rate struct {
	burst int
	pause time.Duration
}

// The rates of one plugin, whoever stands behind the calls.
var (
	publishRate = rate{200, 100 * time.Millisecond}
	staleRate   = rate{60, 200 * time.Millisecond}
	fetchRate   = rate{60, time.Second}
	noticeRate  = rate{100, 30 * time.Second}
	// liveRate is for everything said on channels, topicRate for what is said on one
	// topic: a window that hears it all must keep up.
	liveRate  = rate{2000, 2 * time.Millisecond}
	topicRate = rate{60, 50 * time.Millisecond}
	// personRate is for notices to one person.
	personRate = rate{10, 5 * time.Minute}
	// letterRate is for letters to one visitor's address.
	letterRate = rate{3, 20 * time.Minute}
)

// rates remembers when each bucket will be full again. The zero value with a
// clock is full everywhere.
type rates struct {
	clock core.Clock
	mu    sync.Mutex
	full  map[string]time.Time
}

// take counts one use of what is called name. KindRateLimited when it was used
// too often.
func (r *rates) take(name string, of rate) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock.Now()
	if len(r.full) > 1000 {
		for k, at := range r.full {
			if !at.After(now) {
				delete(r.full, k)
			}
		}
	}
	at := r.full[name]
	if at.Before(now) {
		at = now
	}
	if at = at.Add(of.pause); at.Sub(now) > time.Duration(of.burst)*of.pause {
		return core.Errorf("plugin.rate", core.KindRateLimited, "The plugin asks for this too often; it has to wait a moment.")
	}
	if r.full == nil {
		r.full = map[string]time.Time{}
	}
	r.full[name] = at
	return nil
}
