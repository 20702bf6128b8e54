package manifest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
)

// Surface is a place where the plugin appears.
type Surface struct {
	// Ext is the extension point, such as "ticket.sidebar".
	Ext   string `json:"ext"`
	ID    string `json:"id"`
	Title string `json:"title"`
	Icon  string `json:"icon,omitempty"`
	// Order sorts surfaces of one place, then the plugin's id; 0 to 1000.
	Order int `json:"order,omitempty"`
	// Perm is what a viewer must hold, at any scope. Portal surfaces may leave it
	// empty and are then for everyone.
	Perm rbac.Key `json:"perm,omitempty"`
	// Print is what one must hold besides to have it as a PDF. Empty: nobody can.
	Print rbac.Key `json:"print,omitempty"`
	When  When     `json:"when,omitzero"`
	// Unlisted keeps it out of menus: it is reached by links only.
	Unlisted bool `json:"unlisted,omitempty"`
	// UI is the version of the block vocabulary: "1".
	UI string `json:"ui"`
}

// When says for which tickets a surface shows; the host evaluates it without
// waking the plugin. Every non-empty list must hold one of the ticket's values.
type When struct {
	Channels []string `json:"channels,omitempty"`
	Statuses []string `json:"statuses,omitempty"`
	Tags     []string `json:"tags,omitempty"`
}

// extensions are the places where something is drawn.
var extensions = []string{
	"console.page", "console.command", "inbox.column", "ticket.sidebar", "ticket.tab", "ticket.action", "composer.action", "conversation.insert",
	"contact.sidebar", "org.sidebar", "portal.page", "portal.home", "portal.request",
}

// reserved are names of the block vocabulary for places that Pegboard does not have.
// A manifest that names one is refused: what is asked for nobody would see.
var reserved = []string{
	"console.dashboard", "console.widget", "console.settings", "console.header", "inbox.bulk", "inbox.view", "ticket.header",
	"message.action", "contact.tab", "report.page", "report.tile", "setup.step", "portal.article", "portal.request_form",
	"portal.community", "portal.news", "widget.home", "widget.message", "email.block",
}

// Extensions returns the places that a manifest may name, and the names that are
// kept for later.
func Extensions() (drawn, kept []string) { return slices.Clone(extensions), slices.Clone(reserved) }

// Public reports whether the surface's place is open to people without rights.
func (s *Surface) Public() bool {
	return strings.HasPrefix(s.Ext, "portal.") || strings.HasPrefix(s.Ext, "widget.")
}

// OnTicket reports whether the surface stands beside a ticket.
func (s *Surface) OnTicket() bool {
	return strings.HasPrefix(s.Ext, "ticket.") || strings.HasPrefix(s.Ext, "composer.") || strings.HasPrefix(s.Ext, "message.")
}

// OnPerson reports whether the surface stands beside a person.
func (s *Surface) OnPerson() bool { return strings.HasPrefix(s.Ext, "contact.") }

// OnOrganization reports whether the surface stands beside an organization.
func (s *Surface) OnOrganization() bool { return strings.HasPrefix(s.Ext, "org.") }

// InList reports whether the surface has a part in each row of a list of tickets.
func (s *Surface) InList() bool { return s.Ext == "inbox.column" }

// Route is an HTTP route below /api/v1/x/<plugin>.
type Route struct {
	Method string `json:"method"`
	// Path begins with a slash; a part in braces is a parameter: "/stats/{year}".
	Path string `json:"path"`
	// Perm is what the caller must hold, at any scope. Empty means everyone, which
	// must be said with Public.
	Perm   rbac.Key `json:"perm,omitempty"`
	Public bool     `json:"public,omitempty"`
	// Visitor routes answer below /api/v1/visit/<plugin>, to people whom the plugin
	// let in; see Visiting.
	Visitor bool `json:"visitor,omitempty"`
}

var (
	surfaceID = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)
	routePath = regexp.MustCompile(`^(/([a-z0-9_][a-z0-9_.-]*|\{[a-z][a-z0-9_]*\}))+$`)
)

func (m *Manifest) checkPlaces() error {
	seen := map[string]bool{}
	for i := range m.Surfaces {
		s := &m.Surfaces[i]
		if !surfaceID.MatchString(s.ID) {
			return fmt.Errorf("the surface id %q must be 1 to 40 lower-case letters, digits, underscores and hyphens", s.ID)
		}
		if seen[s.ID] {
			return fmt.Errorf("the surface %q is declared twice", s.ID)
		}
		seen[s.ID] = true
		if slices.Contains(reserved, s.Ext) {
			return fmt.Errorf("the surface %q wants to appear at %q, a name that is reserved: this Pegboard shows nothing there", s.ID, s.Ext)
		}
		if !slices.Contains(extensions, s.Ext) {
			return fmt.Errorf("the surface %q wants to appear at %q, which this Pegboard does not know%s", s.ID, s.Ext, near(s.Ext, extensions))
		}
		if s.Title == "" {
			return fmt.Errorf("the surface %q has no title", s.ID)
		}
		if s.UI != "1" && !strings.HasPrefix(s.UI, "1.") {
			return fmt.Errorf(`the surface %q needs block vocabulary %q; this Pegboard draws "1"`, s.ID, s.UI)
		}
		if s.Perm == "" && !s.Public() {
			return fmt.Errorf("the surface %q must name the permission key that a viewer needs", s.ID)
		}
		if err := m.checkPerm("surface", s.ID, s.Perm); err != nil {
			return err
		}
		if err := m.checkPerm("surface", s.ID, s.Print); err != nil {
			return err
		}
		if s.Print != "" && s.InList() {
			return fmt.Errorf("the surface %q is a column of a list, which nobody can print by itself", s.ID)
		}
		if s.Unlisted && s.Ext != "console.page" && s.Ext != "portal.page" {
			return fmt.Errorf("the surface %q is unlisted, which only a page can be", s.ID)
		}
		if !s.OnTicket() && (len(s.When.Channels) > 0 || len(s.When.Statuses) > 0 || len(s.When.Tags) > 0) {
			return fmt.Errorf("the surface %q has conditions on a ticket, but stands beside none", s.ID)
		}
	}
	return m.checkRoutes()
}

func (m *Manifest) checkRoutes() error {
	seen := map[string]bool{}
	for i := range m.Routes {
		r := &m.Routes[i]
		if !slices.Contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE"}, r.Method) {
			return fmt.Errorf("the route %q has the method %q, which is none of GET, POST, PUT, PATCH, DELETE", r.Path, r.Method)
		}
		if !routePath.MatchString(r.Path) {
			return fmt.Errorf("the route path %q must look like /stats or /stats/{year}", r.Path)
		}
		if seen[r.Method+r.Path] {
			return fmt.Errorf("the route %s %s is declared twice", r.Method, r.Path)
		}
		seen[r.Method+r.Path] = true
		first, _, _ := strings.Cut(r.Path[1:], "/")
		if m.Collection(first) != nil {
			return fmt.Errorf("the route %s lies where the API of the collection %q is", r.Path, first)
		}
		if r.Perm == "" && !r.Public && !r.Visitor {
			return fmt.Errorf("the route %s must name the permission key that a caller needs, or say that it is public or for visitors", r.Path)
		}
		if r.Visitor && (r.Public || r.Perm != "") {
			return fmt.Errorf("the route %s is for visitors, and can be neither public nor have a key", r.Path)
		}
		if err := m.checkPerm("route", r.Path, r.Perm); err != nil {
			return err
		}
	}
	return nil
}

// checkPerm allows keys of the plugin's own, which it must register, and keys of
// other owners, which the registry knows or nobody holds.
func (m *Manifest) checkPerm(what, name string, k rbac.Key) error {
	if k == "" || !strings.HasPrefix(string(k), string(m.ID)+".") || slices.Contains(m.Keys(), k) {
		return nil
	}
	return fmt.Errorf("the %s %q asks for the key %q, which the plugin does not register%s", what, name, k, nearKey(k, m.Keys()))
}
