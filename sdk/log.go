package sdk

import (
	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

// Log writes to the plugin's log, which the owner sees. Never put a customer's
// data into it. Lines are cut at 4 KiB; too many in one call are dropped.
var Log logger

type logger struct{}

// Debug logs what only the author wants to know.
func (logger) Debug(line string) { link.Log(abi.LevelDebug, line) }

// Info logs what happened.
func (logger) Info(line string) { link.Log(abi.LevelInfo, line) }

// Warn logs what may be wrong.
func (logger) Warn(line string) { link.Log(abi.LevelWarn, line) }

// Error logs what is wrong.
func (logger) Error(line string) { link.Log(abi.LevelError, line) }
