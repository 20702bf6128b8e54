package sandbox

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"pegboard.dev/pegboard/core/plugin/sandbox/meter"
)

// FuzzRewrite gives arbitrary bytes to the rewriter. What it refuses it refuses with
// a sentence, and it may be stricter than the engine, which lets pass a few things
// that the specification does not; what it rewrites, the engine accepts before and
// after or not at all.
func FuzzRewrite(f *testing.F) {
	f.Add(rogue())
	f.Add(wasmGuest{pages: 1, call: constant(0)}.encode())
	f.Add(wasmGuest{pages: 1, call: constant(0), customs: sec(0, []byte("\x04name\x02\x03\x01\x00\x05"))}.encode()) // names cut off
	f.Add([]byte("\x00asm\x01\x00\x00\x00\x00\x01\x00"))                                                            // a name that is empty
	f.Add(wasmGuest{pages: 1, call: constant(0), table: append([]byte{0x70, 1, 1}, leb(9)...), data: "x", start: 3,
		funcs: []wasmFunc{{code: []byte{0x03, 0x40, 0x0c, 0, 0x0b}, export: "loop"}}, customs: sec(0, []byte("\x04name"))}.encode())
	if dir, err := specDir(); err == nil {
		for _, name := range []string{"call_indirect.2", "br_table.0", "bulk.11", "ref_func.1", "table_init.2", "block.0", "simd_lane.0", "global.0", "elem.10"} {
			for _, suite := range []string{"v1", "v2"} {
				if b, err := os.ReadFile(filepath.Join(dir, suite, "testdata", name+".wasm")); err == nil {
					f.Add(b)
				}
			}
		}
	}
	ctx := context.Background()
	rt := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(api.CoreFeaturesV2))
	f.Cleanup(func() { _ = rt.Close(ctx) })
	accepted := func(wasm []byte) bool {
		code, err := rt.CompileModule(ctx, wasm)
		if err == nil {
			_ = code.Close(ctx)
		}
		return err == nil
	}
	f.Fuzz(func(t *testing.T, wasm []byte) {
		if len(wasm) > 1<<16 {
			return
		}
		for _, o := range []meter.Options{{}, {MemoryPages: 16, TableSize: 100, Rules: rules}} {
			before := bytes.Clone(wasm)
			out, info, err := meter.Rewrite(wasm, o)
			if !bytes.Equal(before, wasm) {
				t.Fatal("the module that came in was changed")
			}
			var refusal *meter.Refusal
			switch {
			case err != nil && (!errors.As(err, &refusal) || refusal.Msg == ""):
				t.Fatalf("an error without a sentence: %v", err)
			case err == nil && info == nil:
				t.Fatal("nothing is told of it")
			case err == nil && !boasts(wasm) && accepted(uncustomed(wasm)) != accepted(out):
				t.Fatalf("as it is %v, rewritten %v", accepted(uncustomed(wasm)), accepted(out))
			}
		}
	})
}

// uncustomed leaves a module's custom sections out, as the rewriting does: names, in
// which the engine finds faults, and which mean nothing.
func uncustomed(wasm []byte) []byte {
	if len(wasm) < 8 {
		return wasm
	}
	out, rest := bytes.Clone(wasm[:8]), wasm[8:]
	for len(rest) > 0 {
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || n > 5 || size > uint64(len(rest)-1-n) {
			return append(out, rest...) // the engine says what is wrong with the rest
		}
		end := 1 + n + int(size)
		if rest[0] != 0 {
			out = append(out, rest[:end]...)
		}
		rest = rest[end:]
	}
	return out
}

// boasts reports whether a module may state a number beyond 2^21: the engine makes
// room for as many things as are said to follow, and the test would run out of
// memory. In the product the engine sees only what the rewriter has made.
func boasts(wasm []byte) bool {
	large := 0
	for _, b := range wasm {
		if large++; b < 0x80 {
			large = 0
		}
		if large == 3 {
			return true
		}
	}
	return false
}
