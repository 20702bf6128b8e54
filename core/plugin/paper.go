package plugin

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/rbac"
)

// Papers are what a package says to those who decide about it: its README.md and
// its CHANGELOG.md, as clean HTML whose headings begin with <h3>.
type Papers struct {
	Version string
	// Since is the version that this one would take the place of; empty for none.
	Since string
	// Readme is empty if there is none.
	Readme   string
	Releases []Release
	// Cut: there is more than is shown.
	Cut bool
}

// Release is what a changelog says of one version; of all of them, where its parts
// name none.
type Release struct {
	Version, Heading, HTML string
	// New: it comes with the version that would take over.
	New bool
}

// paperLevel is where headings of papers begin: below the title of the card or
// dialog that they stand in.
const paperLevel = 3

// Papers returns those of a plugin that is here: of one that waits, or that this
// Pegboard brings in a later version, of the later one. It needs settings.plugins.
// KindNotFound if it is not here.
func (m *Manager) Papers(ctx context.Context, who *rbac.Subject, id core.PluginID) (*Papers, error) {
	const op = "plugin.Papers"
	if err := who.Require(op, keyPlugins); err != nil {
		return nil, err
	}
	f, since, err := m.shown(ctx, id)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	body, err := f.body(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	papers, err := peg.ReadPapers(body)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return papersOf(papers, f.manifest.Version, since), nil
}

// shown is the package that a plugin's page is about, and the version that somebody
// has let in, where that is another.
func (m *Manager) shown(ctx context.Context, id core.PluginID) (f *file, since string, err error) {
	if u := m.snap.Load().units[id]; u != nil {
		return u.file, "", nil
	}
	row, _, err := m.row(ctx, id)
	if err != nil {
		return nil, "", err
	}
	if row.State == "" || row.State == core.PluginUninstalled {
		f, err = m.find(ctx, id)
		return f, "", err
	}
	if f, err = m.fileOf(ctx, row); err == nil && row.Version != f.manifest.Version {
		since = row.Version
	}
	return f, since, err
}

func papersOf(p peg.Papers, version, since string) *Papers {
	out := &Papers{Version: version, Since: since, Readme: blocks.RenderForeign(p.Readme, paperLevel), Releases: []Release{}, Cut: p.Cut}
	for _, r := range p.Releases {
		isNew := since != "" && r.Version != "" && manifest.CompareVersions(r.Version, since) > 0 && manifest.CompareVersions(r.Version, version) <= 0
		out.Releases = append(out.Releases, Release{Version: r.Version, Heading: r.Heading, HTML: blocks.RenderForeign(r.Text, paperLevel), New: isNew})
	}
	return out
}
