package conform_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/plugin/conform"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/plugin/sandbox"
)

func engine(t *testing.T) *sandbox.Engine {
	t.Helper()
	e, err := sandbox.New(sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close(context.Background()) })
	return e
}

func TestCallLogsConforms(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "plugins", "calllogs")
	wasm, err := peg.Build(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, peg.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	m, err := manifest.Parse(raw, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	results := conform.Run(t.Context(), engine(t), wasm, m)
	if len(results) < 20 {
		t.Errorf("only %d checks", len(results))
	}
	for _, r := range results {
		if r.Wrong != "" {
			t.Errorf("%s: %s", r.Name, r.Wrong)
		}
	}
}

// module assembles a guest by hand: one page of memory, and a body each for
// pegboard_abi and pegboard_call.
func module(speaks, answers string) []byte {
	body := func(code string) string {
		code = "\x00" + code + "\x0b" // no locals
		return string(rune(len(code))) + code
	}
	code := "\x02" + body(speaks) + body(answers)
	return []byte("\x00asm\x01\x00\x00\x00" +
		"\x01\x0b\x02\x60\x00\x01\x7f\x60\x02\x7f\x7f\x01\x7f" +
		"\x03\x03\x02\x00\x01" + "\x05\x03\x01\x00\x01" +
		"\x07\x29\x03\x06memory\x02\x00\x0cpegboard_abi\x00\x00\x0dpegboard_call\x00\x01" +
		"\x0a" + string(rune(len(code))) + code)
}

// Instructions of the modules below.
const (
	one      = "\x41\x01"                                                                     // i32.const 1
	notFound = "\x41\x04"                                                                     // i32.const 4
	success  = "\x41\x00"                                                                     // i32.const 0
	trap     = "\x00"                                                                         // unreachable
	smart    = "\x20\x00\x41\x06\x46\x20\x00\x41\x01\x46\x72\x04\x7f\x41\x00\x05\x41\x04\x0b" // lifecycle and hooks: 0, the rest: 4
)

// TestFaultyModules: each is found out, and the smallest faultless one passes.
func TestFaultyModules(t *testing.T) {
	for _, tc := range []struct {
		name string
		wasm []byte
		says string // of the first check that fails; empty: none does
	}{
		{"the smallest that conforms", module(one, smart), ""},
		{"no module", []byte("hello"), "imports and exports"},
		{"no exports", []byte("\x00asm\x01\x00\x00\x00"), "imports and exports"},
		{"another version", module("\x41\x02", smart), "version 1"},
		{"everything fails", module(one, notFound), "smoke call"},
		{"everything succeeds", module(one, success), "operations that it does not know"},
		{"everything traps", module(one, trap), "smoke call"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, r := range conform.Run(t.Context(), engine(t), tc.wasm, nil) {
				if r.Wrong == "" {
					continue
				}
				if tc.says == "" || !strings.Contains(r.Name, tc.says) {
					t.Errorf("%s: %s", r.Name, r.Wrong)
				}
				return
			}
			if tc.says != "" {
				t.Error("nothing was found")
			}
		})
	}
}
