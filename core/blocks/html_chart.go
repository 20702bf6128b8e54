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
		p := NewPlot(b, w.Format, plotWidth)
		width, height := p.Size()
		w.raw(`<svg role="img" viewBox="0 0 `, num(width), " ", num(height), `"`)
		w.attr("aria-label", b.Title.String()+". "+b.Summary.String())
		w.raw(">")
		p.Draw(svg{w})
		w.raw("</svg>")
	}
	w.legend(b)
	w.chartTable(b)
	w.raw("</figure>")
}

// paint is the colour of a series, which is the i-th.
func (s *Series) paint(i int) Paint {
	if s.Tone != "" {
		return Paint{Name: "fill-" + s.Tone}
	}
	return Paint{Name: "s" + strconv.Itoa(i%8)}
}

// KeyEntry says whose a colour is.
type KeyEntry struct {
	Paint Paint
	Name  string
}

// Key is the legend of a chart whose series have to be named; nil for others.
func (b *Chart) Key() []KeyEntry {
	if len(b.Series) < 2 && !b.Legend || b.Kind == "donut" || b.Kind == "funnel" {
		return nil
	}
	var key []KeyEntry
	for i := range b.Series {
		key = append(key, KeyEntry{b.Series[i].paint(i), b.Series[i].Name.String()})
	}
	return key
}

func (w *writer) legend(b *Chart) {
	key := b.Key()
	if len(key) == 0 {
		return
	}
	w.raw(`<ul class="pb-legend">`)
	for _, k := range key {
		w.raw(`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2"`)
		w.attr("class", svgClass(k.Paint))
		w.raw("/></svg> ")
		w.esc(k.Name)
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
		w.esc(w.AxisLabel(b, x))
		w.raw("</th>")
		for i := range b.Series {
			w.raw(`<td class="pb-end">`)
			if v := b.Series[i].At(j); v != nil {
				w.esc(w.Figure(b, *v))
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

// At is a series' value at a position, nil for a gap.
func (s *Series) At(j int) *Num {
	if j < len(s.Data) {
		return s.Data[j]
	}
	return nil
}

// AxisLabel is a position of the chart's axis in words.
func (f Format) AxisLabel(b *Chart, x string) string {
	if b.X.Kind == "time" {
		if t, whole, ok := parseTime(x); ok {
			if whole {
				return f.Date(t)
			}
			return f.Time(t)
		}
	}
	return x
}

// Figure is a value of the chart in words.
func (f Format) Figure(b *Chart, v Num) string {
	if b.Y == nil {
		return f.Number(v, -1)
	}
	s := ""
	switch b.Y.As {
	case "percent":
		return f.Number(v*100, 0) + "\u00a0%"
	case "duration":
		return f.Duration(v)
	case "money":
		s = f.Number(v, 2)
	default:
		s = f.Number(v, -1)
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
	w.raw(`<svg class="pb-spark" role="img" viewBox="0 0 100 24" preserveAspectRatio="none"`)
	w.attr("aria-label", w.sparkSpan(data))
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
