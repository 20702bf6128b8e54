package blocks

import (
	"math"
	"strconv"
	"strings"
)

// value writes a typed value. as is the column's kind for bare strings and numbers.
func (w *writer) value(v Value, as string) {
	switch v := v.(type) {
	case *PlainValue:
		w.plain(v, as)
	case *DateValue:
		w.time(v.V, false)
	case *DateTimeValue:
		w.time(v.V, v.Rel)
	case *BadgeValue:
		w.el("span", "pb-badge"+tone(v.Tone), v.Text.String())
	case *LinkValue:
		w.anchor(v.Href, v.Text.String())
	case *EntityValue:
		w.named(v.Named)
	case *TagsValue:
		for i, t := range v.V {
			if i > 0 {
				w.raw(" ")
			}
			w.el("span", "pb-tag", t.String())
		}
	case *ProgressValue:
		w.progress(v.V, v.Max, "")
	case *SparkValue:
		w.spark(v.V)
	case *ImageValue:
		w.img(v.Src, v.Alt, "pb-thumb")
	default:
		w.esc(w.Say(v, as, w.word))
	}
}

// plain writes a bare string or number as its column says.
func (w *writer) plain(v *PlainValue, as string) {
	switch {
	case v.Number != nil && as == "progress":
		w.progress(*v.Number, nil, "")
	case v.Number != nil:
		w.esc(w.Say(v, as, w.word))
	case (as == "date" || as == "datetime") && isTime(v.Text):
		w.time(v.Text, false)
	case as == "link" && SafeHref(v.Text):
		w.anchor(v.Text, v.Text)
	case as == "badge" || as == "tags":
		w.el("span", "pb-"+strings.TrimSuffix(as, "s"), v.Text)
	default:
		w.esc(w.Say(v, as, w.word))
	}
}

// anchor writes a link; one with an unsafe address becomes text.
func (w *writer) anchor(href, text string) {
	if !SafeHref(href) {
		w.esc(text)
		return
	}
	w.raw("<a")
	w.attr("href", href)
	if href[0] != '/' && href[0] != '?' && href[0] != '#' {
		w.raw(` rel="nofollow noreferrer"`)
	}
	w.raw(">")
	w.esc(text)
	w.raw("</a>")
}

func (w *writer) named(n Named) {
	if n.Name == "" {
		w.el("span", "pb-dim", w.word("unknown"))
		return
	}
	w.anchor(n.Link, n.Name)
}

// time writes a day or a moment; anything else as it stands.
func (w *writer) time(s string, rel bool) {
	t, whole, ok := parseTime(s)
	if !ok {
		w.esc(s)
		return
	}
	w.raw("<time")
	w.attr("datetime", s)
	switch {
	case whole:
		w.raw(">")
		w.esc(w.Date(t))
	case rel:
		w.attr("title", w.Time(t))
		w.raw(">")
		w.esc(w.Ago(t))
	default:
		w.raw(">")
		w.esc(w.Time(t))
	}
	w.raw("</time>")
}

func (w *writer) progress(v Num, most *Num, label string) {
	top := mostOf(most)
	w.raw("<progress")
	w.attr("aria-label", label)
	w.attr("max", num(top))
	w.attr("value", num(math.Min(math.Max(v, 0), top)))
	w.raw(">")
	w.esc(w.percent(v/top, 0))
	w.raw("</progress>")
}

// num writes a number for an attribute, with at most two digits behind the point.
func num(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "0"
	}
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}
