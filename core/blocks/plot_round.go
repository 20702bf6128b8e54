package blocks

import (
	"math"
	"strconv"
)

// hbar draws bars from left to right; a funnel's stand in the middle.
func (p *Plot) hbar() {
	if len(p.c.Series) == 0 {
		return
	}
	n := float64(len(p.c.Series))
	band := (p.bottom - p.top) / float64(len(p.c.X.Values))
	scale := (p.right - p.left - 60) / math.Max(p.hi, 1e-9)
	for j, x := range p.c.X.Values {
		y := p.top + float64(j)*band
		p.label(p.left-8, y+band/2+4, "end", p.AxisLabel(p.c, x))
		for i := range p.c.Series {
			s := &p.c.Series[i]
			v := s.At(j)
			if v == nil {
				continue
			}
			width := math.Min(math.Max(*v, 0)*scale, p.right-p.left-60)
			from := p.left
			if p.c.Kind == "funnel" {
				from += (p.right - p.left - 60 - width) / 2
			}
			h := band * 0.8 / n
			p.on.Bar(s.paint(i), from, y+band*0.1+float64(i)*h, width, h*0.94, p.tip(s, j, *v))
			p.label(from+width+6, y+band*0.1+(float64(i)+0.5)*h+4, "start", p.Figure(p.c, *v))
		}
	}
}

// donut shows the first series' shares.
func (p *Plot) donut() {
	s := &p.c.Series[0]
	total := 0.0
	for _, v := range s.Data {
		if v != nil {
			total += math.Max(*v, 0)
		}
	}
	cx, cy, r := p.height/2, p.height/2, p.height/2-12
	angle := -math.Pi / 2
	row := 0.0
	for j, x := range p.c.X.Values {
		v := s.At(j)
		if v == nil || *v <= 0 || !(total > 0) || math.IsInf(total, 0) {
			continue
		}
		paint := Paint{Name: "s" + strconv.Itoa(j%8)}
		share := *v / total
		p.on.Slice(paint, Point{cx, cy}, r*0.62, r, angle, share, p.tip(s, j, *v))
		angle += 2 * math.Pi * share
		y := 24 + row*22
		row++
		if y > p.height-8 {
			continue
		}
		p.on.Bar(paint, p.height+20, y-9, 10, 10, "")
		p.label(p.height+38, y, "start", p.AxisLabel(p.c, x))
		p.label(p.width-10, y, "end", p.Figure(p.c, *v)+" ("+p.Number(share*100, 0)+"\u00a0%)")
	}
}

// heatmap draws one row for each series; the darker, the more.
func (p *Plot) heatmap() {
	cols, rows := float64(len(p.c.X.Values)), float64(len(p.c.Series))
	w, h := (p.right-p.left)/cols, (p.bottom-p.top)/rows
	for i := range p.c.Series {
		s := &p.c.Series[i]
		y := p.top + float64(i)*h
		p.label(p.left-8, y+h/2+4, "end", s.Name.String())
		for j := range p.c.X.Values {
			v := s.At(j)
			if v == nil {
				continue
			}
			heat := int(math.Round(4 * (math.Min(math.Max(*v, p.lo), p.hi) - p.lo) / (p.hi - p.lo)))
			p.on.Bar(Paint{Name: "heat-" + strconv.Itoa(heat)}, p.left+float64(j)*w, y, w*0.96, h*0.94, p.tip(s, j, *v))
		}
	}
	p.axis()
}
