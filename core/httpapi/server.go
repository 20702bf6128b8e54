package httpapi

import (
	"context"
	"log/slog"
	"net"
	"net/netip"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
)

// Config shapes the server. Zero values take the defaults.
type Config struct {
	// Version of Pegboard, as the OpenAPI document shows it.
	Version string
	// TrustedProxies are the addresses or networks of reverse proxies whose
	// X-Forwarded-* headers are believed. None by default.
	TrustedProxies []string
	// MaxUpload bounds one attachment, in bytes. Default 25 MiB.
	MaxUpload int64
	// MaxPackage bounds a plugin's package, in bytes. Default 32 MiB.
	MaxPackage int64
	// Ready reports whether the server can do its work: database reachable,
	// migrations done. Nil: always.
	Ready func(ctx context.Context) error
	// ErrorPage renders a failed page for people, outside the API. Nil: JSON.
	ErrorPage func(c *fiber.Ctx, status int, detail, requestID string) error
	// Observe is told of each request that was answered: its operation, empty where it
	// has none, method, status and time. Nil: nobody.
	Observe func(operation, method string, status int, took time.Duration)
	// Mounts add pages and sockets of other rim packages, in order, after
	// everything of this package. They find the actor through Subject and sign
	// people in and out through the server.
	Mounts []func(*Server, Router)
	// Clock and Log default to the system's.
	Clock core.Clock
	Log   *slog.Logger
}

// Router is where mounted pages add their addresses; Request is one request to
// them. The names spare those who wire the parts an import of Fiber.
type (
	Router  = fiber.Router
	Request = fiber.Ctx
)

// Server is the HTTP server. Make one with New; Serve may be called once.
type Server struct {
	cfg     Config
	svc     Services
	log     *slog.Logger
	app     *fiber.App
	api     huma.API
	routes  []route
	proxies []netip.Prefix
	// signIns and guestWrites count per address, on this node. Failed sign-ins
	// are counted for all nodes by the people service besides.
	signIns, guestWrites *limiter
	// prints counts PDFs per person, or per address of guests.
	prints *limiter
	visits *visitLimits
}

// New builds the server with all its routes. It opens nothing. KindInvalid for
// a trusted proxy that is no address.
func New(cfg Config, svc Services) (*Server, error) {
	if cfg.MaxUpload <= 0 {
		cfg.MaxUpload = 25 << 20
	}
	if cfg.MaxPackage <= 0 {
		cfg.MaxPackage = 32 << 20
	}
	if cfg.Clock == nil {
		cfg.Clock = core.SystemClock{}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{cfg: cfg, svc: svc, log: cfg.Log}
	for _, text := range cfg.TrustedProxies {
		p, err := parseProxy(text)
		if err != nil {
			return nil, &core.Error{Op: "httpapi.New", Kind: core.KindInvalid, Msg: "Trusted proxies are addresses or networks such as 10.0.0.0/8.", Err: err}
		}
		s.proxies = append(s.proxies, p)
	}
	s.signIns = newLimiter(cfg.Clock, 60, 2*time.Second)
	s.guestWrites = newLimiter(cfg.Clock, 10, time.Minute)
	s.prints = newLimiter(cfg.Clock, 10, 6*time.Second)
	s.visits = newVisitLimits(cfg.Clock)
	s.app = fiber.New(s.fiberConfig())
	s.app.Use(s.edge, s.bodies, s.sameOrigin)
	s.mountHealth()
	s.mountConsole(s.reader, s.identify)
	s.mountWidget()
	s.app.Use(packed, s.identify)
	s.api = humafiber.NewWithGroup(s.app, s.app.Group(prefix), s.openAPIConfig())
	s.mountAPI()
	for _, mount := range cfg.Mounts {
		mount(s, s.app)
	}
	return s, nil
}

func (s *Server) fiberConfig() fiber.Config {
	return fiber.Config{
		AppName:      "Pegboard",
		Immutable:    true,
		UnescapePath: false,
		// Bodies are streamed: see bodies, which sets the limits.
		StreamRequestBody:            true,
		DisablePreParseMultipartForm: true,
		BodyLimit:                    maxBody,
		ReadBufferSize:               16 << 10, // headers and cookies
		ReadTimeout:                  30 * time.Second,
		IdleTimeout:                  2 * time.Minute,
		EnableTrustedProxyCheck:      true,
		TrustedProxies:               s.cfg.TrustedProxies,
		DisableStartupMessage:        true,
		// Reached only by what fasthttp itself refuses, before the first handler.
		ErrorHandler: func(c *fiber.Ctx, err error) error { return writeProblem(c, problemOf(err, "body")) },
	}
}

// Serve answers on ln until Shutdown; then it returns nil.
func (s *Server) Serve(ln net.Listener) error { return s.app.Listener(ln) }

// Shutdown stops accepting, waits for requests in flight until ctx ends, and
// closes what is left.
func (s *Server) Shutdown(ctx context.Context) error { return s.app.ShutdownWithContext(ctx) }

func parseProxy(text string) (netip.Prefix, error) {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p, nil
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, err
	}
	return netip.PrefixFrom(addr, addr.BitLen()), nil
}
