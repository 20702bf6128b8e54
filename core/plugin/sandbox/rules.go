package sandbox

import (
	"strings"

	"pegboard.dev/pegboard/core/plugin/sandbox/meter"
	"pegboard.dev/pegboard/sdk/abi"
)

// rules are what a plugin's module may import and must export.
var rules = func() *meter.Rules {
	r := &meter.Rules{
		Imports: map[string]meter.Signature{
			"pegboard.read":  {Params: "i32 i32", Results: "i32"},
			"pegboard.write": {Params: "i32 i32"},
			"pegboard.call":  {Params: "i32 i32 i32", Results: "i64"},
			"pegboard.log":   {Params: "i32 i32 i32"},
		},
		Unknown:  unknownImport,
		Memory:   abi.ExportMemory,
		Exports:  map[string]meter.Signature{abi.ExportABI: {Results: "i32"}, abi.ExportCall: {Params: "i32 i32", Results: "i32"}},
		Optional: map[string]meter.Signature{abi.ExportInitialize: {}},
		Forbidden: map[string]string{"_start": "The plugin is built as a program that runs once; build it as a library " +
			"(Go: -buildmode=c-shared; clang: -mexec-model=reactor)."},
	}
	for name, f := range wasi {
		r.Imports[wasiModule+"."+name] = f.sig
	}
	return r
}()

// unknownImport explains what a module wants and does not get.
func unknownImport(module, name string) string {
	switch {
	case module == abi.Module:
		return "The plugin needs a newer Pegboard: this one does not have the host function " + name + "."
	case module == wasiModule && strings.HasPrefix(name, "sock_"):
		return "The plugin wants sockets (" + name + "); plugins have none and fetch over HTTP through the helpdesk."
	case module == wasiModule:
		return "The plugin wants " + name + " of the system interface, which plugins do not get."
	case module == "gojs" || module == "go":
		return "The plugin is built for browsers (GOOS=js); build it with GOOS=wasip1."
	case module == "env":
		return "The plugin needs the function " + name + " from its surroundings; something was not linked into it."
	}
	return "The plugin needs " + module + "." + name + ", which Pegboard does not offer."
}
