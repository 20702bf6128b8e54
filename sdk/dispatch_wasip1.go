package sdk

import (
	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

func init() { link.Dispatch = dispatch }

// asked is room for the requests of host calls, used again and again: the host has
// copied one when the call returns, and nothing else runs meanwhile.
var asked []byte

func written(req abi.Wire) []byte {
	b := req.AppendFlat(asked[:0])
	if cap(b) <= 64<<10 {
		asked = b
	}
	return b
}
