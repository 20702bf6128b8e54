package portal

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/rbac"
	assets "pegboard.dev/pegboard/web/portal"
)

// Deps is what the pages stand on. Surfaces may be nil: then plugins contribute
// nothing. Log defaults to none.
type Deps struct {
	Tickets  Tickets
	People   People
	Surfaces Surfaces
	Clock    core.Clock
	Log      *slog.Logger
}

// Portal serves the pages. Make one with New. Safe for concurrent use after Mount.
type Portal struct {
	Deps
	doors Doors
}

// New makes the pages, to be mounted on one server.
func New(d Deps) *Portal {
	if d.Clock == nil {
		d.Clock = core.SystemClock{}
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	return &Portal{Deps: d}
}

// Mounts is for httpapi.Config.Mounts: it registers the pages on the server.
func (p *Portal) Mounts() []func(*httpapi.Server, fiber.Router) {
	return []func(*httpapi.Server, fiber.Router){func(s *httpapi.Server, r fiber.Router) { p.Mount(s, r) }}
}

// Mount registers the pages. doors is usually the server.
func (p *Portal) Mount(doors Doors, r fiber.Router) {
	p.doors = doors
	r.Get("/", p.home)
	r.Get("/sign-in", p.signInPage)
	r.Post("/sign-in", p.signIn)
	r.Post("/sign-out", p.signOut)
	r.Get("/setup", p.setupPage)
	r.Post("/setup", p.setUp)
	r.Get(httpapi.InvitationPage, p.invitationPage)
	r.Post(httpapi.InvitationPage, p.acceptInvitation)
	p.mountAccount(r)
	p.mountProfile(r)
	r.Post("/theme", p.setTheme)
	r.Get("/tickets", p.ticketList)
	r.Get("/tickets/new", p.newTicketPage)
	r.Post("/tickets/new", p.newTicket)
	r.Get("/tickets/sent", p.ticketSent)
	r.Get("/tickets/:id", p.atTicket(p.ticketPage))
	r.Post("/tickets/:id/reply", p.atTicket(p.reply))
	r.Post("/tickets/:id/close", p.atTicket(p.closeTicket))
	r.Post("/tickets/:id/reopen", p.atTicket(p.reopenTicket))
	p.mountTracking(r)
	r.Get("/p/:plugin/:surface", p.surfacePage)
	r.Post("/p/:plugin/:surface", p.surfaceEvent)
	r.Get("/robots.txt", p.robots)
	r.Get("/icon.svg", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, "image/svg+xml")
		c.Set(fiber.HeaderCacheControl, "public, max-age=86400")
		return c.SendString(assets.Icon)
	})
}

// who is whoever asks; never nil behind the server's middleware.
func who(c *fiber.Ctx) *rbac.Subject { return httpapi.Subject(c.UserContext()) }

// isGuest reports whether nobody is signed in.
func isGuest(s *rbac.Subject) bool { return s == nil || s.Kind == core.ActorGuest }

// maySubmit reports whether who may open a ticket for themselves.
func maySubmit(s *rbac.Subject) bool { return s.Holds("tickets.submit") || s.Holds("tickets.create") }

// newNonce returns 128 random bits for one page's policy.
func newNonce() string {
	var b [16]byte
	rand.Read(b[:])
	return base64.RawStdEncoding.EncodeToString(b[:])
}

// me is the reader's own record, nil for guests.
func (p *Portal) me(ctx context.Context, s *rbac.Subject) (*person, error) {
	if isGuest(s) || s.User == 0 {
		return nil, nil
	}
	u, err := p.People.User(ctx, s, s.User)
	if err != nil {
		return nil, err
	}
	return &person{
		ID: u.ID, Name: u.Name, Email: u.Email, Theme: u.Theme, Locale: u.Locale, Timezone: u.Timezone,
		Organization: u.Organization, Console: s.Holds("console.agent") || s.Holds("console.admin"),
	}, nil
}
