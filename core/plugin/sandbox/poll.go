package sandbox

import (
	"encoding/binary"
	"time"
)

const (
	subscriptionSize = 48
	eventSize        = 32
	maxSubscriptions = 64
)

// pollOneoff waits for the first of its clocks; a guest has nothing else to wait
// for. Streams are ready at once. Sleeping beyond the deadline ends the call at
// the deadline.
func pollOneoff(in *instance, stack []uint64) uint64 {
	from, to, n, result := uint32(stack[0]), uint32(stack[1]), uint32(stack[2]), uint32(stack[3])
	if n == 0 || n > maxSubscriptions {
		return errnoInval
	}
	subs, ok := in.mem.Read(from, n*subscriptionSize)
	if !ok {
		return errnoFault
	}
	events, ok := in.mem.Read(to, n*eventSize)
	if !ok {
		return errnoFault
	}
	wait, ready := time.Duration(1<<62), false
	var waits [maxSubscriptions]time.Duration
	for i := range int(n) {
		s := subs[i*subscriptionSize:]
		if s[8] != 0 {
			ready = true
			continue
		}
		waits[i] = clockWait(s)
		wait = min(wait, waits[i])
	}
	if !ready && wait > 0 {
		in.sleep(wait)
	}
	count := uint32(0)
	for i := range int(n) {
		s := subs[i*subscriptionSize:]
		if s[8] == 0 && (ready && waits[i] > 0 || waits[i] > wait) {
			continue
		}
		e := events[count*eventSize:][:eventSize]
		userdata := binary.LittleEndian.Uint64(s)
		kind := s[8]
		clear(e)
		binary.LittleEndian.PutUint64(e, userdata)
		e[10] = kind
		count++
	}
	if !in.mem.WriteUint32Le(result, count) {
		return errnoFault
	}
	return errnoSuccess
}

// clockWait returns how long a clock subscription asks to wait.
func clockWait(s []byte) time.Duration {
	timeout := binary.LittleEndian.Uint64(s[24:])
	if binary.LittleEndian.Uint16(s[40:])&1 != 0 { // an instant rather than a span
		now := uint64(time.Now().UnixNano())
		if binary.LittleEndian.Uint32(s[16:]) == 1 {
			now = uint64(sinceStart()) + 1
		}
		if timeout <= now {
			return 0
		}
		timeout -= now
	}
	return time.Duration(min(timeout, 1<<61))
}

// sleep waits for d, without holding a processor. It does not return when the
// call's time is over.
func (in *instance) sleep(d time.Duration) {
	left := in.deadline - sinceStart()
	d, over := min(d, left), d >= left
	in.leave()
	if d > 0 {
		t := time.NewTimer(d)
		select {
		case <-t.C:
		case <-in.parent.Done():
			t.Stop()
		}
	}
	in.enter()
	if over && in.parent.Err() == nil {
		in.halt(ReasonTimeout, "asleep at the deadline")
	}
	in.checkDeadline()
}
