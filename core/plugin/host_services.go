package plugin

import (
	"bytes"
	"context"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

const (
	// serviceTime is what a service may take, within the time of who calls it.
	serviceTime = 5 * time.Second
	// maxServed is the most bytes that a service answers with.
	maxServed = 1 << 20
)

// servicesCall calls a service of another plugin for the person behind this call.
// The other plugin acts with the person's rights, on its own things as it was
// granted itself, and on the helpdesk's only as far as every plugin on the way was
// granted: nobody borrows a capability. KindForbidden without the use in the
// manifest or the service's key; KindUnavailable when the other plugin is not
// there, does not provide the service, or fails; and what it answers itself.
func (c *call) servicesCall(ctx context.Context, in []byte) (any, error) {
	const op = "plugin.servicesCall"
	var req abi.ServiceCall
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	id := core.PluginID(req.Plugin)
	if !c.unit.manifest.MayUse(id, req.Service) {
		return nil, core.Errorf(op, core.KindForbidden, "The plugin did not ask for the service %s of %s.", clip(req.Service, 50), clip(req.Plugin, 50))
	}
	u := c.m.snap.Load().units[id]
	if u == nil {
		return nil, core.Errorf(op, core.KindUnavailable, "The plugin %s, which provides %s, is not enabled.", id, req.Service)
	}
	service := u.manifest.Provided(req.Service)
	if service == nil || service.Surface != "" {
		return nil, core.Errorf(op, core.KindUnavailable, "The plugin %s does not provide %s.", u.manifest.Name, req.Service)
	}
	next := c.onward(u)
	if service.Perm != "" && !next.person.Holds(service.Perm) {
		return nil, core.Errorf(op, core.KindForbidden, "You may not use this part of %s.", u.manifest.Name)
	}
	out, err := next.do(ctx, abi.OpService, &abi.ServiceRequest{
		Plugin: string(c.unit.manifest.ID), Service: service.Name, Payload: req.Payload, Caller: next.caller(), Depth: int64(sandbox.Depth(ctx)),
	}, "service "+service.Name, serviceTime)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if len(out) > maxServed {
		return nil, core.Errorf(op, core.KindUnavailable, "The plugin %s answered with more than it may.", u.manifest.Name)
	}
	return bytes.Clone(out), nil
}

// onward is the call of another plugin from within this one.
func (c *call) onward(u *unit) *call {
	next := c.m.newCall(u, c.person, c.locale)
	next.reading = c.reading
	next.via = append(slices.Clone(c.via), c.unit)
	if c.person.Kind == core.ActorSystem && u.manifest.Grants(manifest.Background) {
		next.person = c.m.background(u) // nobody stands behind: each works as itself
	}
	return next
}

// granted reports whether the plugin may use a capability in this call. What
// reaches the helpdesk's own things every plugin on the way must have been granted.
func (c *call) granted(capability string) bool {
	if !c.unit.grants(capability) {
		return false
	}
	if _, reaches := capabilityKeys[capability]; !reaches {
		return true
	}
	return !slices.ContainsFunc(c.via, func(u *unit) bool { return !u.grants(capability) })
}

// limit is what the plugin's grants leave of a person's rights in this call.
func (c *call) limit() map[rbac.Key]rbac.Scope {
	added := c.unit.added(c.m.Registry())
	if len(c.via) == 0 && len(added) == 0 {
		return c.unit.granted
	}
	out := make(map[rbac.Key]rbac.Scope, len(c.unit.granted)+len(added))
	for _, k := range added {
		out[k] = rbac.All
	}
	for k, scope := range c.unit.granted {
		shared := slices.Contains(c.unit.own, k) ||
			!slices.ContainsFunc(c.via, func(u *unit) bool { return u.granted[k] == rbac.ScopeNone })
		if shared {
			out[k] = scope
		}
	}
	return out
}
