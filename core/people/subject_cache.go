package people

import (
	"sync"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// subjectCache keeps compiled subjects of the newest epoch seen. An entry is
// never older than its epoch, so whoever read that epoch, or an earlier one,
// may use it.
type subjectCache struct {
	mu      sync.RWMutex
	epoch   int64
	reg     *rbac.Registry
	policy  *rbac.Policy
	entries map[core.UserID]*rbac.Subject // by person, 0 for the guest
}

// maxCached bounds the cache; reaching it starts over.
const maxCached = 20_000

func (c *subjectCache) get(id core.UserID, epoch int64, reg *rbac.Registry, now time.Time) *rbac.Subject {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.epoch < epoch || c.reg != reg {
		return nil
	}
	e := c.entries[id]
	if e == nil {
		return nil
	}
	if until := e.Powers.Until(); !until.IsZero() && !now.Before(until) {
		return nil // a personal grant has ended
	}
	return e
}

func (c *subjectCache) put(id core.UserID, epoch int64, reg *rbac.Registry, sub *rbac.Subject) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.moveLocked(epoch, reg) {
		if len(c.entries) >= maxCached {
			clear(c.entries)
		}
		c.entries[id] = sub
	}
}

// moveLocked drops what belongs to an older epoch; false if epoch itself is older.
func (c *subjectCache) moveLocked(epoch int64, reg *rbac.Registry) bool {
	if epoch < c.epoch {
		return false
	}
	if epoch > c.epoch || reg != c.reg || c.entries == nil {
		c.epoch, c.reg, c.policy, c.entries = epoch, reg, nil, map[core.UserID]*rbac.Subject{}
	}
	return true
}
