package meter

// section decodes one section into m.
func (m *module) section(id int, r *reader) {
	switch id {
	case secType:
		m.typeSection(r)
	case secImport:
		m.importSection(r)
	case secFunction:
		for n := r.count(maxFunctions, "functions"); n > 0 && r.err == nil; n-- {
			m.funcs = append(m.funcs, r.u32())
		}
	case secTable:
		for n := r.count(maxTables, "tables"); n > 0 && r.err == nil; n-- {
			t := tableType{ref: r.byte()}
			if t.ref != refFunc && t.ref != refExtern {
				r.fail("a table of type 0x%x is not supported", t.ref)
			}
			t.limits = r.limits()
			m.tables = append(m.tables, t)
		}
	case secMemory:
		for n := r.count(1, "memories"); n > 0 && r.err == nil; n-- {
			m.memories = append(m.memories, r.limits())
		}
	case secGlobal:
		m.nGlobals = uint32(r.count(maxGlobals, "globals"))
		for n := m.nGlobals; n > 0 && r.err == nil; n-- {
			g := globalEntry{typ: r.valueType(), mut: r.byte()}
			if r.err == nil && g.mut > 1 {
				r.fail("a global is neither constant nor mutable")
			}
			g.init = m.constExpr(r)
			m.globals = append(m.globals, g)
		}
	case secExport:
		m.exportSection(r)
	case secStart:
		m.start = int64(r.u32())
	case secElement:
		m.elementSection(r)
	case secDataCount:
		begin := r.off
		r.u32()
		m.dataCount = r.b[begin:r.off]
	case secCode:
		m.codeSection(r)
	case secData:
		m.dataSection(r)
	}
}

// Value and reference types.
const (
	typeI32   = 0x7f
	typeI64   = 0x7e
	typeF32   = 0x7d
	typeF64   = 0x7c
	typeV128  = 0x7b
	refFunc   = 0x70
	refExtern = 0x6f
	typeEmpty = 0x40
)

func isValueType(c byte) bool {
	return c >= typeV128 && c <= typeI32 || c == refFunc || c == refExtern
}

func (r *reader) valueType() byte {
	c := r.byte()
	if r.err == nil && !isValueType(c) {
		r.fail("a value of type 0x%x is not supported", c)
	}
	return c
}

func (r *reader) valueTypes() []byte {
	n := r.count(1000, "parameters or results of one function")
	begin := r.off
	for ; n > 0 && r.err == nil; n-- {
		r.valueType()
	}
	return r.b[begin:r.off]
}

func (r *reader) limits() limits {
	l := limits{flag: r.byte()}
	if l.flag > 1 {
		r.fail("shared and 64-bit memories are not allowed")
	}
	l.min = r.u32()
	if l.hasMax() {
		if l.max = r.u32(); l.max < l.min {
			r.fail("a maximum is below its minimum")
		}
	}
	return l
}

func (m *module) typeSection(r *reader) {
	n := r.count(maxTypes, "types")
	begin := r.off
	for ; n > 0 && r.err == nil; n-- {
		if form := r.byte(); r.err == nil && form != 0x60 {
			r.fail("a type of form 0x%x is not supported", form)
		}
		m.types = append(m.types, funcType{params: r.valueTypes(), results: r.valueTypes()})
	}
	m.typeRaw = r.b[begin:r.off]
}

func (m *module) importSection(r *reader) {
	for n := r.count(maxImports, "imports"); n > 0 && r.err == nil; n-- {
		im := importEntry{module: r.name(), name: r.name(), kind: r.byte()}
		begin := r.off
		switch im.kind {
		case kindFunc:
			im.index = r.u32()
		case kindTable:
			r.byte()
			r.limits()
		case kindMemory:
			r.limits()
		case kindGlobal:
			r.valueType()
			r.byte()
		default:
			r.fail("an import of kind %d is not supported", im.kind)
			return
		}
		im.raw = r.b[begin:r.off]
		m.nImported[im.kind]++
		m.imports = append(m.imports, im)
	}
}

func (m *module) exportSection(r *reader) {
	seen := map[string]bool{}
	for n := r.count(maxExports, "exports"); n > 0 && r.err == nil; n-- {
		e := exportEntry{name: r.name(), kind: r.byte(), index: r.u32()}
		if r.err == nil && (e.kind > kindGlobal || seen[e.name]) {
			r.fail("export %q occurs twice or has an unknown kind", e.name)
		}
		seen[e.name] = true
		m.exports = append(m.exports, e)
	}
}

func (m *module) codeSection(r *reader) {
	n := r.count(maxFunctions, "functions")
	m.bodies = make([]body, 0, n)
	for ; n > 0 && r.err == nil; n-- {
		size := r.u32()
		if r.err == nil && size > maxBody {
			r.err = refuse("The module has a function of %d bytes; at most %d are allowed.", size, maxBody)
			return
		}
		f := &reader{b: r.bytes(size), part: r.part}
		var b body
		b.nDecl = f.u32()
		begin := f.off
		for d := b.nDecl; d > 0 && f.err == nil; d-- {
			k := f.u32()
			f.valueType()
			if f.err == nil && (k > maxLocals || b.nLocal+k > maxLocals) {
				f.err = refuse("The module has a function with more than %d variables.", maxLocals)
			}
			b.nLocal += k
		}
		b.locals, b.code = f.b[begin:f.off], f.b[f.off:]
		if f.err != nil {
			r.err = f.err
			return
		}
		m.bodies = append(m.bodies, b)
	}
}

func (m *module) dataSection(r *reader) {
	begin := r.off
	m.nData = uint32(r.count(maxSegments, "data segments"))
	for n := m.nData; n > 0 && r.err == nil; n-- {
		switch flag := r.u32(); {
		case r.err != nil:
		case flag == 2:
			r.u32()
			m.constExpr(r)
		case flag == 0:
			m.constExpr(r)
		case flag > 2:
			r.fail("a data segment of kind %d is not supported", flag)
		}
		r.bytes(r.u32())
	}
	m.data = r.b[begin:r.off]
}
