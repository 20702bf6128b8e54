package pdf

import "pegboard.dev/pegboard/core/blocks"

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
