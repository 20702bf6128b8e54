package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"pegboard.dev/pegboard/core/plugin/sandbox/meter"
	"pegboard.dev/pegboard/sdk/abi"
)

// The WebAssembly specification's own tests, which ship inside the wazero
// module, are run on each module as it is and as it is rewritten, step by step:
// both must give the same results and the same traps.

type specCommand struct {
	Type, Name, Filename, As string
	Line                     int
	ModuleType               string `json:"module_type"`
	Action                   struct {
		Type, Field, Module string
		Args                []specValue
	}
}

type specValue struct {
	Type, LaneType string
	Value          any
}

func (v *specValue) UnmarshalJSON(b []byte) error {
	var raw struct {
		Type  string `json:"type"`
		Lane  string `json:"lane_type"`
		Value any    `json:"value"`
	}
	err := json.Unmarshal(b, &raw)
	v.Type, v.LaneType, v.Value = raw.Type, raw.Lane, raw.Value
	return err
}

// words returns the argument as the engine takes it.
func (v specValue) words() []uint64 {
	one := func(s any, bits int) uint64 {
		text, _ := s.(string)
		if n, err := strconv.ParseUint(text, 10, bits); err == nil {
			return n
		}
		n, _ := strconv.ParseInt(text, 10, bits)
		return uint64(n) & (^uint64(0) >> (64 - bits))
	}
	switch v.Type {
	case "v128":
		lanes := v.Value.([]any)
		width := 128 / len(lanes)
		var w [2]uint64
		for i, l := range lanes {
			w[i*width/64] |= one(l, width) << (i * width % 64)
		}
		return w[:]
	case "i32", "f32":
		return []uint64{one(v.Value, 32)}
	case "externref", "funcref":
		if v.Value == nil || v.Value == "null" {
			return []uint64{0}
		}
		return []uint64{one(v.Value, 64) + 1}
	}
	return []uint64{one(v.Value, 64)}
}

// specWorld is one of the two worlds.
type specWorld struct {
	rewritten bool
	rt        wazero.Runtime
	named     map[string]api.Module
	last      api.Module
}

func newSpecWorld(t *testing.T, rewritten bool, cache wazero.CompilationCache, spectest []byte) *specWorld {
	ctx := t.Context()
	rt := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCompilationCache(cache).WithCoreFeatures(api.CoreFeaturesV2))
	t.Cleanup(func() { rt.Close(context.Background()) })
	// A tiny quantum, so that every test yields many times.
	_, err := rt.NewHostModuleBuilder(abi.Module).NewFunctionBuilder().WithGoModuleFunction(
		api.GoModuleFunc(func(_ context.Context, _ api.Module, stack []uint64) {
			stack[0] = 40<<32 | stack[0]&0xffffffff
		}), []api.ValueType{api.ValueTypeI64}, []api.ValueType{api.ValueTypeI64}).Export(meter.ImportYield).Instantiate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rt.InstantiateWithConfig(ctx, spectest, wazero.NewModuleConfig()); err != nil {
		t.Fatal(err)
	}
	return &specWorld{rewritten: rewritten, rt: rt, named: map[string]api.Module{}}
}

func (w *specWorld) instantiate(ctx context.Context, wasm []byte, as string) (api.Module, error) {
	if w.rewritten {
		var err error
		if wasm, _, err = meter.Rewrite(wasm, meter.Options{}); err != nil {
			return nil, fmt.Errorf("rewrite: %w", err)
		}
	}
	return w.rt.InstantiateWithConfig(ctx, wasm, wazero.NewModuleConfig().WithName(as))
}

// outcome is what the two worlds are compared by.
func outcome(results []uint64, err error) string {
	if err == nil {
		return fmt.Sprint(results)
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

func (w *specWorld) invoke(ctx context.Context, c *specCommand) string {
	m := w.last
	if c.Action.Module != "" {
		m = w.named[c.Action.Module]
	}
	if m == nil {
		return "no module"
	}
	if c.Action.Type == "get" {
		return fmt.Sprint(m.ExportedGlobal(c.Action.Field).Get())
	}
	fn := m.ExportedFunction(c.Action.Field)
	if fn == nil {
		return "no function"
	}
	var args []uint64
	for _, a := range c.Action.Args {
		args = append(args, a.words()...)
	}
	results, err := fn.Call(ctx, args...)
	const funcref = 0x70
	for i, t := range fn.Definition().ResultTypes() {
		if t == funcref && i < len(results) && results[i] != 0 {
			results[i] = 1 // an address, which differs between the worlds
		}
	}
	return outcome(results, err)
}

// specDir is the folder of the specification's tests inside the wazero module.
func specDir() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/tetratelabs/wazero").Output()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "internal", "integration_test", "spectest")
	_, err = os.Stat(dir)
	return dir, err
}

func TestRewrittenModulesGiveTheSameResults(t *testing.T) {
	dir, err := specDir()
	if err != nil {
		t.Skipf("SKIPPED: the wazero module has no test suite of the specification here: %v", err)
	}
	spectest, err := os.ReadFile(filepath.Join(dir, "testdata", "spectest.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	cache := wazero.NewCompilationCache()
	defer cache.Close(t.Context())
	checked := 0
	// The last four are about proposals, of which the engine accepts more than plugins
	// may use: what the rewriter refuses there is left out.
	for _, suite := range []string{"v1", "v2", "extended-const", "tail-call", "exception-handling", "typed-function-references"} {
		files, _ := filepath.Glob(filepath.Join(dir, suite, "testdata", "*.json"))
		if testing.Short() {
			files = slices.DeleteFunc(files, func(f string) bool { return strings.Contains(f, "simd") })
		}
		for _, file := range files {
			t.Run(suite+"/"+strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
				checked += runSpec(t, file, cache, spectest, suite[0] != 'v')
			})
		}
	}
	t.Logf("%d steps compared", checked)
	if checked < 10_000 {
		t.Errorf("only %d steps compared", checked)
	}
}

func runSpec(t *testing.T, file string, cache wazero.CompilationCache, spectest []byte, proposal bool) (checked int) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var script struct{ Commands []specCommand }
	if err := json.Unmarshal(b, &script); err != nil {
		t.Fatal(err)
	}
	worlds := []*specWorld{newSpecWorld(t, false, cache, spectest), newSpecWorld(t, true, cache, spectest)}
	ctx := t.Context()
	for i := range script.Commands {
		c := &script.Commands[i]
		switch {
		case c.ModuleType == "text":
		case c.Filename != "":
			wasm, err := os.ReadFile(filepath.Join(filepath.Dir(file), c.Filename))
			if err != nil {
				t.Fatal(err)
			}
			as := ""
			if next := i + 1; c.Type == "module" && next < len(script.Commands) && script.Commands[next].Type == "register" {
				as = script.Commands[next].As
			}
			var errs [2]error
			for k, w := range worlds {
				var m api.Module
				if m, errs[k] = w.instantiate(ctx, wasm, as); errs[k] == nil && c.Type == "module" {
					w.last = m
					if c.Name != "" {
						w.named[c.Name] = m
					}
				}
			}
			if errs[0] != nil && c.Type == "module" && !proposal {
				t.Errorf("line %d: a module of the specification is not accepted: %v", c.Line, errs[0])
			}
			if proposal && errs[1] != nil {
				for _, w := range worlds {
					w.last = nil
					delete(w.named, c.Name)
				}
				continue
			}
			if (errs[0] == nil) != (errs[1] == nil) {
				t.Errorf("line %d, %s: as it is: %v; rewritten: %v", c.Line, c.Type, errs[0], errs[1])
			}
			checked++
		case c.Action.Type != "":
			want, got := worlds[0].invoke(ctx, c), worlds[1].invoke(ctx, c)
			if got != want {
				t.Errorf("line %d: %s(%v) is %s; rewritten %s", c.Line, c.Action.Field, c.Action.Args, want, got)
			}
			checked++
		}
	}
	return checked
}
