package blocks

import "strings"

// Say is a value as its reader says it, without any mark-up. as is the column's kind
// for bare strings and numbers; word gives the renderer's own words, see Words.
func (f Format) Say(v Value, as string, word func(key string) string) string {
	switch v := v.(type) {
	case *PlainValue:
		return f.sayPlain(v, as, word)
	case *TextValue:
		return v.V.String()
	case *NumberValue:
		s := f.Number(v.V, digitsOf(v.Digits, -1))
		if v.Unit != "" {
			s += "\u00a0" + v.Unit
		}
		return s
	case *PercentValue:
		return f.percent(v.V, digitsOf(v.Digits, 0))
	case *MoneyValue:
		return f.Money(v.V, v.Currency)
	case *DateValue:
		return f.Moment(v.V, false)
	case *DateTimeValue:
		return f.Moment(v.V, v.Rel)
	case *DurationValue:
		return f.Duration(v.Ms)
	case *BytesValue:
		return f.Bytes(v.V)
	case *BoolValue:
		return yesNo(v.V, word)
	case *BadgeValue:
		return v.Text.String()
	case *LinkValue:
		return v.Text.String()
	case *EntityValue:
		return v.Named.say(word)
	case *TagsValue:
		tags := make([]string, len(v.V))
		for i, t := range v.V {
			tags[i] = t.String()
		}
		return strings.Join(tags, ", ")
	case *ProgressValue:
		return f.percent(v.V/mostOf(v.Max), 0)
	case *SparkValue:
		return f.sparkSpan(v.V)
	case *ImageValue:
		return v.Alt.String()
	}
	return ""
}

// sayPlain is a bare string or number as its column says.
func (f Format) sayPlain(v *PlainValue, as string, word func(key string) string) string {
	if v.Number != nil {
		n := *v.Number
		switch as {
		case "percent":
			return f.percent(n, 0)
		case "progress":
			return f.percent(n/100, 0)
		case "duration":
			return f.Duration(n)
		case "bytes":
			return f.Bytes(n)
		case "bool":
			return yesNo(n != 0, word)
		}
		return f.Number(n, -1)
	}
	switch {
	case (as == "date" || as == "datetime") && isTime(v.Text):
		return f.Moment(v.Text, false)
	case as == "money" && isDecimal(v.Text):
		return f.decimals(v.Text)
	}
	return v.Text
}

// Moment is a day or a moment; anything else stays as it stands. rel says how long
// ago it is.
func (f Format) Moment(s string, rel bool) string {
	t, whole, ok := parseTime(s)
	switch {
	case !ok:
		return s
	case whole:
		return f.Date(t)
	case rel:
		return f.Ago(t)
	}
	return f.Time(t)
}

func (f Format) percent(share float64, digits int) string {
	return f.Number(share*100, digits) + "\u00a0%"
}

// sparkSpan is what a tiny line says: where it begins and where it ends.
func (f Format) sparkSpan(data []Num) string {
	if len(data) == 0 {
		return ""
	}
	return f.Number(data[0], -1) + " → " + f.Number(data[len(data)-1], -1)
}

// mostOf is where a progress ends.
func mostOf(most *Num) float64 {
	if most != nil && *most > 0 {
		return *most
	}
	return 100
}

func digitsOf(p *int, otherwise int) int {
	if p == nil {
		return otherwise
	}
	return *p
}

func yesNo(yes bool, word func(key string) string) string {
	if yes {
		return word("yes")
	}
	return word("no")
}

// say is the entity's name, or that it is not known to the viewer.
func (n Named) say(word func(key string) string) string {
	if n.Name == "" {
		return word("unknown")
	}
	return n.Name
}
