package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Visitors answer people without an account whom plugins let in, from the
// helpdesk's own pages and from sites that the owner allows.
type Visitors interface {
	// Sites tells where the plugin's visitors may come from, beside the helpdesk
	// itself, and whether it has the widget. KindNotFound for a plugin that is off or
	// lets nobody in.
	Sites(ctx context.Context, plugin core.PluginID) (*Sites, error)
	// Admit lets somebody in; secret is what they show from then on.
	Admit(ctx context.Context, who *rbac.Subject, plugin core.PluginID, in core.Visitor) (secret string, until time.Time, err error)
	// Serve answers one who was let in; without a secret it answers the plugin's
	// public routes for who.
	Serve(ctx context.Context, who *rbac.Subject, secret string, r ExtensionRequest) (*ExtensionResponse, error)
}

// Sites are where a plugin's visitors may come from.
type Sites struct {
	Allows func(origin string) bool
	List   []string
	// Widget is set where the helpdesk serves its chat widget for the plugin.
	Widget bool
}

// visitPrefix is where visitors ask; behind it the plugin's id.
const visitPrefix = prefix + "/visit/"

// visitLimits bound what visitors cost: each of them, all from one address, and
// all who come from one site.
type visitLimits struct {
	admitAddress, admitSite, visitor, address, site *limiter
}

func newVisitLimits(clock core.Clock) *visitLimits {
	return &visitLimits{
		admitAddress: newLimiter(clock, 10, 20*time.Second), admitSite: newLimiter(clock, 300, 100*time.Millisecond),
		visitor: newLimiter(clock, 40, 250*time.Millisecond), address: newLimiter(clock, 600, 10*time.Millisecond),
		site: newLimiter(clock, 3000, time.Millisecond),
	}
}

// admission is what somebody sends who wants to be let in.
type admission struct {
	// Site is the origin of the page that the widget stands on; a request that comes
	// from such a page directly need not say it.
	Site string `json:"site"`
}

// mountVisitors adds the address of all plugins' visitors. Cookies do not count
// there, but for the helpdesk's own pages.
func (s *Server) mountVisitors() {
	s.routes = append(s.routes, route{
		method: "*", path: "/visit/{plugin}", id: "admit-visitor", tag: "plugins", title: "Let a visitor in",
		needs: anyone("the plugin names the key that one must hold, and the owner the sites"),
	}, route{
		method: "*", path: "/visit/{plugin}/*", id: "visitor-route", tag: "plugins", title: "A plugin's routes for visitors",
		needs: anyone("the visitor's secret is the permission, and reaches what is theirs"),
	})
	s.app.All(visitPrefix+":plugin", func(c *fiber.Ctx) error { return s.visit(c, s.admit) })
	s.app.All(visitPrefix+":plugin/*", func(c *fiber.Ctx) error {
		if c.Params("*") == "live" {
			return c.Next() // the socket, see core/realtime
		}
		return s.visit(c, s.visitorRoute)
	})
}

// visit checks where a request comes from, answers browsers that ask beforehand,
// and hands it on. who is a guest for every page but our own.
func (s *Server) visit(c *fiber.Ctx, next func(c *fiber.Ctx, plugin core.PluginID, sites *Sites, origin string, who *rbac.Subject) error) error {
	const op = "httpapi.visit"
	ctx, st := c.UserContext(), stateOf(c.UserContext())
	plugin := core.PluginID(c.Params("plugin"))
	sites, err := s.svc.Visitors.Sites(ctx, plugin)
	if err != nil {
		return err
	}
	origin, foreign := foreignOrigin(c)
	who := st.subject
	if foreign {
		if !sites.Allows(origin) {
			return core.Errorf(op, core.KindForbidden, "This site is not among those that may ask here.")
		}
		if who, err = s.svc.People.Guest(ctx); err != nil {
			return err
		}
		c.Set(fiber.HeaderAccessControlAllowOrigin, origin)
		c.Set(fiber.HeaderVary, fiber.HeaderOrigin)
		c.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	if c.Method() == http.MethodOptions {
		c.Set(fiber.HeaderAccessControlAllowMethods, "GET, POST, PUT, PATCH, DELETE")
		c.Set(fiber.HeaderAccessControlAllowHeaders, "authorization, content-type, accept-language")
		c.Set(fiber.HeaderAccessControlMaxAge, "600")
		c.Status(http.StatusNoContent)
		return nil
	}
	return next(c, plugin, sites, origin, who)
}

// foreignOrigin returns the origin of a page of another site that sends the request.
func foreignOrigin(c *fiber.Ctx) (origin string, foreign bool) {
	origin = c.Get(fiber.HeaderOrigin)
	if origin == "" {
		site := c.Get("Sec-Fetch-Site")
		return "", site != "" && site != "same-origin" && site != "none"
	}
	u, err := url.Parse(origin)
	if err != nil {
		return origin, true
	}
	return origin, !strings.EqualFold(u.Host, string(c.Request().Host())) && !strings.EqualFold(u.Host, c.Hostname())
}

func (s *Server) admit(c *fiber.Ctx, plugin core.PluginID, sites *Sites, origin string, who *rbac.Subject) error {
	const op = "httpapi.admit"
	ctx, st := c.UserContext(), stateOf(c.UserContext())
	st.route = "admit-visitor"
	if c.Method() != http.MethodPost {
		return MethodNotAllowed("POST")
	}
	var in admission
	if err := json.Unmarshal(c.Body(), &in); err != nil || len(in.Site) > 300 {
		return core.InvalidField(op, "site", "Say from which site.")
	}
	site := in.Site
	if origin != "" && !s.ownOrigin(c, origin) {
		site = origin
	}
	if site != "" && !s.ownOrigin(c, site) && !sites.Allows(site) {
		return core.Errorf(op, core.KindForbidden, "This site is not among those that may ask here.")
	}
	if err := held(op, s.visits.admitAddress, st.ip, s.visits.admitSite, string(plugin)+" "+site); err != nil {
		return err
	}
	secret, until, err := s.svc.Visitors.Admit(ctx, who, plugin, core.Visitor{
		Origin: site, Address: st.ip, Agent: c.Get(fiber.HeaderUserAgent), Language: firstLanguage(c.Get(fiber.HeaderAcceptLanguage)),
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(http.StatusCreated).JSON(map[string]any{"secret": secret, "until": until.UTC().Format(time.RFC3339)})
}

func (s *Server) ownOrigin(c *fiber.Ctx, origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (strings.EqualFold(u.Host, string(c.Request().Host())) || strings.EqualFold(u.Host, c.Hostname()))
}

// visitorSecret is what a visitor shows: "Authorization: Visitor <secret>".
func visitorSecret(c *fiber.Ctx) string {
	scheme, secret, ok := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	if !ok || !strings.EqualFold(scheme, "Visitor") {
		return ""
	}
	return strings.TrimSpace(secret)
}

func (s *Server) visitorRoute(c *fiber.Ctx, plugin core.PluginID, _ *Sites, origin string, _ *rbac.Subject) error {
	const op = "httpapi.visitorRoute"
	ctx, st := c.UserContext(), stateOf(c.UserContext())
	st.route = "visitor-route"
	secret := visitorSecret(c)
	limits := []any{s.visits.address, st.ip, s.visits.site, string(plugin) + " " + origin}
	if secret != "" {
		limits = append(limits, s.visits.visitor, secret[:min(len(secret), 64)])
	}
	if err := held(op, limits...); err != nil {
		return err
	}
	query, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		return problemOfStatus(http.StatusBadRequest, "The address cannot be read.", err)
	}
	var guest *rbac.Subject // the secret says who it is, where there is one
	if secret == "" {
		if guest, err = s.svc.People.Guest(ctx); err != nil {
			return err
		}
	}
	answer, err := s.svc.Visitors.Serve(ctx, guest, secret, extensionRequest(c, plugin, query))
	if err != nil {
		return problemOf(err, "body")
	}
	return sendExtension(c, answer)
}

// held takes one attempt from each of the limiters, which come with their keys.
func held(op string, pairs ...any) error {
	for i := 0; i < len(pairs); i += 2 {
		if wait, ok := pairs[i].(*limiter).allow(pairs[i+1].(string)); !ok {
			return core.Errorf(op, core.KindRateLimited, "Too much at once. Try again in %d seconds.", int(wait.Seconds())+1)
		}
	}
	return nil
}
