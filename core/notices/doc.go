// Package notices says who is told of what happened, and how: on the page, by
// letter, both or not at all, as each person chooses for themselves.
//
// A Service hears of committed events as a watcher of the outbox and decides
// whom they concern. It looks at rights when it tells somebody, and again
// whenever they read: what one may not see any more was never said. It writes
// no letter; it asks core/mail for one by an event.
//
// Domain: it knows people and tickets, no adapter. Adapters may import it.
package notices
