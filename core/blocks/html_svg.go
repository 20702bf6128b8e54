package blocks

import "math"

// svg draws a chart as SVG without styles of its own. Colours are classes.
type svg struct{ *writer }

var _ Canvas = svg{}

func svgClass(p Paint) string {
	if p.Target {
		return "pb-" + p.Name + " pb-target"
	}
	return "pb-" + p.Name
}

func (w svg) Rule(x1, y1, x2, y2 float64) {
	w.raw(`<line class="pb-grid-line" x1="`, num(x1), `" x2="`, num(x2), `" y1="`, num(y1), `" y2="`, num(y2), `"/>`)
}

func (w svg) Label(x, y float64, anchor, text string) {
	w.raw(`<text x="`, num(x), `" y="`, num(y), `" text-anchor="`, anchor, `">`)
	w.esc(text)
	w.raw("</text>")
}

func (w svg) Bar(p Paint, x, y, width, height float64, tip string) {
	w.raw(`<rect x="`, num(x), `" y="`, num(y), `" width="`, num(width), `" height="`, num(height), `"`)
	w.attr("class", svgClass(p))
	if tip == "" {
		w.raw(` rx="2"/>`)
		return
	}
	w.raw(">")
	w.tip(tip)
	w.raw("</rect>")
}

// tip is what a mark says when pointed at.
func (w svg) tip(text string) {
	w.raw("<title>")
	w.esc(text)
	w.raw("</title>")
}

func (w svg) points(at []Point) {
	w.raw(` points="`)
	for _, p := range at {
		w.raw(num(p.X), ",", num(p.Y), " ")
	}
	w.raw(`"/>`)
}

func (w svg) Line(p Paint, at []Point) {
	w.raw(`<polyline fill="none" class="pb-line `, svgClass(p), `"`)
	w.points(at)
}

func (w svg) Area(p Paint, at []Point) {
	w.raw(`<polygon class="pb-area `, svgClass(p), `"`)
	w.points(at)
}

func (w svg) Dot(p Paint, at Point, tip string) {
	w.raw(`<circle r="3" class="`, svgClass(p), `" cx="`, num(at.X), `" cy="`, num(at.Y), `">`)
	w.tip(tip)
	w.raw("</circle>")
}

// Slice draws a whole ring as two halves: an arc cannot end where it begins.
func (w svg) Slice(p Paint, center Point, inner, outer, from, share float64, tip string) {
	if share > 0.999 {
		w.Slice(p, center, inner, outer, from, 0.5, tip)
		w.Slice(p, center, inner, outer, from+math.Pi, 0.5, tip)
		return
	}
	to, large := from+2*math.Pi*share, "0"
	if share > 0.5 {
		large = "1"
	}
	at := func(radius, angle float64) string {
		return num(center.X+radius*math.Cos(angle)) + " " + num(center.Y+radius*math.Sin(angle))
	}
	w.raw(`<path class="`, svgClass(p), `" d="M`, at(outer, from), " A", num(outer), " ", num(outer), " 0 ", large, " 1 ", at(outer, to),
		" L", at(inner, to), " A", num(inner), " ", num(inner), " 0 ", large, " 0 ", at(inner, from), ` Z">`)
	w.tip(tip)
	w.raw("</path>")
}
