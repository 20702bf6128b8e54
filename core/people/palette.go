package people

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"pegboard.dev/pegboard/core"
)

// Palette is what a helpdesk's colour becomes in light and in dark surroundings.
// Every text on its own ground, and on the pages', meets 4.5:1.
type Palette struct{ Light, Dark Shades }

// Shades are colours as #rrggbb.
type Shades struct {
	// Accent is for marks, links and outlines on the page's ground, Hover for the
	// same under the pointer.
	Accent, Hover string
	// Filled is a button's ground, with white text on it, FilledHover the same under the pointer.
	Filled, FilledHover string
	// Tint, Line and Ink are ground, border and text of a tinted area.
	Tint, Line, Ink string
	// OnAccent is text on Accent itself.
	OnAccent string
}

// The grounds that colours have to be told from: the darkest of the light pages'
// and the lightest of the dark ones'.
var (
	lightGround = rgb{0xf1, 0xef, 0xea}
	darkGround  = rgb{0x27, 0x2e, 0x2c}
	white       = rgb{0xff, 0xff, 0xff}
	black       = rgb{}
)

// enough is the contrast that text needs, by WCAG 2.2; a little is left for rounding.
const enough = 4.55

var hexColour = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// checkAccent refuses what is no colour, and one in which text could not be read.
func checkAccent(op, text string) error {
	if text == "" {
		return nil
	}
	if !hexColour.MatchString(text) {
		return core.InvalidField(op, "accent", "Write the colour as #136b5d.")
	}
	if c := contrast(parseHex(text), lightGround); c < 4.5 {
		return core.InvalidField(op, "accent",
			"This colour is too light: text in it, or white text on it, has a contrast of %s to 1, and 4.5 is needed to be read by everybody. Choose a darker one.", strconv.FormatFloat(c, 'f', 1, 64))
	}
	return nil
}

// PaletteOf derives a palette from a colour that was accepted; nil for none.
func PaletteOf(accent string) *Palette {
	if !hexColour.MatchString(accent) {
		return nil
	}
	base := parseHex(accent)
	light := shades{accent: base, filled: base, tint: mix(white, base, 0.1), on: white}
	light.hover, light.filledHover = mix(base, black, 0.14), mix(base, black, 0.14)
	light.ink = until(base, black, light.tint, enough)
	light.line = mix(white, base, 0.35)

	dark := shades{accent: until(base, white, darkGround, 6)}
	dark.hover = mix(dark.accent, white, 0.25)
	dark.filled = apart(base, darkGround)
	dark.filledHover = mix(dark.filled, black, 0.14)
	dark.tint = mix(rgb{0x1b, 0x20, 0x1f}, base, 0.28)
	dark.ink = until(dark.accent, white, dark.tint, enough)
	dark.line = mix(dark.tint, dark.ink, 0.25)
	dark.on = until(mix(black, base, 0.15), black, dark.accent, enough)
	return &Palette{Light: light.spell(), Dark: dark.spell()}
}

type rgb [3]uint8

type shades struct{ accent, hover, filled, filledHover, tint, line, ink, on rgb }

func (s *shades) spell() Shades {
	return Shades{
		Accent: s.accent.hex(), Hover: s.hover.hex(), Filled: s.filled.hex(), FilledHover: s.filledHover.hex(),
		Tint: s.tint.hex(), Line: s.line.hex(), Ink: s.ink.hex(), OnAccent: s.on.hex(),
	}
}

func parseHex(s string) (c rgb) {
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return rgb{}
	}
	return rgb{uint8(n >> 16), uint8(n >> 8), uint8(n)}
}

func (c rgb) hex() string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

// mix goes part of the way from one colour to another.
func mix(from, to rgb, part float64) (out rgb) {
	for i := range out {
		out[i] = uint8(math.Round(float64(from[i]) + part*(float64(to[i])-float64(from[i]))))
	}
	return out
}

// until moves a colour towards another until it can be read on a ground.
func until(c, towards, ground rgb, ratio float64) rgb {
	for part := 0.0; part < 1; part += 0.02 {
		if next := mix(c, towards, part); contrast(next, ground) >= ratio {
			return next
		}
	}
	return towards
}

// apart lightens a button's ground until it can be told from the page's, as far as
// white text on it stays readable.
func apart(c, ground rgb) rgb {
	for contrast(c, ground) < 2 {
		next := mix(c, white, 0.04)
		if contrast(next, white) < enough {
			break
		}
		c = next
	}
	return c
}

// contrast is the ratio of WCAG 2.2, from 1 to 21.
func contrast(a, b rgb) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c rgb) float64 {
	var sum float64
	for i, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
		v := float64(c[i]) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
