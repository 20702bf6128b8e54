package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Place is where a plugin shows something.
type Place struct {
	Plugin  string  `json:"plugin"`
	Surface string  `json:"surface"`
	Title   string  `json:"title"`
	Icon    *string `json:"icon"`
	Href    *string `json:"href" doc:"Where the console shows it; null for what stands inside another page."`
}

// Plugin is an installed or bundled plugin.
type Plugin struct {
	ID          string             `json:"id"`
	Name        string             `json:"name"`
	Version     string             `json:"version"`
	Publisher   string             `json:"publisher"`
	Description string             `json:"description"`
	Icon        *string            `json:"icon"`
	Homepage    *string            `json:"homepage"`
	License     string             `json:"license"`
	Tier        string             `json:"tier" enum:"bundled,verified,local"`
	State       string             `json:"state" enum:"available,enabled,disabled,stopped,waiting,held,failed" doc:"stopped: switched off by its failures; waiting: on, and asking for more than was consented to; held: on, and off as long as Pegboard runs in safe mode."`
	Previous    *string            `json:"previous" doc:"The version that a rollback leads to."`
	StoppedAt   *time.Time         `json:"stopped_at"`
	MustAgree   []string           `json:"must_agree" doc:"What is refused while it is stopped, because it has to agree."`
	Asks        core.PluginAsks    `json:"asks" doc:"Of one that waits: what it asks for beyond what was consented to."`
	Settings    int                `json:"settings" doc:"How many things can be set."`
	Features    []Feature          `json:"features"`
	Risk        core.Risk          `json:"risk" enum:"low,medium,high" doc:"The gravest of its powers."`
	Powers      []core.PluginPower `json:"powers" doc:"What it may do beyond keeping to itself, the gravest first."`
	Pages       []Place            `json:"pages"`
	Error       *string            `json:"error" doc:"Why it failed, one sentence."`
	Measures    []PluginMeasure    `json:"measures" doc:"What it counts itself, on this node since that started."`
	Usage       PluginUsage        `json:"usage"`
	Storage     PluginStorage      `json:"storage"`
	Abilities   map[string]bool    `json:"abilities"`
}

// PluginUsage is what a plugin has used in the last day, and holds now.
type PluginUsage struct {
	Calls     int64   `json:"calls"`
	Errors    int64   `json:"errors" doc:"Calls that failed by its fault."`
	MS        float64 `json:"ms" doc:"Time inside its calls."`
	Fuel      int64   `json:"fuel" doc:"Roughly, instructions."`
	HostCalls int64   `json:"host_calls"`
	Peak      int64   `json:"peak_memory" doc:"Most bytes that one instance held."`
	Memory    int64   `json:"memory" doc:"Bytes that it holds on this node now."`
}

// PluginMeasure is a number that a plugin keeps about its own work.
type PluginMeasure struct {
	Name  string `json:"name"`
	Kind  string `json:"kind" enum:"counter,gauge" doc:"A counter only grows."`
	Value int64  `json:"value"`
}

// PluginEffect is what switching a plugin on, or off where it is on, would do.
type PluginEffect struct {
	Enable  bool         `json:"enable" doc:"Switching on; else off."`
	First   bool         `json:"first" doc:"Roles that say nothing about it yet get what it proposes."`
	Roles   []RoleEffect `json:"roles" doc:"The roles that would give other keys than now."`
	Refused *string      `json:"refused" doc:"Why it cannot be done."`
}

// RoleEffect is what would change for one role.
type RoleEffect struct {
	RoleRef
	Holders int         `json:"holders"`
	Changes []KeyChange `json:"changes"`
}

// PluginNotice is what those who look after plugins have to know.
type PluginNotice struct {
	SafeMode bool        `json:"safe_mode" doc:"Every plugin is off until the next start."`
	Stopped  []PluginRef `json:"stopped" doc:"Switched off by their failures."`
	Waiting  []PluginRef `json:"waiting" doc:"Off until somebody consents to their new version."`
	Full     []PluginRef `json:"full" doc:"Can keep hardly more: over nine tenths of their rows or bytes are used."`
}

// PluginRef names a plugin.
type PluginRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Plugins is the life of plugins. Every method checks settings.plugins.
type Plugins interface {
	List(ctx context.Context, who *rbac.Subject) ([]Plugin, error)
	Get(ctx context.Context, who *rbac.Subject, id core.PluginID) (*Plugin, error)
	Enable(ctx context.Context, who *rbac.Subject, id core.PluginID) (*Plugin, error)
	Disable(ctx context.Context, who *rbac.Subject, id core.PluginID) (*Plugin, error)
	// Notice is what the console says on every page; nil for who does not look after
	// plugins.
	Notice(who *rbac.Subject) *PluginNotice
	// Effect says what switching it on, or off, would do to roles.
	Effect(ctx context.Context, who *rbac.Subject, id core.PluginID) (*PluginEffect, error)
}

// UI shows what plugins have to show, with the caller's rights. A plugin that
// fails, or is off, is KindUnavailable or KindNotFound for its own surface and
// nothing for the lists of places.
type UI interface {
	// TicketPlaces are the surfaces of one extension point beside a ticket.
	TicketPlaces(ctx context.Context, who *rbac.Subject, t *tickets.Ticket, ext string) []Place
	// PersonPlaces are those beside a person.
	PersonPlaces(ctx context.Context, who *rbac.Subject, ext string) []Place
	// OrganizationPlaces are those beside an organization.
	OrganizationPlaces(ctx context.Context, who *rbac.Subject, ext string) []Place
	// Places are those that stand by themselves, such as console pages for the menu.
	Places(ctx context.Context, who *rbac.Subject, ext string) []Place
	// Catalogue returns the plugin's translations into a language, a BCP 47 tag; also
	// of one that is not enabled.
	Catalogue(ctx context.Context, id core.PluginID, language string) Catalogue
	// Render returns a surface's document, ready to be shown.
	Render(ctx context.Context, who *rbac.Subject, at Surface) (json.RawMessage, error)
	// Event carries out what somebody did on a surface.
	Event(ctx context.Context, who *rbac.Subject, at Surface, event *blocks.Event) (json.RawMessage, error)
}

// Surface names a surface and where it stands.
type Surface struct {
	Plugin       core.PluginID
	Name         string
	Ticket       core.TicketID       // of a ticket's panel or action; zero elsewhere
	Person       core.UserID         // of a person's panel; zero elsewhere
	Organization core.OrganizationID // of an organization's panel; zero elsewhere
	Params       map[string]string
	// Language is the one the viewer prefers, a BCP 47 tag; may be empty.
	Language string
}

type pluginPath struct {
	ID string `path:"id" pattern:"^[a-z][a-z0-9_]*$" maxLength:"32"`
}

func (s *Server) mountPlugins() {
	const key = "settings.plugins"
	handle(s, route{
		method: http.MethodGet, path: "/plugins", id: "list-plugins", tag: "plugins", title: "List plugins", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[Plugin]], error) {
		items, err := s.svc.Plugins.List(ctx, who)
		return ok(listOf(each(items, s.titles(ctx).plugin), ""), err)
	})
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}", id: "get-plugin", tag: "plugins", title: "Read a plugin", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[Plugin], error) {
		return s.pluginAnswer(ctx)(s.svc.Plugins.Get(ctx, who, core.PluginID(in.ID)))
	})
	handle(s, route{
		method: http.MethodPost, path: "/plugins/{id}/enable", id: "enable-plugin", tag: "plugins", title: "Enable a plugin",
		help: "At once, on every node. Roles keep what they said about it before.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[Plugin], error) {
		return s.pluginAnswer(ctx)(s.svc.Plugins.Enable(ctx, who, core.PluginID(in.ID)))
	})
	handle(s, route{
		method: http.MethodPost, path: "/plugins/{id}/disable", id: "disable-plugin", tag: "plugins", title: "Disable a plugin",
		help: "Its pages, routes and keys are gone at once; its data and the roles' settings stay.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[Plugin], error) {
		return s.pluginAnswer(ctx)(s.svc.Plugins.Disable(ctx, who, core.PluginID(in.ID)))
	})
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}/effect", id: "preview-plugin", tag: "plugins", title: "What enabling or disabling would do to roles",
		help: "Before it is done: which roles would give and take which keys.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[PluginEffect], error) {
		e, err := s.svc.Plugins.Effect(ctx, who, core.PluginID(in.ID))
		if err != nil {
			return nil, err
		}
		e.Refused, e.Roles = sayOrNull(ctx, e.Refused), s.titles(ctx).effects(e.Roles)
		return ok(*e, nil)
	})
}

func (s *Server) pluginAnswer(ctx context.Context) func(p *Plugin, err error) (*of[Plugin], error) {
	return func(p *Plugin, err error) (*of[Plugin], error) {
		if err != nil {
			return nil, err
		}
		return ok(s.titles(ctx).plugin(*p), nil)
	}
}
