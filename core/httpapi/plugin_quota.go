package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// PluginStorage is how much is kept for a plugin, and how much may be.
type PluginStorage struct {
	Rows       int64 `json:"rows" doc:"Records of its collections, and entries of its key-value store."`
	Bytes      int64 `json:"bytes" doc:"Of their texts, 100 for each of them, and of files; a file that was let go counts until it is removed, about a day later."`
	MaxRows    int64 `json:"max_rows"`
	MaxBytes   int64 `json:"max_bytes"`
	SetRows    bool  `json:"set_rows" doc:"Somebody has set max_rows; else it is the usual."`
	SetBytes   bool  `json:"set_bytes" doc:"Somebody has set max_bytes; else it is the usual."`
	NearlyFull bool  `json:"nearly_full" doc:"Over nine tenths of one of them are used."`
}

// newQuota is the body of a change. A number is bounded where it is checked, in the
// manager, whose sentence names the bounds.
type newQuota struct {
	MaxRows  *int64 `json:"max_rows" doc:"Null: the usual."`
	MaxBytes *int64 `json:"max_bytes" doc:"Null: the usual."`
}

func (s *Server) mountPluginQuota() {
	handle(s, route{
		method: http.MethodPut, path: "/plugins/{id}/quota", id: "put-plugin-quota", tag: "plugins", title: "Set how much a plugin may keep",
		help:  "Acts at once, on every node. Less than there is takes nothing away: the plugin can keep no more.",
		needs: holding("settings.plugins"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   string `path:"id" pattern:"^[a-z][a-z0-9_]*$" maxLength:"32"`
		Body newQuota
	}) (*of[Plugin], error) {
		var q core.PluginQuota
		if in.Body.MaxRows != nil {
			q.Rows = max(*in.Body.MaxRows, 1) // zero is not the usual here
		}
		if in.Body.MaxBytes != nil {
			q.Bytes = max(*in.Body.MaxBytes, 1)
		}
		return s.pluginAnswer(ctx)(s.svc.PluginLife.SetQuota(ctx, who, core.PluginID(in.ID), q))
	})
}
