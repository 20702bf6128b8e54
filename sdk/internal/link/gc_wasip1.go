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
const callsPerLook = 64

var (
	calls   int
	samples = []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/goal:bytes"}}
)

func endCall() {
	calls++
	if calls%callsPerLook != 0 {
		return
	}
	metrics.Read(samples)
	if used, goal := samples[0].Value.Uint64(), samples[1].Value.Uint64(); used > goal/4*3 {
		runtime.GC()
	}
}
