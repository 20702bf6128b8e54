package pdf

import "pegboard.dev/pegboard/core/blocks"

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
