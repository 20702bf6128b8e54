package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"strconv"
	"strings"
	"testing"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestScripts(t *testing.T) {
	p := read(t, printed(t, doc(t, `{"type":"text","text":"Größe, żółw, Ελλάδα, Яблоко, ıİğş"}`, `{"type":"text","text":"abc שלום xyz"}`), ana()))
	p.has(t, "Größe, żółw, Ελλάδα, Яблоко, ıİğş", "abc םולש xyz") // drawn from left to right
}

func TestWhatFontsLackIsABox(t *testing.T) {
	for in, want := range map[string]string{
		"👍 fine":             "□ fine",
		"👍🏽 fine":            "□ fine",
		"👩‍👩‍👧‍👦":            "□",
		"🇩🇪🇫🇷":               "□□",
		"日本":                 "□□",
		"e\u0301t\u00e9":     "été",
		"a\tb\u200b\u00adc":  "a bc",
		"a\u202fb":           "a\u00a0b",
		"\x00\x1b\ufeffx":    "x",
		"bad \xff byte":      "bad □ byte",
		"❤️ you":             "□ you",
		"tab ▲ ▼ ■ → − …":    "tab ▲ ▼ ■ → − …",
		"₹5 ✓":               "Rs\u00a05 √",
		"line\nanother line": "line\nanother line",
	} {
		if got := clean(in); got != want && !(strings.Contains(in, "\xff") && strings.HasPrefix(got, "bad ")) {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if !regular.has(missing) || !bold.has(missing) || !italic.has(missing) || !mono.has(missing) {
		t.Error("a face has no box")
	}
}

func TestEveryFaceCovers(t *testing.T) {
	for _, f := range []*face{regular, bold, italic, mono} {
		for _, r := range "AaÄäßéñçøåæœłžğΑαΩωЖжЯяЇїאת€£„“”«»–—…·•→↑↓▲▼■□−±×≤≥°" {
			if !f.has(r) {
				t.Errorf("%s has no %q", f.name, r)
			}
		}
	}
}

func TestWrapCutsNoWord(t *testing.T) {
	for _, tc := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"one two three", 1000, []string{"one two three"}},
		{"one two three", 40, []string{"one two", "three"}},
		{"one\n\ntwo", 100, []string{"one", "", "two"}},
		{"Verantwortlichkeiten", 50, []string{"Verantwort", "lichkeiten"}},
		{"https://example.com/path/to", 70, []string{"https://", "example.com/", "path/to"}},
		{"", 70, nil},
		{"a b", 0.5, []string{"a", "b"}},
	} {
		var got []string
		for _, l := range wrapped(tc.text, style{regular, 10, ink}, tc.width) {
			text := ""
			for _, s := range l.spans {
				text += s.text
			}
			got = append(got, text)
		}
		if strings.Join(got, "|") != strings.Join(tc.want, "|") {
			t.Errorf("%q at %v: %q, want %q", tc.text, tc.width, got, tc.want)
		}
	}
}

func TestPictures(t *testing.T) {
	picture := image.NewRGBA(image.Rect(0, 0, 40, 30))
	picture.Set(3, 3, color.White)
	var good bytes.Buffer
	if err := jpeg.Encode(&good, picture, nil); err != nil {
		t.Fatal(err)
	}
	list := []string{
		`{"type":"image","src":{"asset":"good.jpg"},"alt":"Good one"}`, `{"type":"image","src":{"asset":"good.jpg"},"alt":"Good again"}`,
		`{"type":"image","src":{"asset":"bad.png"},"alt":"Bad one"}`, `{"type":"image","src":{"asset":"none.png"},"alt":"No such"}`,
	}
	o, asked := ana(), 0
	o.Picture = func(src string) []byte {
		asked++
		switch src {
		case "/pictures/good.jpg":
			return good.Bytes()
		case "/pictures/bad.png":
			return append([]byte("\x89PNG\r\n\x1a\n"), "rubbish"...)
		}
		return nil
	}
	raw := printed(t, doc(t, list...), o)
	p := read(t, raw)
	p.has(t, "Bad one", "No such")
	p.hasNot(t, "Good one", "Good again")
	if n := bytes.Count(raw, []byte("/Subtype /Image")); n != 1 && n != 2 { // its transparency is one of its own
		t.Errorf("%d pictures in the file", n)
	}
	if asked != 3 {
		t.Errorf("asked %d times for three pictures", asked)
	}
}
