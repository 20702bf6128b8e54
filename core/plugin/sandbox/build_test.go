package sandbox

// A tiny encoder for hand-made guests: what no compiler would write.

const (
	i32 = 0x7f
	i64 = 0x7e
)

// wasmFunc is one function of a hand-made guest.
type wasmFunc struct {
	params, results []byte
	locals          []byte // types, one variable each
	code            []byte // without the final end
	export          string
}

// wasmGuest describes a hand-made guest. Zero fields are left out.
type wasmGuest struct {
	imports     []wasmImport
	funcs       []wasmFunc
	pages       byte   // of memory, at the start
	table       []byte // raw entry of a table section
	call        []byte // body of pegboard_call (op, len) → i32
	locals      []byte // its variables, from number 2 on; three when nil: i32, i32, i64
	abi         int64  // what pegboard_abi answers; 0 is read as 1
	noABI       bool
	globals     []byte // raw section
	start       int    // number of the start function + 1
	data        string // at address 0
	maxPages    int
	customs     []byte
	extraExport []byte // raw entry
}

type wasmImport struct {
	module, name    string
	params, results []byte
}

var (
	importRead  = wasmImport{"pegboard", "read", []byte{i32, i32}, []byte{i32}}
	importWrite = wasmImport{"pegboard", "write", []byte{i32, i32}, nil}
	importCall  = wasmImport{"pegboard", "call", []byte{i32, i32, i32}, []byte{i64}}
	importLog   = wasmImport{"pegboard", "log", []byte{i32, i32, i32}, nil}
)

func leb(n int) []byte {
	var b []byte
	for {
		c := byte(n & 0x7f)
		if n >>= 7; n == 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

// sleb encodes a signed constant.
func sleb(n int64) []byte {
	var b []byte
	for {
		c := byte(n & 0x7f)
		n >>= 7
		if n == 0 && c&0x40 == 0 || n == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

// constant is an i32.const instruction.
func constant(n int64) []byte { return append([]byte{0x41}, sleb(n)...) }

func cat(parts ...[]byte) []byte {
	var b []byte
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

func vec(items ...[]byte) []byte { return append(leb(len(items)), cat(items...)...) }

func sized(b []byte) []byte { return append(leb(len(b)), b...) }

func sec(id byte, body []byte) []byte { return append([]byte{id}, sized(body)...) }

// encode builds the module. Functions come after pegboard_abi and
// pegboard_call, whose numbers follow the imports.
func (g wasmGuest) encode() []byte {
	locals := g.locals
	if locals == nil {
		locals = []byte{i32, i32, i64}
	}
	answer := g.abi
	if answer == 0 {
		answer = 1
	}
	funcs := []wasmFunc{{results: []byte{i32}, code: constant(answer), export: "pegboard_abi"},
		{params: []byte{i32, i32}, results: []byte{i32}, locals: locals, code: g.call, export: "pegboard_call"}}
	if g.noABI {
		funcs = funcs[1:]
	}
	funcs = append(funcs, g.funcs...)
	var types, imports, decls, exports, bodies [][]byte
	addType := func(params, results []byte) []byte {
		types = append(types, cat([]byte{0x60}, sized(params), sized(results)))
		return leb(len(types) - 1)
	}
	for _, im := range g.imports {
		imports = append(imports, cat(sized([]byte(im.module)), sized([]byte(im.name)), []byte{0}, addType(im.params, im.results)))
	}
	for i, f := range funcs {
		decls = append(decls, addType(f.params, f.results))
		if f.export != "" {
			exports = append(exports, cat(sized([]byte(f.export)), []byte{0}, leb(len(g.imports)+i)))
		}
		var locals [][]byte
		for _, l := range f.locals {
			locals = append(locals, []byte{1, l})
		}
		bodies = append(bodies, sized(cat(vec(locals...), f.code, []byte{0x0b})))
	}
	b := []byte("\x00asm\x01\x00\x00\x00")
	b = append(b, g.customs...)
	b = append(b, sec(1, vec(types...))...)
	if len(imports) > 0 {
		b = append(b, sec(2, vec(imports...))...)
	}
	b = append(b, sec(3, vec(decls...))...)
	if g.table != nil {
		b = append(b, sec(4, vec(g.table))...)
	}
	if g.pages > 0 {
		mem := []byte{0, g.pages}
		if g.maxPages > 0 {
			mem = append([]byte{1, g.pages}, leb(g.maxPages)...)
		}
		b = append(b, sec(5, vec(mem))...)
		exports = append(exports, cat(sized([]byte("memory")), []byte{2, 0}))
	}
	if g.globals != nil {
		b = append(b, sec(6, g.globals)...)
	}
	if g.extraExport != nil {
		exports = append(exports, g.extraExport)
	}
	b = append(b, sec(7, vec(exports...))...)
	if g.start > 0 {
		b = append(b, sec(8, leb(g.start-1))...)
	}
	b = append(b, sec(10, vec(bodies...))...)
	if g.data != "" {
		b = append(b, sec(11, vec(cat([]byte{0}, constant(0), []byte{0x0b}, sized([]byte(g.data)))))...)
	}
	return b
}
