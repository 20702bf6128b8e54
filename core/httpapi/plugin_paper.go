package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// PluginPapers are the README and the changelog of a package.
type PluginPapers struct {
	Version    string          `json:"version"`
	Since      *string         `json:"since" doc:"The version that this one would take the place of."`
	ReadmeHTML *string         `json:"readme_html" doc:"Cleaned by the server; without pictures, with headings from the third level on."`
	Releases   []PluginRelease `json:"releases" doc:"The parts of the changelog, in its order."`
	Cut        bool            `json:"cut" doc:"There is more in the package than is shown."`
}

// PluginRelease is what a changelog says of one version.
type PluginRelease struct {
	Version *string `json:"version" doc:"Null where the changelog names none."`
	Heading string  `json:"heading" example:"1.2.0 - 2026-11-30"`
	HTML    string  `json:"html" doc:"Cleaned by the server."`
	New     bool    `json:"new" doc:"It comes with the version that would take over."`
}

func (s *Server) mountPluginPapers() {
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}/papers", id: "read-plugin-papers", tag: "plugins", title: "Read what a plugin says about itself",
		help:  "The README.md and the CHANGELOG.md of its package; also of one that was never enabled.",
		needs: holding("settings.plugins"),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[PluginPapers], error) {
		p, err := s.svc.PluginLife.Papers(ctx, who, core.PluginID(in.ID))
		if err != nil {
			return nil, err
		}
		return ok(*p, nil)
	})
}
