package pdf

import "pegboard.dev/pegboard/core/blocks"

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
