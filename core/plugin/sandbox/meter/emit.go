package meter

// bulkShift says how many bytes or entries of a bulk instruction cost one unit.
const bulkShift = 3

// stackShift says how many bytes of counted stack cost one unit, so that the
// stack cannot grow far between two looks at it.
const stackShift = 4

// function appends the rewritten body i to b.
func (w *rewriter) function(b []byte, i int, s *shape) []byte {
	if w.d.decode(i) != nil {
		panic("meter: a body that was decoded before") // classify has decoded it
	}
	w.d.measure(s, w.static, w.indirect)
	p := w.plans[i]
	if w.o.Bare {
		*s, p = shape{}, plan{}
	}
	entry := s.entry + p.weight>>stackShift
	if p.merged {
		s.loops[s.first] += entry
	}
	body := &w.m.bodies[i]
	e := emitter{w: w, b: b, tmp: w.d.local, num: w.d.local + 1}
	nDecl := body.nDecl
	counts := p.charge || s.bulk || len(s.loops) > 0
	if counts {
		nDecl++
	}
	if s.bulk {
		nDecl++
	}
	e.b = append(appendU32(e.b, nDecl), body.locals...)
	if counts {
		e.b = append(e.b, 1, typeI64)
	}
	if s.bulk {
		e.b = append(e.b, 1, typeI32)
	}
	if p.charge {
		e.charge(entry, p.weight)
	} else if p.weight > 0 {
		e.depth(opI64Add, p.weight)
	}
	if p.weight > 0 {
		e.b = append(e.b, opBlock)
		e.b = w.blockType(e.b, w.d.sig.results)
	}
	e.instructions(body.code, s, p.weight > 0)
	if p.weight > 0 {
		e.depth(opI64Sub, p.weight)
		e.b = append(e.b, opEnd)
	}
	return e.b
}

// emitter writes one body.
type emitter struct {
	w        *rewriter
	b        []byte
	tmp, num uint32 // the added variables: the counter, an operand
}

// instructions copies the code and puts in what meters it. Runs of untouched
// instructions are copied at once.
func (e *emitter) instructions(code []byte, s *shape, wrapped bool) {
	loop, from := 0, int32(0)
	for _, in := range e.w.d.list {
		switch in.op {
		case opLoop:
			if len(s.loops) == 0 {
				continue
			}
			e.b = append(e.b, code[from:in.end]...)
			e.charge(s.loops[loop], 0)
			loop++
		case opReturn:
			if !wrapped {
				continue
			}
			e.b = append(e.b, code[from:in.start]...)
			e.b = appendU32(append(e.b, opBr), uint32(in.depth))
		case opCall:
			e.b = append(e.b, code[from:in.start]...)
			e.b = appendU32(append(e.b, opCall), e.w.fn(in.arg))
		case opIndirect:
			if !s.indirect {
				continue
			}
			e.b = append(e.b, code[from:in.start]...)
			e.depth(opI64Add, e.w.chain)
			e.b = append(e.b, code[in.start:in.end]...)
			e.depth(opI64Sub, e.w.chain)
		case opRefFunc:
			e.b = append(e.b, code[from:in.start]...)
			e.b = appendS64(append(e.b, opI32Const), int64(e.w.refIndex[in.arg]))
			e.b = appendU32(append(e.b, opTableGet), e.w.refTable)
		case opMemoryInit, opMemoryCopy, opMemoryFill, opTableInit, opTableCopy, opTableGrow, opTableFill:
			if !s.bulk {
				continue
			}
			e.b = append(e.b, code[from:in.start]...)
			e.chargeOperand()
			e.b = append(e.b, code[in.start:in.end]...)
		default:
			continue
		}
		from = in.end
	}
	e.b = append(e.b, code[from:]...)
}

// charge draws cost from the counter and adds weight to the depth of the stack.
func (e *emitter) charge(cost, weight uint32) {
	e.b = appendU32(append(e.b, opGlobalGet), e.w.counter)
	e.b = appendS64(append(e.b, opI64Const), int64(weight)-int64(cost)<<32)
	e.b = append(e.b, opI64Add)
	e.test()
}

// depth adds to the depth of the stack or takes from it.
func (e *emitter) depth(op byte, weight uint32) {
	e.b = appendU32(append(e.b, opGlobalGet), e.w.counter)
	e.b = appendS64(append(e.b, opI64Const), int64(weight))
	e.b = appendU32(append(e.b, op, opGlobalSet), e.w.counter)
}

// chargeOperand draws what the number on top of the stack stands for, and
// leaves it there.
func (e *emitter) chargeOperand() {
	e.b = appendU32(append(e.b, opLocalTee), e.num)
	e.b = appendU32(append(e.b, opGlobalGet), e.w.counter)
	e.b = appendU32(append(e.b, opLocalGet), e.num)
	e.b = append(e.b, opExtendU, opI64Const, bulkShift, opI64ShrU, opI64Const, 32, opI64Shl, opI64Sub)
	e.test()
}

// test stores the counter on top of the stack and yields when it is used up.
func (e *emitter) test() {
	e.b = appendU32(append(e.b, opLocalTee), e.tmp)
	e.b = appendU32(append(e.b, opGlobalSet), e.w.counter)
	e.b = appendU32(append(e.b, opLocalGet), e.tmp)
	e.b = append(e.b, opI64Const, 0, opI64LtS, opIf, typeEmpty)
	e.b = appendU32(append(e.b, opLocalGet), e.tmp)
	e.b = appendU32(append(e.b, opCall), e.w.added)
	e.b = appendU32(append(e.b, opGlobalSet), e.w.counter)
	e.b = append(e.b, opEnd)
}

// blockType appends the type of a block without parameters.
func (w *rewriter) blockType(b, results []byte) []byte {
	switch len(results) {
	case 0:
		return append(b, typeEmpty)
	case 1:
		return append(b, results[0])
	}
	idx, ok := w.blocks[string(results)]
	if !ok {
		idx = int64(w.addType(nil, results))
		w.blocks[string(results)] = idx
	}
	return appendS64(b, idx)
}

// addType appends a type to the module and returns its number.
func (w *rewriter) addType(params, results []byte) uint32 {
	w.newTypes = append(w.newTypes, 0x60)
	w.newTypes = append(appendU32(w.newTypes, uint32(len(params))), params...)
	w.newTypes = append(appendU32(w.newTypes, uint32(len(results))), results...)
	w.nTypes++
	return w.nTypes - 1
}
