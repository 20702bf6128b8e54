package httpapi

import (
	"context"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// PluginConsent records that somebody let a version do what it asks for.
type PluginConsent struct {
	ID      int64           `json:"id"`
	At      time.Time       `json:"at"`
	By      *Ref            `json:"by" doc:"Null for the command line and the demo."`
	ByName  string          `json:"by_name" doc:"As it was then."`
	Act     string          `json:"act" enum:"enabled,upgraded,rolled_back"`
	Version string          `json:"version"`
	From    *string         `json:"from" doc:"The version before."`
	Asked   core.PluginAsks `json:"asked" doc:"All that was consented to."`
	Diff    core.PluginDiff `json:"diff" doc:"What differs from the consent before."`
}

// PluginFailure is a call that failed by the plugin's fault.
type PluginFailure struct {
	At      time.Time `json:"at"`
	Version string    `json:"version"`
	Place   string    `json:"place" doc:"What it was asked for." example:"surface list"`
	Why     string    `json:"why"`
	Counted bool      `json:"counted" doc:"Counts towards switching it off; those that guests and customers run into do not."`
}

// PluginLogLine is a line of a plugin's log.
type PluginLogLine struct {
	Seq   int64     `json:"seq" doc:"Counts up from 1 since this node started; ask for what is behind it."`
	At    time.Time `json:"at"`
	Level string    `json:"level" enum:"debug,info,warn,error"`
	Text  string    `json:"text"`
}

// PluginHour is what a plugin used in one hour.
type PluginHour struct {
	At     time.Time `json:"at"`
	Calls  int64     `json:"calls"`
	Errors int64     `json:"errors"`
	MS     float64   `json:"ms"`
}

// PluginHistory is what is remembered of a plugin's life. Every method checks
// settings.plugins.
type PluginHistory interface {
	Consents(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]PluginConsent, error)
	Failures(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]PluginFailure, error)
	// Log is that of this node, behind the line with that number.
	Log(ctx context.Context, who *rbac.Subject, id core.PluginID, after int64) ([]PluginLogLine, error)
	// Hours are those of the last day in which it was called.
	Hours(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]PluginHour, error)
}

func (s *Server) mountPluginHistory() {
	const key = "settings.plugins"
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}/consents", id: "list-plugin-consents", tag: "plugins", title: "Who let a plugin do what, and when",
		help: "Newest first.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[List[PluginConsent]], error) {
		items, err := s.svc.PluginHistory.Consents(ctx, who, core.PluginID(in.ID))
		return ok(listOf(items, ""), err)
	})
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}/failures", id: "list-plugin-failures", tag: "plugins", title: "How a plugin failed",
		help: "The last fifty, newest first.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[List[PluginFailure]], error) {
		items, err := s.svc.PluginHistory.Failures(ctx, who, core.PluginID(in.ID))
		for i := range items {
			items[i].Why = stateOf(ctx).words().Say(items[i].Why)
		}
		return ok(listOf(items, ""), err)
	})
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}/usage", id: "list-plugin-usage", tag: "plugins", title: "What a plugin used in the last day",
		help: "By the hour, oldest first; hours without a call are left out.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[List[PluginHour]], error) {
		items, err := s.svc.PluginHistory.Hours(ctx, who, core.PluginID(in.ID))
		return ok(listOf(items, ""), err)
	})
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}/log", id: "read-plugin-log", tag: "plugins", title: "Read a plugin's log",
		help: "Of this node since it started, at most the last 64 KiB, oldest first.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID    string `path:"id" pattern:"^[a-z][a-z0-9_]*$" maxLength:"32"`
		After int64  `query:"after" minimum:"0" doc:"Only lines behind this one."`
	}) (*of[List[PluginLogLine]], error) {
		items, err := s.svc.PluginHistory.Log(ctx, who, core.PluginID(in.ID), in.After)
		return ok(listOf(items, ""), err)
	})
}

// exportPlugin streams, for collections grow without end. When reading fails
// half-way the answer breaks off, and the zip does not open.
func (s *Server) exportPlugin(ctx context.Context, who *rbac.Subject, in *pluginPath) (*huma.StreamResponse, error) {
	name, write, err := s.svc.PluginLife.Export(ctx, who, core.PluginID(in.ID))
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		c := humafiber.Unwrap(hc)
		c.Set("Content-Type", "application/zip")
		c.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
		c.Set("Cache-Control", "private, no-cache")
		out, w := io.Pipe()
		go func() { w.CloseWithError(write(ctx, w)) }()
		c.Context().SetBodyStream(out, -1) // closes out, which ends the writer
	}}, nil
}
