package plugin

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// How long a guest may take to draw a surface and to answer an event.
const (
	renderTime = time.Second
	eventTime  = 5 * time.Second
)

// At is what a surface stands beside; zero for nothing.
type At struct {
	Ticket       core.TicketID
	Person       core.UserID
	Organization core.OrganizationID
}

// binding is what actions of the surface are sealed for.
func (a At) binding() map[string]string {
	b := map[string]string{}
	for name, id := range map[string]int64{"ticket": int64(a.Ticket), "person": int64(a.Person), "org": int64(a.Organization)} {
		if id != 0 {
			b[name] = strconv.FormatInt(id, 10)
		}
	}
	return b
}

// RenderInput asks for a surface.
type RenderInput struct {
	At     At
	Params map[string]string // state from the address: sort, page, filters
	Reason string            // "open" when empty
	Device string            // "wide" when empty
	Locale Locale
}

// Rendered is a surface, ready for its viewer.
type Rendered struct {
	// JSON is the document for the console.
	JSON []byte
	// Rev changes when the content does.
	Rev string
	// Doc is the same for RenderHTML.
	Doc *blocks.Document
}

// Render draws a surface for who: the guest returns blocks, the host checks
// them, drops what who may not see, resolves names and seals the actions.
// KindNotFound for a plugin, surface, ticket, person or organization that is
// not there for who; KindForbidden without the surface's key; KindUnavailable when the plugin
// fails or returns what is not a document. The call's rights are who's, bounded
// by what the plugin was granted.
func (m *Manager) Render(ctx context.Context, who *rbac.Subject, id core.PluginID, surface string, in RenderInput) (*Rendered, error) {
	const op = "plugin.Render"
	_, s, c, err := m.open(ctx, op, who, id, surface, in.At, in.Locale)
	if err != nil {
		return nil, err
	}
	if c.locale, err = m.localeOf(ctx, who, in.Locale); err != nil {
		return nil, core.Wrap(op, err)
	}
	doc, err := m.drawn(ctx, op, c, s, in, limitsFor(s))
	if err != nil {
		return nil, err
	}
	json := doc.Prepare(m.options(ctx, c, s, in.At))
	return &Rendered{JSON: json, Rev: doc.Rev, Doc: doc}, nil
}

// drawn has the guest draw a surface that is open, and checks what it returns.
func (m *Manager) drawn(ctx context.Context, op string, c *call, s *manifest.Surface, in RenderInput, limits blocks.Limits) (*blocks.Document, error) {
	params, err := wireParams(op, in.Params)
	if err != nil {
		return nil, err
	}
	if s.InList() {
		if params, err = m.listed(ctx, op, c, s, params); err != nil {
			return nil, err
		}
	}
	most := m.timeToDraw(c.unit)
	req := &abi.RenderRequest{
		Surface: s.ID, Ext: s.Ext, Reason: orElse(in.Reason, "open"), UI: "1", Ctx: in.At.wire(), Viewer: c.caller(), Params: params,
		Device: orElse(in.Device, "wide"), DeadlineMS: most.Milliseconds(),
	}
	raw, err := c.do(ctx, abi.OpRender, req, "surface "+s.ID, most)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	doc, err := blocks.Decode(raw, limits)
	if err != nil {
		return nil, m.badAnswer(ctx, op, c, s, err)
	}
	m.logNotes(ctx, c.unit, s, doc.Notes())
	return doc, nil
}

// timeToDraw is how long a plugin's surfaces may take, as its manifest asks.
func (m *Manager) timeToDraw(u *unit) time.Duration {
	return m.atLeast(max(renderTime, time.Duration(u.manifest.Limits.RenderMS)*time.Millisecond))
}

// open finds a surface and checks everything the host checks before waking the
// plugin.
func (m *Manager) open(ctx context.Context, op string, who *rbac.Subject, id core.PluginID, surface string, at At, l Locale) (*unit, *manifest.Surface, *call, error) {
	u, err := m.enabled(op, id)
	if err != nil {
		return nil, nil, nil, err
	}
	gone := core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
	s := u.manifest.Surface(surface)
	if s == nil || s.OnTicket() && at.Ticket == 0 || s.OnPerson() && at.Person == 0 || s.OnOrganization() && at.Organization == 0 {
		return nil, nil, nil, gone
	}
	c := m.newCall(u, who, l)
	if at.Ticket != 0 {
		found, err := m.Facts.TicketSummaries(ctx, who.User, at.Ticket)
		if err != nil {
			return nil, nil, nil, core.Wrap(op, err)
		}
		if len(found) == 0 || !insideOf(who, rbac.Tickets.View, found[0].Object()) || !shows(&s.When, &found[0]) {
			return nil, nil, nil, gone
		}
		if !m.mayOn(who, s.Perm, found[0].Object()) {
			return nil, nil, nil, core.Errorf(op, core.KindForbidden, "You do not have the permission %s.", s.Perm)
		}
		// What the plugin itself may not see, its own calls do not see either.
		c.seen.put(at.Ticket, insideOf(c.who(), rbac.Tickets.View, found[0].Object()))
	} else if s.Perm != "" {
		if err := who.Require(op, s.Perm); err != nil {
			return nil, nil, nil, err
		}
	}
	if at.Person != 0 {
		seen, err := m.svc.People.Reached(ctx, who, "people.view", at.Person)
		if err != nil {
			return nil, nil, nil, core.Wrap(op, err)
		}
		if !seen[at.Person] {
			return nil, nil, nil, gone
		}
	}
	if at.Organization != 0 {
		seen, err := m.svc.People.ReachedOrganizations(ctx, who, "people.org.view", at.Organization)
		if err != nil {
			return nil, nil, nil, core.Wrap(op, err)
		}
		if !seen[at.Organization] {
			return nil, nil, nil, gone
		}
	}
	return u, s, c, nil
}

// badAnswer is the error for a guest that returns what is not a document. It
// counts as a failure of the plugin; what is wrong is for its log.
func (m *Manager) badAnswer(ctx context.Context, op string, c *call, s *manifest.Surface, err error) error {
	u := c.unit
	e := core.Errorf(op, core.KindUnavailable, "The plugin %s returned something that cannot be shown.", u.manifest.Name)
	e.Err = err
	u.failed(failure{place: "surface " + s.ID, why: e.Msg, grave: trusted(c.person)})
	m.logOf(u.manifest.ID).Add(abi.LevelError, "surface "+s.ID+": "+err.Error())
	m.Log.WarnContext(ctx, "plugin: bad document", "plugin", string(u.manifest.ID), "surface", s.ID, "error", err)
	return e
}

func (m *Manager) logNotes(ctx context.Context, u *unit, s *manifest.Surface, notes []string) {
	if len(notes) > 0 {
		m.logOf(u.manifest.ID).Add(abi.LevelWarn, "surface "+s.ID+": "+strings.Join(notes, "; "))
		m.Log.InfoContext(ctx, "plugin: document", "plugin", string(u.manifest.ID), "surface", s.ID, "notes", strings.Join(notes, "; "))
	}
}

func limitsFor(s *manifest.Surface) blocks.Limits {
	if strings.HasSuffix(s.Ext, ".sidebar") {
		return blocks.SidebarLimits()
	}
	return blocks.PageLimits()
}

// options say for whom a document is prepared.
func (m *Manager) options(ctx context.Context, c *call, s *manifest.Surface, at At) blocks.Options {
	return blocks.Options{
		May:     func(key string) bool { return c.person.Holds(rbac.Key(key)) },
		Message: func(key string, args map[string]any) string { return c.unit.text(ctx, c.locale.Language, key, args) },
		Sealer:  m.Sealer,
		Binding: m.bindingOf(c, s, at),
		Image:   func(ref blocks.ImageRef) string { return c.unit.imageHref(ctx, ref) },
		File:    func(file string) string { return fileHref(c.unit.manifest, file) },
		Insert: func(plugin, service string) (blocks.Insertion, bool) {
			return m.insertion(ctx, c, core.PluginID(plugin), service)
		},
		Names: func(refs []blocks.Ref) map[blocks.Ref]blocks.Named { return m.names(ctx, c.person, refs) },
	}
}

func (m *Manager) bindingOf(c *call, s *manifest.Surface, at At) blocks.Binding {
	return blocks.Binding{Plugin: c.unit.manifest.ID, Surface: s.ID, Viewer: c.person.User, Context: at.binding()}
}

func (a At) wire() *abi.Place {
	return &abi.Place{Ticket: int64(a.Ticket), Person: int64(a.Person), Organization: int64(a.Organization)}
}

// Limits of what an address may carry to a guest.
const (
	maxParams     = 50
	maxParamBytes = 2 << 10
)

func wireParams(op string, in map[string]string) (abi.Params, error) {
	if len(in) > maxParams {
		return nil, core.Errorf(op, core.KindInvalid, "There are more than %d parameters.", maxParams)
	}
	out := make(abi.Params, 0, len(in))
	for _, name := range slices.Sorted(maps.Keys(in)) {
		if len(name)+len(in[name]) > maxParamBytes {
			return nil, core.Errorf(op, core.KindInvalid, "The parameter %.40q is too long.", name)
		}
		out = append(out, abi.Pair{Name: name, Value: in[name]})
	}
	return out, nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
