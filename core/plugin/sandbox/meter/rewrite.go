package meter

// Names by which the host finds what the rewriting added.
const (
	// ImportModule and ImportYield name the host function that the module calls
	// when the counter is used up: (i64) → i64, the counter and the new counter.
	ImportModule = "pegboard"
	ImportYield  = "yield"
	// ExportCounter names the counter, a mutable i64: what is left in the high 32
	// bits, signed, and the depth of the stack in the low ones.
	ExportCounter = "pegboard.counter"
)

// Options are the bounds that the rewriting writes into the module.
type Options struct {
	MemoryPages uint32 // of 64 KiB; 0 leaves the module's own
	TableSize   uint32 // entries; 0 leaves the module's own
	// Rules say what it may import and must export; nil: anything.
	Rules *Rules
	// Bare leaves the counting out, to measure what it costs.
	Bare bool
}

// Info tells about a module.
type Info struct {
	Functions   int
	MemoryPages uint32 // at the start
	Imports     []string
	Exports     []string
}

// rewriter holds what the functions of one module share.
type rewriter struct {
	m        *module
	o        Options
	d        decoder
	plans    []plan
	static   []uint32 // what a caller pays for each defined function
	indirect uint32   // what a call through a table costs beside itself
	chain    uint32   // and what it counts as stack
	added    uint32   // number of the yield function: all defined ones move up by one
	counter  uint32   // number of the counter global
	refTable uint32   // number of the table of function references
	refIndex map[uint32]uint32
	refList  []uint32
	blocks   map[string]int64 // block type of several results → its type
	newTypes []byte
	nTypes   uint32
	out      []byte
}

// Rewrite checks a module against o and returns it metered. The result is a new
// slice; wasm is not kept. Errors are *Refusal.
func Rewrite(wasm []byte, o Options) ([]byte, *Info, error) {
	m, err := decode(wasm)
	if err != nil {
		return nil, nil, err
	}
	if o.Rules != nil {
		if err := o.Rules.check(m); err != nil {
			return nil, nil, err
		}
	}
	w := &rewriter{m: m, o: o, d: decoder{m: m}, added: m.nImported[kindFunc],
		counter:  m.nImported[kindGlobal] + m.nGlobals,
		refTable: m.nImported[kindTable] + uint32(len(m.tables)),
		refIndex: map[uint32]uint32{}, blocks: map[string]int64{}, nTypes: uint32(len(m.types))}
	if err := w.bounds(); err != nil {
		return nil, nil, err
	}
	if err := w.classify(); err != nil {
		return nil, nil, err
	}
	return w.write(len(wasm)), m.info(), nil
}

// bounds clamps tables and memories.
func (w *rewriter) bounds() error {
	for i := range w.m.memories {
		l := &w.m.memories[i]
		if limit := w.o.MemoryPages; limit > 0 {
			if l.min > limit {
				return refuse("The plugin needs %d KiB of memory to start; %d KiB are allowed.", uint64(l.min)*64, uint64(limit)*64)
			}
			l.clamp(limit)
		}
	}
	for i := range w.m.tables {
		l := &w.m.tables[i].limits
		if limit := w.o.TableSize; limit > 0 {
			if l.min > limit {
				return refuse("The plugin has a table of %d entries; %d are allowed.", l.min, limit)
			}
			l.clamp(limit)
		}
	}
	for _, e := range w.m.exports {
		if e.name == ExportCounter {
			return refuse("The plugin exports %q, a name that Pegboard keeps for itself.", e.name)
		}
	}
	return nil
}

func (l *limits) clamp(limit uint32) {
	if !l.hasMax() || l.max > limit {
		l.flag, l.max = l.flag|1, limit
	}
}

// classify decodes every body once, plans how each is metered and collects the
// references to functions.
func (w *rewriter) classify() error {
	p := newPlanner(len(w.m.bodies))
	declared := w.m.declared()
	var s shape
	for i := range w.m.bodies {
		if err := w.d.decode(i); err != nil {
			return err
		}
		w.d.measure(&s, nil, 0)
		p.add(i, &s, int(w.d.local)+len(w.d.sig.results))
		if s.refs {
			for _, in := range w.d.list {
				if in.op != opRefFunc {
					continue
				}
				if !declared[in.arg] {
					return refuse("The file is not a valid WebAssembly module: it refers to function %d without declaring it.", in.arg)
				}
				w.reference(in.arg)
			}
		}
	}
	p.solve()
	w.plans, w.static = p.plans, make([]uint32, len(p.plans))
	for i := range p.plans {
		w.static[i] = p.plans[i].static
	}
	w.indirect, w.chain = p.table()
	return nil
}

// declared returns the functions that code may refer to: those that occur
// outside of it.
func (m *module) declared() map[uint32]bool {
	set := map[uint32]bool{}
	add := func(c constExpr) {
		if c.isRef {
			set[c.fn] = true
		}
	}
	for _, e := range m.exports {
		if e.kind == kindFunc {
			set[e.index] = true
		}
	}
	for _, g := range m.globals {
		add(g.init)
	}
	for _, e := range m.elements {
		for _, fn := range e.funcs {
			set[fn] = true
		}
		for _, c := range e.exprs {
			add(c)
		}
	}
	return set
}

// reference gives a function a place in the table of references, so that
// ref.func costs the host nothing: the engine allocates for each execution.
func (w *rewriter) reference(fn uint32) {
	if _, ok := w.refIndex[fn]; !ok {
		w.refIndex[fn] = uint32(len(w.refList))
		w.refList = append(w.refList, fn)
	}
}

// fn returns a function's number after the rewriting.
func (w *rewriter) fn(old uint32) uint32 {
	if old >= w.added {
		return old + 1
	}
	return old
}

func (m *module) info() *Info {
	i := &Info{Functions: len(m.funcs)}
	if len(m.memories) > 0 {
		i.MemoryPages = m.memories[0].min
	}
	for _, im := range m.imports {
		i.Imports = append(i.Imports, im.module+"."+im.name)
	}
	for _, e := range m.exports {
		i.Exports = append(i.Exports, e.name)
	}
	return i
}
