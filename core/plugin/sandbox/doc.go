// Package sandbox runs the WebAssembly module of a plugin within hard bounds:
// time, memory, stack, tables, output, host calls, log. It is the only importer
// of wazero, and it knows nothing of manifests, people or rights: what a guest
// may ask for is decided by the HostFunc that the caller passes in.
//
// Only core/plugin and the commands of cmd/pegboard import it. Everything here
// may be used by several goroutines at once unless it says otherwise.
//
// Errors are *core.Error; Why tells what became of the guest. The reasons behind
// the design, and measured figures, are in RATIONALE.md and README.md.
package sandbox
