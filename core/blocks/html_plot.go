package blocks

import (
	"math"
)

// plot draws one chart in a fixed coordinate system that CSS scales.
type plot struct {
	*writer
	c             *Chart
	width, height float64
	// left, right, top and bottom are the edges of the area that is drawn on.
	left, right, top, bottom float64
	lo, hi, step             float64
}

func newPlot(w *writer, c *Chart) *plot {
	p := &plot{writer: w, c: c, width: 640, height: map[string]float64{"sm": 160, "lg": 360}[c.Height]}
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
func (p *plot) scale() {
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

func (p *plot) y(v float64) float64 {
	v = math.Min(math.Max(v, p.lo), p.hi)
	return p.bottom - (v-p.lo)/(p.hi-p.lo)*(p.bottom-p.top)
}

func (p *plot) draw() {
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
func (p *plot) label(x, y float64, anchor, s string) {
	p.raw(`<text x="`, num(x), `" y="`, num(y), `" text-anchor="`, anchor, `">`)
	r := []rune(s)
	if len(r) > 22 {
		s = string(r[:21]) + "…"
	}
	p.esc(s)
	p.raw("</text>")
}

// grid draws the scale and the labels along it.
func (p *plot) grid() {
	for n, v := 0, p.lo; v <= p.hi+p.step/2 && n < 12; n, v = n+1, v+p.step {
		y := p.y(v)
		p.raw(`<line class="pb-grid-line" x1="`, num(p.left), `" x2="`, num(p.right), `" y1="`, num(y), `" y2="`, num(y), `"/>`)
		p.label(p.left-6, y+4, "end", p.yLabel(p.c, v))
	}
	every := max((len(p.c.X.Values)+7)/8, 1)
	for j := 0; j < len(p.c.X.Values); j += every {
		p.label(p.x(j), p.bottom+18, "middle", p.xLabel(p.c, p.c.X.Values[j]))
	}
}

// x is the middle of a position's band.
func (p *plot) x(j int) float64 {
	return p.left + (float64(j)+0.5)*(p.right-p.left)/float64(len(p.c.X.Values))
}

func (p *plot) rect(class string, x, y, w, h float64, title string) {
	p.raw(`<rect x="`, num(x), `" y="`, num(y), `" width="`, num(math.Max(w, 0)), `" height="`, num(math.Max(h, 0)), `"`)
	p.attr("class", class)
	p.raw("><title>")
	p.esc(title)
	p.raw("</title></rect>")
}

// tip is what a mark says when pointed at.
func (p *plot) tip(s *Series, j int, v float64) string {
	return p.xLabel(p.c, p.c.X.Values[j]) + ", " + s.Name.String() + ": " + p.yLabel(p.c, v)
}

func (p *plot) bars() {
	n := float64(len(p.c.Series))
	band := (p.right - p.left) / float64(len(p.c.X.Values)) * 0.8
	for j := range p.c.X.Values {
		sum := 0.0
		for i := range p.c.Series {
			s := &p.c.Series[i]
			v := s.at(j)
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
			p.rect(seriesClass(s, i), x, top, width*0.94, bottom-top, p.tip(s, j, *v))
		}
	}
}

func (p *plot) lines() {
	below := make([]float64, len(p.c.X.Values))
	for i := range p.c.Series {
		s := &p.c.Series[i]
		stacked := p.c.Kind == "area" && len(p.c.Series) > 1
		class := seriesClass(s, i)
		if s.Target {
			class += " pb-target"
		}
		start := 0
		for j := 0; j <= len(p.c.X.Values); j++ {
			if j < len(p.c.X.Values) && s.at(j) != nil {
				continue
			}
			if j > start {
				p.line(s, class, start, j, below, stacked)
			}
			start = j + 1
		}
		if stacked {
			for j := range below {
				if v := s.at(j); v != nil {
					below[j] += math.Max(*v, 0)
				}
			}
		}
	}
}

// line draws the positions from start to end, between which there is no gap.
func (p *plot) line(s *Series, class string, start, end int, below []float64, stacked bool) {
	at := func(j int) float64 {
		if stacked {
			return below[j] + math.Max(*s.at(j), 0)
		}
		return *s.at(j)
	}
	if p.c.Kind == "area" {
		p.raw(`<polygon class="pb-area `, class, `" points="`)
		for j := start; j < end; j++ {
			p.raw(num(p.x(j)), ",", num(p.y(at(j))), " ")
		}
		for j := end - 1; j >= start; j-- {
			p.raw(num(p.x(j)), ",", num(p.y(below[j])), " ")
		}
		p.raw(`"/>`)
	}
	p.raw(`<polyline fill="none" class="pb-line `, class, `" points="`)
	for j := start; j < end; j++ {
		p.raw(num(p.x(j)), ",", num(p.y(at(j))), " ")
	}
	p.raw(`"/>`)
	if end-start > 60 {
		return
	}
	for j := start; j < end; j++ {
		p.raw(`<circle r="3" class="`, class, `" cx="`, num(p.x(j)), `" cy="`, num(p.y(at(j))), `"><title>`)
		p.esc(p.tip(s, j, *s.at(j)))
		p.raw("</title></circle>")
	}
}
