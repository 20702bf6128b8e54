package realtime

import (
	"net/url"
	"strings"

	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
)

// Path is where windows connect.
const Path = "/api/v1/live"

// Mount registers the address on the server's router, behind its middleware.
func (h *Hub) Mount(r fiber.Router) {
	upgrade := websocket.New(func(ws *websocket.Conn) {
		h.serve(ws, ws.Locals(againLocal).(Again))
	}, websocket.Config{HandshakeTimeout: writeTime, ReadBufferSize: 2048, WriteBufferSize: 2048})
	r.Get(Path, func(c *fiber.Ctx) error {
		const op = "realtime.Mount"
		if !websocket.IsWebSocketUpgrade(c) {
			return core.Errorf(op, core.KindInvalid, "This address speaks WebSocket.")
		}
		// A browser lets any page open a WebSocket with the person's cookie, and
		// says which one did.
		if origin, err := url.Parse(c.Get(fiber.HeaderOrigin)); err != nil || origin.Host != "" &&
			!strings.EqualFold(origin.Host, string(c.Request().Host())) && !strings.EqualFold(origin.Host, c.Hostname()) {
			return core.Errorf(op, core.KindForbidden, "This request came from another site and was refused.")
		}
		again := h.Identify(c)
		who, err := again(c.UserContext())
		if err != nil {
			return err
		}
		if who.Kind != core.ActorUser {
			return core.Errorf(op, core.KindUnauthenticated, "Sign in first.")
		}
		c.Locals(againLocal, again)
		return upgrade(c)
	})
}

const againLocal = "again"
