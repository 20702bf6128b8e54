package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"
)

// mountHealth adds the two probes: /healthz says that the process answers,
// /readyz that it can do its work. Neither tells a stranger why not; the log does.
func (s *Server) mountHealth() {
	s.app.Get("/healthz", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	s.app.Get("/readyz", func(c *fiber.Ctx) error {
		if s.cfg.Ready != nil {
			ctx, cancel := context.WithTimeout(c.UserContext(), 2*time.Second)
			defer cancel()
			if err := s.cfg.Ready(ctx); err != nil {
				stateOf(c.UserContext()).fail(problemOf(err, ""))
				return c.Status(http.StatusServiceUnavailable).SendString("not ready\n")
			}
		}
		return c.SendString("ready\n")
	})
}
