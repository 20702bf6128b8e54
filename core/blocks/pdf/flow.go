package pdf

import (
	"math"

	"pegboard.dev/pegboard/core/blocks"
)

// blocks sets blocks one below the other.
func (p *printer) blocks(list blocks.Blocks, a at) {
	first := true
	for i, b := range list {
		if p.stopped() {
			return
		}
		if !p.doc.Shows(b) || !p.prints(b) {
			continue
		}
		if !first {
			p.y += bigGap
		}
		first = false
		if ch, ok := b.(*blocks.Chart); ok {
			p.chart(ch, a, !tabled(list[i+1:]))
			continue
		}
		if len(list) > 1 {
			p.block(b, at{x: a.x, w: a.w})
		} else {
			p.block(b, a)
		}
	}
}

// tabled reports whether one of the blocks is a table: a chart before it has its
// figures there already.
func tabled(list blocks.Blocks) bool {
	for _, b := range list {
		switch b := b.(type) {
		case *blocks.Table:
			return true
		case *blocks.Stack:
			if tabled(b.Blocks) {
				return true
			}
		}
	}
	return false
}

// prints reports whether a block has anything to show on paper.
func (p *printer) prints(b blocks.Block) bool {
	switch b := b.(type) {
	case *blocks.Stack:
		return p.anyPrints(b.Blocks)
	case *blocks.Grid:
		return p.anyPrints(b.Blocks)
	case *blocks.Split:
		return p.anyPrints(b.Start) || p.anyPrints(b.End)
	case *blocks.Section:
		return !b.Title.IsZero() || p.anyPrints(b.Blocks)
	case *blocks.FilterBar:
		return len(b.Chosen(p.Query, p.Format, p.word)) > 0
	case *blocks.Form, *blocks.Search, *blocks.Button, *blocks.Menu, *blocks.Actions, *blocks.Skeleton, *blocks.Link:
		return false
	}
	return true
}

func (p *printer) anyPrints(list blocks.Blocks) bool {
	for _, b := range list {
		if p.prints(b) {
			return true
		}
	}
	return false
}

// block sets one block.
func (p *printer) block(b blocks.Block, a at) {
	switch b := b.(type) {
	case *blocks.Stack:
		p.stack(b, a)
	case *blocks.Grid:
		p.grid(b, a)
	case *blocks.Split:
		start, end := 1.0, 1.0
		switch b.Ratio {
		case "2:1":
			start = 2
		case "1:2":
			end = 2
		}
		p.beside([]blocks.Blocks{b.Start, b.End}, []float64{start, end}, a)
	case *blocks.Section:
		p.section(b, a)
	case *blocks.Disclosure:
		title := b.Title.String()
		if b.Count != nil {
			title += " (" + p.Number(*b.Count, -1) + ")"
		}
		p.under(title, b.Blocks, a)
	case *blocks.Tabs:
		p.tabs(b, a)
	case *blocks.Steps:
		p.steps(b, a)
	case *blocks.Divider:
		p.divider(b, a)
	default:
		p.content(b, a)
	}
}

// measure finds out how high blocks are at a width.
func (p *printer) measure(list blocks.Blocks, width float64) float64 {
	if len(list) == 0 {
		return 0
	}
	key := heightKey{list[0], len(list), math.Round(width)}
	if h, ok := p.heights[key]; ok {
		return h
	}
	from, depth := p.y, p.depth
	p.y = 0
	p.dry++
	p.fixed++
	p.blocks(list, at{x: side, w: width})
	p.dry--
	p.fixed--
	h := p.y
	p.y, p.depth = from, depth
	p.heights[key] = h
	return h
}

// heading sets a title of the current depth, and notes it in the outline.
func (p *printer) heading(text string, a at) {
	size := map[int]float64{1: 13, 2: 11}[p.depth]
	if size == 0 {
		size = 9.5
	}
	look := style{bold, size, ink}
	lines := wrapped(text, look, a.w)
	// A title does not stand at the foot of a page alone.
	p.need(float64(len(lines))*look.leading() + 70)
	if p.drawing() && p.fixed == 0 {
		level := min(p.depth, p.marked+1)
		p.use(regular, body.size)
		p.f.Bookmark(clean(text), level-1, p.y)
		p.marked = level
	}
	p.lines(lines, a, look)
}

// lines sets lines one below the other, over as many pages as it takes.
func (p *printer) lines(list []line, a at, look style) {
	for i := range list {
		if p.stopped() {
			return
		}
		high := list[i].leading(look.leading())
		p.need(high)
		p.y += high
		p.write(list[i], a.x, p.y-high*0.26)
	}
}
