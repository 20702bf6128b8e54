package sandbox

import (
	"time"

	"pegboard.dev/pegboard/core/plugin/sandbox/meter"
)

// Limits bound one plugin's module. A zero field stands for its default.
type Limits struct {
	// Name is the plugin's id, for messages and the log.
	Name string
	// Key, when not empty, names the code in the cache, in place of its hash: whoever
	// gives it vouches that it names the same bytes always.
	Key string
	// Memory is the most linear memory one instance may hold, in bytes; rounded
	// down to 64 KiB. Default 32 MiB, at most 1 GiB.
	Memory int64
	// Stack is the most native stack one call may take, in bytes by the estimate of
	// package meter. Default 4 MiB.
	Stack int64
	// Table is the most entries of one table. Default 65,536.
	Table uint32
	// Timeout is what one call may take, waiting included, unless the call or its
	// context says less. Default 5 s.
	Timeout time.Duration
	// Output is the most bytes of one answer. Default 4 MiB.
	Output int
	// Request is the most bytes of one host call's request. Default 1 MiB.
	Request int
	// HostCalls is the most host calls within one call. Default 10,000.
	HostCalls int
	// Concurrency is how many calls run at once, each in an instance of its own.
	// Default 4. Calls that another call of the same plugin waits for do not count, and those
	// that other plugins wait for are counted apart.
	Concurrency int
	// LogBytes and LogLines bound what one call may log; more is dropped and
	// counted. Defaults 16 KiB and 200.
	LogBytes, LogLines int
	// Log keeps what the plugin logs, over its versions; nil makes one for this module.
	Log *Log

	bare bool // without counting, for benchmarks
}

func (l Limits) withDefaults() Limits {
	def := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	if l.Memory <= 0 {
		l.Memory = 32 << 20
	}
	l.Memory = min(max(l.Memory, meterPage), 1<<30)
	if l.Stack <= 0 {
		l.Stack = 4 << 20
	}
	if l.Table == 0 {
		l.Table = 1 << 16
	}
	if l.Timeout <= 0 {
		l.Timeout = 5 * time.Second
	}
	def(&l.Output, 4<<20)
	def(&l.Request, 1<<20)
	def(&l.HostCalls, 10_000)
	def(&l.Concurrency, 4)
	def(&l.LogBytes, 16<<10)
	def(&l.LogLines, 200)
	return l
}

const meterPage = 64 << 10

func (l *Limits) options() meter.Options {
	return meter.Options{MemoryPages: uint32(l.Memory / meterPage), TableSize: l.Table, Rules: rules, Bare: l.bare}
}
