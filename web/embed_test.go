package web

import "testing"

func TestLookupRefuses(t *testing.T) {
	for name, path := range map[string]string{
		"a name that was not built": "assets/none.js",
		"a path that climbs out":    "../embed.go",
		"the page itself":           "index.html",
		"the compressed name":       "index.html.gz",
		"nothing":                   "",
	} {
		t.Run(name, func(t *testing.T) {
			if f, ok := Lookup(path); ok {
				t.Fatalf("Lookup(%q) = %+v, want nothing", path, f)
			}
		})
	}
}

func TestMediaTypesDoNotDependOnTheMachine(t *testing.T) {
	for name, want := range map[string]string{
		"assets/a.js":  "text/javascript; charset=utf-8",
		"assets/a.css": "text/css; charset=utf-8",
		"icon.svg":     "image/svg+xml",
		"assets/a":     "application/octet-stream",
	} {
		if got := mediaType(name); got != want {
			t.Errorf("mediaType(%q) = %q, want %q", name, got, want)
		}
	}
}
