package httpapi

import (
	"context"
	"mime"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Papers makes PDFs of what plugins show, with the caller's rights. It returns what
// UI.Render does for the same surface, KindNotFound for one that is not to be printed
// as well, and KindForbidden without the key for it.
type Papers interface {
	Print(ctx context.Context, who *rbac.Subject, at Surface) (*Paper, error)
}

// Paper is a PDF with a name for the file.
type Paper struct {
	Name string
	Body []byte
}

func (s *Server) mountPapers() {
	handle(s, route{
		method: http.MethodGet, path: "/ui/{plugin}/{surface}/pdf", id: "print-surface", tag: "plugins", title: "A plugin's surface as a PDF",
		help:  "With the parameters of render-surface, for surfaces whose plugin lets them be printed.",
		needs: anyone("the surface's own permission decides, and the one for printing it besides"), open: true,
	}, s.printSurface)
}

func (s *Server) printSurface(ctx context.Context, who *rbac.Subject, in *SurfacePath) (*huma.StreamResponse, error) {
	by := "ip " + stateOf(ctx).ip
	if who.User != 0 {
		by = "user " + strconv.FormatInt(int64(who.User), 10)
	}
	if wait, ok := s.prints.allow(by); !ok {
		return nil, core.Errorf("httpapi.printSurface", core.KindRateLimited, "There were many PDFs at once. Try again in %d seconds.", int(wait.Seconds())+1)
	}
	at, err := in.at()
	if err != nil {
		return nil, err
	}
	p, err := s.svc.Papers.Print(ctx, who, at)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		c := humafiber.Unwrap(hc)
		c.Set("Content-Type", "application/pdf")
		c.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": p.Name}))
		c.Set("Cache-Control", "private, no-store")
		_ = c.Send(p.Body) // into memory, which cannot fail
	}}, nil
}
