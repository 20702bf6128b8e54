package pdf

import (
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

func (p *printer) content(b blocks.Block, a at) {
	switch b := b.(type) {
	case *blocks.Heading:
		p.heading(b.Text.String(), a)
	case *blocks.Paragraph:
		p.paragraph(b, a)
	case *blocks.Markdown:
		p.html(b.HTML, a)
	case *blocks.Badge:
		p.pill(b.Text.String(), b.Tone, a.x, a.w)
		p.y += 15
	case *blocks.Alert:
		p.alert(b, a)
	case *blocks.Image:
		p.picture(b.Src, b.Alt.String(), a, 220)
		if !b.Caption.IsZero() {
			p.y += 3
			p.text(b.Caption.String(), small, a)
		}
	case *blocks.Gallery:
		for i := range b.Items {
			if i > 0 {
				p.y += 6
			}
			p.picture(b.Items[i].Src, b.Items[i].Alt.String(), a, 160)
		}
	case *blocks.Video:
		p.linked(b.Title.String(), b.Src, body, a)
	case *blocks.Code:
		p.code(b.Text, b.Diff, a)
	case *blocks.Quote:
		p.quote(b, a)
	case *blocks.Empty:
		p.text(b.Title.String(), strong, a)
		p.text(b.Text.String(), body.in(dim), a)
	case *blocks.Message:
		p.message(b, a)
	case *blocks.Conversation:
		p.conversation(b, a)
	default:
		p.data(b, a)
	}
}

// text sets a text in one style; an empty one takes no room.
func (p *printer) text(s string, look style, a at) {
	if s != "" {
		p.lines(wrapped(s, look, a.w), a, look)
	}
}

// linked sets a text that may lead somewhere.
func (p *printer) linked(text, href string, look style, a at) {
	p.lines(flow([]span{{text: text, style: p.linkLook(href, look), href: href}}, a.w), a, look)
}

// linkLook is how a text looks that leads somewhere from paper.
func (p *printer) linkLook(href string, look style) style {
	if href == "" || !blocks.SafeHref(href) || href[0] == '/' && p.Address == "" {
		return look
	}
	return look.in(linked)
}

func (p *printer) paragraph(b *blocks.Paragraph, a at) {
	look := body
	if b.Size == "sm" {
		look.size = small.size
	}
	if b.Weight == "strong" {
		look.face = bold
	}
	p.text(b.Text.String(), look.in(toneOf(b.Tone)), a)
}

// pill draws a word on a ground of its tone, and returns how wide it is.
func (p *printer) pill(text, tone string, x, most float64) float64 {
	look := style{bold, 8, toneOf(orElse(tone, "neutral"))}
	l := one(text, look, most-10)
	p.round(x, p.y+1, l.width+10, 12, 6, tintOf(tone))
	p.write(l, x+5, p.y+9.8)
	return l.width + 10
}

func (p *printer) alert(b *blocks.Alert, a at) {
	tone := orElse(b.Tone, "info")
	lines := wrapped(b.Title.String(), strong.in(toneOf(tone)), a.w-26)
	if !b.Text.IsZero() {
		lines = append(lines, wrapped(b.Text.String(), body, a.w-26)...)
	}
	high := float64(len(lines))*body.leading() + 14
	if high < p.room() {
		p.need(high)
		p.fill(a.x, p.y, a.w, high, tintOf(tone))
		p.fill(a.x, p.y, 3, high, toneOf(tone))
		p.y += 7
	}
	p.lines(lines, at{x: a.x + 13, w: a.w - 26}, body)
	p.y += 7
}

func (p *printer) code(text string, diff bool, a at) {
	look := style{mono, 8, ink}
	var spans []span
	for i, l := range strings.Split(strings.ReplaceAll(text, "\t", "    "), "\n") {
		if i > 0 {
			l = "\n" + l
		}
		s := span{text: strings.ReplaceAll(l, " ", "\u00a0"), style: look}
		if bare := strings.TrimPrefix(l, "\n"); diff && bare != "" {
			switch bare[0] {
			case '+':
				s.style = look.in(toneOf("success"))
			case '-':
				s.style = look.in(toneOf("danger"))
			}
		}
		spans = append(spans, s)
	}
	for _, l := range flow(spans, a.w-16) {
		if p.stopped() {
			return
		}
		p.need(look.leading())
		p.fill(a.x, p.y, a.w, look.leading()+0.5, shade)
		p.y += look.leading()
		p.write(l, a.x+8, p.y-3)
	}
}

func (p *printer) quote(b *blocks.Quote, a at) {
	p.barred(faint, a, func(in at) {
		p.text(b.Text.String(), body.as(italic), in)
		by := b.By.String()
		if b.At != "" {
			by = strings.TrimPrefix(by+", "+p.Moment(b.At, false), ", ")
		}
		if by != "" {
			p.linked(by, b.Href, small, in)
		}
	})
}

// barred sets what fn does beside a bar, as far as it stands on one page.
func (p *printer) barred(c colour, a at, fn func(in at)) {
	p.need(28)
	from, page := p.y, p.f.PageNo()
	fn(at{x: a.x + 12, w: a.w - 12})
	if p.f.PageNo() != page {
		from = p.top
	}
	p.fill(a.x, from, 2.5, p.y-from, c)
}

func (p *printer) message(b *blocks.Message, a at) {
	name := p.word("unknown")
	if b.Author != nil && !b.Author.Name.IsZero() {
		name = b.Author.Name.String()
	}
	p.said(name, b.At, b.Visibility == "note", a, func(in at) {
		p.html(b.HTML, in)
		p.files(b.Files, in)
	})
}

func (p *printer) conversation(b *blocks.Conversation, a at) {
	p.heading(b.Title.String(), a)
	p.text(b.Subtitle.String(), small, a)
	if len(b.Items) == 0 {
		p.text(b.Empty.String(), body.in(dim), a)
	}
	for _, it := range b.Items {
		p.y += 6
		if p.stopped() {
			return
		}
		p.said(it.Name.String(), it.At, it.Side == "note", a, func(in at) {
			p.text(it.Text.String(), body, in)
			if it.File != nil {
				p.files([]blocks.File{*it.File}, in)
			}
		})
	}
	p.text(b.Closed.String(), small, a)
}

// said sets one utterance under who said it and when.
func (p *printer) said(name, when string, note bool, a at, fn func(in at)) {
	c, head := faint, strings.TrimSpace(name+"  "+p.Moment(when, false))
	if note {
		c, head = toneOf("warning").lighter(0.4), head+"  ·  "+p.word("note")
	}
	p.barred(c, a, func(in at) {
		p.text(head, small.as(bold), in)
		fn(in)
	})
}
