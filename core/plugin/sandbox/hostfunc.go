package sandbox

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"pegboard.dev/pegboard/core/plugin/sandbox/meter"
	"pegboard.dev/pegboard/sdk/abi"
)

const counterName = meter.ExportCounter

// hostFuncs are the functions of the host module.
var hostFuncs = map[string]struct {
	fn  func(in *instance, stack []uint64)
	sig meter.Signature
}{
	"read":            {hostRead, meter.Signature{Params: "i32 i32", Results: "i32"}},
	"write":           {hostWrite, meter.Signature{Params: "i32 i32"}},
	"call":            {hostCall, meter.Signature{Params: "i32 i32 i32", Results: "i64"}},
	"log":             {hostLog, meter.Signature{Params: "i32 i32 i32"}},
	meter.ImportYield: {hostYield, meter.Signature{Params: "i64", Results: "i64"}},
}

// link makes the host modules in a runtime.
func link(ctx context.Context, rt wazero.Runtime) error {
	b := rt.NewHostModuleBuilder(abi.Module)
	for name, f := range hostFuncs {
		fn := f.fn
		b.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(func(ctx context.Context, mod api.Module, stack []uint64) {
			fn(running(ctx, mod), stack)
		}), valueTypes(f.sig.Params), valueTypes(f.sig.Results)).Export(name)
	}
	if _, err := b.Instantiate(ctx); err != nil {
		return err
	}
	b = rt.NewHostModuleBuilder(wasiModule)
	for name, f := range wasi {
		b.NewFunctionBuilder().WithGoModuleFunction(f.module(), valueTypes(f.sig.Params), valueTypes(f.sig.Results)).Export(name)
	}
	_, err := b.Instantiate(ctx)
	return err
}

func valueTypes(s string) []api.ValueType {
	var types []api.ValueType
	for _, t := range strings.Fields(s) {
		if t == "i64" {
			types = append(types, api.ValueTypeI64)
		} else {
			types = append(types, api.ValueTypeI32)
		}
	}
	return types
}

func hostYield(in *instance, stack []uint64) { stack[0] = in.yield(stack[0]) }

// hostRead copies the pending input or reply to the guest and returns its
// length; when the guest's room is too small it copies nothing.
func hostRead(in *instance, stack []uint64) {
	n := len(in.pending)
	if n <= int(uint32(stack[1])) {
		if !in.mem.Write(uint32(stack[0]), in.pending) {
			in.halt(ReasonABI, "read: the pointer is out of range")
		}
	}
	stack[0] = uint64(n)
}

// hostWrite takes the call's answer; the last one counts.
func hostWrite(in *instance, stack []uint64) {
	n := uint32(stack[1])
	if int64(n) > int64(in.m.limits.Output) {
		in.halt(ReasonOutput, "an answer of "+itoa(int64(n))+" bytes")
	}
	b, ok := in.mem.Read(uint32(stack[0]), n)
	if !ok {
		in.halt(ReasonABI, "write: the pointer is out of range")
	}
	in.out = append(in.out[:0], b...)
}

func hostLog(in *instance, stack []uint64) {
	n := uint32(stack[2])
	if in.logLines >= in.m.limits.LogLines {
		in.logDropped++
		return
	}
	b, ok := in.mem.Read(uint32(stack[1]), min(n, logLineMax))
	if !ok {
		in.halt(ReasonABI, "log: the pointer is out of range")
	}
	in.log(abi.Level(int32(uint32(stack[0]))), string(b))
}

// hostCall asks the caller's HostFunc. The guest gives its processor up meanwhile.
func hostCall(in *instance, stack []uint64) {
	op, n := uint32(stack[0]), uint32(stack[2])
	in.calls++
	if in.calls > in.m.limits.HostCalls {
		in.halt(ReasonHostCalls, "more than "+itoa(int64(in.m.limits.HostCalls)))
	}
	if int64(n) > int64(in.m.limits.Request) {
		in.halt(ReasonOutput, "a request of "+itoa(int64(n))+" bytes")
	}
	b, ok := in.mem.Read(uint32(stack[1]), n)
	if !ok {
		in.halt(ReasonABI, "call: the pointer is out of range")
	}
	if in.host == nil {
		in.pending = nil
		stack[0] = negative(abi.KindUnavailable)
		return
	}
	if in.inner == nil {
		in.open()
	}
	// A copy: what the HostFunc keeps must outlive the guest's memory.
	req := append(make([]byte, 0, n), b...)
	in.leave()
	asked := sinceStart()
	reply, err := in.host(in.inner, op, req)
	in.enter()
	in.waited += in.turn - asked
	if in.turn >= in.deadline {
		in.halt(ReasonTimeout, "in host call "+abi.HostOpName(abi.Op(op)))
	}
	if err != nil {
		kind, f := hostFault(err)
		in.pending = in.encode(f)
		stack[0] = negative(kind)
		return
	}
	in.pending = reply
	stack[0] = uint64(len(reply))
}

func negative(kind abi.Kind) uint64 { return uint64(-int64(kind)) }

func (in *instance) encode(w abi.Wire) []byte {
	if !in.asJSON {
		return w.AppendFlat(nil)
	}
	b, err := json.Marshal(w)
	if err != nil {
		return nil
	}
	return b
}

// open makes the context of this call's host calls.
func (in *instance) open() {
	in.inner = &hostContext{parent: in.parent, asJSON: in.asJSON, outer: in.outer, m: in.m, depth: 1,
		deadline: time.Now().Add(in.deadline - sinceStart())}
	if in.outer != nil {
		in.inner.depth = in.outer.depth + 1
	}
}
