package blocks

import (
	"math"
)

// Canvas is what a chart is drawn on. Coordinates count from the upper left
// corner, in the units of Plot.Size.
type Canvas interface {
	// Rule draws a line of the scale.
	Rule(x1, y1, x2, y2 float64)
	// Label writes a text on one line; anchor says which part of it stands at x:
	// start, middle or end.
	Label(x, y float64, anchor, text string)
	// Bar fills a rectangle. tip is what it stands for; empty for a mark in a legend.
	Bar(p Paint, x, y, w, h float64, tip string)
	// Line joins points.
	Line(p Paint, at []Point)
	// Area fills what points enclose, lightly.
	Area(p Paint, at []Point)
	// Dot marks a point.
	Dot(p Paint, at Point, tip string)
	// Slice fills a share of a ring, clockwise from an angle in radians.
	Slice(p Paint, center Point, inner, outer, from, share float64, tip string)
}

// Point is a place on a Canvas.
type Point struct{ X, Y float64 }

// Paint is how a mark is coloured.
type Paint struct {
	// Name is s0 to s7 for one series after the other, fill- with a tone where the
	// plugin asked for it, or heat-0 to heat-4 for the darkness of a field.
	Name string
	// Target marks a line that is to be reached, which is dashed.
	Target bool
}

// plotWidth is how wide a chart is on a page, which scales it.
const plotWidth = 640

// Plot is where the marks of a chart stand, on whatever it is drawn.
type Plot struct {
	Format
	on            Canvas
	c             *Chart
	width, height float64
	// left, right, top and bottom are the edges of the area that is drawn on.
	left, right, top, bottom float64
	lo, hi, step             float64
}

// NewPlot lays a chart out at a width, with the words of its reader. Values of the
// axis are at least one.
func NewPlot(c *Chart, f Format, width float64) *Plot {
	p := &Plot{Format: f, c: c, width: width, height: map[string]float64{"sm": 160, "lg": 360}[c.Height]}
	if p.height == 0 {
		p.height = 240
	}
	p.left, p.right, p.top, p.bottom = 52, p.width-8, 10, p.height-24
	switch c.Kind {
	case "hbar", "funnel":
		p.left, p.bottom = 150, p.height-8
		p.height = math.Max(p.height, float64(len(c.X.Values))*24+20)
		p.bottom = p.height - 8
	case "heatmap":
		p.left = 110
	}
	p.scale()
	return p
}

// scale finds round bounds for the values, with zero among them unless a line
// chart's plugin asked for others.
func (p *Plot) scale() {
	lo, hi := 0.0, 0.0
	sums := make([]float64, len(p.c.X.Values))
	for i := range p.c.Series {
		for j, v := range p.c.Series[i].Data {
			if v == nil || j >= len(sums) {
				continue
			}
			x := *v
			if p.c.Kind == "stacked" || p.c.Kind == "area" && len(p.c.Series) > 1 {
				sums[j] += math.Max(x, 0)
				x = sums[j]
			}
			lo, hi = math.Min(lo, x), math.Max(hi, x)
		}
	}
	if y := p.c.Y; y != nil {
		if y.Min != nil {
			lo = *y.Min
		}
		if y.Max != nil {
			hi = *y.Max
		}
	}
	if !(hi > lo) || math.IsInf(hi-lo, 0) {
		hi = lo + 1
	}
	raw := (hi - lo) / 4
	mag := math.Pow(10, math.Floor(math.Log10(raw)))
	p.step = 10 * mag
	for _, m := range []float64{1, 2, 2.5, 5} {
		if raw <= m*mag {
			p.step = m * mag
			break
		}
	}
	p.lo, p.hi = math.Floor(lo/p.step)*p.step, math.Ceil(hi/p.step)*p.step
	if !(p.step > 0) || !(p.hi > p.lo) || math.IsInf(p.hi-p.lo, 0) {
		p.lo, p.hi, p.step = 0, 1, 0.25
	}
}

func (p *Plot) y(v float64) float64 {
	v = math.Min(math.Max(v, p.lo), p.hi)
	return p.bottom - (v-p.lo)/(p.hi-p.lo)*(p.bottom-p.top)
}

// Size is how much room the plot takes.
func (p *Plot) Size() (width, height float64) { return p.width, p.height }

// Draw puts all marks on a canvas.
func (p *Plot) Draw(on Canvas) {
	p.on = on
	switch p.c.Kind {
	case "donut":
		p.donut()
	case "hbar", "funnel":
		p.hbar()
	case "heatmap":
		p.heatmap()
	case "bar", "stacked":
		p.grid()
		p.bars()
	default:
		p.grid()
		p.lines()
	}
}

// label writes text inside the picture; anchor is start, middle or end.
func (p *Plot) label(x, y float64, anchor, s string) {
	if r := []rune(s); len(r) > 22 {
		s = string(r[:21]) + "…"
	}
	p.on.Label(x, y, anchor, s)
}

// grid draws the scale and the labels along it.
func (p *Plot) grid() {
	for n, v := 0, p.lo; v <= p.hi+p.step/2 && n < 12; n, v = n+1, v+p.step {
		y := p.y(v)
		p.on.Rule(p.left, y, p.right, y)
		p.label(p.left-6, y+4, "end", p.Figure(p.c, v))
	}
	p.axis()
}

// axis writes as many labels below the scale as there is room for.
func (p *Plot) axis() {
	most := max(int(8*p.width/plotWidth), 2)
	every := max((len(p.c.X.Values)+most-1)/most, 1)
	for j := 0; j < len(p.c.X.Values); j += every {
		p.label(p.x(j), p.bottom+18, "middle", p.AxisLabel(p.c, p.c.X.Values[j]))
	}
}

// x is the middle of a position's band.
func (p *Plot) x(j int) float64 {
	return p.left + (float64(j)+0.5)*(p.right-p.left)/float64(len(p.c.X.Values))
}

// tip is what a mark says when pointed at.
func (p *Plot) tip(s *Series, j int, v float64) string {
	return p.AxisLabel(p.c, p.c.X.Values[j]) + ", " + s.Name.String() + ": " + p.Figure(p.c, v)
}

func (p *Plot) bars() {
	n := float64(len(p.c.Series))
	band := (p.right - p.left) / float64(len(p.c.X.Values)) * 0.8
	for j := range p.c.X.Values {
		sum := 0.0
		for i := range p.c.Series {
			s := &p.c.Series[i]
			v := s.At(j)
			if v == nil {
				continue
			}
			from, to, x, width := 0.0, *v, p.x(j)-band/2, band
			if p.c.Kind == "stacked" {
				from, to = sum, sum+math.Max(*v, 0)
				sum = to
			} else {
				width = band / n
				x += float64(i) * width
			}
			top, bottom := p.y(math.Max(from, to)), p.y(math.Min(from, to))
			p.on.Bar(s.paint(i), x, top, width*0.94, math.Max(bottom-top, 0), p.tip(s, j, *v))
		}
	}
}

func (p *Plot) lines() {
	below := make([]float64, len(p.c.X.Values))
	for i := range p.c.Series {
		s := &p.c.Series[i]
		stacked := p.c.Kind == "area" && len(p.c.Series) > 1
		paint := s.paint(i)
		paint.Target = s.Target
		start := 0
		for j := 0; j <= len(p.c.X.Values); j++ {
			if j < len(p.c.X.Values) && s.At(j) != nil {
				continue
			}
			if j > start {
				p.line(s, paint, start, j, below, stacked)
			}
			start = j + 1
		}
		if stacked {
			for j := range below {
				if v := s.At(j); v != nil {
					below[j] += math.Max(*v, 0)
				}
			}
		}
	}
}

// line draws the positions from start to end, between which there is no gap.
func (p *Plot) line(s *Series, paint Paint, start, end int, below []float64, stacked bool) {
	at := make([]Point, 0, 2*(end-start))
	for j := start; j < end; j++ {
		v := *s.At(j)
		if stacked {
			v = below[j] + math.Max(v, 0)
		}
		at = append(at, Point{p.x(j), p.y(v)})
	}
	if p.c.Kind == "area" {
		around := at
		for j := end - 1; j >= start; j-- {
			around = append(around, Point{p.x(j), p.y(below[j])})
		}
		p.on.Area(paint, around)
	}
	p.on.Line(paint, at)
	if end-start > 60 {
		return
	}
	for j := start; j < end; j++ {
		p.on.Dot(paint, at[j-start], p.tip(s, j, *s.At(j)))
	}
}
