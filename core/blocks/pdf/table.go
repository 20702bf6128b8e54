package pdf

import (
	"pegboard.dev/pegboard/core/blocks"
)

// The room within cells.
const (
	padX = 5
	padY = 3.2
)

// tabler sets one table.
type tabler struct {
	*printer
	t     *blocks.Table
	a     at
	size  float64
	w     []float64 // of the columns, with their padding
	named int       // the column that names the row
}

// table sets a table whose head stands on each page. A row is broken only where it is
// higher than a page.
func (p *printer) table(b *blocks.Table, a at) {
	t := &tabler{printer: p, t: b, a: a}
	t.size, t.w = p.extentOf(b).share(a.w)
	for i := range b.Columns {
		if b.Columns[i].Primary {
			t.named = i
			break
		}
	}
	p.need(75)
	if !b.Title.IsZero() {
		p.text(b.Title.String(), style{bold, 10, ink}, a)
		p.y += 4
	}
	p.chosen(b.Chosen(p.Query, p.Format, p.word), a)
	t.head()
	if len(b.Rows) == 0 {
		p.y += padY
		p.text(orElse(b.Empty.String(), p.word("nothing")), body.in(dim), a.inside(padX))
		p.y += padY
	}
	for i := range b.Rows {
		if p.stopped() {
			return
		}
		t.row(&b.Rows[i])
	}
	t.totals()
	t.notes()
}

// end reports whether a column's cells stand at its end.
func end(c *blocks.Column) bool {
	switch c.As {
	case "number", "percent", "money", "duration", "bytes":
		return c.Align != "start"
	}
	return c.Align == "end"
}

func (t *tabler) look() style { return style{regular, t.size, ink} }

// head sets the names of the columns.
func (t *tabler) head() {
	look := t.look().as(bold).in(dim)
	look.size *= 0.94
	cells, named := make([]cell, len(t.w)), false
	for i := range t.t.Columns {
		label := t.t.Columns[i].Label.String()
		named = named || label != ""
		cells[i] = cell{lines: wrapped(label, look, t.w[i]-2*padX)}
	}
	if !named {
		return
	}
	high := highest(cells, look) + 2*padY
	t.fill(t.a.x, t.y, t.a.w, high, shade)
	t.put(cells, 0, len(cells[0].lines)+100, look)
	t.y += high
	t.rule(t.a.x, t.y, t.a.x+t.a.w, t.y, dim, 0.75)
}

// cell is what stands in one field.
type cell struct {
	lines []line
	spark []float64
	tone  string // of a word on a ground
}

// cellsOf breaks a row's values into lines.
func (t *tabler) cellsOf(values map[string]blocks.Value, href string, look style) []cell {
	cells := make([]cell, len(t.w))
	for i := range t.t.Columns {
		c := &t.t.Columns[i]
		v := values[c.Key]
		if s, ok := v.(*blocks.SparkValue); ok {
			cells[i] = cell{spark: s.V, lines: make([]line, 1)}
			continue
		}
		own := t.valueSpan(v, c.As, look)
		if i == t.named {
			if own.href == "" && href != "" {
				own.href, own.style = href, t.linkLook(href, own.style)
			}
		}
		cells[i] = cell{lines: flow([]span{own}, t.w[i]-2*padX)}
		if b, ok := v.(*blocks.BadgeValue); ok && len(cells[i].lines) == 1 {
			cells[i].tone = orElse(b.Tone, "neutral")
		}
	}
	return cells
}

func highest(cells []cell, look style) float64 {
	lines := 1
	for i := range cells {
		lines = max(lines, len(cells[i].lines))
	}
	return float64(lines) * look.leading()
}

// row sets one row, and what unfolds below it.
func (t *tabler) row(r *blocks.Row) {
	look := t.look()
	t.set(t.cellsOf(r.Cells, r.Href, look), look, r.Tone)
	if t.anyPrints(r.Detail) {
		t.y += 5
		t.blocks(r.Detail, at{x: t.a.x + 14, w: t.a.w - 14})
		t.y += 6
		t.rule(t.a.x, t.y, t.a.x+t.a.w, t.y, faint, 0.5)
	}
}

// set draws cells as a row, on as many pages as it needs.
func (t *tabler) set(cells []cell, look style, tone string) {
	high := highest(cells, look) + 2*padY
	free := t.dry == 0 && t.fixed == 0
	if free && t.y+high > t.floor() && high < t.room()-60 {
		t.over()
	}
	total := int(highest(cells, look)/look.leading() + 0.5)
	for from := 0; from < total && !t.stopped(); {
		n := total - from
		if free {
			n = min(n, max(int((t.floor()-t.y-2*padY)/look.leading()), 1))
		}
		part := float64(n)*look.leading() + 2*padY
		if tone != "" && tone != "neutral" {
			t.fill(t.a.x, t.y, t.a.w, part, tintOf(tone))
		}
		t.put(cells, from, n, look)
		t.y += part
		if from += n; from < total {
			t.over()
		}
	}
	t.rule(t.a.x, t.y, t.a.x+t.a.w, t.y, faint, 0.5)
}

// over goes on with the table on a new page.
func (t *tabler) over() {
	if t.turn(); !t.full && t.err == nil {
		t.head()
	}
}

// put draws n lines of each cell, beginning with one of them.
func (t *tabler) put(cells []cell, from, n int, look style) {
	if !t.drawing() {
		return
	}
	x := t.a.x
	for i := range cells {
		c := &cells[i]
		if c.spark != nil && from == 0 {
			t.spark(c.spark, x+padX, t.y+padY, min(t.w[i]-2*padX, 60), look.leading()-1)
		}
		for j := from; j < min(from+n, len(c.lines)); j++ {
			l := c.lines[j]
			left := x + padX
			if end(&t.t.Columns[i]) {
				left = x + t.w[i] - padX - l.width
			}
			base := t.y + padY + float64(j-from)*look.leading() + look.size*0.98
			if c.tone != "" {
				t.round(left-4, base-look.size*0.98, l.width+8, look.size*1.3, 4, tintOf(c.tone))
			}
			t.write(l, left, base)
		}
		x += t.w[i]
	}
}

// totals is the last row.
func (t *tabler) totals() {
	if len(t.t.Totals) == 0 || t.stopped() {
		return
	}
	look := t.look().as(bold)
	values := make(map[string]blocks.Value, len(t.t.Totals)+1)
	for k, v := range t.t.Totals {
		values[k] = v
	}
	if first := t.t.Columns[0].Key; values[first] == nil {
		values[first] = &blocks.TextValue{V: blocks.T(t.word("total"))}
	}
	t.rule(t.a.x, t.y, t.a.x+t.a.w, t.y, dim, 0.75)
	t.set(t.cellsOf(values, "", look), look, "")
}

// notes say what of the whole is not among the rows.
func (t *tabler) notes() {
	if t.t.Omitted > 0 {
		t.y += 3
		t.text(t.Number(float64(t.t.Omitted), 0)+" "+t.word("omitted"), small, t.a)
	}
	if g := t.t.Paging; g != nil && g.Mode == "page" && g.Total != nil && g.PerPage > 0 {
		if pages := (int(*g.Total) + g.PerPage - 1) / g.PerPage; pages > 1 {
			t.y += 3
			t.text(t.word("page")+" "+t.Number(float64(g.Page), 0)+" "+t.word("of")+" "+t.Number(float64(pages), 0), small, t.a)
		}
	}
}
