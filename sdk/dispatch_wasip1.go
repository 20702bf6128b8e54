package sdk

import "pegboard.dev/pegboard/sdk/internal/link"

func init() { link.Dispatch = dispatch }

// room is for the requests of host calls, used again and again: the host has copied
// one when the call returns. It is nil while a request is in it, since another
// goroutine of the plugin may run when the request grows.
var room []byte

func takeRoom() []byte {
	b := room
	room = nil
	return b[:0]
}

func giveRoom(b []byte) {
	if cap(b) <= 64<<10 {
		room = b
	}
}
