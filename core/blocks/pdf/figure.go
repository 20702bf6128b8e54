package pdf

import (
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

func (p *printer) kv(b *blocks.KV, a at) {
	cols := max(b.Cols, 1)
	for cols > 1 && a.w/float64(cols) < 150 {
		cols--
	}
	w := (a.w - float64(cols-1)*bigGap) / float64(cols)
	label := min(w*0.4, 150)
	for i := 0; i < len(b.Items); i += cols {
		if p.stopped() {
			return
		}
		high := 0.0
		sets := make([][2][]line, 0, cols)
		for _, it := range b.Items[i:min(i+cols, len(b.Items))] {
			value := []span{p.valueSpan(it.Value, "", body)}
			if !it.Help.IsZero() {
				value = append(value, span{text: "\n" + it.Help.String(), style: small})
			}
			set := [2][]line{wrapped(it.Label.String(), body.in(dim), label-8), flow(value, w-label)}
			sets = append(sets, set)
			high = max(high, tall(set[0], body), tall(set[1], body))
		}
		if high < p.room() {
			p.need(high + 4)
		}
		from := p.y
		for j, set := range sets {
			x := a.x + float64(j)*(w+bigGap)
			p.y = from
			p.lines(set[0], at{x: x, w: label}, body)
			p.y = from
			p.lines(set[1], at{x: x + label, w: w - label}, body)
		}
		if high < p.room() {
			p.y = from + high
		}
		p.y += 4
	}
}

// tall is how high lines are together.
func tall(list []line, look style) float64 {
	sum := 0.0
	for i := range list {
		sum += list[i].leading(look.leading())
	}
	return sum
}

func (p *printer) stat(b *blocks.Stat, a at) {
	if a.h == 0 {
		a.w = min(a.w, 240)
	}
	in := a.inside(10)
	figure, look := p.Say(b.Value, "", p.word), style{bold, 17, ink}
	for look.size > 9 && look.face.width(clean(figure), look.size) > in.w {
		look.size--
	}
	label := wrapped(b.Label.String(), small, in.w)
	help := wrapped(b.Help.String(), small, in.w)
	p.need(tall(label, small) + 70)
	from := p.y
	p.y += 9
	p.lines(label, in, small)
	p.y += 2
	p.linkedFigure(b, figure, look, in)
	if b.Delta != nil {
		p.y += 1
		p.delta(b, in)
	}
	if len(b.Spark) > 1 {
		p.y += 5
		p.spark(b.Spark, in.x, p.y, min(in.w, 110), 18)
		p.y += 18
	}
	if len(help) > 0 {
		p.y += 2
		p.lines(help, in, small)
	}
	p.y = max(p.y+9, from+a.h)
	p.frame(a.x, from, a.w, p.y-from)
}

func (p *printer) linkedFigure(b *blocks.Stat, figure string, look style, in at) {
	p.lines(flow([]span{{text: figure, style: look, href: b.Href}}, in.w), in, look)
}

// delta says how a figure has changed, with a mark that needs no colour.
func (p *printer) delta(b *blocks.Stat, in at) {
	look := small.as(bold)
	if b.Trend != "" && b.Trend != "flat" && b.Good != "" {
		look = look.in(toneOf(map[bool]string{true: "success", false: "danger"}[b.Trend == b.Good]))
	}
	mark := map[string]string{"up": "▲ ", "down": "▼ ", "flat": "■ "}[b.Trend]
	p.text(mark+p.Say(b.Delta, "", p.word), look, in)
}

func (p *printer) progress(b *blocks.Progress, a at) {
	most := 100.0
	if b.Max != nil && *b.Max > 0 {
		most = *b.Max
	}
	share := min(max(b.Value/most, 0), 1)
	p.need(body.leading() + 10)
	p.text(strings.TrimSpace(b.Label.String()+"  "+p.Number(share*100, 0)+"\u00a0%"), body, a)
	w := min(a.w, 240)
	p.round(a.x, p.y+3, w, 5, 2.5, faint)
	p.round(a.x, p.y+3, w*share, 5, 2.5, toneOf(orElse(b.Tone, "accent")))
	p.y += 10
}

func (p *printer) rating(b *blocks.Rating, a at) {
	most := 5.0
	if b.Max != nil && *b.Max > 0 {
		most = min(*b.Max, 10)
	}
	p.need(body.leading())
	l := one(b.Label.String()+"  ", body, a.w*0.6)
	p.write(l, a.x, p.y+body.leading()*0.74)
	x := a.x + l.width + 8
	for i := range int(most) {
		c := faint
		if float64(i)+0.5 <= b.Value {
			c = paints["s2"]
		}
		p.star(x+float64(i)*11, p.y+body.leading()*0.5, 5, c)
	}
	p.write(one(p.Number(b.Value, -1)+" / "+p.Number(most, -1), body.in(dim), 80), x+most*11+4, p.y+body.leading()*0.74)
	p.y += body.leading()
}
