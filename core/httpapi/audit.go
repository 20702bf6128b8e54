package httpapi

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

const keyAudit rbac.Key = "settings.audit"

// AuditEntry is a line of the audit log.
type AuditEntry struct {
	ID         int64           `json:"id"`
	At         time.Time       `json:"at"`
	Actor      *Ref            `json:"actor" doc:"Null for the command line, set-up and background work."`
	ActorName  string          `json:"actor_name" doc:"As it was then."`
	Plugin     *string         `json:"plugin"`
	TokenID    *int64          `json:"token_id" doc:"The API token that was used, if one was."`
	RequestID  *string         `json:"request_id"`
	Action     string          `json:"action" example:"role.updated"`
	TargetType string          `json:"target_type" example:"role"`
	TargetID   string          `json:"target_id" example:"agent"`
	TargetName string          `json:"target_name" doc:"How the thing is called: as the line has it, else as it is called today, else its number or slug."`
	Before     json.RawMessage `json:"before"`
	After      json.RawMessage `json:"after"`
	Changes    []AuditChange   `json:"changes" doc:"What differs between before and after, in the reader's language and with the names that things have today."`
}

// AuditChange is one thing that differs.
type AuditChange struct {
	Where  string  `json:"where" doc:"The way to it, as in \"Features · Tickets · Level\"; empty for a line that is one plain value."`
	Before *string `json:"before"`
	After  *string `json:"after"`
	Time   bool    `json:"time" doc:"Both are times as RFC 3339 writes them."`
}

// AuditQuery narrows the log.
type AuditQuery struct {
	Actor      int64     `query:"actor" minimum:"1" doc:"Who did it."`
	TargetType string    `query:"target_type" maxLength:"50" doc:"To what kind of thing: person, role, team, plugin, …"`
	TargetID   string    `query:"target_id" maxLength:"96"`
	Action     string    `query:"action" maxLength:"96" doc:"A whole action, or the beginning of one with its point: role."`
	Since      time.Time `query:"since"`
	Until      time.Time `query:"until"`
}

func (in *AuditQuery) filter() people.AuditFilter {
	return people.AuditFilter{
		Actor: core.UserID(in.Actor), TargetType: in.TargetType, TargetID: in.TargetID, Action: in.Action, Since: in.Since, Until: in.Until,
	}
}

func (w *auditWriter) entry(e people.AuditEntry) AuditEntry {
	out := AuditEntry{
		ID: e.ID, At: e.At, Actor: refOf(e.Actor, e.ActorName), ActorName: e.ActorName, Plugin: orNull(string(e.Plugin)),
		RequestID: orNull(e.RequestID), Action: e.Action, TargetType: e.TargetType, TargetID: e.TargetID, Before: e.Before, After: e.After,
		TargetName: w.target(&e), Changes: w.changes(&e),
	}
	if e.Token != 0 {
		token := int64(e.Token)
		out.TokenID = &token
	}
	return out
}

func (s *Server) mountAudit() {
	handle(s, route{
		method: http.MethodGet, path: "/audit", id: "list-audit", tag: "settings", title: "Read the audit log",
		help: "Every change of roles, rights, memberships, plugins and settings, newest first.", needs: holding(keyAudit),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		AuditQuery
		Cursor string `query:"cursor"`
		Limit  int    `query:"limit" minimum:"1" maximum:"200"`
	}) (*of[List[AuditEntry]], error) {
		f := in.filter()
		f.Cursor, f.Limit = in.Cursor, in.Limit
		page, err := s.svc.People.AuditLog(ctx, who, f)
		if err != nil {
			return nil, err
		}
		w, err := s.auditWriter(ctx, who, page.Items)
		if err != nil {
			return nil, err
		}
		return ok(listOf(each(page.Items, w.entry), page.Next), nil)
	})
	handle(s, route{
		method: http.MethodGet, path: "/audit.csv", id: "export-audit", tag: "settings", title: "Export the audit log as CSV",
		help: "All lines that the filter leaves, newest first.", needs: holding(keyAudit),
	}, s.exportAudit)
}

// exportAudit streams, for a log grows without end. When reading fails half-way
// the answer breaks off, so that nobody takes a part for the whole.
func (s *Server) exportAudit(ctx context.Context, who *rbac.Subject, in *AuditQuery) (*huma.StreamResponse, error) {
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		c := humafiber.Unwrap(hc)
		c.Set("Content-Type", "text/csv; charset=utf-8")
		c.Set("Content-Disposition", `attachment; filename="audit-log.csv"`)
		c.Set("Cache-Control", "private, no-cache")
		out, w := io.Pipe()
		filter := in.filter()
		go func() { w.CloseWithError(s.writeAudit(ctx, w, who, filter)) }()
		c.Context().SetBodyStream(out, -1) // closes out, which ends the writer
	}}, nil
}

func (s *Server) writeAudit(ctx context.Context, w io.Writer, who *rbac.Subject, f people.AuditFilter) error {
	out := csv.NewWriter(w)
	header := []string{"id", "at", "actor_id", "actor", "plugin", "token_id", "request_id", "action", "target_type", "target_id", "before", "after"}
	if err := out.Write(header); err != nil {
		return err
	}
	err := s.svc.People.EachAudit(ctx, who, f, func(e people.AuditEntry) error {
		return out.Write([]string{
			itoa(e.ID), e.At.UTC().Format(time.RFC3339Nano), itoa(e.Actor), cell(e.ActorName), string(e.Plugin), itoa(e.Token), e.RequestID,
			e.Action, e.TargetType, cell(e.TargetID), cell(string(e.Before)), cell(string(e.After)),
		})
	})
	out.Flush()
	if err != nil {
		return err
	}
	return out.Error()
}

// cell keeps a spreadsheet from taking what somebody typed for a formula.
func cell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
