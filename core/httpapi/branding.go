package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Branding is how the helpdesk looks.
type Branding struct {
	Accent string     `json:"accent" doc:"#rrggbb; empty for Pegboard's own."`
	Logo   *BrandLogo `json:"logo" doc:"Null for Pegboard's mark."`
}

// BrandLogo is the helpdesk's logo, PNG.
type BrandLogo struct {
	Href   string `json:"href"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// BrandingChange chooses the colour.
type BrandingChange struct {
	Accent string `json:"accent" maxLength:"7" doc:"#rrggbb, dark enough for white text; empty for Pegboard's own."`
}

func brandingOf(b *people.Branding) Branding { return Branding{Accent: b.Accent, Logo: brandLogoOf(b)} }

func brandLogoOf(b *people.Branding) *BrandLogo {
	if b.Logo == nil {
		return nil
	}
	return &BrandLogo{Href: b.Logo.Path(), Width: b.Logo.Width, Height: b.Logo.Height}
}

// logoUpload is the address that takes a logo's bytes.
const logoUpload = prefix + "/settings/branding/logo"

func (s *Server) mountBranding() {
	s.app.Get("/brand/:name", s.logo)
	handle(s, route{
		method: http.MethodGet, path: "/settings/branding", id: "get-branding", tag: "settings", title: "How the helpdesk looks",
		needs: holding("settings.view", "settings.company"),
	}, func(ctx context.Context, _ *rbac.Subject, _ *struct{}) (*of[Branding], error) {
		return brandingAnswer(s.svc.People.Branding(ctx))
	})
	handle(s, route{
		method: http.MethodPut, path: "/settings/branding", id: "put-branding", tag: "settings", title: "Choose the helpdesk's colour",
		needs: holding("settings.company"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[BrandingChange]) (*of[Branding], error) {
		return brandingAnswer(s.svc.People.SetAccent(ctx, who, in.Body.Accent))
	})
	handle(s, route{
		method: http.MethodPut, path: "/settings/branding/logo", id: "put-logo", tag: "settings", title: "Choose the helpdesk's logo",
		help: "The raw bytes of a PNG or JPEG are the body. Only its pixels are kept.", needs: holding("settings.company"), raw: true,
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[Branding], error) {
		return brandingAnswer(s.svc.People.SetLogo(ctx, who, uploadOf(ctx)))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/settings/branding/logo", id: "delete-logo", tag: "settings", title: "Go back to Pegboard's mark",
		needs: holding("settings.company"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[Branding], error) {
		return brandingAnswer(s.svc.People.RemoveLogo(ctx, who))
	})
}

func brandingAnswer(b *people.Branding, err error) (*of[Branding], error) {
	if err != nil {
		return nil, err
	}
	return ok(brandingOf(b), nil)
}

// logo serves the picture. Its name changes with it, so it may be kept for a year.
func (s *Server) logo(c *fiber.Ctx) error {
	hash, found := strings.CutSuffix(c.Params("name"), ".png")
	if !found {
		return fiber.ErrNotFound
	}
	picture, err := s.svc.People.LogoImage(c.UserContext(), hash)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/png")
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	// Letters show it, too.
	c.Set("Cross-Origin-Resource-Policy", "cross-origin")
	return c.Send(picture)
}

// consoleStyle is the console's palette in the helpdesk's colour, empty for its own.
// It outranks what the component library writes into the page.
func consoleStyle(p *people.Palette) string {
	if p == nil {
		return ""
	}
	var b strings.Builder
	for i, s := range []people.Shades{p.Light, p.Dark} {
		b.WriteString(`html:root[data-mantine-color-scheme="` + []string{"light", "dark"}[i] + `"]{`)
		for _, v := range [][2]string{
			{"--pb-accent", s.Accent}, {"--pb-accent-hover", s.Hover}, {"--pb-accent-bg", s.Tint}, {"--pb-accent-line", s.Line}, {"--pb-accent-ink", s.Ink},
			{"--mantine-color-pine-filled", s.Filled}, {"--mantine-color-pine-filled-hover", s.FilledHover},
			{"--mantine-primary-color-filled", s.Filled}, {"--mantine-primary-color-filled-hover", s.FilledHover},
			{"--mantine-color-pine-light", s.Tint}, {"--mantine-color-pine-light-hover", s.Line}, {"--mantine-color-pine-light-color", s.Ink},
			{"--mantine-color-pine-outline", s.Accent}, {"--mantine-color-pine-text", s.Accent}, {"--mantine-color-anchor", s.Accent},
		} {
			b.WriteString(v[0] + ":" + v[1] + ";")
		}
		b.WriteString("}")
	}
	return b.String()
}

// PortalStyle is the same for the pages that Go renders.
func PortalStyle(p *people.Palette) string {
	if p == nil {
		return ""
	}
	l, d := p.Light, p.Dark
	both := func(light, dark string) string { return "light-dark(" + light + "," + dark + ");" }
	return ":root{--accent:" + both(l.Accent, d.Accent) + "--button:" + both(l.Filled, d.Accent) + "--on-button:" + both("#fff", d.OnAccent) +
		"--tint:" + both(l.Tint, d.Tint) + "}.pb-accent{--bg:" + both(l.Tint, d.Tint) + "--ln:" + both(l.Line, d.Line) + "--fg:" + both(l.Ink, d.Ink) + "}"
}
