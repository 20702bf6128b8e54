package pdf

import (
	"bytes"
	"sync"

	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is one cut of a font. Nothing is read of it before it is used.
type face struct {
	name   string // in the PDF
	ttf    []byte
	widths func() []uint16
}

// The faces: Latin, Greek, Cyrillic and Hebrew.
var (
	regular = newFace("sans", liberationsansregular.TTF)
	bold    = newFace("sansbold", liberationsansbold.TTF)
	italic  = newFace("sansitalic", liberationsansitalic.TTF)
	mono    = newFace("mono", liberationmonoregular.TTF)
)

func newFace(name string, ttf []byte) *face {
	return &face{name: name, ttf: ttf, widths: sync.OnceValue(func() []uint16 { return widthsOf(ttf) })}
}

// em is how many units of widths are as wide as a font is high.
const em = 1000

// widthsOf lists the widths of all characters of a font up to U+FFFF, plus one;
// zero is a character that it does not have.
func widthsOf(ttf []byte) []uint16 {
	out := make([]uint16, 1<<16)
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return out // every character is then missing, which a test would see
	}
	var b sfnt.Buffer
	for r := range rune(1 << 16) {
		i, err := f.GlyphIndex(&b, r)
		if err != nil || i == 0 {
			continue
		}
		if w, err := f.GlyphAdvance(&b, i, fixed.I(em), font.HintingNone); err == nil {
			out[r] = uint16(w.Round()) + 1
		}
	}
	return out
}

// has reports whether the face can draw a character.
func (f *face) has(r rune) bool { return r >= 0 && r < 1<<16 && f.widths()[r] > 0 }

// width is how wide a text is at a size; its characters are those of clean.
func (f *face) width(s string, size float64) float64 {
	widths, sum := f.widths(), 0
	for _, r := range s {
		if r < 1<<16 && widths[r] > 0 {
			sum += int(widths[r]) - 1
		}
	}
	return float64(sum) * size / em
}

// use makes a face the current one. The library writes into what it is given, so
// each document gets a copy.
func (p *printer) use(f *face, size float64) {
	if p.f.GetFontDesc(f.name, "").Ascent == 0 {
		p.f.AddUTF8FontFromBytes(f.name, "", bytes.Clone(f.ttf))
	}
	p.f.SetFont(f.name, "", size)
}
