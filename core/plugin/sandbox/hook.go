package sandbox

import (
	"context"
	"time"

	"pegboard.dev/pegboard/sdk/abi"
)

// Hook is one call of a hook with its buffers. Used again and again it costs the
// host no allocation; one goroutine at a time may use it.
type Hook struct {
	Request abi.HookRequest
	// Reply is the guest's answer. Its strings are valid until the next call of
	// Do: clone what is kept.
	Reply abi.HookReply
	// Timeout as in Call.
	Timeout time.Duration

	call Call
}

// Do runs the hook through m: Reply then holds the guest's verdict, which is
// "continue" when the guest has no handler or changed nothing.
func (h *Hook) Do(ctx context.Context, m *Module, host HostFunc) error {
	h.call.Op, h.call.Request, h.call.Host, h.call.Timeout = abi.OpHook, &h.Request, host, h.Timeout
	err := m.Do(ctx, &h.call)
	if err != nil || len(h.call.Out) == 0 {
		h.Reply = abi.HookReply{}
		return err
	}
	return m.read(h.call.Out, &h.Reply)
}
