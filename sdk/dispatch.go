package sdk

import (
	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

// opHandlers holds what answers each guest operation beside hooks. The
// registering functions fill it, so that a plugin carries only what it uses.
var opHandlers = map[abi.Op]func(in string) ([]byte, Kind){}

func dispatch(op abi.Op, in string) ([]byte, Kind) {
	if op == abi.OpHook {
		return runHook(in)
	}
	if fn := opHandlers[op]; fn != nil {
		current.begin(op)
		return fn(in)
	}
	if op == abi.OpLifecycle {
		return nil, 0 // a plugin without a handler has nothing to do
	}
	return failWith(Fail(KindNotFound, "The plugin does not answer "+abi.GuestOpName(op)+" calls."))
}

var out []byte // the last answer; reused

func answer(r abi.Wire) ([]byte, Kind) {
	out = r.AppendFlat(out[:0])
	return out, 0
}

func failWith(err error) ([]byte, Kind) {
	f, kind := fault(err)
	out = f.AppendFlat(out[:0])
	return out, kind
}

// ask calls a host service. A nil rep ignores the reply.
func ask(op abi.Op, req, rep abi.Wire) error {
	in := takeRoom()
	if req != nil {
		in = req.AppendFlat(in)
	}
	s, kind := link.Call(op, in)
	giveRoom(in)
	if kind != 0 {
		return failure(kind, s)
	}
	if rep == nil {
		return nil
	}
	return rep.DecodeFlat(s)
}
