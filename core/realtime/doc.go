// Package realtime tells open browser windows what has changed, over a
// WebSocket: that a ticket they may see has changed, that it is theirs to see
// no more, that their rights are others now, and who else looks at the same
// ticket.
//
// Messages about tickets carry no content: a window that is told fetches what it
// wants to show from the API, with the rights of that moment. Whether it is told
// at all is decided by the same rule, with rights as fresh as the event: when the
// access epoch has moved, every connection's person is asked for again before
// anything is sent, and those who may no longer be here are closed.
//
// What plugins say on their channels is passed on as it is, to those who may hear
// the topic at that moment: each listener is asked before each message.
//
// Events come from the outbox, after they were committed, of every node. Presence
// and what plugins say go from node to node as notes, which nobody keeps: see Nodes.
package realtime
