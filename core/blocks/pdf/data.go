package pdf

import (
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

func (p *printer) data(b blocks.Block, a at) {
	switch b := b.(type) {
	case *blocks.KV:
		p.kv(b, a)
	case *blocks.Stat:
		p.stat(b, a)
	case *blocks.List:
		p.list(b, a)
	case *blocks.Timeline:
		p.timeline(b, a)
	case *blocks.Tree:
		p.nodes(b.Nodes, a, 0)
	case *blocks.Table:
		p.table(b, a)
	case *blocks.Board:
		p.board(b, a)
	case *blocks.Calendar:
		p.calendar(b, a)
	case *blocks.Chart:
		p.chart(b, a, true)
	case *blocks.Progress:
		p.progress(b, a)
	case *blocks.Rating:
		p.rating(b, a)
	case *blocks.People:
		p.people(b, a)
	case *blocks.Files:
		p.files(b.Items, a)
	case *blocks.Entity:
		p.linked(orElse(b.Name, p.word("unknown")), b.Named.Link, body, a)
	case *blocks.FilterBar:
		p.chosen(b.Chosen(p.Query, p.Format, p.word), a)
	case *blocks.Vote:
		text := b.Label.String()
		if b.Count != nil {
			text += ": " + p.Number(*b.Count, 0)
		}
		p.text(text, body, a)
	}
}

// chosen says by what the figures were narrowed down.
func (p *printer) chosen(list []blocks.Chosen, a at) {
	if len(list) == 0 {
		return
	}
	var spans []span
	for i, c := range list {
		if i > 0 {
			spans = append(spans, span{text: "   ·   ", style: small})
		}
		spans = append(spans, span{text: c.Label + ": ", style: small}, span{text: c.Value, style: small.as(bold).in(ink)})
	}
	p.lines(flow(spans, a.w), a, small)
}

// say is a value in words, and where it leads.
func (p *printer) say(v blocks.Value, as string) (text, href string) {
	switch v := v.(type) {
	case *blocks.LinkValue:
		href = v.Href
	case *blocks.EntityValue:
		href = v.Named.Link
	}
	return p.Say(v, as, p.word), href
}

// valueSpan is a value as text on a line.
func (p *printer) valueSpan(v blocks.Value, as string, look style) span {
	text, href := p.say(v, as)
	if b, ok := v.(*blocks.BadgeValue); ok {
		look = look.as(bold).in(toneOf(orElse(b.Tone, "neutral")))
	}
	return span{text: text, style: p.linkLook(href, look), href: href}
}

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

func (p *printer) list(b *blocks.List, a at) {
	for i := range b.Items {
		if p.stopped() {
			return
		}
		if i > 0 {
			p.y += 4
		}
		mark := ""
		switch b.Style {
		case "ordered":
			mark = p.Number(float64(i+1), 0) + "."
		case "bullet":
			mark = "•"
		}
		p.item(&b.Items[i], mark, a)
	}
}

func (p *printer) item(it *blocks.Item, mark string, a at) {
	in := a
	if mark != "" {
		in = at{x: a.x + 18, w: a.w - 18}
	}
	title := span{text: it.Title.String(), style: p.linkLook(it.Href, body), href: it.Href}
	if it.Unread || !it.Text.IsZero() || len(it.Meta) > 0 {
		title.face = bold
	}
	spans := []span{title}
	if it.Badge != nil {
		spans = append(spans, span{text: "   " + it.Badge.Text.String(), style: small.as(bold).in(toneOf(orElse(it.Badge.Tone, "neutral")))})
	}
	lines := flow(spans, in.w)
	p.need(tall(lines[:1], body) + 12)
	if mark != "" {
		p.write(one(mark, body.in(dim), 18), a.x+2, p.y+body.leading()*0.74)
	}
	p.lines(lines, in, body)
	p.text(it.Text.String(), small, in)
	p.lines(flow(p.meta(it.Meta), in.w), in, small)
}

// meta is a row of values; none take no line.
func (p *printer) meta(values []blocks.Value) []span {
	var out []span
	for i, v := range values {
		if i > 0 {
			out = append(out, span{text: "  ·  ", style: small})
		}
		out = append(out, p.valueSpan(v, "", small))
	}
	return out
}

func (p *printer) timeline(b *blocks.Timeline, a at) {
	for i := range b.Items {
		if p.stopped() {
			return
		}
		it := &b.Items[i]
		if i > 0 {
			p.y += 6
		}
		in := at{x: a.x + 14, w: a.w - 14}
		when := p.Moment(it.At, false)
		if it.By != nil {
			when += "  ·  " + p.Say(it.By, "", p.word)
		}
		p.need(body.leading() + small.leading())
		p.round(a.x+2, p.y+3.5, 6, 6, 3, toneOf(orElse(it.Tone, "neutral")))
		p.text(it.Title.String(), strong, in)
		p.text(when, small, in)
		p.text(it.Text.String(), body, in)
	}
}

func (p *printer) nodes(list []blocks.TreeNode, a at, depth int) {
	for i := range list {
		if p.stopped() {
			return
		}
		in := at{x: a.x + float64(min(depth, 8))*14, w: a.w - float64(min(depth, 8))*14}
		p.linked("•  "+list[i].Label.String(), list[i].Href, body, in)
		p.nodes(list[i].Children, a, depth+1)
	}
}

func (p *printer) board(b *blocks.Board, a at) {
	for i := range b.Columns {
		c := &b.Columns[i]
		n := float64(len(c.Items))
		if c.Total != nil {
			n = *c.Total
		}
		if i > 0 {
			p.y += bigGap
		}
		p.heading(c.Title.String()+" ("+p.Number(n, 0)+")", a)
		p.y += 3
		p.list(&blocks.List{Style: "bullet", Items: c.Items}, a)
	}
}

// calendar is an agenda, as on pages without scripts.
func (p *printer) calendar(b *blocks.Calendar, a at) {
	if len(b.Events) == 0 {
		p.text(p.word("nothing"), body.in(dim), a)
	}
	for i := range b.Events {
		if p.stopped() {
			return
		}
		e := &b.Events[i]
		when := p.Moment(e.Start, false)
		if e.End != "" {
			when += " – " + p.Moment(e.End, false)
		}
		p.lines(flow([]span{{text: when + "   ", style: body.in(dim)}, {text: e.Title.String(), style: p.linkLook(e.Href, body), href: e.Href}}, a.w), a, body)
		p.y += 3
	}
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

func (p *printer) people(b *blocks.People, a at) {
	for i := range b.Items {
		if p.stopped() {
			return
		}
		who := &b.Items[i]
		spans := []span{{text: orElse(who.Name, p.word("unknown")), style: p.linkLook(who.Link, body), href: who.Link}}
		if !who.Role.IsZero() {
			spans = append(spans, span{text: "   " + who.Role.String(), style: small})
		}
		if who.Value != nil {
			v := p.valueSpan(who.Value, "", body)
			v.text = "   " + v.text
			spans = append(spans, v)
		}
		p.lines(flow(spans, a.w), a, body)
		p.y += 2
	}
}

func (p *printer) files(list []blocks.File, a at) {
	for i := range list {
		if p.stopped() {
			return
		}
		spans := []span{{text: list[i].Name, style: p.linkLook(list[i].Href, body), href: list[i].Href}}
		if list[i].Size != nil {
			spans = append(spans, span{text: "   " + p.Bytes(*list[i].Size), style: small})
		}
		p.lines(flow(spans, a.w), a, body)
	}
}
