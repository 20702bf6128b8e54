package meter

// write puts the module together again. Custom sections are left out: the
// engine would keep the names of all functions in memory.
func (w *rewriter) write(size int) []byte {
	yield := w.addType([]byte{typeI64}, []byte{typeI64})
	code := w.codeSection(size) // before the types: it may add some
	w.out = append(make([]byte, 0, size+size/4), "\x00asm\x01\x00\x00\x00"...)
	w.section(secType, w.typeSection())
	w.section(secImport, w.importSection(yield))
	w.section(secFunction, w.functionSection())
	w.section(secTable, w.tableSection())
	w.section(secMemory, w.memorySection())
	w.section(secGlobal, w.globalSection())
	w.section(secExport, w.exportSection())
	if w.m.start >= 0 {
		w.section(secStart, appendU32(nil, w.fn(uint32(w.m.start))))
	}
	w.section(secElement, w.elementSection())
	w.section(secDataCount, w.m.dataCount)
	w.section(secCode, code)
	w.section(secData, w.m.data)
	return w.out
}

// section writes a section unless it is empty.
func (w *rewriter) section(id byte, body []byte) {
	if len(body) == 0 {
		return
	}
	w.out = appendU32(append(w.out, id), uint32(len(body)))
	w.out = append(w.out, body...)
}

func (w *rewriter) codeSection(size int) []byte {
	if len(w.m.bodies) == 0 {
		return nil
	}
	out := appendU32(make([]byte, 0, size), uint32(len(w.m.bodies)))
	var s shape
	var buf []byte
	for i := range w.m.bodies {
		buf = w.function(buf[:0], i, &s)
		out = append(appendU32(out, uint32(len(buf))), buf...)
	}
	return out
}

func (w *rewriter) typeSection() []byte {
	return append(append(appendU32(nil, w.nTypes), w.m.typeRaw...), w.newTypes...)
}

func (w *rewriter) importSection(yield uint32) []byte {
	b := appendU32(nil, uint32(len(w.m.imports))+1)
	for _, im := range w.m.imports {
		b = append(appendName(appendName(b, im.module), im.name), im.kind)
		b = append(b, im.raw...)
	}
	b = append(appendName(appendName(b, ImportModule), ImportYield), kindFunc)
	return appendU32(b, yield)
}

func (w *rewriter) functionSection() []byte {
	if len(w.m.funcs) == 0 {
		return nil
	}
	b := appendU32(nil, uint32(len(w.m.funcs)))
	for _, t := range w.m.funcs {
		b = appendU32(b, t)
	}
	return b
}

func (l limits) append(b []byte) []byte {
	b = appendU32(append(b, l.flag), l.min)
	if l.hasMax() {
		b = appendU32(b, l.max)
	}
	return b
}

func (w *rewriter) tableSection() []byte {
	n := uint32(len(w.m.tables))
	refs := uint32(len(w.refList))
	if refs > 0 {
		n++
	}
	if n == 0 {
		return nil
	}
	b := appendU32(nil, n)
	for _, t := range w.m.tables {
		b = t.limits.append(append(b, t.ref))
	}
	if refs > 0 {
		b = limits{flag: 1, min: refs, max: refs}.append(append(b, refFunc))
	}
	return b
}

func (w *rewriter) memorySection() []byte {
	if len(w.m.memories) == 0 {
		return nil
	}
	b := appendU32(nil, uint32(len(w.m.memories)))
	for _, l := range w.m.memories {
		b = l.append(b)
	}
	return b
}

func (w *rewriter) globalSection() []byte {
	b := appendU32(nil, w.m.nGlobals+1)
	for _, g := range w.m.globals {
		b = w.constExpr(append(b, g.typ, g.mut), g.init)
	}
	return append(b, typeI64, 1, opI64Const, 0, opEnd)
}

func (w *rewriter) exportSection() []byte {
	b := appendU32(nil, uint32(len(w.m.exports))+1)
	for _, e := range w.m.exports {
		idx := e.index
		if e.kind == kindFunc {
			idx = w.fn(idx)
		}
		b = appendU32(append(appendName(b, e.name), e.kind), idx)
	}
	return appendU32(append(appendName(b, ExportCounter), kindGlobal), w.counter)
}

func (w *rewriter) elementSection() []byte {
	n := uint32(len(w.m.elements))
	if len(w.refList) > 0 {
		n++
	}
	if n == 0 {
		return nil
	}
	b := appendU32(nil, n)
	for _, e := range w.m.elements {
		b = append(appendU32(b, e.flag), e.table...)
		b = appendU32(b, uint32(len(e.funcs)+len(e.exprs)))
		for _, fn := range e.funcs {
			b = appendU32(b, w.fn(fn))
		}
		for _, c := range e.exprs {
			b = w.constExpr(b, c)
		}
	}
	if len(w.refList) > 0 { // the table of references, filled at the start
		b = appendU32(append(b, 2), w.refTable)
		b = append(b, opI32Const, 0, opEnd, 0)
		b = appendU32(b, uint32(len(w.refList)))
		for _, fn := range w.refList {
			b = appendU32(b, w.fn(fn))
		}
	}
	return b
}

func (w *rewriter) constExpr(b []byte, c constExpr) []byte {
	if !c.isRef {
		return append(b, c.raw...)
	}
	return append(appendU32(append(b, opRefFunc), w.fn(c.fn)), opEnd)
}
