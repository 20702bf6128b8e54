//go:build !wasip1

package link

import "pegboard.dev/pegboard/sdk/abi"

// Host answers host operations outside of WebAssembly; plugintest sets it.
var Host func(op abi.Op, in []byte) (reply []byte, kind abi.Kind)

// LogTo takes log lines outside of WebAssembly; plugintest sets it.
var LogTo func(level abi.Level, line string)

// Call asks the host for a service.
func Call(op abi.Op, in []byte) (string, abi.Kind) {
	if Host == nil {
		f := abi.Fault{Kind: int64(abi.KindUnavailable), Message: "There is no host here; use plugintest.New in a test."}
		return string(f.AppendFlat(nil)), abi.KindUnavailable
	}
	out, kind := Host(op, in)
	return string(out), kind
}

// Log sends one line to the plugin's log.
func Log(level abi.Level, line string) {
	if LogTo != nil {
		LogTo(level, line)
	}
}
