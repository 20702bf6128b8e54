package core

import "time"

// Clock tells the time. Everything that stores or compares a time takes one,
// so that tests decide what "now" is.
type Clock interface {
	// Now returns the current time in UTC, to the microsecond: the precision
	// that both databases keep.
	Now() time.Time
}

// SystemClock is the machine's clock.
type SystemClock struct{}

// Now implements Clock.
func (SystemClock) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }
