package meter

// element is an element segment, ready to be written again with other function
// numbers.
type element struct {
	flag   uint32
	table  []byte // raw: table index, offset expression, element kind or type
	funcs  []uint32
	exprs  []constExpr
	byExpr bool
}

// constExpr is a constant expression; fn is set when it is a ref.func.
type constExpr struct {
	raw   []byte
	isRef bool
	fn    uint32
}

func (m *module) elementSection(r *reader) {
	total := 0
	for n := r.count(maxSegments, "element segments"); n > 0 && r.err == nil; n-- {
		e := element{flag: r.u32()}
		if r.err == nil && e.flag > 7 {
			r.fail("an element segment of kind %d is not supported", e.flag)
			return
		}
		begin := r.off
		passive, explicit := e.flag&1 != 0, e.flag&2 != 0
		e.byExpr = e.flag&4 != 0
		if !passive {
			if explicit {
				if idx := r.u32(); r.err == nil && idx >= m.nImported[kindTable]+uint32(len(m.tables)) {
					r.fail("a table index is out of range")
				}
			}
			if c := m.constExpr(r); c.isRef {
				r.fail("an offset is a reference")
			}
		}
		if passive || explicit {
			kind := r.byte()
			if e.byExpr && kind != refFunc && kind != refExtern || !e.byExpr && kind != 0 {
				r.fail("an element segment of type 0x%x is not supported", kind)
			}
		}
		e.table = r.b[begin:r.off]
		k := r.count(maxFunctions, "elements")
		if total += k; total > maxFunctions && r.err == nil {
			r.err = refuse("The module has more than %d elements.", maxFunctions)
		}
		for ; k > 0 && r.err == nil; k-- {
			if e.byExpr {
				e.exprs = append(e.exprs, m.constExpr(r))
			} else {
				e.funcs = append(e.funcs, m.funcIndex(r))
			}
		}
		m.elements = append(m.elements, e)
	}
}

// funcIndex reads a function's number and checks it.
func (m *module) funcIndex(r *reader) uint32 {
	fn := r.u32()
	if r.err == nil && fn >= m.nFuncs() {
		r.fail("function %d does not exist", fn)
	}
	return fn
}

// constExpr reads a constant expression of one instruction, or of several with
// the arithmetic of the extended form.
func (m *module) constExpr(r *reader) constExpr {
	begin := r.off
	var c constExpr
	for n := 0; r.err == nil; n++ {
		switch op := r.byte(); op {
		case 0x41:
			r.leb(32)
		case 0x42:
			r.leb(64)
		case 0x43:
			r.bytes(4)
		case 0x44:
			r.bytes(8)
		case 0x23:
			if idx := r.u32(); r.err == nil && idx >= m.nImported[kindGlobal]+m.nGlobals {
				r.fail("a global's index is out of range")
			}
		case 0xd0:
			r.byte()
		case 0xd2:
			c.isRef, c.fn = true, m.funcIndex(r)
		case 0xfd:
			if sub := r.u32(); sub != 12 {
				r.fail("instruction 0xfd %d is not allowed in a constant", sub)
			}
			r.bytes(16)
		case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e:
		case 0x0b:
			if c.isRef && n != 1 {
				r.fail("a constant has more than one value")
			}
			c.raw = r.b[begin:r.off]
			return c
		default:
			r.fail("instruction 0x%x is not allowed in a constant", op)
		}
	}
	return c
}
