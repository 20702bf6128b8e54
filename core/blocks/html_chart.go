package blocks

import (
	"math"
	"strconv"
)

// chart writes the picture as SVG without styles of its own, and the same
// figures as a table below it. Colours are classes: pb-s0 to pb-s7, or a tone.
func (w *writer) chart(b *Chart) {
	w.open("figure", "pb-chart pb-chart-"+b.Kind)
	w.blockID(b.ID)
	w.raw("><figcaption>")
	w.el("strong", "", b.Title.String())
	w.raw(" ")
	w.el("span", "pb-dim", b.Summary.String())
	w.raw("</figcaption>")
	if len(b.X.Values) > 0 {
		p := newPlot(w, b)
		w.raw(`<svg role="img" viewBox="0 0 `, num(p.width), " ", num(p.height), `"`)
		w.attr("aria-label", b.Title.String()+". "+b.Summary.String())
		w.raw(">")
		p.draw()
		w.raw("</svg>")
	}
	w.legend(b)
	w.chartTable(b)
	w.raw("</figure>")
}

func seriesClass(s *Series, i int) string {
	if s.Tone != "" {
		return "pb-fill-" + s.Tone
	}
	return "pb-s" + strconv.Itoa(i%8)
}

func (w *writer) legend(b *Chart) {
	if len(b.Series) < 2 && !b.Legend || b.Kind == "donut" || b.Kind == "funnel" {
		return
	}
	w.raw(`<ul class="pb-legend">`)
	for i := range b.Series {
		w.raw(`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2"`)
		w.attr("class", seriesClass(&b.Series[i], i))
		w.raw("/></svg> ")
		w.text(b.Series[i].Name)
		w.raw("</li>")
	}
	w.raw("</ul>")
}

func (w *writer) chartTable(b *Chart) {
	w.begin("details", "pb-disclosure")
	w.raw("<summary>")
	w.esc(w.word("data"))
	w.raw(`</summary><div class="pb-scroll" role="region" tabindex="0"`)
	w.attr("aria-label", b.Title.String())
	w.raw("><table><thead><tr>")
	w.raw(`<th scope="col">`)
	w.text(b.X.Label)
	w.raw("</th>")
	for i := range b.Series {
		w.raw(`<th scope="col" class="pb-end">`)
		w.text(b.Series[i].Name)
		w.raw("</th>")
	}
	w.raw("</tr></thead><tbody>")
	for j, x := range b.X.Values {
		w.raw(`<tr><th scope="row">`)
		w.esc(w.xLabel(b, x))
		w.raw("</th>")
		for i := range b.Series {
			w.raw(`<td class="pb-end">`)
			if v := b.Series[i].at(j); v != nil {
				w.esc(w.yLabel(b, *v))
			}
			w.raw("</td>")
		}
		w.raw("</tr>")
	}
	w.raw("</tbody></table></div>")
	if b.Omitted > 0 {
		w.el("p", "pb-dim", strconv.Itoa(b.Omitted)+" "+w.word("omitted_points"))
	}
	w.raw("</details>")
}

// at is a series' value at a position, nil for a gap.
func (s *Series) at(j int) *Num {
	if j < len(s.Data) {
		return s.Data[j]
	}
	return nil
}

func (w *writer) xLabel(b *Chart, x string) string {
	if b.X.Kind == "time" {
		if t, whole, ok := parseTime(x); ok {
			if whole {
				return w.Date(t)
			}
			return w.Time(t)
		}
	}
	return x
}

func (w *writer) yLabel(b *Chart, v Num) string {
	if b.Y == nil {
		return w.Number(v, -1)
	}
	s := ""
	switch b.Y.As {
	case "percent":
		return w.Number(v*100, 0) + "\u00a0%"
	case "duration":
		return w.Duration(v)
	case "money":
		s = w.Number(v, 2)
	default:
		s = w.Number(v, -1)
	}
	if u := b.Y.Unit.String(); u != "" {
		s += "\u00a0" + u
	}
	return s
}

// spark writes a tiny line; the figures it stands for are its label.
func (w *writer) spark(data []Num) {
	if len(data) < 2 {
		return
	}
	lo, hi := data[0], data[0]
	for _, v := range data {
		lo, hi = math.Min(lo, v), math.Max(hi, v)
	}
	label := w.Number(data[0], -1) + " → " + w.Number(data[len(data)-1], -1)
	w.raw(`<svg class="pb-spark" role="img" viewBox="0 0 100 24" preserveAspectRatio="none"`)
	w.attr("aria-label", label)
	w.raw(`><polyline fill="none" points="`)
	for i, v := range data {
		y := 12.0
		if hi > lo {
			y = 22 - 20*(v-lo)/(hi-lo)
		}
		w.raw(num(100*float64(i)/float64(len(data)-1)), ",", num(y), " ")
	}
	w.raw(`"/></svg>`)
}
