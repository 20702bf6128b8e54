package sandbox

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// slots hands out a number of places, such as the processors that all guests
// together may hold. Waiters are served in order.
type slots struct {
	free    atomic.Int32
	waiting atomic.Int32
	mu      sync.Mutex
	queue   []chan struct{}
}

func newSlots(n int) *slots {
	s := &slots{}
	s.free.Store(int32(n))
	return s
}

func (s *slots) try() bool {
	for {
		n := s.free.Load()
		if n <= 0 {
			return false
		}
		if s.free.CompareAndSwap(n, n-1) {
			return true
		}
	}
}

// acquire takes a place for somebody who came at the time now, and returns when it
// got it: looking at the clock costs as much as the rest when nobody waits. It
// reports false when ctx ended or the deadline passed first; a deadline of 0 waits
// without end.
func (s *slots) acquire(ctx context.Context, deadline, now time.Duration) (time.Duration, bool) {
	if s.waiting.Load() == 0 && s.try() {
		return now, true
	}
	got := s.wait(ctx, deadline)
	return sinceStart(), got
}

func (s *slots) wait(ctx context.Context, deadline time.Duration) bool {
	s.mu.Lock()
	s.waiting.Add(1) // before the second try: release looks at it after adding to free
	if len(s.queue) == 0 && s.try() {
		s.waiting.Add(-1)
		s.mu.Unlock()
		return true
	}
	turn := make(chan struct{})
	s.queue = append(s.queue, turn)
	s.mu.Unlock()

	var over <-chan time.Time
	if deadline > 0 {
		t := time.NewTimer(deadline - sinceStart())
		defer t.Stop()
		over = t.C
	}
	select {
	case <-turn:
		return true
	case <-ctx.Done():
	case <-over:
	}
	s.leave(turn)
	return false
}

// leave ends a wait that came to nothing.
func (s *slots) leave(turn chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, c := range s.queue {
		if c == turn {
			s.queue = append(s.queue[:i], s.queue[i+1:]...)
			s.waiting.Add(-1)
			return
		}
	}
	s.giveLocked() // the turn came at the same moment: pass it on
}

// release gives the place to the first waiter, or back.
func (s *slots) release() {
	if s.waiting.Load() == 0 {
		s.free.Add(1)
		if s.waiting.Load() == 0 {
			return
		}
		// Somebody began to wait in between and may have seen nothing free.
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(s.queue) > 0 && s.try() {
			s.giveLocked()
		}
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.giveLocked()
}

func (s *slots) giveLocked() {
	if len(s.queue) == 0 {
		s.free.Add(1)
		return
	}
	close(s.queue[0])
	s.queue = s.queue[1:]
	s.waiting.Add(-1)
}
