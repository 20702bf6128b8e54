package pdf

import (
	"strings"

	"golang.org/x/text/language"
)

// The page's margins, in points.
const (
	side   = 48
	above  = 46
	below  = 52
	bigGap = 12 // between blocks
)

// The styles of text.
var (
	body   = style{regular, 9.5, ink}
	small  = style{regular, 8, dim}
	strong = style{bold, 9.5, ink}
)

// letterRegions are where paper is of the format Letter.
var letterRegions = map[string]bool{
	"US": true, "CA": true, "MX": true, "PH": true, "CL": true, "CO": true, "VE": true, "GT": true, "CR": true, "SV": true, "NI": true, "PA": true, "PR": true,
}

// pageSize is that of the reader's region: A4 where the locale names none.
func pageSize(locale string) (width, height float64) {
	if tag, err := language.Parse(locale); err == nil {
		if _, _, region := tag.Raw(); letterRegions[region.String()] {
			return 612, 792
		}
	}
	return 595.28, 841.89
}

// whole is the width between the margins.
func (p *printer) whole() at { return at{x: side, w: p.width - 2*side} }

// floor is where the room for blocks ends.
func (p *printer) floor() float64 { return p.height - below }

// room is how high a block can be at most.
func (p *printer) room() float64 { return p.floor() - above }

// need ends the page if less than h is left on it.
func (p *printer) need(h float64) {
	if p.dry > 0 || p.fixed > 0 || p.y+h <= p.floor() || p.y <= p.top {
		return
	}
	p.turn()
}

// turn begins a new page with the running head.
func (p *printer) turn() {
	if p.stopped() {
		return
	}
	if p.f.PageCount() >= maxPages {
		p.full = true
		return
	}
	if p.err = p.ctx.Err(); p.err != nil {
		return
	}
	p.f.AddPage()
	p.y = above
	head := one(p.title, small, p.whole().w*0.7)
	p.write(head, side, 34)
	name := one(p.Helpdesk, small, p.whole().w*0.28)
	p.write(name, p.width-side-name.width, 34)
	p.rule(side, above-6, p.width-side, above-6, faint, 0.5)
	p.y = above + 6
	p.top = p.y
}

// cover begins the first page: whose paper it is, what it shows, to whom and when.
func (p *printer) cover() {
	p.f.AddPage()
	p.fill(0, 0, p.width, 5, p.accent)
	w := p.whole()
	name := one(p.Helpdesk, style{bold, 9, p.accent}, w.w)
	p.write(name, w.x, 36)
	p.y = 52
	title := style{bold, 19, ink}
	for _, l := range wrapped(p.title, title, w.w) {
		p.y += title.size
		p.write(l, w.x, p.y)
		p.y += title.size * 0.25
	}
	p.y += 3
	for _, l := range wrapped(p.circumstances(), small.in(dim), w.w) {
		p.y += small.leading()
		p.write(l, w.x, p.y)
	}
	p.y += 9
	p.rule(w.x, p.y, w.x+w.w, p.y, p.accent, 1)
	p.y += bigGap
	p.top = p.y
}

// circumstances says who sees what, and as of when.
func (p *printer) circumstances() string {
	var parts []string
	if p.Reader != "" {
		parts = append(parts, p.word("seen_by")+" "+p.Reader)
	}
	if !p.Now.IsZero() {
		zone := "UTC"
		if p.Zone != nil {
			zone, _ = p.Now.In(p.Zone).Zone()
		}
		parts = append(parts, p.Time(p.Now)+" "+zone)
	}
	return strings.Join(parts, "  ·  ")
}

// finish writes the foot of each page, now that it is known how many there are.
func (p *printer) finish() {
	if p.err != nil {
		return
	}
	cut := p.full
	p.full = false
	pages := p.f.PageCount()
	w := p.whole()
	for n := 1; n <= pages; n++ {
		p.f.SetPage(n)
		y := p.height - 28
		p.rule(w.x, y-11, w.x+w.w, y-11, faint, 0.5)
		number := one(p.Number(float64(n), 0)+" "+p.word("of")+" "+p.Number(float64(pages), 0), small, w.w)
		p.write(number, w.x+w.w-number.width, y)
		left := p.circumstances()
		if p.Helpdesk != "" {
			left = p.Helpdesk + "  ·  " + left
		}
		p.write(one(left, small, w.w-number.width-20), w.x, y)
		if cut && n == pages {
			p.write(one(p.word("cut"), small.as(bold).in(toneOf("warning")), w.w), w.x, y-17)
		}
	}
}
