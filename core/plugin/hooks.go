package plugin

import (
	"context"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
	"pegboard.dev/pegboard/sdk/abi"
)

// HookBudget is what all will-hooks of one change may take together.
const HookBudget = 250 * time.Millisecond

// Will implements tickets.Hooks. Plugins are asked by priority, then id, each
// seeing what the ones before it changed. A veto stops the change with
// KindConflict and the plugin's reason. One that fails, or finds the budget used
// up, is passed over if its manifest says fail open, and stops the change with
// KindUnavailable if it says fail closed; so does one that must agree and was
// switched off by its failures.
func (m *Manager) Will(ctx context.Context, who *rbac.Subject, name string, t *tickets.Ticket, c *tickets.Change) (tickets.Patch, error) {
	const op = "plugin.Will"
	var out tickets.Patch
	var heard []tickets.Heard
	snap := m.snap.Load()
	list := snap.will[name]
	if off := snap.mustAgree[name]; off != "" {
		return out, core.Errorf(op, core.KindUnavailable, "The plugin %s must agree to this, and is switched off after failures. Ask the people who run this helpdesk.", off)
	}
	if len(list) == 0 {
		return out, nil
	}
	deadline := time.Now().Add(m.atLeast(HookBudget))
	ctx, cancel := context.WithDeadline(ctx, deadline)
	defer cancel()
	for _, w := range list {
		began, reply := time.Now(), abi.HookReply{}
		add, err := m.ask(ctx, w, who, t, c, &out, &reply, deadline)
		heard = append(heard, w.unit.heard(name, began, &reply, err))
		if err == nil {
			merge(&out, &add)
			continue
		}
		if veto := asVeto(err); veto != nil {
			m.log(ctx, t.ID, who.User, heard...)
			return tickets.Patch{}, core.Errorf(op, core.KindConflict, "%s", veto.reason)
		}
		m.Log.WarnContext(ctx, "plugin: will-hook failed", "plugin", string(w.unit.manifest.ID), "hook", name, "error", err)
		if w.hook.Closed() {
			m.log(ctx, t.ID, who.User, heard...)
			return tickets.Patch{}, core.Errorf(op, core.KindUnavailable, "The plugin %s must agree to this and did not answer.", w.unit.manifest.Name)
		}
	}
	out.Heard = &heard
	return out, nil
}

// vetoError is a plugin's no.
type vetoError struct{ reason string }

func (v *vetoError) Error() string { return "veto: " + v.reason }

func asVeto(err error) *vetoError {
	v, _ := err.(*vetoError)
	return v
}

// maxReason bounds what a veto may say, in bytes.
const maxReason = 500

// ask puts the change to one plugin; so far is what earlier ones changed. It notes
// in reply what was answered, without its texts.
func (m *Manager) ask(ctx context.Context, w willHook, who *rbac.Subject, t *tickets.Ticket, c *tickets.Change, soFar *tickets.Patch, reply *abi.HookReply, deadline time.Time) (tickets.Patch, error) {
	var none tickets.Patch
	left := time.Until(deadline)
	if left <= 0 {
		return none, core.Errorf("plugin.ask", core.KindUnavailable, "The time for plugins was used up.")
	}
	call := m.newCall(w.unit, who, Locale{})
	h := sandbox.Hook{Timeout: left}
	h.Request.Name, h.Request.DeadlineMS, h.Request.Caller = w.hook.On, left.Milliseconds(), call.caller()
	ticket := call.ticket(t)
	if c != nil {
		h.Request.Changed = overlay(&ticket, &c.Patch)
		if c.Team != nil {
			ticket.TeamID, ticket.TeamName = int64(*c.Team), ""
			h.Request.Changed = append(h.Request.Changed, "team_id")
		}
		if c.Assignee != nil {
			ticket.AssigneeID, ticket.AssigneeName = int64(*c.Assignee), ""
			h.Request.Changed = append(h.Request.Changed, "assignee_id")
		}
		if c.Into != 0 {
			ticket.MergedInto = int64(c.Into)
			h.Request.Changed = append(h.Request.Changed, "merged_into")
		}
		if c.Message != nil && w.unit.manifest.Grants(manifest.TicketsRead) {
			msg := call.message(c.Message)
			msg.BodyHTML = ""
			if soFar.Body != nil {
				msg.BodyText = *soFar.Body
			}
			h.Request.Message = &msg
			if t.ID == 0 {
				ticket.Body = msg.BodyText
			}
		}
	}
	overlay(&ticket, soFar)
	h.Request.Ticket = &ticket
	if err := w.unit.hook(ctx, &h, call.host); err != nil {
		// Who was left little of the time that all share is not to blame.
		w.unit.note(err, w.hook.On, "", trusted(who) && left > HookBudget/2)
		return none, err
	}
	reply.Verdict, reply.Ticket.Set, reply.Message.Set = h.Reply.Verdict, h.Reply.Ticket.Set, h.Reply.Message.Set
	switch h.Reply.Verdict {
	case abi.VerdictVeto:
		return none, w.unit.veto(h.Reply.Reason)
	case abi.VerdictPatch:
		return w.unit.willPatch(w.hook.On, &h.Reply)
	}
	return none, nil
}

// hook makes one call through the path without allocation. The caller notes how
// it ended.
func (u *unit) hook(ctx context.Context, h *sandbox.Hook, host sandbox.HostFunc) error {
	if err := u.breaker.allow(); err != nil {
		return u.leftAlone("plugin.hook")
	}
	return h.Do(ctx, u.module, host)
}

// merge puts the fields that add sets over those of p.
func merge(p, add *tickets.Patch) {
	set(&p.Subject, add.Subject)
	set(&p.Status, add.Status)
	set(&p.Priority, add.Priority)
	set(&p.Tags, add.Tags)
	set(&p.FollowUpAt, add.FollowUpAt)
	set(&p.Resolution, add.Resolution)
	set(&p.Body, add.Body)
}

func set[T any](field **T, v *T) {
	if v != nil {
		*field = v
	}
}

// clip shortens a text to at most n bytes, not within a character.
func clip(s string, n int) string {
	s = strings.Clone(s)
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
