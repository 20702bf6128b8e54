package meter

// What one function's frame takes of the native stack is estimated from its
// text; see RATIONALE.md for the measurements behind the numbers.
const (
	frameBase = 96  // bytes of any frame
	chainCap  = 512 // bytes of frames that may lie between two counted ones
)

// plan says how one function is metered.
type plan struct {
	static uint32 // what each caller adds to its own count
	charge bool   // it draws its entry cost itself, at the entry
	merged bool   // it draws its entry cost in its first loop
	weight uint32 // bytes of stack it counts at its entry and gives back at its exit; 0: none
	chain  uint32 // bytes of its frame and of the uncounted ones below it
}

// planner walks over the graph of direct calls, callees first.
type planner struct {
	plans  []plan
	entry  []uint32 // own cost of each function outside of loops
	frame  []uint32
	first  []bool // has a loop that every entry passes first
	inner  []bool // calls through a table
	edges  []uint32
	outer  []int // edges[outer[f]:split[f]] are calls outside of loops,
	split  []int // edges[split[f]:outer[f+1]] inside
	state  []uint8
	cyclic []bool // target of a back edge
}

const (
	unseen = iota
	onPath
	finished
)

func newPlanner(n int) *planner {
	return &planner{plans: make([]plan, n), entry: make([]uint32, n), frame: make([]uint32, n), first: make([]bool, n),
		inner: make([]bool, n), outer: make([]int, n+1), split: make([]int, n), state: make([]uint8, n), cyclic: make([]bool, n)}
}

// add takes the shape of function f; functions come in order.
func (p *planner) add(f int, s *shape, locals int) {
	p.entry[f], p.first[f], p.inner[f] = s.entry, s.first >= 0, s.indirect
	p.frame[f] = uint32(frameBase + 8*locals + s.size/4)
	p.edges = append(p.edges, s.callees...)
	p.split[f] = len(p.edges)
	p.edges = append(p.edges, s.inLoops...)
	p.outer[f+1] = len(p.edges)
}

// solve plans every function. Each cycle of direct calls has a function that is
// the target of a back edge of the walk; that one is counted. A function that
// calls through a table draws its own cost. So no endless chain of calls goes
// uncounted.
func (p *planner) solve() {
	type step struct{ fn, edge int }
	var path []step
	for root := range p.plans {
		if p.state[root] != unseen {
			continue
		}
		path = append(path[:0], step{root, p.outer[root]})
		p.state[root] = onPath
		for len(path) > 0 {
			top := &path[len(path)-1]
			if top.edge == p.outer[top.fn+1] {
				p.finish(top.fn)
				path = path[:len(path)-1]
				continue
			}
			callee := int(p.edges[top.edge])
			top.edge++
			switch p.state[callee] {
			case unseen:
				p.state[callee] = onPath
				path = append(path, step{callee, p.outer[callee]})
			case onPath:
				p.cyclic[callee] = true
			}
		}
	}
}

// finish plans f, whose callees are planned but for those it is recursive with.
func (p *planner) finish(f int) {
	p.state[f] = finished
	pl := &p.plans[f]
	cost := p.entry[f]
	for i := p.outer[f]; i < p.outer[f+1]; i++ {
		callee := p.edges[i]
		if p.state[callee] != finished {
			continue // counted: cyclic
		}
		if i < p.split[f] {
			cost += p.plans[callee].static
		}
		if p.plans[callee].weight == 0 {
			pl.chain = max(pl.chain, p.plans[callee].chain)
		}
	}
	pl.chain += p.frame[f]
	if p.cyclic[f] || pl.chain > chainCap {
		pl.weight = pl.chain
	}
	switch {
	case p.first[f]:
		pl.merged = true
	case p.cyclic[f] || p.inner[f] || pl.weight > 0 || cost > staticCap:
		pl.charge = true
	default:
		pl.static = cost
	}
}

// table returns what a call through a table may add for its callee: cost, and
// bytes of stack down to the next counted frame.
func (p *planner) table() (cost, chain uint32) {
	for i := range p.plans {
		cost = max(cost, p.plans[i].static)
		if p.plans[i].weight == 0 {
			chain = max(chain, p.plans[i].chain)
		}
	}
	return cost, chain
}
