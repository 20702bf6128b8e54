package plugin_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
)

func TestPictures(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(probe(w))
		doc, err := w.do(w.as("ana"), "picture")
		if err != nil {
			w.Fatal(err)
		}
		found := regexp.MustCompile(`/pictures/probe/([0-9a-f]{16})/dot.png`).FindStringSubmatch(doc)
		if found == nil || strings.Count(doc, "/pictures/") != 2 || strings.Contains(doc, "x.example") {
			w.Fatalf("addresses: %s", doc)
		}
		hash := found[1]
		b, kind, err := w.m.Picture(ctx, "probe", hash, "dot.png")
		if err != nil || kind != "image/png" || !strings.HasPrefix(string(b), "what it holds") {
			w.Errorf("got %q %s %v", b, kind, err)
		}
		for name, at := range map[string][2]string{
			"another version": {"0123456789abcdef", "dot.png"}, "a page": {hash, "page.html"}, "none": {hash, "none.png"},
			"the code": {hash, "../plugin.wasm"}, "a climb": {hash, "../assets/dot.png"}, "no hash": {"", "dot.png"},
		} {
			_, _, err := w.m.Picture(ctx, "probe", at[0], at[1])
			w.fails(name, err, core.KindNotFound)
		}
		_, _, err = w.m.Picture(ctx, "calllogs", hash, "dot.png")
		w.fails("a plugin that is off", err, core.KindNotFound)
	})
}
