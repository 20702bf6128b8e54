package pdf

import (
	"strings"
	"unicode/utf8"
)

// style is how letters look.
type style struct {
	face   *face
	size   float64
	colour colour
}

// leading is how far lines stand from each other.
func (s style) leading() float64 { return s.size * 1.36 }

// in is the style with another colour.
func (s style) in(c colour) style { s.colour = c; return s }

// as is the style in another face.
func (s style) as(f *face) style { s.face = f; return s }

// span is text in one style, which may lead somewhere.
type span struct {
	text string
	style
	href   string
	struck bool
}

// line is what stands beside each other.
type line struct {
	spans []span
	width float64
}

// wrapped breaks a text in one style into lines.
func wrapped(text string, s style, width float64) []line {
	return flow([]span{{text: text, style: s}}, width)
}

// flow breaks spans into lines that are no wider than width, at spaces, or behind
// signs inside a word where it is too long; only where there are none, anywhere. No
// text at all is no line.
func flow(spans []span, width float64) []line {
	b := &setter{width: width}
	for i := range spans {
		s := spans[i]
		for j, part := range strings.Split(clean(s.text), "\n") {
			if j > 0 {
				b.end()
			}
			b.words(s, part)
		}
	}
	b.end()
	if len(b.lines) == 1 && len(b.lines[0].spans) == 0 {
		return nil
	}
	for i := range b.lines {
		b.lines[i].trim()
	}
	return b.lines
}

// setter collects lines. What was written since the last place to break is held
// back until it is known on which line it stands.
type setter struct {
	width float64
	lines []line
	now   line
	held  line
}

// words adds a text without line breaks.
func (b *setter) words(s span, text string) {
	for text != "" {
		end := strings.IndexByte(text, ' ') + 1
		if end == 0 {
			b.hold(s, text)
			return
		}
		b.hold(s, text[:end])
		b.release()
		text = text[end:]
	}
}

// hold adds to the word under way.
func (b *setter) hold(s span, text string) {
	s.text = text
	b.held.spans = append(b.held.spans, s)
	b.held.width += s.face.width(text, s.size)
}

// release puts the word where it fits.
func (b *setter) release() {
	word := b.held
	b.held = line{}
	if len(word.spans) == 0 {
		return
	}
	bare := word.width - trailing(word.spans)
	if b.now.width+bare > b.width && b.now.width > 0 {
		b.turn()
	}
	if bare > b.width {
		for _, s := range word.spans {
			b.chop(s)
		}
		return
	}
	b.add(word.spans, word.width)
}

// chop adds a word that is longer than a line, piece by piece.
func (b *setter) chop(s span) {
	for text := s.text; text != ""; {
		n := fits(s.style, text, b.width-b.now.width)
		if n == 0 && b.now.width > 0 {
			b.turn()
			continue
		}
		if n == 0 { // not even one letter: it stands out
			_, n = utf8.DecodeRuneInString(text)
		}
		piece := s
		piece.text = text[:n]
		b.add([]span{piece}, s.face.width(piece.text, s.size))
		if text = text[n:]; strings.Trim(text, " ") == "" {
			return
		}
		b.turn()
	}
}

// fits is how many bytes of a word fit into a width, up to a sign behind which one
// may break if there is one.
func fits(s style, text string, width float64) int {
	used, end, good := 0.0, 0, 0
	for i, r := range text {
		if used += s.face.width(string(r), s.size); used > width+0.01 {
			break
		}
		end = i + utf8.RuneLen(r)
		if strings.ContainsRune("-/_.,:;@?&=+\u00a0", r) {
			good = end
		}
	}
	if end < len(text) && good > end/2 {
		return good
	}
	return end
}

// add puts spans on the line, joined to those before where they look the same.
func (b *setter) add(spans []span, width float64) {
	for _, s := range spans {
		if n := len(b.now.spans) - 1; n >= 0 && b.now.spans[n].style == s.style && b.now.spans[n].href == s.href && b.now.spans[n].struck == s.struck {
			b.now.spans[n].text += s.text
			continue
		}
		b.now.spans = append(b.now.spans, s)
	}
	b.now.width += width
}

func (b *setter) turn() {
	b.lines = append(b.lines, b.now)
	b.now = line{}
}

func (b *setter) end() {
	b.release()
	b.turn()
}

// trailing is how wide the spaces at the end are.
func trailing(spans []span) float64 {
	s := spans[len(spans)-1]
	return s.face.width(s.text, s.size) - s.face.width(strings.TrimRight(s.text, " "), s.size)
}

// trim takes the spaces at a line's end away.
func (l *line) trim() {
	if n := len(l.spans); n > 0 {
		l.width -= trailing(l.spans)
		l.spans[n-1].text = strings.TrimRight(l.spans[n-1].text, " ")
	}
}

// leading is how high the line is.
func (l *line) leading(otherwise float64) float64 {
	high := 0.0
	for i := range l.spans {
		high = max(high, l.spans[i].leading())
	}
	if high == 0 {
		return otherwise
	}
	return high
}
