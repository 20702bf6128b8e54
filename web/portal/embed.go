// Package portal carries the looks of the pages that Go renders: the style
// sheet, a small script that the pages work without, and the icon. It holds no
// behaviour; core/httpapi/portal puts them into its pages.
package portal

import (
	_ "embed"
	"strings"
)

// Icon is the site's icon, SVG.
//
//go:embed icon.svg
var Icon string

//go:embed portal.css
var css string

//go:embed blocks.css
var blocksCSS string

//go:embed island.js
var script string

// CSS is the style sheet without comments and line breaks, BlocksCSS what pages
// with blocks need besides, Script the script. They go into the page itself,
// under its nonce.
var CSS, BlocksCSS, Script = compact(css), compact(blocksCSS), compact(script)

// compact drops comments and indentation. The sources keep "/*" out of strings
// and end every statement, so lines may be joined.
func compact(s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "/*")
		b.WriteString(before)
		if !found {
			break
		}
		_, s, _ = strings.Cut(rest, "*/")
	}
	var out strings.Builder
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSpace(line)
		for _, c := range []string{" {", "{ ", ": ", ", ", "; ", " > "} {
			line = strings.ReplaceAll(line, c, strings.TrimSpace(c))
		}
		out.WriteString(line)
	}
	return out.String()
}
