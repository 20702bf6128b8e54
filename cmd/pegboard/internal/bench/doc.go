// Package bench makes a believable helpdesk of a given size and measures how
// long the daily work in it takes: through Pegboard's services, and beside
// that, in the same run, the very statements that they sent, without a layer
// between them and the database driver.
//
// Only the command `pegboard bench` imports it.
package bench
