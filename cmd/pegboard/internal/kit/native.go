package kit

import (
	"context"
	"errors"

	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/plugintest/wire"
)

// stub stands for a plugin's code where the test answers its calls: a memory,
// and the two functions that every guest has.
var stub = []byte("\x00asm\x01\x00\x00\x00" +
	"\x01\x0b\x02\x60\x00\x01\x7f\x60\x02\x7f\x7f\x01\x7f" + // () → i32, (i32, i32) → i32
	"\x03\x03\x02\x00\x01" + "\x05\x03\x01\x00\x01" +
	"\x07\x29\x03\x06memory\x02\x00\x0cpegboard_abi\x00\x00\x0dpegboard_call\x00\x01" +
	"\x0a\x0b\x02\x04\x00\x41\x01\x0b\x04\x00\x41\x04\x0b")

// insideKey marks the context of what a plugin inside the test asks for.
type insideKey struct{}

// ask hands a call to the plugin inside the test, and answers its host calls
// until it returns.
func (k *Kit) ask(ctx context.Context, op abi.Op, in []byte, host func(ctx context.Context, op abi.Op, in []byte) ([]byte, abi.Kind)) ([]byte, abi.Kind, error) {
	if ctx.Value(insideKey{}) == nil {
		k.guest.Lock()
		defer k.guest.Unlock()
		ctx = context.WithValue(ctx, insideKey{}, true)
	}
	if err := k.send(&wire.Answer{Call: &wire.Call{Op: op, In: in}}); err != nil {
		return nil, 0, err
	}
	for {
		r, err := k.read()
		switch {
		case err != nil:
			return nil, 0, err
		case r.Host != nil:
			out, kind := host(ctx, r.Host.Op, r.Host.In)
			if err := k.send(&wire.Answer{Reply: &wire.Return{Out: out, Kind: kind}}); err != nil {
				return nil, 0, err
			}
		case r.Return != nil && r.Return.Panic != "":
			return nil, 0, errors.New(r.Return.Panic)
		case r.Return != nil:
			return r.Return.Out, r.Return.Kind, nil
		default:
			return nil, 0, errors.New("the test sent something else while its plugin was called")
		}
	}
}

var _ sandbox.NativeFunc = (*Kit)(nil).ask
