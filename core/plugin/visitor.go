package plugin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

const (
	// visitorLife is how long somebody stays let in.
	visitorLife = 30 * 24 * time.Hour
	// seenEvery is how often it is noted that a visitor is still there.
	seenEvery = 5 * time.Minute
	// maxBan is the longest that somebody can be banned.
	maxBan = 366 * 24 * time.Hour
	// maxVisitorWords bounds what a browser says of itself, in bytes.
	maxVisitorWords = 300
)

// visiting returns an enabled plugin that lets visitors in; KindNotFound otherwise.
func (m *Manager) visiting(op string, id core.PluginID) (*unit, error) {
	u, err := m.enabled(op, id)
	if err != nil {
		return nil, err
	}
	if u.manifest.Visitors == nil {
		return nil, core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
	}
	return u, nil
}

// Sites returns from which sites the plugin lets visitors in, beside the
// helpdesk's own pages, and whether the host serves a widget for it. KindNotFound
// for a plugin that is off or lets nobody in.
func (m *Manager) Sites(id core.PluginID) (sites []string, widget bool, err error) {
	const op = "plugin.Sites"
	u, err := m.visiting(op, id)
	if err != nil {
		return nil, false, err
	}
	v := u.manifest.Visitors
	c := call{m: m, unit: u}
	k, err := c.kept()
	if err != nil {
		return nil, false, core.Wrap(op, err)
	}
	text, _ := u.manifest.Setting(v.Origins).Parse(valueOf(u.manifest.Setting(v.Origins), k))
	list, _ := text.(string)
	// What does not parse was refused when it was set; a newer version may be stricter.
	if sites, err = manifest.ParseOrigins(list); err != nil {
		m.Log.Warn("plugin: sites of visitors", "plugin", string(id), "error", err)
		sites = nil
	}
	return sites, v.Widget, nil
}

// Admit lets a visitor in and returns the secret that they show from then on. who
// is the guest, or the person whose own page it is, and must hold the key that the
// plugin names; in holds what their browser said. KindForbidden for those who
// are banned.
func (m *Manager) Admit(ctx context.Context, who *rbac.Subject, id core.PluginID, in core.Visitor) (secret string, v *core.Visitor, err error) {
	const op = "plugin.Admit"
	u, err := m.visiting(op, id)
	if err != nil {
		return "", nil, err
	}
	if err := who.Require(op, u.manifest.Visitors.Perm); err != nil {
		return "", nil, err
	}
	now := m.Clock.Now()
	if banned, err := m.Visitors.BannedAddress(ctx, id, in.Address, now); err != nil {
		return "", nil, core.Wrap(op, err)
	} else if banned {
		return "", nil, errBanned(op)
	}
	name, key := make([]byte, 16), make([]byte, 32)
	rand.Read(name)
	rand.Read(key)
	secret = base64.RawURLEncoding.EncodeToString(key)
	v = &core.Visitor{
		ID: hex.EncodeToString(name), Plugin: id, Person: who.User, Origin: clip(in.Origin, maxVisitorWords), Address: in.Address,
		Agent: clip(in.Agent, maxVisitorWords), Language: clip(in.Language, 35), CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(visitorLife),
	}
	err = m.Tx.InTx(ctx, func(ctx context.Context) error { return m.Visitors.CreateVisitor(ctx, v, hashOf(secret)) })
	return secret, v, core.Wrap(op, err)
}

func errBanned(op string) error {
	return core.Errorf(op, core.KindForbidden, "This is not available to you right now.")
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// VisitorSubject returns who shows the secret, as they are for the plugin: the
// rights of a guest or of the person signed in, as far as the plugin was granted
// them, and the plugin's own keys on what is theirs. KindUnauthenticated for a
// secret that is not known, or not any more; KindForbidden for those who are
// banned or may not be let in any more.
func (m *Manager) VisitorSubject(ctx context.Context, id core.PluginID, secret string) (*rbac.Subject, error) {
	_, who, err := m.visitor(ctx, "plugin.VisitorSubject", id, secret)
	return who, err
}

func (m *Manager) visitor(ctx context.Context, op string, id core.PluginID, secret string) (*unit, *rbac.Subject, error) {
	u, err := m.visiting(op, id)
	if err != nil {
		return nil, nil, err
	}
	unknown := core.Errorf(op, core.KindUnauthenticated, "Start again: this conversation is over.")
	if len(secret) != 43 {
		return nil, nil, unknown
	}
	v, err := m.Visitors.VisitorByHash(ctx, id, hashOf(secret))
	now := m.Clock.Now()
	switch {
	case core.IsKind(err, core.KindNotFound):
		return nil, nil, unknown
	case err != nil:
		return nil, nil, core.Wrap(op, err)
	case !v.ExpiresAt.After(now):
		return nil, nil, unknown
	case v.BannedUntil.After(now):
		return nil, nil, errBanned(op)
	}
	base, err := m.svc.People.Guest(ctx)
	if err == nil && v.Person != 0 {
		base, err = m.svc.People.SubjectByID(ctx, v.Person)
	}
	if err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	if !base.Holds(u.manifest.Visitors.Perm) {
		return nil, nil, core.Errorf(op, core.KindForbidden, "This is not available to you right now.")
	}
	if now.Sub(v.SeenAt) > seenEvery {
		if err := m.Tx.InTx(ctx, func(ctx context.Context) error { return m.Visitors.SeeVisitor(ctx, v.ID, now) }); err != nil {
			return nil, nil, core.Wrap(op, err)
		}
	}
	return u, m.visitorSubject(u, base, v.ID), nil
}

func (m *Manager) visitorSubject(u *unit, base *rbac.Subject, id string) *rbac.Subject {
	keys := map[rbac.Key]rbac.Scope{}
	for k := range u.granted {
		if scope := base.Scope(k); scope != rbac.ScopeNone {
			keys[k] = scope
		}
	}
	for _, k := range u.own {
		keys[k] = rbac.Own
	}
	return &rbac.Subject{
		Actor:   core.Actor{Kind: base.Kind, User: base.User, Name: base.Name, Plugin: u.manifest.ID},
		Visitor: id, Organization: base.Organization, Powers: rbac.NewPowers(m.Registry(), keys),
	}
}

// VisitorRoute answers a request to one of a plugin's routes for visitors, or to a
// public one. Errors are those of VisitorSubject and Route.
func (m *Manager) VisitorRoute(ctx context.Context, id core.PluginID, secret string, in RouteInput) (*RouteReply, error) {
	const op = "plugin.VisitorRoute"
	u, who, err := m.visitor(ctx, op, id, secret)
	if err != nil {
		return nil, err
	}
	r, params := match(u.manifest.Routes, in.Method, in.Path)
	if r == nil || !r.Visitor && !r.Public {
		return nil, core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
	}
	return m.route(ctx, u, m.newCall(u, who, in.Locale), r, params, in)
}

// SweepVisitors forgets visitors whose time is up.
func (m *Manager) SweepVisitors(ctx context.Context) error {
	const some = 1000
	for {
		var n int
		err := m.Tx.InTx(ctx, func(ctx context.Context) (err error) {
			n, err = m.Visitors.DeleteVisitors(ctx, m.Clock.Now(), some)
			return err
		})
		if err != nil || n < some {
			return core.Wrap("plugin.SweepVisitors", err)
		}
	}
}

// visitorsGet tells what is known of a visitor. A visitor's own call learns about
// that visitor only.
func (c *call) visitorsGet(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.visitorsGet"
	var req abi.VisitorRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	if own := c.person.Visitor; own != "" && own != req.ID || c.person.Kind == core.ActorGuest && own == "" {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such visitor.")
	}
	v, err := c.m.Visitors.Visitor(ctx, c.unit.manifest.ID, req.ID)
	if err != nil {
		return nil, err
	}
	return &abi.Visitor{
		ID: v.ID, PersonID: int64(v.Person), Origin: v.Origin, Address: v.Address, Agent: v.Agent, Language: v.Language,
		CreatedAt: abi.TimeOf(v.CreatedAt), SeenAt: abi.TimeOf(v.SeenAt), BannedUntil: abi.TimeOf(v.BannedUntil),
	}, nil
}

// visitorsBan keeps a visitor out, and others who come from their address. It
// stands in the audit log.
func (c *call) visitorsBan(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.visitorsBan"
	var req abi.VisitorRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	if c.person.Visitor != "" || c.person.Kind == core.ActorGuest {
		return nil, core.Errorf(op, core.KindForbidden, "You may not do this.")
	}
	id, now := c.unit.manifest.ID, c.m.Clock.Now()
	var until time.Time
	if req.BanMS > 0 {
		until = now.Add(min(time.Duration(min(req.BanMS, maxBan.Milliseconds()))*time.Millisecond, maxBan))
	}
	return nil, c.m.Tx.InTx(ctx, func(ctx context.Context) error {
		v, err := c.m.Visitors.Visitor(ctx, id, req.ID)
		if err != nil {
			return err
		}
		// Moving the epoch has open connections asked for again.
		if _, err := c.m.Access.Bump(ctx); err != nil {
			return err
		}
		if err := c.m.Visitors.BanVisitor(ctx, id, v.ID, until); err != nil {
			return err
		}
		return c.m.svc.People.Record(ctx, c.person.Actor, "plugin.visitor_banned", "visitor", v.ID,
			map[string]any{"until": v.BannedUntil}, map[string]any{"plugin": id, "until": until})
	})
}
