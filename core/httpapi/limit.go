package httpapi

import (
	"sync"
	"time"

	"pegboard.dev/pegboard/core"
)

// maxBuckets bounds a limiter's memory. When it is full, the full buckets are
// dropped first; they are those that no longer hold anything back.
const maxBuckets = 16384

// limiter is a set of token buckets, one per key such as an address. It counts
// on this node only, and so bounds what one address costs it. Safe for concurrent use.
type limiter struct {
	burst float64
	every time.Duration // for one more attempt
	clock core.Clock

	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

// newLimiter allows burst attempts at once and one more every so often.
func newLimiter(clock core.Clock, burst int, every time.Duration) *limiter {
	return &limiter{burst: float64(burst), every: every, clock: clock, buckets: map[string]bucket{}}
}

// allow takes one attempt of key, and reports how long to wait when there is none left.
func (l *limiter) allow(key string) (wait time.Duration, ok bool) {
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.refilledLocked(key, now)
	if b.tokens < 1 {
		return time.Duration((1 - b.tokens) * float64(l.every)), false
	}
	b.tokens--
	if len(l.buckets) >= maxBuckets {
		l.sweepLocked(now)
	}
	l.buckets[key] = b
	return 0, true
}

func (l *limiter) refilledLocked(key string, now time.Time) bucket {
	b, ok := l.buckets[key]
	if !ok {
		return bucket{tokens: l.burst, at: now}
	}
	b.tokens = min(l.burst, b.tokens+float64(now.Sub(b.at))/float64(l.every))
	b.at = now
	return b
}

// sweepLocked drops full buckets, and any others while there is still no room.
func (l *limiter) sweepLocked(now time.Time) {
	for key := range l.buckets {
		if l.refilledLocked(key, now).tokens >= l.burst {
			delete(l.buckets, key)
		}
	}
	for key := range l.buckets {
		if len(l.buckets) < maxBuckets/2 {
			return
		}
		delete(l.buckets, key)
	}
}
