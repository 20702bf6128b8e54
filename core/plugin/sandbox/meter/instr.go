package meter

// instr is one decoded instruction of a body.
type instr struct {
	op         uint32 // opcode; prefixed ones as 0xfc00+n and 0xfd00+n
	start, end int32  // where it stands in the code, immediates included
	arg        uint32 // function, label or the like, where the rewriting needs it
	depth      int32  // blocks around it; for block, loop, if: those inside which it stands
}

// decoder decodes bodies; its buffers are reused from one to the next.
type decoder struct {
	m     *module
	list  []instr
	stack []byte // opcode of each open block
	open  []int  // measure's open loops
	r     reader
	sig   funcType
	local uint32 // parameters and variables
}

// decode fills list with the instructions of body i and checks all that the
// rewriting relies on: the nesting, and that no index reaches what it adds.
func (d *decoder) decode(i int) error {
	b := &d.m.bodies[i]
	d.sig = d.m.types[d.m.funcs[i]]
	d.local = uint32(len(d.sig.params)) + b.nLocal
	if d.local > maxLocals {
		return refuse("The module has a function with more than %d variables.", maxLocals)
	}
	d.r = reader{b: b.code, part: "code"}
	d.list, d.stack = d.list[:0], d.stack[:0]
	r := &d.r
	for r.err == nil {
		in := instr{start: int32(r.off), depth: int32(len(d.stack))}
		in.op = uint32(r.byte())
		d.operands(&in)
		if r.err != nil {
			break
		}
		switch in.op {
		case opBlock, opLoop, opIf:
			if len(d.stack) == maxNesting {
				return refuse("The module has blocks nested deeper than %d.", maxNesting)
			}
			d.stack = append(d.stack, byte(in.op))
		case opElse:
			if n := len(d.stack); n == 0 || d.stack[n-1] != opIf {
				r.fail("an else without an if")
			} else {
				d.stack[n-1] = opElse
			}
		case opEnd:
			if len(d.stack) == 0 {
				if r.off != len(r.b) {
					r.fail("there is code behind the end of a function")
				}
				in.end = int32(r.off)
				d.list = append(d.list, in)
				return r.err
			}
			in.depth--
			in.arg = uint32(d.stack[len(d.stack)-1])
			d.stack = d.stack[:len(d.stack)-1]
		}
		in.end = int32(r.off)
		d.list = append(d.list, in)
	}
	return r.err
}

func (d *decoder) index(what string, limit uint32) uint32 {
	i := d.r.u32()
	if d.r.err == nil && i >= limit {
		d.r.fail("%s %d does not exist", what, i)
	}
	return i
}

func (d *decoder) label() uint32 { return d.index("label", uint32(len(d.stack))+1) }

func (d *decoder) table() uint32 {
	return d.index("table", d.m.nImported[kindTable]+uint32(len(d.m.tables)))
}

func (d *decoder) memory() {
	if d.r.byte() != 0 {
		d.r.fail("there is only one memory")
	}
}

func (d *decoder) memarg() {
	if align := d.r.u32(); d.r.err == nil && align > 4 {
		d.r.fail("an alignment is too large")
	}
	d.r.u32()
}

// operands reads an instruction's immediates.
func (d *decoder) operands(in *instr) {
	r := &d.r
	switch immOf[in.op] {
	case immNone:
	case immBlock:
		if c := r.off; c < len(r.b) && (r.b[c] == typeEmpty || isValueType(r.b[c])) {
			r.off++
		} else if idx := r.s33(); r.err == nil && (idx < 0 || idx >= int64(len(d.m.types))) {
			r.fail("a block's type does not exist")
		}
	case immLabel:
		in.arg = d.label()
	case immBrTable:
		for n := r.count(maxBody, "branches"); n >= 0 && r.err == nil; n-- {
			d.label()
		}
	case immFunc:
		in.arg = d.index("function", d.m.nFuncs())
	case immIndirect:
		d.index("type", uint32(len(d.m.types)))
		d.table()
	case immLocal:
		d.index("variable", d.local)
	case immGlobal:
		d.index("global", d.m.nImported[kindGlobal]+d.m.nGlobals)
	case immTable:
		d.table()
	case immMemarg:
		d.memarg()
	case immMemory:
		d.memory()
	case immI32:
		r.leb(32)
	case immI64:
		r.leb(64)
	case immF32:
		r.bytes(4)
	case immF64:
		r.bytes(8)
	case immRefType:
		r.byte()
	case immSelect:
		for n := r.count(1, "types of one select"); n > 0 && r.err == nil; n-- {
			r.valueType()
		}
	case immPrefixFC:
		d.prefixFC(in)
	case immPrefixFD:
		d.prefixFD(in)
	default:
		if r.err == nil {
			r.err = refuse("The module uses instruction 0x%02x, which Pegboard does not run (tail calls, exceptions and threads are not allowed).", in.op)
		}
	}
}

func (d *decoder) prefixFC(in *instr) {
	n := d.r.u32()
	in.op = 0xfc00 + n
	switch {
	case n <= 7: // saturating conversions
	case n == 8: // memory.init
		d.r.u32()
		d.memory()
	case n == 9 || n == 13: // data.drop, elem.drop
		d.r.u32()
	case n == 10: // memory.copy
		d.memory()
		d.memory()
	case n == 11: // memory.fill
		d.memory()
	case n == 12: // table.init
		d.r.u32()
		d.table()
	case n == 14: // table.copy
		d.table()
		d.table()
	case n <= 17: // table.grow, table.size, table.fill
		d.table()
	default:
		d.r.fail("instruction 0xfc %d does not exist", n)
	}
}

func (d *decoder) prefixFD(in *instr) {
	n := d.r.u32()
	in.op = 0xfd00 + n
	switch {
	case n <= 11 || n == 92 || n == 93: // loads, stores
		d.memarg()
	case n == 12 || n == 13: // const, shuffle
		d.r.bytes(16)
	case n >= 21 && n <= 34: // lanes
		d.r.byte()
	case n >= 84 && n <= 91: // loads and stores of a lane
		d.memarg()
		d.r.byte()
	case n < 256:
	default:
		if d.r.err == nil {
			d.r.err = refuse("The module uses vector instruction %d, which Pegboard does not run.", n)
		}
	}
}
