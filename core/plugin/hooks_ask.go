package plugin

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// question is what plugins are asked, one after the other, each seeing what the
// ones before it changed.
type question struct {
	name string
	// who is for whom a plugin is asked.
	who func(ctx context.Context, u *unit) (*rbac.Subject, error)
	// put writes what the plugin sees into the request.
	put func(c *call, req *abi.HookRequest)
	// take reads what it wants changed; an error counts as a failure of the hook.
	take func(u *unit, r *abi.HookReply) error
	// asked is told of every answer, for a log; may be nil.
	asked func(u *unit, began time.Time, r *abi.HookReply, err error)
}

// Asks reports whether a plugin wants to be asked under that name.
func (m *Manager) Asks(name string) bool { return len(m.snap.Load().will[name]) > 0 }

// pose puts a question within the budget of hooks. Errors as in Will.
func (m *Manager) pose(ctx context.Context, q *question) error {
	const op = "plugin.pose"
	deadline := time.Now().Add(m.atLeast(HookBudget))
	ctx, cancel := context.WithDeadline(ctx, deadline)
	defer cancel()
	for _, w := range m.snap.Load().will[q.name] {
		began, reply := time.Now(), abi.HookReply{}
		err := m.poseOne(ctx, q, w, deadline, &reply)
		if q.asked != nil {
			q.asked(w.unit, began, &reply, err)
		}
		if err == nil {
			continue
		}
		if veto := asVeto(err); veto != nil {
			return core.Errorf(op, core.KindConflict, "%s", veto.reason)
		}
		m.Log.WarnContext(ctx, "plugin: will-hook failed", "plugin", string(w.unit.manifest.ID), "hook", q.name, "error", err)
		if w.hook.Closed() {
			return core.Errorf(op, core.KindUnavailable, "The plugin %s must agree to this and did not answer.", w.unit.manifest.Name)
		}
	}
	return nil
}

func (m *Manager) poseOne(ctx context.Context, q *question, w willHook, deadline time.Time, reply *abi.HookReply) error {
	left := time.Until(deadline)
	if left <= 0 {
		return core.Errorf("plugin.pose", core.KindUnavailable, "The time for plugins was used up.")
	}
	who, err := q.who(ctx, w.unit)
	if err != nil {
		return err
	}
	c := m.newCall(w.unit, who, Locale{})
	h := sandbox.Hook{Timeout: left}
	h.Request.Name, h.Request.DeadlineMS, h.Request.Caller = q.name, left.Milliseconds(), c.caller()
	q.put(c, &h.Request)
	if err := w.unit.hook(ctx, &h, c.host); err != nil {
		return err
	}
	reply.Verdict, reply.Ticket.Set, reply.Message.Set = h.Reply.Verdict, h.Reply.Ticket.Set, h.Reply.Message.Set
	reply.Person.Set, reply.Mail.Set = h.Reply.Person.Set, h.Reply.Mail.Set
	switch h.Reply.Verdict {
	case abi.VerdictVeto:
		return w.unit.veto(h.Reply.Reason)
	case abi.VerdictPatch:
		return q.take(w.unit, &h.Reply)
	}
	return nil
}

// veto is the plugin's no, with its reason or one for it.
func (u *unit) veto(reason string) error {
	if reason == "" {
		reason = "The plugin " + u.manifest.Name + " does not allow this."
	}
	return &vetoError{reason: clip(reason, maxReason)}
}
