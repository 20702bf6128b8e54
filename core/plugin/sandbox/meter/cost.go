package meter

// A function without calls whose code outside of loops costs at most leafCap
// carries no counter of its own for that part: whoever calls it pays.
const leafCap = 200

// shape is what one walk over a body tells.
type shape struct {
	entry uint32   // cost of what stands outside of loops
	loops []uint32 // cost of each loop, in order, without the loops inside it
	calls bool     // it calls something, so it may recurse
	bulk  bool     // it has instructions whose work depends on an operand
	refs  bool     // it makes references to functions
	size  int
}

// measure walks over the decoded instructions. leaf gives what a call of a
// function adds for the callee; indirect what a call through a table adds.
func (d *decoder) measure(s *shape, leaf []uint32, indirect uint32) {
	*s = shape{loops: s.loops[:0], size: len(d.list)}
	at := []int{-1} // index into loops, -1 for the function
	first := d.m.nImported[kindFunc]
	for i := range d.list {
		in := &d.list[i]
		cost := costOf(in.op)
		switch in.op {
		case opLoop:
			at = append(at, len(s.loops))
			s.loops = append(s.loops, 1)
		case opEnd:
			if in.arg == opLoop {
				at = at[:len(at)-1]
			}
		case opCall:
			s.calls = true
			if in.arg >= first && leaf != nil {
				cost += leaf[in.arg-first]
			}
		case opIndirect:
			s.calls = true
			cost += indirect
		case opMemoryInit, opMemoryCopy, opMemoryFill, opTableInit, opTableCopy, opTableGrow, opTableFill:
			s.bulk = true
		case opRefFunc:
			s.refs = true
		}
		if l := at[len(at)-1]; l < 0 {
			s.entry += cost
		} else {
			s.loops[l] += cost
		}
	}
}
