package pdf

import (
	"math"

	"codeberg.org/go-pdf/fpdf"

	"pegboard.dev/pegboard/core/blocks"
)

// chartScale is how large a unit of a plot is in points: letters of 11 become 8.8.
const chartScale = 0.8

// chart draws the same picture as on pages, as wide as there is room. figures has
// its numbers follow as a table.
func (p *printer) chart(b *blocks.Chart, a at, figures bool) {
	plot := blocks.NewPlot(b, p.Format, max(a.w/chartScale, 200))
	_, high := plot.Size()
	scale := min(chartScale, p.room()*0.8/high)
	title := wrapped(b.Title.String(), style{bold, 10, ink}, a.w)
	about := wrapped(b.Summary.String(), small, a.w)
	key := flow(p.key(b), a.w)
	p.need(tall(title, body) + tall(about, small) + high*scale + tall(key, small) + 14)
	p.lines(title, a, strong)
	p.lines(about, a, small)
	if len(b.X.Values) > 0 {
		p.y += 4
		if p.drawing() {
			plot.Draw(&canvas{printer: p, x: a.x, y: p.y, scale: scale})
		}
		p.y += high * scale
	}
	if len(b.Key()) > 0 {
		p.y += 4
		p.legend(b, a)
	}
	if figures && len(b.X.Values) > 0 {
		p.y += 8
		p.table(p.figures(b), a)
	}
	if b.Omitted > 0 {
		p.text(p.Number(float64(b.Omitted), 0)+" "+p.word("omitted_points"), small, a)
	}
}

// key is the legend as text, to know how much room it takes.
func (p *printer) key(b *blocks.Chart) []span {
	var out []span
	for _, k := range b.Key() {
		out = append(out, span{text: "□  " + k.Name + "     ", style: small})
	}
	return out
}

// legend names the series beside their colours.
func (p *printer) legend(b *blocks.Chart, a at) {
	x := a.x
	p.need(small.leading())
	for _, k := range b.Key() {
		l := one(k.Name, small.in(ink), a.w-14)
		if x > a.x && x+14+l.width > a.x+a.w {
			x = a.x
			p.y += small.leading()
			p.need(small.leading())
		}
		p.round(x, p.y+2, 7, 7, 1.5, paintOf(k.Paint))
		p.write(l, x+11, p.y+8.5)
		x += 11 + l.width + 14
	}
	p.y += small.leading()
}

// figures is a chart's numbers as a table.
func (p *printer) figures(b *blocks.Chart) *blocks.Table {
	t := &blocks.Table{Dense: true, Columns: []blocks.Column{{Key: "x", Label: b.X.Label}}}
	for i := range b.Series {
		t.Columns = append(t.Columns, blocks.Column{Key: b.Series[i].ID, Label: b.Series[i].Name, Align: "end"})
	}
	for j, x := range b.X.Values {
		row := blocks.Row{Cells: map[string]blocks.Value{"x": &blocks.TextValue{V: blocks.T(p.AxisLabel(b, x))}}}
		for i := range b.Series {
			if v := b.Series[i].At(j); v != nil {
				row.Cells[b.Series[i].ID] = &blocks.TextValue{V: blocks.T(p.Figure(b, *v))}
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// canvas draws a plot on a page.
type canvas struct {
	*printer
	x, y, scale float64
}

var _ blocks.Canvas = (*canvas)(nil)

func (c *canvas) to(at blocks.Point) fpdf.PointType {
	return fpdf.PointType{X: c.x + finite(at.X)*c.scale, Y: c.y + finite(at.Y)*c.scale}
}

// finite keeps what cannot be drawn out of the file.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return min(max(v, -1e5), 1e5)
}

func (c *canvas) Rule(x1, y1, x2, y2 float64) {
	from, to := c.to(blocks.Point{X: x1, Y: y1}), c.to(blocks.Point{X: x2, Y: y2})
	c.rule(from.X, from.Y, to.X, to.Y, faint, 0.5)
}

func (c *canvas) Label(x, y float64, anchor, text string) {
	at, look := c.to(blocks.Point{X: x, Y: y}), style{regular, 11 * c.scale, dim}
	l := one(text, look, 300)
	switch anchor {
	case "middle":
		at.X -= l.width / 2
	case "end":
		at.X -= l.width
	}
	c.write(l, at.X, at.Y)
}

func (c *canvas) Bar(p blocks.Paint, x, y, w, h float64, _ string) {
	at := c.to(blocks.Point{X: x, Y: y})
	c.fill(at.X, at.Y, finite(w)*c.scale, finite(h)*c.scale, paintOf(p))
}

func (c *canvas) Line(p blocks.Paint, at []blocks.Point) {
	if len(at) < 2 {
		return
	}
	c.stroke(paintOf(p), 1.6)
	if p.Target {
		c.f.SetDashPattern([]float64{4, 3}, 0)
		defer c.f.SetDashPattern(nil, 0)
	}
	for i, q := range at {
		if to := c.to(q); i == 0 {
			c.f.MoveTo(to.X, to.Y)
		} else {
			c.f.LineTo(to.X, to.Y)
		}
	}
	c.f.DrawPath("D")
}

// stroke sets the colour and width of lines, with round corners.
func (p *printer) stroke(c colour, width float64) {
	p.f.SetDrawColor(c.r, c.g, c.b)
	p.f.SetLineWidth(width)
	p.f.SetLineJoinStyle("round")
	p.f.SetLineCapStyle("round")
}

func (c *canvas) Area(p blocks.Paint, at []blocks.Point) {
	if len(at) < 3 {
		return
	}
	ground := paintOf(p).lighter(0.75)
	c.f.SetFillColor(ground.r, ground.g, ground.b)
	points := make([]fpdf.PointType, len(at))
	for i := range at {
		points[i] = c.to(at[i])
	}
	c.f.Polygon(points, "F")
}

func (c *canvas) Dot(p blocks.Paint, at blocks.Point, _ string) {
	to, paint := c.to(at), paintOf(p)
	c.f.SetFillColor(paint.r, paint.g, paint.b)
	c.f.Circle(to.X, to.Y, 3*c.scale*0.8, "F")
}

// Slice draws the arcs as short straight lines, which at this size nobody can tell.
func (c *canvas) Slice(p blocks.Paint, center blocks.Point, inner, outer, from, share float64, _ string) {
	steps := max(int(share*90), 2)
	points := make([]fpdf.PointType, 0, 2*steps+2)
	edge := func(radius float64, i int) {
		angle := from + 2*math.Pi*share*float64(i)/float64(steps)
		points = append(points, c.to(blocks.Point{X: center.X + radius*math.Cos(angle), Y: center.Y + radius*math.Sin(angle)}))
	}
	for i := range steps + 1 {
		edge(outer, i)
	}
	for i := range steps + 1 {
		edge(inner, steps-i)
	}
	paint := paintOf(p)
	c.f.SetFillColor(paint.r, paint.g, paint.b)
	c.f.Polygon(points, "F")
}

// spark draws a tiny line of figures.
func (p *printer) spark(data []float64, x, y, w, h float64) {
	if len(data) < 2 || !p.drawing() {
		return
	}
	lo, hi := data[0], data[0]
	for _, v := range data {
		lo, hi = math.Min(lo, v), math.Max(hi, v)
	}
	p.stroke(paints["s0"], 1)
	for i, v := range data {
		at := h / 2
		if hi > lo {
			at = h - 1 - (h-2)*(finite(v)-lo)/(hi-lo)
		}
		to := x + w*float64(i)/float64(len(data)-1)
		if i == 0 {
			p.f.MoveTo(to, y+finite(at))
		} else {
			p.f.LineTo(to, y+finite(at))
		}
	}
	p.f.DrawPath("D")
}

// star draws a star around a point.
func (p *printer) star(x, y, r float64, c colour) {
	if !p.drawing() {
		return
	}
	points := make([]fpdf.PointType, 10)
	for i := range points {
		radius, angle := r, math.Pi*(float64(i)/5-0.5)
		if i%2 == 1 {
			radius = r * 0.42
		}
		points[i] = fpdf.PointType{X: x + radius*math.Cos(angle), Y: y + radius*math.Sin(angle)}
	}
	p.f.SetFillColor(c.r, c.g, c.b)
	p.f.Polygon(points, "F")
}
