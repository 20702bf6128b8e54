package app

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
)

// Papers implements httpapi.PluginLife.
func (p plugins) Papers(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.PluginPapers, error) {
	papers, err := p.m.Papers(ctx, who, id)
	if err != nil {
		return nil, err
	}
	out := papersOf(papers)
	return &out, nil
}

func papersOf(p *plugin.Papers) httpapi.PluginPapers {
	out := httpapi.PluginPapers{
		Version: p.Version, Since: orNull(p.Since), ReadmeHTML: orNull(p.Readme), Releases: make([]httpapi.PluginRelease, len(p.Releases)), Cut: p.Cut,
	}
	for i, r := range p.Releases {
		out.Releases[i] = httpapi.PluginRelease{Version: orNull(r.Version), Heading: r.Heading, HTML: r.HTML, New: r.New}
	}
	return out
}
