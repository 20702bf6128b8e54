package httpapi

import (
	"context"
	"io"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// PluginPreview is what an upload would do.
type PluginPreview struct {
	ID          string             `json:"id"`
	Name        string             `json:"name"`
	Version     string             `json:"version"`
	Publisher   string             `json:"publisher"`
	Description string             `json:"description"`
	Signed      bool               `json:"signed" doc:"With a publisher's key."`
	Hash        string             `json:"hash" doc:"Names the package; consent with it."`
	Installed   *string            `json:"installed" doc:"The version that is here now."`
	Enabled     bool               `json:"enabled" doc:"It is on: the new version acts at once."`
	Risk        core.Risk          `json:"risk" enum:"low,medium,high" doc:"The gravest of its powers."`
	Powers      []core.PluginPower `json:"powers" doc:"What it would be able to do beyond keeping to itself, the gravest first."`
	Features    []Feature          `json:"features"`
	Diff        core.PluginDiff    `json:"diff" doc:"What it asks for other than was consented to last."`
	Consent     bool               `json:"consent" doc:"Somebody has to agree before it may take over."`
	Roles       []RoleEffect       `json:"roles" doc:"Of a plugin that is on: the roles that would give other keys than now."`
	Same        bool               `json:"same" doc:"This very package is installed."`
	Refused     *string            `json:"refused" doc:"Why it cannot be installed."`
	Papers      PluginPapers       `json:"papers"`
}

// PluginUpload says what an upload is meant for.
type PluginUpload struct {
	Consent string `query:"consent" maxLength:"64" doc:"The hash of the package, when what it asks for was looked at and agreed to."`
	Reload  bool   `query:"reload" doc:"Take a package of the version that is installed, for an author at work."`
}

// PluginLife is how versions of plugins come and go. Every method checks
// settings.plugins.
type PluginLife interface {
	// Preview says what Install would do, and does nothing.
	Preview(ctx context.Context, who *rbac.Subject, pkg io.Reader, how PluginUpload) (*PluginPreview, error)
	// Install reads a package; it is refused whole or kept whole.
	Install(ctx context.Context, who *rbac.Subject, pkg io.Reader, how PluginUpload) (*Plugin, error)
	Papers(ctx context.Context, who *rbac.Subject, id core.PluginID) (*PluginPapers, error)
	Rollback(ctx context.Context, who *rbac.Subject, id core.PluginID) (*Plugin, error)
	// Uninstall takes keep, export or purge.
	Uninstall(ctx context.Context, who *rbac.Subject, id core.PluginID, data string) (*core.PluginReceipt, error)
	// SetQuota takes zero for the usual.
	SetQuota(ctx context.Context, who *rbac.Subject, id core.PluginID, q core.PluginQuota) (*Plugin, error)
	// Export checks first, and then writes a zip.
	Export(ctx context.Context, who *rbac.Subject, id core.PluginID) (name string, write func(ctx context.Context, w io.Writer) error, err error)
}

// sayOrNull says a sentence that may be missing in the reader's language.
func sayOrNull(ctx context.Context, text *string) *string {
	if text == nil {
		return nil
	}
	said := stateOf(ctx).words().Say(*text)
	return &said
}

func (s *Server) mountPluginLife() {
	const key = "settings.plugins"
	s.mountPluginQuota()
	s.mountPluginPapers()
	handle(s, route{
		method: http.MethodPost, path: "/plugins/preview", id: "preview-upload", tag: "plugins", title: "What installing a package would do",
		help: "The body is the .peg file. Nothing of it runs, and nothing is kept.", needs: holding(key), raw: true,
	}, func(ctx context.Context, who *rbac.Subject, in *PluginUpload) (*of[PluginPreview], error) {
		p, err := s.svc.PluginLife.Preview(ctx, who, uploadOf(ctx), *in)
		if err != nil {
			return nil, err
		}
		t := s.titles(ctx)
		p.Refused, p.Powers, p.Roles = sayOrNull(ctx, p.Refused), t.powers(p.ID, p.Powers), t.effects(p.Roles)
		return ok(*p, nil)
	})
	handle(s, route{
		method: http.MethodPost, path: "/plugins", id: "install-plugin", tag: "plugins", title: "Install or upgrade a plugin",
		help:  "The body is the .peg file. Nothing runs before it is enabled. Of an enabled plugin it is the new version: that is tried, the data is brought to it, and it takes over at once, or nothing is changed.",
		needs: holding(key), status: http.StatusCreated, raw: true,
	}, func(ctx context.Context, who *rbac.Subject, in *PluginUpload) (*of[Plugin], error) {
		return s.pluginAnswer(ctx)(s.svc.PluginLife.Install(ctx, who, uploadOf(ctx), *in))
	})
	handle(s, route{
		method: http.MethodPost, path: "/plugins/{id}/rollback", id: "rollback-plugin", tag: "plugins", title: "Go back to the version before",
		help:  "Rows stay as they are; what only the newer version knew stays unseen. Is a consent to what the earlier version asks for.",
		needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *pluginPath) (*of[Plugin], error) {
		return s.pluginAnswer(ctx)(s.svc.PluginLife.Rollback(ctx, who, core.PluginID(in.ID)))
	})
	handle(s, route{
		method: http.MethodGet, path: "/plugins/{id}/export", id: "export-plugin", tag: "plugins", title: "Download a plugin's data",
		help:  "A zip: each collection as JSON and CSV, and settings without secrets. Takes the right to see all of each collection.",
		needs: holding(key),
	}, s.exportPlugin)
	handle(s, route{
		method: http.MethodDelete, path: "/plugins/{id}", id: "uninstall-plugin", tag: "plugins", title: "Uninstall a plugin",
		help: "Answers the receipt, which the audit log keeps.", needs: holding(key),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   string `path:"id" pattern:"^[a-z][a-z0-9_]*$" maxLength:"32"`
		Data string `query:"data" enum:"keep,export,purge" default:"keep" doc:"What becomes of its rows and of what roles said: kept for a later install; gone; or gone, and the plugin must be off and exported since."`
	}) (*of[core.PluginReceipt], error) {
		r, err := s.svc.PluginLife.Uninstall(ctx, who, core.PluginID(in.ID), in.Data)
		if err != nil {
			return nil, err
		}
		r.Farewell = stateOf(ctx).words().Say(r.Farewell)
		return ok(*r, nil)
	})
}
