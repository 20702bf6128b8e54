package httpapi

import (
	"regexp"
	"slices"

	"github.com/gofiber/fiber/v2"
)

var pathParam = regexp.MustCompile(`\{([^}]+)\}`)

// Undeclared lists the addresses, "GET /sign-in", that are mounted without a
// declared permission: pages, probes, files, documents. Each must be harmless
// for strangers or decide by itself; a test of the whole server gives each a
// reason.
func (s *Server) Undeclared() []string {
	declared := map[string]bool{}
	for _, r := range s.routes {
		declared[r.method+" "+prefix+pathParam.ReplaceAllString(r.path, ":$1")] = true
	}
	var out []string
	for _, r := range s.app.GetRoutes(true) {
		if r.Method == fiber.MethodHead || declared[r.Method+" "+r.Path] || declared["* "+r.Path] {
			continue
		}
		out = append(out, r.Method+" "+r.Path)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
