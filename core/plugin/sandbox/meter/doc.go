// Package meter checks a WebAssembly module and rewrites it so that it can be
// stopped: every function entry and every loop head draws down a counter, and
// when the counter is used up the module calls its host.
//
// It knows nothing of the engine that runs the module and does no I/O. Only
// package sandbox imports it. The rules of the rewriting are in RATIONALE.md
// beside package sandbox.
package meter
