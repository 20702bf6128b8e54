package web

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// chunk is what the build says of one of its entries or parts.
type chunk struct {
	File    string   `json:"file"`
	CSS     []string `json:"css"`
	Imports []string `json:"imports"` // other chunks, needed at once
}

// chunks reads the build's manifest once, by source; empty without the console.
var chunks = sync.OnceValue(func() (out map[string]chunk) {
	f, ok := Lookup("manifest.json")
	if !ok {
		return nil
	}
	if text, err := f.Raw(); err != nil || json.Unmarshal(text, &out) != nil {
		return nil
	}
	return out
})

// Build names what was built: the same for the same scripts, another for others.
var Build = sync.OnceValue(func() string {
	f, _ := Lookup("manifest.json")
	return fmt.Sprintf("%x", sha256.Sum256(f.Gzip))[:12]
})

// Language returns the path of the script that holds the console's texts in a
// language, to be loaded before the page's own. ok is false for English, which
// the page speaks by itself, and for languages without a catalogue.
func Language(name string) (path string, ok bool) {
	for source, c := range chunks() {
		if strings.HasSuffix(source, "/"+name+"/load.ts") {
			return c.File, true
		}
	}
	return "", false
}

// routes are the parts of the console by the addresses below /app, as
// console/src/app/router.tsx has them; * stands for any one part of the address.
// The first that fits counts.
var routes = []struct{ address, route string }{
	{"", "inbox"},
	{"inbox", "inbox"},
	{"tickets/new", "new-ticket"},
	{"tickets/*", "ticket"},
	{"people", "people"},
	{"people/import", "import-people"},
	{"people/*", "person"},
	{"teams", "teams"},
	{"organizations", "organizations"},
	{"organizations/*", "organization"},
	{"groups", "groups"},
	{"roles", "roles"},
	{"roles/*", "role"},
	{"plugins", "plugins"},
	{"plugins/*", "plugin"},
	{"settings", "settings"},
	{"audit", "audit"},
	{"x/*/*", "surface"},
	{"profile", "profile"},
	{"setup", "setup"},
}

// Route returns the scripts and styles that the page at an address below /app needs
// besides those that Index names, so that the browser can fetch all at once.
func Route(address string) (scripts, styles []string) {
	parts := strings.Split(strings.Trim(address, "/"), "/")
	for _, r := range routes {
		if fits(strings.Split(r.address, "/"), parts) {
			return needs("src/routes/" + r.route + ".tsx")
		}
	}
	return nil, nil
}

func fits(pattern, parts []string) bool {
	return slices.EqualFunc(pattern, parts, func(want, got string) bool { return want == got || want == "*" && got != "" })
}

// needs lists a chunk's files and those of all that it imports, without the shell's.
func needs(source string) (scripts, styles []string) {
	seen := map[string]bool{}
	gather("index.html", seen, nil)
	gather(source, seen, func(c chunk) {
		scripts = append(scripts, c.File)
		for _, css := range c.CSS {
			if !slices.Contains(styles, css) {
				styles = append(styles, css)
			}
		}
	})
	return scripts, styles
}

func gather(source string, seen map[string]bool, take func(chunk)) {
	c, ok := chunks()[source]
	if !ok || seen[source] {
		return
	}
	seen[source] = true
	if take != nil {
		take(c)
	}
	for _, other := range c.Imports {
		gather(other, seen, take)
	}
}
