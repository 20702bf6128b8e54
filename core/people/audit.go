package people

import (
	"context"
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const keyAudit rbac.Key = "settings.audit"

// AuditEntry is a line of the audit log: who changed whose rights, or how the
// helpdesk itself is set up. The log only grows; the database refuses anything else.
type AuditEntry struct {
	ID        int64
	At        time.Time
	Actor     core.UserID // zero for background work and set-up
	ActorName string
	Plugin    core.PluginID
	Token     core.TokenID
	RequestID string
	// Action is what was done: "person.roles_changed", "role.updated".
	Action string
	// TargetType and TargetID name what it was done to: "person" "12", "role" "agent".
	TargetType, TargetID string
	// Before and After are JSON, nil where there is nothing to say.
	Before, After json.RawMessage
}

// AuditFilter narrows the log; empty fields do not narrow.
type AuditFilter struct {
	TargetType, TargetID string
	Actor                core.UserID
	// Action is a whole action, or the beginning of one that ends in a point:
	// "role." is all that happens to roles.
	Action string
	// Since and Until bound the time: from Since on, before Until.
	Since, Until time.Time
	Cursor       string
	Limit        int
}

// AuditStore keeps the log.
type AuditStore interface {
	AppendAudit(ctx context.Context, e AuditEntry) error
	// ListAudit reads newest first, those before the given one if it is not
	// zero, up to limit.
	ListAudit(ctx context.Context, f AuditFilter, before int64, limit int) ([]AuditEntry, error)
}

// AuditLog reads the log, newest first; who needs settings.audit.
func (s *Service) AuditLog(ctx context.Context, who *rbac.Subject, f AuditFilter) (core.Page[AuditEntry], error) {
	const op = "people.AuditLog"
	var page core.Page[AuditEntry]
	if err := who.Require(op, keyAudit); err != nil {
		return page, err
	}
	var before int64
	if f.Cursor != "" {
		var err error
		if _, before, err = parseCursor[int64](op, f.Cursor); err != nil {
			return page, err
		}
	}
	limit := core.PageSize(f.Limit)
	list, err := s.Stores.Audit.ListAudit(ctx, f, before, limit+1)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	if len(list) > limit {
		list = list[:limit]
		page.Next = makeCursor("", list[limit-1].ID)
	}
	page.Items = list
	return page, nil
}

// EachAudit calls fn with all lines of the log that the filter leaves, newest
// first, and stops at fn's error; Cursor and Limit do not count. who needs
// settings.audit.
func (s *Service) EachAudit(ctx context.Context, who *rbac.Subject, f AuditFilter, fn func(AuditEntry) error) error {
	f.Cursor, f.Limit = "", core.MaxPageSize
	for {
		page, err := s.AuditLog(ctx, who, f)
		if err != nil {
			return err
		}
		for _, e := range page.Items {
			if err := fn(e); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		f.Cursor = page.Next
	}
}

// Record writes a line of the audit log and publishes the event of the same
// name, in the transaction that ctx carries: for packages that change how the
// helpdesk is set up, such as plugins. before and after must hold no secret.
func (s *Service) Record(ctx context.Context, a core.Actor, action, targetType, targetID string, before, after any) error {
	return core.Wrap("people.Record", s.record(ctx, &a, action, targetType, targetID, before, after))
}

// Touch moves the access epoch in the transaction that ctx carries: for who
// changes which features there are.
func (s *Service) Touch(ctx context.Context) error {
	_, err := s.Stores.Access.Bump(ctx)
	return core.Wrap("people.Touch", err)
}
