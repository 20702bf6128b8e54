package blocks

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Format puts values into words for one reader.
type Format struct {
	zone           *time.Location
	now            time.Time
	group, decimal string
	day            string // layout of a date
	say            phrases
	after          bool // currency signs stand behind the amount
}

// NewFormat returns the format of a locale such as "en", "de-AT" or "fr";
// unknown ones are treated as English. A nil zone is UTC.
func NewFormat(locale string, zone *time.Location, now time.Time) Format {
	f := Format{zone: zone, now: now, group: ",", decimal: ".", day: "2 Jan 2006", say: spoken["en"]}
	if zone == nil {
		f.zone = time.UTC
	}
	lang, region, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	switch strings.ToLower(lang) {
	case "de", "da", "nb", "no", "tr", "id":
		f.group, f.decimal, f.day = ".", ",", "02.01.2006"
	case "es", "it", "pt", "nl", "el", "ro":
		f.group, f.decimal, f.day = ".", ",", "02/01/2006"
	case "fr":
		f.group, f.decimal, f.day = "\u202f", ",", "02/01/2006"
	case "pl", "cs", "sk", "ru", "uk", "fi", "bg":
		f.group, f.decimal, f.day = "\u00a0", ",", "02.01.2006"
	case "sv", "lt", "hu", "ja", "zh", "ko":
		f.day = time.DateOnly
	default:
		return f
	}
	f.say, f.after = spoken[strings.ToLower(lang)], f.decimal == ","
	if strings.EqualFold(region, "CH") {
		f.group, f.decimal = "’", "."
	}
	return f
}

// Number writes n with that many digits behind the point; negative digits mean
// as many as there are, at most 3.
func (f Format) Number(n float64, digits int) string {
	s := ""
	if digits < 0 {
		s = strconv.FormatFloat(math.Round(n*1000)/1000, 'f', -1, 64)
	} else {
		s = strconv.FormatFloat(n, 'f', min(digits, 12), 64)
	}
	return f.decimals(s)
}

// decimals puts a plain decimal string into the reader's form.
func (f Format) decimals(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(f.group)
		}
		b.WriteRune(c)
	}
	if frac != "" {
		b.WriteString(f.decimal + frac)
	}
	return b.String()
}

var currencySigns = map[string]string{"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}

// Money writes an exact amount, given as a decimal string.
func (f Format) Money(amount, currency string) string {
	s := f.decimals(amount)
	sign, known := currencySigns[currency]
	switch {
	case f.after && known:
		return s + "\u00a0" + sign
	case f.after || !known:
		return s + "\u00a0" + currency
	}
	if rest, neg := strings.CutPrefix(s, "−"); neg {
		return "−" + sign + rest
	}
	return sign + s
}

// Date writes a day as it stands, in no zone.
func (f Format) Date(t time.Time) string { return t.Format(f.day) }

// Time writes a moment in the reader's zone.
func (f Format) Time(t time.Time) string { return t.In(f.zone).Format(f.day + ", 15:04") }

// phrases are how a language speaks of times; none where it is not known here.
type phrases struct {
	now, ago, in string // with %s for the time between
	one, many    [3]string
}

// spoken are the languages that times are told in: minutes, hours, days.
var spoken = map[string]phrases{
	"en": {"just now", "%s ago", "in %s", [3]string{"minute", "hour", "day"}, [3]string{"minutes", "hours", "days"}},
	"de": {"gerade eben", "vor %s", "in %s", [3]string{"Minute", "Stunde", "Tag"}, [3]string{"Minuten", "Stunden", "Tagen"}},
}

// Ago writes how long ago, or in how long, a moment is; further than a month
// away, and in languages that times are not told in, it writes the moment itself.
func (f Format) Ago(t time.Time) string {
	d := f.now.Sub(t)
	if f.say.now == "" || f.now.IsZero() || d.Abs() > 31*24*time.Hour {
		return f.Time(t)
	}
	n, unit := int(d.Abs()/time.Minute), 0
	switch {
	case n < 1:
		return f.say.now
	case n >= 24*60:
		n, unit = n/(24*60), 2
	case n >= 60:
		n, unit = n/60, 1
	}
	name := f.say.many[unit]
	if n == 1 {
		name = f.say.one[unit]
	}
	between := strconv.Itoa(n) + " " + name
	if d < 0 {
		return strings.Replace(f.say.in, "%s", between, 1)
	}
	return strings.Replace(f.say.ago, "%s", between, 1)
}

// Duration writes milliseconds with their two largest units.
func (f Format) Duration(ms float64) string {
	sign := ""
	if ms < 0 {
		sign, ms = "−", -ms
	}
	s := int64(ms / 1000)
	two := func(a int64, au string, b int64, bu string) string {
		out := sign + strconv.FormatInt(a, 10) + "\u00a0" + au
		if b > 0 {
			out += " " + strconv.FormatInt(b, 10) + "\u00a0" + bu
		}
		return out
	}
	switch {
	case ms < 1000:
		return sign + f.Number(ms, 0) + "\u00a0ms"
	case s < 60:
		return two(s, "s", 0, "")
	case s < 3600:
		return two(s/60, "min", s%60, "s")
	case s < 86400:
		return two(s/3600, "h", s%3600/60, "min")
	}
	return two(s/86400, "d", s%86400/3600, "h")
}

// Bytes writes a size in decimal units.
func (f Format) Bytes(n float64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	i := 0
	for math.Abs(n) >= 1000 && i < len(units)-1 {
		n, i = n/1000, i+1
	}
	digits := 0
	if i > 0 && math.Abs(n) < 100 {
		digits = 1
	}
	return f.Number(n, digits) + "\u00a0" + units[i]
}
