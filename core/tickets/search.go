package tickets

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pegboard.dev/pegboard/core"
)

// Term is one word of a search, normalised as the index has it.
type Term struct {
	// Tokens are neighbours that must follow each other; most terms have one.
	Tokens []string
	// Prefix: the last token is the beginning of a word.
	Prefix bool
}

const (
	maxTerms    = 16  // words of a search that count
	maxToken    = 40  // characters of a word that count
	maxQuery    = 500 // bytes of a search
	minPrefix   = 2   // characters before a * that asks for a prefix
	zeroWidthNJ = '\u200c'
	zeroWidthJ  = '\u200d'
)

// Tokens splits text into the words of the index: runs of letters and digits,
// without case and accents, each Han, kana and Thai letter by itself, because
// those scripts do not part words. Both databases get words split here, so that
// the same search finds the same tickets on either.
func Tokens(text string) []string {
	var out []string
	splitTokens(text, func(tok string, _ bool) { out = append(out, tok) })
	return out
}

// splitTokens calls emit for each token; joined says that nothing parts it from the one before.
func splitTokens(text string, emit func(tok string, joined bool)) {
	for _, r := range text {
		if r >= 0x80 {
			text = norm.NFKD.String(text)
			break
		}
	}
	var b strings.Builder
	n, joined := 0, false
	flush := func(next bool) {
		if n > 0 {
			emit(b.String(), joined)
			joined = true
		}
		b.Reset()
		n = 0
		if !next {
			joined = false
		}
	}
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r < 0x80:
			flush(false)
			continue
		case unicode.Is(unicode.Mn, r) || r == zeroWidthJ || r == zeroWidthNJ:
			continue // an accent: the letter before it counts
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) && unicode.IsLetter(r):
			flush(true)
			b.WriteRune(r)
			n = 1
			flush(true)
			continue
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			r = unicode.ToLower(r)
		default:
			flush(false)
			continue
		}
		if n < maxToken {
			b.WriteRune(r)
		}
		n++
	}
	flush(false)
}

// parseSearch reads what somebody typed into the search box. Nothing in it has
// a meaning but words and a * at a word's end, so nothing needs to be escaped.
// KindInvalid when it is too long or holds no word.
func parseSearch(q string) ([]Term, error) {
	const op = "tickets.parseSearch"
	if len(q) > maxQuery {
		return nil, core.InvalidField(op, "q", "The search is too long: at most %d bytes.", maxQuery)
	}
	var terms []Term
	for word := range strings.FieldsSeq(plain(q)) {
		body, star := strings.CutSuffix(word, "*")
		var t Term
		splitTokens(body, func(tok string, joined bool) {
			if !joined && len(t.Tokens) > 0 {
				terms = append(terms, t)
				t = Term{}
			}
			t.Tokens = append(t.Tokens, tok)
		})
		if len(t.Tokens) == 0 {
			continue
		}
		t.Prefix = star && len([]rune(t.Tokens[len(t.Tokens)-1])) >= minPrefix
		terms = append(terms, t)
	}
	if len(terms) == 0 {
		return nil, core.InvalidField(op, "q", "Type a word or a number to search for.")
	}
	return terms[:min(len(terms), maxTerms)], nil
}
