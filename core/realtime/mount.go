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
		if !sameSite(c, c.Get(fiber.HeaderOrigin)) {
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

const (
	againLocal  = "again"
	pluginLocal = "plugin"
)

// VisitorPath is where the windows of visitors connect.
const VisitorPath = "/api/v1/visit/:plugin/live"

// MountVisitors registers the address for the visitors whom plugins let in. No
// cookie counts there: they say who they are in their first message.
func (h *Hub) MountVisitors(r fiber.Router) {
	upgrade := websocket.New(func(ws *websocket.Conn) {
		h.serveVisitor(ws, ws.Locals(pluginLocal).(core.PluginID))
	}, websocket.Config{HandshakeTimeout: writeTime, ReadBufferSize: 2048, WriteBufferSize: 2048})
	r.Get(VisitorPath, func(c *fiber.Ctx) error {
		const op = "realtime.MountVisitors"
		if !websocket.IsWebSocketUpgrade(c) {
			return core.Errorf(op, core.KindInvalid, "This address speaks WebSocket.")
		}
		plugin, origin := core.PluginID(c.Params("plugin")), c.Get(fiber.HeaderOrigin)
		if !sameSite(c, origin) && !h.VisitorSite(plugin, origin) {
			return core.Errorf(op, core.KindForbidden, "This site is not among those that may ask here.")
		}
		c.Locals(pluginLocal, plugin)
		return upgrade(c)
	})
}

// sameSite reports whether a page of this server opens the connection, or no page.
func sameSite(c *fiber.Ctx, origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Host == "" || strings.EqualFold(u.Host, string(c.Request().Host())) || strings.EqualFold(u.Host, c.Hostname()))
}
