//go:build !wasip1

package sdk

import (
	"bytes"

	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

func init() { link.Dispatch = nested }

func takeRoom() []byte { return nil }

func giveRoom([]byte) {}

// nested keeps the state of the call under way while a host call of it leads back
// to the plugin. In the sandbox another instance answers then.
func nested(op abi.Op, in string) ([]byte, Kind) {
	call, hook, changes, last := current, running, reply, out
	out = nil
	b, kind := dispatch(op, in)
	b = bytes.Clone(b)
	current, running, reply, out = call, hook, changes, last
	return b, kind
}
