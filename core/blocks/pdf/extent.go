package pdf

import (
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

// extent is how much room the columns of a table want, in letters of size one: wide
// to stand on one line, and least so that no word is cut.
type extent struct {
	wide, least []float64
	ends        []bool
}

// The sizes of a table's letters: the largest with which no word is cut.
var tableSizes = []float64{8.8, 8, 7.2, 6.4}

// Bounds of what one column can claim, in letters of size one.
const (
	mostWide  = 34
	mostLeast = 15
)

// extentOf looks at all cells of a table, once.
func (p *printer) extentOf(t *blocks.Table) *extent {
	if e := p.extents[t]; e != nil {
		return e
	}
	e := &extent{wide: make([]float64, len(t.Columns)), least: make([]float64, len(t.Columns)), ends: make([]bool, len(t.Columns))}
	for i := range t.Columns {
		c := &t.Columns[i]
		e.ends[i] = end(c)
		e.see(i, c.Label.String(), bold)
		for j := range t.Rows {
			if p.stopped() {
				return e
			}
			e.cell(p, i, t.Rows[j].Cells[c.Key], c.As, regular)
		}
		e.cell(p, i, t.Totals[c.Key], c.As, bold)
	}
	p.extents[t] = e
	return e
}

func (e *extent) cell(p *printer, i int, v blocks.Value, as string, f *face) {
	switch v.(type) {
	case nil:
		return
	case *blocks.SparkValue:
		e.wide[i], e.least[i] = max(e.wide[i], 7), max(e.least[i], 7)
		return
	case *blocks.BadgeValue:
		f = bold
	}
	text, _ := p.say(v, as)
	e.see(i, text, f)
}

// see makes room for a text.
func (e *extent) see(i int, text string, f *face) {
	for l := range strings.SplitSeq(clean(text), "\n") {
		e.wide[i] = max(e.wide[i], min(f.width(l, 1), mostWide))
		for word := range strings.SplitSeq(l, " ") {
			e.least[i] = max(e.least[i], min(f.width(word, 1), mostLeast))
		}
	}
}

// fits reports whether no word is cut at a size.
func (e *extent) fits(width, size float64) bool {
	sum := 0.0
	for _, w := range e.least {
		sum += w*size + 2*padX
	}
	return sum <= width
}

// share divides a width among the columns, and says how large letters may be.
func (e *extent) share(width float64) (size float64, columns []float64) {
	for _, size = range tableSizes {
		if e.fits(width, size) {
			break
		}
	}
	n := float64(len(e.wide))
	free, wide, least := width-n*2*padX, 0.0, 0.0
	for i := range e.wide {
		wide += e.wide[i] * size
		least += e.least[i] * size
	}
	columns = make([]float64, len(e.wide))
	for i := range columns {
		w, l := e.wide[i]*size, e.least[i]*size
		switch {
		case free <= 0 || least >= free: // words have to be cut
			columns[i] = width / n
			if least > 0 && free > 0 {
				columns[i] = free*l/least + 2*padX
			}
		case wide > free:
			columns[i] = l + (free-least)*(w-l)/(wide-least) + 2*padX
		default: // room is left, which goes to everybody by their size
			columns[i] = w + 2*padX
			if wide > 0 {
				columns[i] += (free - wide) * w / wide
			} else {
				columns[i] = width / n
			}
		}
	}
	return size, columns
}

// wantsWidth reports whether a table of the document would have to be set very small
// on an upright page.
func (p *printer) wantsWidth() bool {
	wants := false
	p.doc.Each(func(b blocks.Block) {
		if t, ok := b.(*blocks.Table); ok && !wants {
			wants = !p.extentOf(t).fits(p.width-2*side, tableSizes[1])
		}
	})
	return wants
}
