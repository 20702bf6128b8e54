package blocks

import (
	"math"
	"strconv"
	"strings"
)

// value writes a typed value. as is the column's kind for bare strings and numbers.
func (w *writer) value(v Value, as string) {
	switch v := v.(type) {
	case nil:
	case *PlainValue:
		w.plain(v, as)
	case *TextValue:
		w.text(v.V)
	case *NumberValue:
		w.esc(w.Number(v.V, digitsOf(v.Digits, -1)))
		if v.Unit != "" {
			w.esc("\u00a0" + v.Unit)
		}
	case *PercentValue:
		w.esc(w.Number(v.V*100, digitsOf(v.Digits, 0)) + "\u00a0%")
	case *MoneyValue:
		w.esc(w.Money(v.V, v.Currency))
	case *DateValue:
		w.time(v.V, false)
	case *DateTimeValue:
		w.time(v.V, v.Rel)
	case *DurationValue:
		w.esc(w.Duration(v.Ms))
	case *BytesValue:
		w.esc(w.Bytes(v.V))
	case *BoolValue:
		w.yesNo(v.V)
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
	}
}

func digitsOf(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

// plain writes a bare string or number as its column says.
func (w *writer) plain(v *PlainValue, as string) {
	if v.Number != nil {
		n := *v.Number
		switch as {
		case "percent":
			w.esc(w.Number(n*100, 0) + "\u00a0%")
		case "duration":
			w.esc(w.Duration(n))
		case "bytes":
			w.esc(w.Bytes(n))
		case "bool":
			w.yesNo(n != 0)
		case "progress":
			w.progress(n, nil, "")
		default:
			w.esc(w.Number(n, -1))
		}
		return
	}
	switch {
	case (as == "date" || as == "datetime") && isTime(v.Text):
		w.time(v.Text, false)
	case as == "money" && isDecimal(v.Text):
		w.esc(w.decimals(v.Text))
	case as == "link" && SafeHref(v.Text):
		w.anchor(v.Text, v.Text)
	case as == "badge" || as == "tags":
		w.el("span", "pb-"+strings.TrimSuffix(as, "s"), v.Text)
	default:
		w.esc(v.Text)
	}
}

func (w *writer) yesNo(yes bool) {
	if yes {
		w.esc(w.word("yes"))
	} else {
		w.esc(w.word("no"))
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
	top := 100.0
	if most != nil && *most > 0 {
		top = *most
	}
	w.raw("<progress")
	w.attr("aria-label", label)
	w.attr("max", num(top))
	w.attr("value", num(math.Min(math.Max(v, 0), top)))
	w.raw(">")
	w.esc(w.Number(100*v/top, 0) + "\u00a0%")
	w.raw("</progress>")
}

// num writes a number for an attribute, with at most two digits behind the point.
func num(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "0"
	}
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}
