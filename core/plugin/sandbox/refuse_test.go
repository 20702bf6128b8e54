package sandbox

import (
	"errors"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
)

func TestCompileRefusesWithOneClearSentence(t *testing.T) {
	good := wasmGuest{pages: 1, call: constant(0)}
	with := func(change func(g *wasmGuest)) []byte {
		g := good
		change(&g)
		return g.encode()
	}
	tests := []struct {
		name string
		wasm []byte
		want string
	}{
		{"nothing", nil, "not a WebAssembly module"},
		{"a text", []byte("not a module at all"), "not a WebAssembly module"},
		{"a component", []byte("\x00asm\x0d\x00\x01\x00"), "another version or a component"},
		{"a truncated module", good.encode()[:40], "not a valid WebAssembly module"},
		{"a host function of the future", with(func(g *wasmGuest) {
			g.imports = []wasmImport{{"pegboard", "stream", []byte{i32}, []byte{i32}}}
		}), "needs a newer Pegboard: this one does not have the host function stream"},
		{"the function that the rewriting adds", with(func(g *wasmGuest) {
			g.imports = []wasmImport{{"pegboard", "yield", []byte{i64}, []byte{i64}}}
		}), "does not have the host function yield"},
		{"a host function of another type", with(func(g *wasmGuest) {
			g.imports = []wasmImport{{"pegboard", "read", []byte{i64}, []byte{i32}}}
		}), "imports pegboard.read as (i64) → (i32); it is (i32 i32) → (i32)"},
		{"sockets", with(func(g *wasmGuest) {
			g.imports = []wasmImport{{wasiModule, "sock_accept", []byte{i32, i32, i32}, []byte{i32}}}
		}), "wants sockets"},
		{"a system function that is not offered", with(func(g *wasmGuest) {
			g.imports = []wasmImport{{wasiModule, "proc_raise", []byte{i32}, []byte{i32}}}
		}), "wants proc_raise of the system interface"},
		{"something not linked", with(func(g *wasmGuest) {
			g.imports = []wasmImport{{"env", "memcpy", []byte{i32, i32, i32}, []byte{i32}}}
		}), "was not linked into it"},
		{"an unknown import", with(func(g *wasmGuest) {
			g.imports = []wasmImport{{"extism", "alloc", []byte{i64}, []byte{i64}}}
		}), "needs extism.alloc, which Pegboard does not offer"},
		{"no pegboard_abi", with(func(g *wasmGuest) { g.noABI = true }), `does not export the function "pegboard_abi"`},
		{"no memory", with(func(g *wasmGuest) { g.pages = 0 }), `does not export its memory as "memory"`},
		{"a program", with(func(g *wasmGuest) { g.funcs = []wasmFunc{{export: "_start"}} }), "built as a program that runs once"},
		{"an initializer with parameters", with(func(g *wasmGuest) {
			g.funcs = []wasmFunc{{export: "_initialize", params: []byte{i32}}}
		}), "exports _initialize as (i32) → (); it must be () → ()"},
		{"a reserved export", with(func(g *wasmGuest) {
			g.funcs = []wasmFunc{{export: "pegboard.counter"}}
		}), "a name that Pegboard keeps for itself"},
		{"too much memory at the start", with(func(g *wasmGuest) { g.pages = 100 }), "needs 6400 KiB of memory to start; 4096 KiB are allowed"},
		{"a huge table", with(func(g *wasmGuest) {
			g.table = append([]byte{0x70, 0}, leb(100_000_000)...)
		}), "has a table of 100000000 entries"},
		{"shared memory", with(func(g *wasmGuest) { g.table = []byte{0x70, 3, 1, 1} }), "shared and 64-bit memories are not allowed"},
		{"threads", with(func(g *wasmGuest) { g.call = []byte{0xfe, 0x03, 0x00} }), "threads are not allowed"},
		{"tail calls", with(func(g *wasmGuest) { g.call = []byte{0x12, 0} }), "tail calls"},
		{"the counter's number", with(func(g *wasmGuest) { g.call = []byte{0x23, 0, 0x1a, 0x41, 0} }), "global 0 does not exist"},
		{"a call of a function that the rewriting adds", with(func(g *wasmGuest) { g.call = []byte{0x10, 2} }), "function 2 does not exist"},
		{"a variable that the rewriting adds", with(func(g *wasmGuest) { g.call = []byte{0x20, 5} }), "variable 5 does not exist"},
		{"a branch out of the function", with(func(g *wasmGuest) { g.call = []byte{0x0c, 1} }), "label 1 does not exist"},
		{"wrong types", with(func(g *wasmGuest) { g.call = []byte{0x42, 0} }), "not a valid WebAssembly module"},
	}
	e := mustEngine(t, Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := e.Compile(t.Context(), tt.wasm, Limits{Name: "sample", Memory: 4 << 20})
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatalf("error %v, want KindInvalid", err)
			}
			if f := Why(err); f == nil || f.Reason != ReasonRefused {
				t.Errorf("failure %+v, want refused", f)
			}
			var e *core.Error
			errors.As(err, &e)
			msg := e.Msg
			if !strings.Contains(msg, tt.want) || strings.Contains(msg, "\n") || !strings.HasSuffix(msg, ".") {
				t.Errorf("message %q, want one sentence with %q", msg, tt.want)
			}
		})
	}
	if _, err := e.Compile(t.Context(), good.encode(), Limits{}); err != nil {
		t.Errorf("the good module: %v", err)
	}
}

func TestAnotherVersionOfTheInterfaceIsRefusedAtTheFirstCall(t *testing.T) {
	for answer, want := range map[int64]string{2: "version 2", 17: "version 17", 1 | 1<<20: "version 1"} {
		m := mustModule(t, wasmGuest{pages: 1, call: constant(0), abi: answer}.encode(), Limits{Name: "sample"})
		err := m.Do(t.Context(), &Call{})
		if f := Why(err); f == nil || f.Reason != ReasonABI || !strings.Contains(f.Detail, want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
