package pdf

import (
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core/blocks"
)

// colour is red, green and blue.
type colour struct{ r, g, b int }

// The colours of text and lines; paper is white.
var (
	ink    = colour{0x1c, 0x25, 0x22}
	dim    = colour{0x5c, 0x66, 0x62}
	faint  = colour{0xdf, 0xe4, 0xe2}
	shade  = colour{0xf4, 0xf6, 0xf5}
	white  = colour{0xff, 0xff, 0xff}
	brand  = colour{0x13, 0x6b, 0x5d}
	linked = colour{0x13, 0x5f, 0x8a}
)

// paints are the colours of charts, the same as on pages: see web/portal/blocks.css.
var paints = map[string]colour{
	"s0": {0x1d, 0x82, 0x72}, "s1": {0x3b, 0x7d, 0xc4}, "s2": {0xd9, 0x83, 0x24}, "s3": {0x8d, 0x5f, 0xb8},
	"s4": {0xc8, 0x50, 0x3f}, "s5": {0x4c, 0x9a, 0x5a}, "s6": {0x84, 0x8a, 0x87}, "s7": {0xb5, 0x56, 0x7e},
	"fill-accent": {0x1d, 0x82, 0x72}, "fill-info": {0x3b, 0x7d, 0xc4}, "fill-warning": {0xd9, 0x83, 0x24},
	"fill-danger": {0xc8, 0x50, 0x3f}, "fill-success": {0x4c, 0x9a, 0x5a}, "fill-neutral": {0x84, 0x8a, 0x87},
	"heat-0": {0xe9, 0xf6, 0xf3}, "heat-1": {0xa6, 0xd8, 0xcd}, "heat-2": {0x4f, 0xae, 0x9c}, "heat-3": {0x1d, 0x82, 0x72}, "heat-4": {0x12, 0x56, 0x4c},
}

func paintOf(p blocks.Paint) colour {
	if c, ok := paints[p.Name]; ok {
		return c
	}
	return paints["fill-neutral"]
}

// toneOf is the colour of a tone's words, dark enough to be read on white.
func toneOf(tone string) colour {
	switch tone {
	case "info":
		return colour{0x1f, 0x5a, 0x99}
	case "success":
		return colour{0x1c, 0x60, 0x32}
	case "warning":
		return colour{0x8a, 0x4b, 0x08}
	case "danger":
		return colour{0xa3, 0x2a, 0x1c}
	case "accent":
		return brand
	case "neutral":
		return dim
	}
	return ink
}

// tintOf is the ground of a tone.
func tintOf(tone string) colour {
	if tone == "" || tone == "neutral" {
		return colour{0xee, 0xf0, 0xef}
	}
	return toneOf(tone).lighter(0.88)
}

// lighter mixes the colour with white.
func (c colour) lighter(share float64) colour {
	mix := func(v int) int { return v + int(float64(255-v)*share) }
	return colour{mix(c.r), mix(c.g), mix(c.b)}
}

// accentOf reads #rrggbb.
func accentOf(s string) colour {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil || len(s) != 7 {
		return brand
	}
	return colour{int(n >> 16), int(n >> 8 & 0xff), int(n & 0xff)}
}
