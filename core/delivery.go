package core

import "time"

// Delivery is one event on its way to one watcher, such as a plugin's hook.
// A watcher that has done its work makes the delivery disappear; one that
// fails gets it again later, until it is set aside as discarded.
type Delivery struct {
	ID int64
	// Watcher names who is to be told, such as "plugin:calllogs".
	Watcher string
	Event   Event
	// Attempt counts from 1, the first time. It also proves who holds the lease.
	Attempt int
	// LastError is what the attempt before said, for people to read.
	LastError string
	// AttemptedAt is when the last attempt began; zero before the first.
	AttemptedAt time.Time
}
