package store

import (
	"context"
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Audit implements people.AuditStore.
type Audit struct{ db *DB }

// AppendAudit implements people.AuditStore.
func (s Audit) AppendAudit(ctx context.Context, e people.AuditEntry) error {
	err := s.db.from(ctx).Exec(`INSERT INTO audit_log (at, actor_id, actor_name, plugin, token_id, request_id, action, target_type, target_id, before, after)
 VALUES (?,?,?,?,?,?,?,?,?,?,?)`, micros(e.At), orNull(int64(e.Actor)), e.ActorName, string(e.Plugin), orNull(int64(e.Token)), e.RequestID,
		e.Action, e.TargetType, e.TargetID, orNull(string(e.Before)), orNull(string(e.After))).Error
	return translate("store.AppendAudit", err)
}

type auditRow struct {
	ID, At                       int64
	ActorID, TokenID             *int64
	ActorName, Plugin, RequestID string
	Action, TargetType, TargetID string
	Before, After                *string
}

// ListAudit implements people.AuditStore.
func (s Audit) ListAudit(ctx context.Context, f people.AuditFilter, before int64, limit int) ([]people.AuditEntry, error) {
	q := (&stmt{}).add(`SELECT id, at, actor_id, actor_name, plugin, token_id, request_id, action, target_type, target_id, before, after FROM audit_log WHERE 1 = 1`)
	if f.TargetType != "" {
		q.add(" AND target_type = ?", f.TargetType)
	}
	if f.TargetID != "" {
		q.add(" AND target_id = ?", f.TargetID)
	}
	if f.Actor != 0 {
		q.add(" AND actor_id = ?", int64(f.Actor))
	}
	if strings.HasSuffix(f.Action, ".") {
		q.add(" AND substr(action, 1, ?) = ?", len(f.Action), f.Action)
	} else if f.Action != "" {
		q.add(" AND action = ?", f.Action)
	}
	if !f.Since.IsZero() {
		q.add(" AND at >= ?", micros(f.Since))
	}
	if !f.Until.IsZero() {
		q.add(" AND at < ?", micros(f.Until))
	}
	if before != 0 {
		q.add(" AND id < ?", before)
	}
	q.add(" ORDER BY id DESC LIMIT ?", limit)
	var rows []auditRow
	if err := s.db.from(ctx).Raw(q.text.String(), q.args...).Scan(&rows).Error; err != nil {
		return nil, translate("store.ListAudit", err)
	}
	out := make([]people.AuditEntry, len(rows))
	for i, r := range rows {
		out[i] = people.AuditEntry{
			ID: r.ID, At: fromMicros(r.At), Actor: core.UserID(orZero(r.ActorID)), ActorName: r.ActorName, Plugin: core.PluginID(r.Plugin),
			Token: core.TokenID(orZero(r.TokenID)), RequestID: r.RequestID, Action: r.Action, TargetType: r.TargetType, TargetID: r.TargetID,
			Before: rawOrNil(r.Before), After: rawOrNil(r.After),
		}
	}
	return out, nil
}

func rawOrNil(s *string) json.RawMessage {
	if s == nil {
		return nil
	}
	return json.RawMessage(*s)
}
