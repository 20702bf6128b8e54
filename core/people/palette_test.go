package people

import (
	"testing"

	"pgregory.net/rapid"

	"pegboard.dev/pegboard/core"
)

// TestPalettesCanBeRead derives palettes from random colours: each that is
// accepted gives colours that can be read wherever they are used.
func TestPalettesCanBeRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accent := rgb{rapid.Byte().Draw(t, "r"), rapid.Byte().Draw(t, "g"), rapid.Byte().Draw(t, "b")}.hex()
		err := checkAccent("test", accent)
		if readable := contrast(parseHex(accent), lightGround) >= 4.5; readable != (err == nil) {
			t.Fatalf("%s: %v", accent, err)
		}
		if err != nil {
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatal(err)
			}
			return
		}
		p := PaletteOf(accent)
		for name, pair := range map[string][2]string{
			"accent on light":      {p.Light.Accent, lightGround.hex()},
			"hover on light":       {p.Light.Hover, lightGround.hex()},
			"white on button":      {white.hex(), p.Light.Filled},
			"ink on tint":          {p.Light.Ink, p.Light.Tint},
			"accent on dark":       {p.Dark.Accent, darkGround.hex()},
			"hover on dark":        {p.Dark.Hover, darkGround.hex()},
			"white on dark button": {white.hex(), p.Dark.Filled},
			"white on its hover":   {white.hex(), p.Dark.FilledHover},
			"ink on dark tint":     {p.Dark.Ink, p.Dark.Tint},
			"text on dark accent":  {p.Dark.OnAccent, p.Dark.Accent},
		} {
			if c := contrast(parseHex(pair[0]), parseHex(pair[1])); c < 4.5 {
				t.Errorf("%s: %s of %s on %s is %.2f", accent, name, pair[0], pair[1], c)
			}
		}
	})
}

func TestNoPaletteOfNoColour(t *testing.T) {
	for _, text := range []string{"", "#12", "red", "#GGGGGG", "#136b5d;}", "url(x)"} {
		if PaletteOf(text) != nil {
			t.Errorf("a palette of %q", text)
		}
	}
	for _, text := range []string{"red", "#fff", "#136b5d;}", "#ffffff", "#FFFFFF"} {
		if checkAccent("test", text) == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
