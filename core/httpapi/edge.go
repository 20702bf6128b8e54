package httpapi

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// edge is the outermost handler: it gives the request its id and its state,
// turns errors and panics into problems, and logs the request once.
func (s *Server) edge(c *fiber.Ctx) (err error) {
	start := time.Now()
	st := &state{id: newRequestID(), ip: s.clientIP(c), secure: c.Protocol() == "https", accept: c.Get(fiber.HeaderAcceptLanguage)}
	c.SetUserContext(context.WithValue(c.UserContext(), stateKey{}, st))
	c.Set("X-Request-Id", st.id)
	s.harden(c, st)

	if err := s.guarded(c); err != nil {
		p := problemOf(err, "body")
		st.fail(p)
		if err := s.writeError(c, p); err != nil {
			return err
		}
	}
	took := time.Since(start)
	if s.cfg.Observe != nil {
		s.cfg.Observe(st.route, c.Method(), c.Response().StatusCode(), took)
	}
	s.logRequest(c, st, took)
	return nil
}

// guarded runs the rest of the chain and turns a panic into an error that
// carries the stack for the log.
func (s *Server) guarded(c *fiber.Ctx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return c.Next()
}

// writeError answers with a problem, or with a page where a browser asked for one.
func (s *Server) writeError(c *fiber.Ctx, p *Problem) error {
	if s.cfg.ErrorPage != nil && !isAPI(c.Path()) && wantsHTML(c) {
		if err := s.cfg.ErrorPage(c, p.Status, p.Detail, stateOf(c.UserContext()).id); err == nil {
			return nil
		}
	}
	return writeProblem(c, p)
}

// logRequest writes the request's only log line. The query is left out: it may
// hold a token.
func (s *Server) logRequest(c *fiber.Ctx, st *state, took time.Duration) {
	status := c.Response().StatusCode()
	level := slog.LevelInfo
	path := c.Path()
	switch {
	case status >= 500:
		level = slog.LevelError
	case status < 400 && (strings.HasPrefix(path, "/assets/") || path == "/healthz" || path == "/readyz"):
		level = slog.LevelDebug
	}
	attrs := []slog.Attr{
		slog.String("id", st.id),
		slog.String("method", c.Method()),
		slog.String("path", path),
		slog.Int("status", status),
		slog.Duration("took", took.Round(time.Microsecond)),
		slog.String("ip", st.ip),
	}
	if st.route != "" {
		attrs = append(attrs, slog.String("op", st.route))
	}
	if st.subject != nil && st.subject.User != 0 {
		attrs = append(attrs, slog.Int64("user", int64(st.subject.User)))
	}
	if err := st.cause(); err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	s.log.LogAttrs(c.Context(), level, "request", attrs...)
}

// clientIP is the address that rate limits and the audit log use. Behind
// trusted proxies it is the right-most hop that is not one of them: what
// stands further left in X-Forwarded-For came from the client itself.
func (s *Server) clientIP(c *fiber.Ctx) string {
	ip := c.Context().RemoteIP().String()
	if len(s.proxies) == 0 || !s.trusted(ip) {
		return ip
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop := strings.TrimSpace(hops[i])
		addr, err := netip.ParseAddr(hop)
		if err != nil {
			return ip
		}
		ip = addr.String()
		if !s.trusted(ip) {
			return ip
		}
	}
	return ip
}

// trusted reports whether ip is one of the proxies in front of this server.
func (s *Server) trusted(ip string) bool {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return false
	}
	addr = addr.Unmap()
	for _, p := range s.proxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// isAPI reports whether programs, not people, ask at path.
func isAPI(path string) bool { return path == "/api" || strings.HasPrefix(path, "/api/") }

// wantsHTML reports whether the client is a browser that navigates.
func wantsHTML(c *fiber.Ctx) bool {
	return strings.Contains(c.Get(fiber.HeaderAccept), "text/html")
}
