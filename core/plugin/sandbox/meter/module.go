package meter

// Section ids of the binary format.
const (
	secCustom = iota
	secType
	secImport
	secFunction
	secTable
	secMemory
	secGlobal
	secExport
	secStart
	secElement
	secCode
	secData
	secDataCount
	secCount
)

// Bounds of what is decoded, beside the size of the file: they keep the time
// and memory of compiling within reason.
const (
	maxTypes     = 100_000
	maxFunctions = 200_000
	maxImports   = 1_000
	maxGlobals   = 10_000
	maxExports   = 10_000
	maxTables    = 16
	maxSegments  = 100_000
	maxLocals    = 20_000
	maxBody      = 4 << 20
	maxNesting   = 10_000
)

// funcType is a function's signature; the slices alias the module.
type funcType struct{ params, results []byte }

func (t funcType) equal(u funcType) bool {
	return string(t.params) == string(u.params) && string(t.results) == string(u.results)
}

type importEntry struct {
	module, name string
	kind         byte
	index        uint32 // type of a function
	raw          []byte // the description after the kind, for the other kinds
}

type limits struct {
	flag     byte
	min, max uint32
}

func (l limits) hasMax() bool { return l.flag&1 != 0 }

type tableType struct {
	ref byte
	limits
}

type globalEntry struct {
	typ, mut byte
	init     constExpr
}

type exportEntry struct {
	name  string
	kind  byte
	index uint32
}

// module is a decoded module. Parts that the rewriting leaves alone stay raw.
type module struct {
	types    []funcType
	imports  []importEntry
	funcs    []uint32 // type index per defined function
	tables   []tableType
	memories []limits
	globals  []globalEntry
	exports  []exportEntry
	start    int64 // -1: none
	elements []element
	bodies   []body
	data     []byte // the raw section
	// dataCount is the raw section, nil when there is none.
	dataCount []byte

	nImported [4]uint32 // imported functions, tables, memories, globals
	nGlobals  uint32    // defined ones
	nData     uint32
	typeRaw   []byte // raw entries of the type section
}

// body is one function's code, undecoded.
type body struct {
	locals []byte // raw declarations, without their count
	nDecl  uint32
	nLocal uint32
	code   []byte // instructions, with the final end
}

func (m *module) nFuncs() uint32 { return m.nImported[kindFunc] + uint32(len(m.funcs)) }

// typeOf returns the signature of a function that checkIndexes has passed.
func (m *module) typeOf(fn uint32) funcType {
	if n := m.nImported[kindFunc]; fn >= n {
		return m.types[m.funcs[fn-n]]
	}
	for _, im := range m.imports {
		if im.kind == kindFunc {
			if fn == 0 {
				return m.types[im.index]
			}
			fn--
		}
	}
	return funcType{}
}

const (
	kindFunc = iota
	kindTable
	kindMemory
	kindGlobal
)

// decode takes a module apart. It checks the form and the bounds, not the types:
// the engine validates those.
func decode(b []byte) (*module, error) {
	if len(b) < 8 || string(b[:8]) != "\x00asm\x01\x00\x00\x00" {
		if len(b) >= 8 && string(b[:4]) == "\x00asm" {
			return nil, refuse("The file is WebAssembly of another version or a component; a core module of version 1 is needed.")
		}
		return nil, refuse("The file is not a WebAssembly module.")
	}
	m := &module{start: -1}
	r := &reader{b: b, off: 8, part: "sections"}
	last := 0
	for !r.done() {
		id := int(r.byte())
		s := &reader{b: r.bytes(r.u32()), part: "section " + sectionName(id)}
		if r.err != nil {
			break
		}
		if id == secCustom {
			s.name()
			if s.err != nil {
				return nil, s.err
			}
			continue
		}
		order := sectionOrder(id)
		if order == 0 {
			return nil, refuse("The module has a section of kind %d, which Pegboard does not know (exceptions and shared memory are not allowed).", id)
		}
		if order <= last {
			s.fail("it is out of order")
			return nil, s.err
		}
		last = order
		m.section(id, s)
		if s.err == nil && !s.done() {
			s.fail("there are bytes left over")
		}
		if s.err != nil {
			return nil, s.err
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	if len(m.funcs) != len(m.bodies) {
		return nil, refuse("The file is not a valid WebAssembly module: it declares %d functions and has %d.", len(m.funcs), len(m.bodies))
	}
	return m, m.checkIndexes()
}

var sectionNames = [secCount]string{"custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count"}

func sectionName(id int) string {
	if id < secCount {
		return sectionNames[id]
	}
	return "unknown"
}

// sectionOrder returns a section's place; the data count comes before the code.
func sectionOrder(id int) int {
	switch {
	case id >= secType && id <= secElement:
		return id
	case id == secDataCount:
		return secElement + 1
	case id == secCode || id == secData:
		return id + 1
	}
	return 0
}

// checkIndexes refuses indexes that would reach what the rewriting adds.
func (m *module) checkIndexes() error {
	bad := func(what string) error {
		return refuse("The file is not a valid WebAssembly module: an index of a %s is out of range.", what)
	}
	for _, t := range m.funcs {
		if t >= uint32(len(m.types)) {
			return bad("type")
		}
	}
	for _, im := range m.imports {
		if im.kind == kindFunc && im.index >= uint32(len(m.types)) {
			return bad("type")
		}
	}
	total := [4]uint32{m.nFuncs(), m.nImported[kindTable] + uint32(len(m.tables)),
		m.nImported[kindMemory] + uint32(len(m.memories)), m.nImported[kindGlobal] + m.nGlobals}
	for _, e := range m.exports {
		if e.index >= total[e.kind] {
			return bad("export")
		}
	}
	if m.start >= int64(m.nFuncs()) {
		return bad("start function")
	}
	return nil
}
