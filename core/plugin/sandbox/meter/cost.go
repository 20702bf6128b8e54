package meter

// staticCap is the most a call of a function may add to its caller's count. A
// function whose loop-free work costs no more carries no counter for it.
const staticCap = 200

// shape is what one walk over a body tells.
type shape struct {
	entry    uint32   // cost of what stands outside of loops, without what callees add
	loops    []uint32 // cost of each loop, in order, without the loops inside it
	callees  []uint32 // defined functions called directly, outside of loops
	inLoops  []uint32 // and inside of loops
	indirect bool     // it calls through a table
	first    int      // the loop that every entry passes before anything else; -1: none
	bulk     bool     // it has instructions whose work depends on an operand
	refs     bool     // it makes references to functions
	size     int      // instructions
}

// measure walks over the decoded instructions. static gives what a call of each
// defined function adds for the callee, nil to leave that out; table is what a
// call through a table adds.
func (d *decoder) measure(s *shape, static []uint32, table uint32) {
	*s = shape{loops: s.loops[:0], callees: s.callees[:0], inLoops: s.inLoops[:0], size: len(d.list), first: -1}
	d.open = append(d.open[:0], -1) // index into loops, -1 for the function
	imported := d.m.nImported[kindFunc]
	straight := true
	for i := range d.list {
		in := &d.list[i]
		cost := costOf(in.op)
		in1 := d.open[len(d.open)-1]
		switch in.op {
		case opLoop:
			if straight {
				s.first, straight = len(s.loops), false
			}
			in1 = len(s.loops)
			d.open = append(d.open, in1)
			s.loops = append(s.loops, 1)
		case opEnd:
			if in.arg == opLoop {
				d.open = d.open[:len(d.open)-1]
			}
		case opCall:
			if in.arg < imported {
				break
			}
			fn := in.arg - imported
			if static != nil {
				cost += static[fn]
			}
			if in1 < 0 {
				s.callees = append(s.callees, fn)
			} else {
				s.inLoops = append(s.inLoops, fn)
			}
		case opIndirect:
			s.indirect = true
			cost += table
		case opMemoryInit, opMemoryCopy, opMemoryFill, opTableInit, opTableCopy, opTableGrow, opTableFill:
			s.bulk = true
		case opRefFunc:
			s.refs = true
		}
		if straight && !plainOp(in.op) {
			straight = false
		}
		if in1 < 0 {
			s.entry += cost
		} else {
			s.loops[in1] += cost
		}
	}
}

// plainOp reports whether control always reaches the next instruction in the
// text, at a cost that is known.
func plainOp(op uint32) bool {
	switch {
	case op == opBlock || op == opLoop || op == opNop:
		return true
	case op < opDrop, op >= 0xfc00 && op < 0xfd00, op == opMemoryGrow:
		return false
	}
	return true
}
