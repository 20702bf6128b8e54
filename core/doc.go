// Package core holds the words every other package speaks: identifiers, the
// actor, errors and their kinds, the clock, pages and events.
//
// It imports the standard library only, does no I/O and knows no rule. Anyone
// may import it; it imports nobody.
package core
