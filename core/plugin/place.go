package plugin

import (
	"context"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Place is where a plugin appears for one viewer.
type Place struct {
	Plugin  core.PluginID
	Surface string
	Title   string
	Icon    string
	order   int
}

// Places returns the surfaces at an extension point that stand beside no
// ticket, such as "console.page", and that who may open. It wakes no plugin.
// Pages that are reached by links only are not among them.
func (m *Manager) Places(who *rbac.Subject, ext string) []Place {
	return m.places(ext, func(s *manifest.Surface) bool { return !s.Unlisted && opens(who, s) })
}

// Place finds a surface at one of the extension points that who may open, listed
// or not.
func (m *Manager) Place(who *rbac.Subject, id core.PluginID, surface string, exts ...string) (Place, bool) {
	u := m.snap.Load().units[id]
	if u == nil {
		return Place{}, false
	}
	s := u.manifest.Surface(surface)
	if s == nil || !slices.Contains(exts, s.Ext) || !opens(who, s) {
		return Place{}, false
	}
	return Place{Plugin: id, Surface: s.ID, Title: s.Title, Icon: s.Icon}, true
}

// insertion finds the surface that is a service of another plugin, if the plugin
// behind the call may use it and the person may open it. It wakes neither.
func (m *Manager) insertion(ctx context.Context, c *call, id core.PluginID, service string) (blocks.Insertion, bool) {
	u := m.snap.Load().units[id]
	if u == nil || !c.unit.manifest.MayUse(id, service) {
		return blocks.Insertion{}, false
	}
	provided := u.manifest.Provided(service)
	if provided == nil || provided.Surface == "" {
		return blocks.Insertion{}, false
	}
	s := u.manifest.Surface(provided.Surface)
	if !opens(c.person, s) {
		return blocks.Insertion{}, false
	}
	title := m.Catalogue(ctx, id, c.locale.Language)("surface."+s.ID, s.Title)
	return blocks.Insertion{Surface: s.ID, Title: title, Icon: s.Icon}, true
}

// opens reports whether who may open what stands beside nothing.
func opens(who *rbac.Subject, s *manifest.Surface) bool {
	return !s.OnTicket() && !s.OnPerson() && !s.OnOrganization() && (s.Perm == "" || who.Holds(s.Perm))
}

// PersonPlaces returns the surfaces at an extension point beside a person, such as
// "contact.sidebar", that who may open there. That who sees the person is asked
// when one is opened.
func (m *Manager) PersonPlaces(who *rbac.Subject, ext string) []Place {
	return m.places(ext, func(s *manifest.Surface) bool { return s.OnPerson() && who.Holds(s.Perm) })
}

// OrganizationPlaces returns the surfaces at an extension point beside an
// organization, such as "org.sidebar", that who may open there. That who sees the
// organization is asked when one is opened.
func (m *Manager) OrganizationPlaces(who *rbac.Subject, ext string) []Place {
	return m.places(ext, func(s *manifest.Surface) bool { return s.OnOrganization() && who.Holds(s.Perm) })
}

// TicketPlaces returns the surfaces at an extension point beside a ticket, such
// as "ticket.sidebar", that who may open there. t is the ticket as who sees it;
// beside a ticket that they see only as its customer there are none.
func (m *Manager) TicketPlaces(_ context.Context, who *rbac.Subject, t *tickets.Ticket, ext string) []Place {
	if !t.Inside {
		return nil
	}
	return m.places(ext, func(s *manifest.Surface) bool {
		return s.OnTicket() && m.mayOn(who, s.Perm, t.Object()) && shows(&s.When, &t.Summary)
	})
}

func (m *Manager) places(ext string, show func(s *manifest.Surface) bool) []Place {
	var out []Place
	for _, u := range m.snap.Load().order {
		for i := range u.manifest.Surfaces {
			if s := &u.manifest.Surfaces[i]; s.Ext == ext && show(s) {
				out = append(out, Place{Plugin: u.manifest.ID, Surface: s.ID, Title: s.Title, Icon: s.Icon, order: s.Order})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Place) int { return a.order - b.order })
	return out
}

// mayOn reports whether who holds a surface's key beside a ticket: keys of the
// tickets row must reach that ticket, all others are held or not.
func (m *Manager) mayOn(who *rbac.Subject, perm rbac.Key, o *rbac.Object) bool {
	if perm == "" {
		return true
	}
	if info, ok := m.Registry().Key(perm); ok && info.Feature == "tickets" && info.Scoped {
		return insideOf(who, perm, o)
	}
	return who.Holds(perm)
}

// shows evaluates the conditions of a surface on its ticket.
func shows(w *manifest.When, t *tickets.Summary) bool {
	if len(w.Channels) > 0 && !slices.Contains(w.Channels, t.Channel) {
		return false
	}
	if len(w.Statuses) > 0 && !slices.Contains(w.Statuses, t.Status.String()) {
		return false
	}
	return len(w.Tags) == 0 || slices.ContainsFunc(t.Tags, func(tag string) bool { return slices.Contains(w.Tags, tag) })
}
