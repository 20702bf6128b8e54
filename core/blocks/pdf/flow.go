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

func (p *printer) stack(b *blocks.Stack, a at) {
	if b.Dir != "row" || len(b.Blocks) < 2 {
		p.blocks(b.Blocks, a)
		return
	}
	cells := make([]blocks.Blocks, 0, len(b.Blocks))
	for _, one := range b.Blocks {
		if p.prints(one) && p.doc.Shows(one) {
			cells = append(cells, blocks.Blocks{one})
		}
	}
	p.rows(cells, min(len(cells), 4), a)
}

func (p *printer) grid(b *blocks.Grid, a at) {
	var cells []blocks.Blocks
	for _, one := range b.Blocks {
		if p.prints(one) && p.doc.Shows(one) {
			cells = append(cells, blocks.Blocks{one})
		}
	}
	p.rows(cells, max(b.Cols, 1), a)
}

// narrowest is how wide a column must be at least.
const narrowest = 96

// rows sets cells in rows of so many columns, or of fewer where they would be too narrow.
func (p *printer) rows(cells []blocks.Blocks, cols int, a at) {
	for cols > 1 && (a.w-float64(cols-1)*bigGap)/float64(cols) < narrowest {
		cols--
	}
	for i := 0; i < len(cells) && !p.stopped(); i += cols {
		if i > 0 {
			p.y += bigGap
		}
		shares := make([]float64, cols)
		for j := range shares {
			shares[j] = 1
		}
		p.beside(cells[i:min(i+cols, len(cells))], shares, a)
	}
}

// beside sets cells next to each other, in columns of these shares. What is too
// high for one page stands one below the other.
func (p *printer) beside(cells []blocks.Blocks, shares []float64, a at) {
	total := 0.0
	for _, s := range shares {
		total += s
	}
	free := a.w - float64(len(shares)-1)*bigGap
	places, x, high := make([]at, len(cells)), a.x, 0.0
	for i := range cells {
		places[i] = at{x: x, w: free * shares[i] / total}
		x += places[i].w + bigGap
		high = max(high, p.measure(cells[i], places[i].w))
	}
	if free < 2*narrowest && len(cells) > 1 || high > p.room() {
		for i := range cells {
			if i > 0 && p.anyPrints(cells[i]) {
				p.y += bigGap
			}
			p.blocks(cells[i], at{x: a.x, w: a.w})
		}
		return
	}
	p.need(high)
	from := p.y
	p.fixed++
	for i := range cells {
		p.y = from
		places[i].h = high
		p.blocks(cells[i], places[i])
	}
	p.fixed--
	p.y = from + high
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

// section sets a titled part. Beside another one it has a frame.
func (p *printer) section(b *blocks.Section, a at) {
	framed := p.fixed > 0 && b.Frame != "none"
	from, in := p.y, a
	if framed {
		in = a.inside(10)
		p.y += 9
	}
	title := b.Title.String()
	if title != "" {
		p.heading(title, in)
	}
	if !b.Subtitle.IsZero() {
		p.lines(wrapped(b.Subtitle.String(), small, in.w), in, small)
	}
	if title != "" && p.anyPrints(b.Blocks) {
		p.y += 5
	}
	if title != "" {
		p.depth++
	}
	p.blocks(b.Blocks, in)
	if title != "" {
		p.depth--
	}
	if framed {
		p.y = max(p.y+10, from+a.h)
		p.frame(a.x, from, a.w, p.y-from)
	}
}

// under sets blocks under a title of the next depth.
func (p *printer) under(title string, list blocks.Blocks, a at) {
	p.heading(title, a)
	p.y += 5
	p.depth++
	p.blocks(list, a)
	p.depth--
}

// tabs prints all panels that are there; those that would have to be fetched are
// not what the reader looked at.
func (p *printer) tabs(b *blocks.Tabs, a at) {
	first := true
	for _, t := range b.Tabs {
		if !p.anyPrints(t.Blocks) {
			continue
		}
		if !first {
			p.y += bigGap
		}
		first = false
		label := t.Label.String()
		if !t.Badge.IsZero() {
			label += " (" + t.Badge.String() + ")"
		}
		p.under(label, t.Blocks, a)
	}
}

func (p *printer) steps(b *blocks.Steps, a at) {
	for i, s := range b.Steps {
		look := body.in(dim)
		if s.ID == b.Current {
			look = strong
		}
		text := p.Number(float64(i+1), 0) + ".  " + s.Label.String()
		if !s.Text.IsZero() {
			text += " – " + s.Text.String()
		}
		p.lines(wrapped(text, look, a.w), a, look)
	}
	if p.anyPrints(b.Blocks) {
		p.y += bigGap
	}
	p.blocks(b.Blocks, a)
}

func (p *printer) divider(b *blocks.Divider, a at) {
	p.need(14)
	x := a.x
	if !b.Label.IsZero() {
		l := one(b.Label.String(), small, a.w*0.8)
		p.write(l, a.x, p.y+8)
		x += l.width + 8
	}
	p.rule(x, p.y+5, a.x+a.w, p.y+5, faint, 0.75)
	p.y += 11
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
