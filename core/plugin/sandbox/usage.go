package sandbox

import (
	"sync/atomic"
	"time"
)

// Usage counts what one module has used since it was opened.
type Usage struct {
	Calls     int64
	Errors    map[Reason]int64 // calls that failed, by reason
	Time      time.Duration    // wall clock inside calls, host calls and waiting included
	Fuel      int64            // units of the counter, roughly instructions
	HostCalls int64
	Loads     int64 // times the module was loaded
	Instances int   // alive now
	Busy      int   // answering a call now
	Memory    int64 // bytes of linear memory that the instances hold now
	Peak      int64 // most bytes that one instance has held
	LastCall  time.Time
}

// counters are a module's usage as it is kept.
type counters struct {
	calls, nanos, fuel, hostCalls, loads, peak, last atomic.Int64
	errors                                           [len(reasons)]atomic.Int64
}

var reasons = [...]Reason{ReasonFault, ReasonTrap, ReasonTimeout, ReasonCanceled, ReasonMemory, ReasonStack,
	ReasonOutput, ReasonHostCalls, ReasonABI, ReasonBusy, ReasonDepth, ReasonHost}

func (c *counters) failed(err error) {
	f := Why(err)
	if f == nil {
		return
	}
	for i, r := range reasons {
		if r == f.Reason {
			c.errors[i].Add(1)
		}
	}
}

// Usage returns the module's counters.
func (m *Module) Usage() Usage {
	c := &m.count
	u := Usage{Calls: c.calls.Load(), Time: time.Duration(c.nanos.Load()), Fuel: c.fuel.Load(),
		HostCalls: c.hostCalls.Load(), Loads: c.loads.Load(), Peak: c.peak.Load(), Errors: map[Reason]int64{}}
	for i, r := range reasons {
		if n := c.errors[i].Load(); n > 0 {
			u.Errors[r] = n
		}
	}
	if at := c.last.Load(); at > 0 {
		u.LastCall = processStart.Add(time.Duration(at)).UTC()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	u.Instances, u.Busy, u.Memory = m.alive, m.busy, m.held
	return u
}
