// Package jobs does what must happen after a change was committed, and what
// must happen at certain times.
//
// Events that a transaction left in the outbox are fanned out to watchers and
// delivered at least once, one after another for each ticket and watcher, with
// a lease, retries with growing pauses, and a list of discarded deliveries
// that can be replayed. Schedules run on one node at a time. Both databases
// give the same guarantees; on PostgreSQL any number of nodes may work.
//
// Not guaranteed: order between different tickets, and exactly-once. A watcher
// recognises a repeated delivery by the event's id.
//
// The names follow River's (attempt, scheduled at, discarded), so that a move
// stays possible. The package is an adapter: it imports core only, and
// cmd/pegboard hands it the queue and the watchers.
package jobs
