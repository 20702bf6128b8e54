package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// missing stands for what the fonts cannot draw, such as an emoji.
const missing = '□'

// standIns say the same with signs that the fonts have.
var standIns = map[rune]string{'₹': "Rs\u00a0", '₽': "руб.\u00a0", '₺': "TL\u00a0", '✓': "√", '✔': "√", '✗': "×", '✘': "×", '✕': "×", '★': "*"}

// clean makes a text one that the faces can draw: composed, without characters that
// are not seen, and with one box for each sign that is not in the fonts.
func clean(s string) string {
	if plain(s) {
		return s
	}
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	var b strings.Builder
	joined, flag := false, false // the sign before goes on
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteRune(r)
		case r == '\u200d':
			joined = true
			continue
		case unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f':
			b.WriteByte(' ')
		case r == '\u202f':
			b.WriteRune('\u00a0')
		case unicode.Is(unicode.C, r) || unicode.Is(unicode.Variation_Selector, r) || r == '\u2028' || r == '\u2029':
			continue
		case regular.has(r):
			b.WriteRune(r)
		case standIns[r] != "":
			b.WriteString(standIns[r])
		case joined || unicode.Is(unicode.M, r) || r >= 0x1f3fb && r <= 0x1f3ff: // part of the sign before
		case r >= 0x1f1e6 && r <= 0x1f1ff: // two letters are a flag
			if flag = !flag; flag {
				b.WriteRune(missing)
			}
			continue
		default:
			b.WriteRune(missing)
		}
		joined, flag = false, false
	}
	return b.String()
}

// plain reports a text of printable ASCII, as most are.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 && s[i] != '\n' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// visual puts a line into the order in which it is drawn: what is written from
// right to left is turned around.
func visual(line string) string {
	if !hasRTL(line) {
		return line
	}
	var text bidi.Paragraph
	if _, err := text.SetString(line); err != nil {
		return line
	}
	order, err := text.Order()
	if err != nil {
		return line
	}
	var b strings.Builder
	for i := range order.NumRuns() {
		run := order.Run(i)
		if run.Direction() == bidi.RightToLeft {
			b.WriteString(bidi.ReverseString(run.String()))
		} else {
			b.WriteString(run.String())
		}
	}
	return b.String()
}

func hasRTL(s string) bool {
	for _, r := range s {
		if r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff {
			return true
		}
	}
	return false
}
