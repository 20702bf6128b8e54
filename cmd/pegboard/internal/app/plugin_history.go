package app

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/rbac"
)

// Consents implements httpapi.PluginHistory.
func (p plugins) Consents(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]httpapi.PluginConsent, error) {
	list, err := p.m.Consents(ctx, who, id)
	out := make([]httpapi.PluginConsent, len(list))
	for i, c := range list {
		out[i] = httpapi.PluginConsent{
			ID: c.ID, At: c.At.UTC(), ByName: c.ByName, Act: string(c.Act), Version: c.Version, From: orNull(c.From), Asked: c.Asked, Diff: c.Diff,
		}
		if c.By != 0 {
			out[i].By = &httpapi.Ref{ID: int64(c.By), Name: c.ByName}
		}
	}
	return out, err
}

// Failures implements httpapi.PluginHistory.
func (p plugins) Failures(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]httpapi.PluginFailure, error) {
	list, err := p.m.Failures(ctx, who, id)
	out := make([]httpapi.PluginFailure, len(list))
	for i, f := range list {
		out[i] = httpapi.PluginFailure{At: f.At.UTC(), Version: f.Version, Place: f.Place, Why: f.Why, Counted: f.Counted}
	}
	return out, err
}

// Log implements httpapi.PluginHistory.
func (p plugins) Log(ctx context.Context, who *rbac.Subject, id core.PluginID, after int64) ([]httpapi.PluginLogLine, error) {
	list, err := p.m.LogOf(ctx, who, id, after)
	out := make([]httpapi.PluginLogLine, len(list))
	for i, l := range list {
		out[i] = httpapi.PluginLogLine{Seq: l.Seq, At: l.At, Level: l.Level.String(), Text: l.Text}
	}
	return out, err
}

// Hours implements httpapi.PluginHistory.
func (p plugins) Hours(ctx context.Context, who *rbac.Subject, id core.PluginID) ([]httpapi.PluginHour, error) {
	list, err := p.m.Hours(ctx, who, id)
	out := make([]httpapi.PluginHour, len(list))
	for i, h := range list {
		out[i] = httpapi.PluginHour{At: h.At.UTC(), Calls: h.Calls, Errors: h.Errors, MS: float64(h.Busy.Microseconds()) / 1000}
	}
	return out, err
}
