package pdf

import (
	"math"
	"net/url"
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

// at is where blocks stand on the page: from x, w wide. h is how high a framed one
// is to be at least, so that those beside each other end together.
type at struct{ x, w, h float64 }

// inside is the room within a frame.
func (a at) inside(by float64) at { return at{x: a.x + by, w: a.w - 2*by} }

// drawing reports whether marks are made at all.
func (p *printer) drawing() bool { return p.dry == 0 && p.err == nil && !p.full }

// write draws a line of text with its baseline at y.
func (p *printer) write(l line, x, y float64) {
	if !p.drawing() {
		return
	}
	for _, s := range l.spans {
		w := s.face.width(s.text, s.size)
		if strings.TrimSpace(s.text) != "" {
			p.use(s.face, s.size)
			p.f.SetTextColor(s.colour.r, s.colour.g, s.colour.b)
			p.f.Text(x, y, visual(s.text))
		}
		if s.struck {
			p.rule(x, y-s.size*0.3, x+w, y-s.size*0.3, s.colour, 0.6)
		}
		p.link(s.href, x, y-s.size, w, s.size*1.25)
		x += w
	}
}

// one is a text as a single line, cut with an ellipsis where it is wider than width.
func one(text string, s style, width float64) line {
	text = strings.ReplaceAll(clean(text), "\n", " ")
	if w := s.face.width(text, s.size); w <= width {
		return line{spans: []span{{text: text, style: s}}, width: w}
	}
	n := fits(s, text, width-s.face.width("…", s.size))
	text = strings.TrimRight(text[:n], " ") + "…"
	return line{spans: []span{{text: text, style: s}}, width: s.face.width(text, s.size)}
}

// link makes an area of the page lead somewhere.
func (p *printer) link(href string, x, y, w, h float64) {
	if href == "" || !p.drawing() || !blocks.SafeHref(href) {
		return
	}
	u, err := url.Parse(href)
	if err != nil {
		return
	}
	if u.Scheme == "" {
		base, err := url.Parse(p.Address)
		if err != nil || base.Host == "" || !strings.HasPrefix(u.Path, "/") {
			return // leads nowhere outside the helpdesk's pages
		}
		u = base.ResolveReference(u)
	}
	p.f.LinkString(x, y, w, h, u.String())
}

func (p *printer) rule(x1, y1, x2, y2 float64, c colour, width float64) {
	if p.drawing() {
		p.f.SetDrawColor(c.r, c.g, c.b)
		p.f.SetLineWidth(width)
		p.f.Line(x1, y1, x2, y2)
	}
}

func (p *printer) fill(x, y, w, h float64, c colour) {
	if p.drawing() && w > 0 && h > 0 {
		p.f.SetFillColor(c.r, c.g, c.b)
		p.f.Rect(x, y, w, h, "F")
	}
}

// round fills a rectangle with round corners.
func (p *printer) round(x, y, w, h, r float64, c colour) {
	if p.drawing() && w > 0 && h > 0 {
		p.f.SetFillColor(c.r, c.g, c.b)
		p.f.RoundedRect(x, y, w, h, math.Min(r, math.Min(w, h)/2), "1234", "F")
	}
}

// frame draws the outline of a rectangle with round corners.
func (p *printer) frame(x, y, w, h float64) {
	if p.drawing() && w > 0 && h > 0 {
		p.f.SetDrawColor(faint.r, faint.g, faint.b)
		p.f.SetLineWidth(0.75)
		p.f.RoundedRect(x, y, w, h, 4, "1234", "D")
	}
}
