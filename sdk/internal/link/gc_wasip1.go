package link

import (
	"runtime"
	"runtime/metrics"
)

// A collection that the runtime starts by itself runs in small steps between
// allocations and makes a few hundred calls three times slower each. So the heap
// is looked at now and then at the end of a call, and collected there in one go
// before it is due: one call in a thousand pays half a millisecond, the others
// nothing.
//
// A look costs as much as some calls, so the next one comes when the heap will be
// due if calls go on to allocate what they did. Due is at five eighths of the goal,
// since the runtime begins at seven tenths. Where calls allocate more than before,
// the runtime's own collection is what there is.
const fewestCalls = 64 // between two looks

var (
	calls, due = 0, fewestCalls
	last       uint64 // bytes in use at the last look
	samples    = []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/goal:bytes"}}
)

func endCall() {
	if calls++; calls >= due {
		look()
	}
}

func look() {
	used, limit := heap()
	if used > limit {
		runtime.GC()
		last, _ = heap()
		calls, due = 0, fewestCalls
		return
	}
	due = 4 * calls // no further on what so few calls have told
	if used > last {
		due = int(min((limit-used)*uint64(calls)/(used-last), uint64(due)))
	}
	calls, due, last = 0, max(due, fewestCalls), used
}

// heap returns the bytes in use and how many are due for a collection.
func heap() (used, limit uint64) {
	metrics.Read(samples)
	return samples[0].Value.Uint64(), samples[1].Value.Uint64() / 8 * 5
}
