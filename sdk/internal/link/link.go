// Package link joins package sdk to what carries its calls: the host's imports
// in a WebAssembly guest, the test kit under plain `go test`. Only sdk and
// sdk/plugintest import it.
package link

import "pegboard.dev/pegboard/sdk/abi"

// Dispatch answers a guest operation. Package sdk sets it when it is imported.
// The reply is valid until the next Dispatch. On failure it is a flat
// abi.Fault or empty.
var Dispatch func(op abi.Op, in string) (reply []byte, kind abi.Kind)
