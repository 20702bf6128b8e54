// Package scenario reads access scenarios: files that set up a small helpdesk
// and say what its people can and cannot do. They are how a site owner keeps a
// policy from rotting, and how Pegboard proves what its presets promise.
//
// The package reads, checks and expands; it does no I/O and decides nothing.
// Whoever runs a scenario asks the services that guard the server.
package scenario
