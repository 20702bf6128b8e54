package sandbox

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// slots hands out processors to guests, so that all guests together never hold
// more than a given number. Waiters are served in order.
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

// acquire takes a processor. It reports false when ctx ended or the deadline
// passed first; a deadline of 0 waits without end.
func (s *slots) acquire(ctx context.Context, deadline time.Duration) bool {
	if s.waiting.Load() == 0 && s.try() {
		return true
	}
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
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, c := range s.queue {
		if c == turn {
			s.queue = append(s.queue[:i], s.queue[i+1:]...)
			s.waiting.Add(-1)
			return false
		}
	}
	s.giveLocked() // the turn came at the same moment: pass it on
	return false
}

// release gives the processor to the first waiter, or back.
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
