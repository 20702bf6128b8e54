package plugin

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/blocks/pdf"
	"pegboard.dev/pegboard/core/rbac"
)

// How long one PDF may take beside the guest's own time, and how many are made at
// once on this node; others wait.
const (
	printTime  = 20 * time.Second
	printsOnce = 2
)

// PrintInput asks for a surface as a PDF.
type PrintInput struct {
	At     At
	Params map[string]string
	// Language is what the reader asks for where neither they nor the helpdesk have
	// chosen one, and tells where they live; may be empty.
	Language string
}

// Printed is a PDF.
type Printed struct {
	// Name is a file name for it.
	Name string
	Body []byte
}

// Print makes a PDF of a surface for who: the same document that Render would give
// them, drawn for the reason "print" and with no actions, in their own language and
// time zone. Besides what Render returns, KindNotFound for a surface that is not to be
// printed, KindForbidden without the key that its manifest names for it, and
// KindUnavailable when it takes too long.
func (m *Manager) Print(ctx context.Context, who *rbac.Subject, id core.PluginID, surface string, in PrintInput) (*Printed, error) {
	return m.print(ctx, "plugin.Print", who, id, surface, in, false)
}

// print is Print; reading has the guest do nothing but read, for who has not asked.
func (m *Manager) print(ctx context.Context, op string, who *rbac.Subject, id core.PluginID, surface string, in PrintInput, reading bool) (*Printed, error) {
	r, err := m.readerOf(ctx, who, in.Language)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	u, s, c, err := m.open(ctx, op, who, id, surface, in.At, r.Locale)
	if err != nil {
		return nil, err
	}
	c.reading = reading
	if s.Print == "" {
		return nil, core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
	}
	if err := who.Require(op, s.Print); err != nil {
		return nil, err
	}
	doc, err := m.drawn(ctx, op, c, s, RenderInput{At: in.At, Params: in.Params, Reason: "print"}, blocks.PrintLimits())
	if err != nil {
		return nil, err
	}
	options := m.options(ctx, c, s, in.At)
	options.Sealer = nil // on paper nothing can be pressed
	doc.Prepare(options)
	title := m.Catalogue(ctx, id, r.Language)("surface."+s.ID, s.Title)
	if doc.Title.IsZero() {
		doc.Title = blocks.T(title)
	}
	body, err := m.onPaper(ctx, u, doc, r, in.Params)
	if err != nil {
		return nil, &core.Error{Op: op, Kind: core.KindUnavailable, Msg: "The PDF could not be made. Try it with less in it.", Err: err}
	}
	return &Printed{Name: fileName(doc.Title.String(), m.Clock.Now().In(r.zone)), Body: body}, nil
}

// onPaper sets a prepared document.
func (m *Manager) onPaper(ctx context.Context, u *unit, doc *blocks.Document, r *reader, params map[string]string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, m.atLeast(printTime))
	defer cancel()
	select {
	case m.prints <- struct{}{}:
		defer func() { <-m.prints }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	query := url.Values{}
	for name, value := range params {
		query.Set(name, value)
	}
	o := pdf.Options{
		Helpdesk: r.company.Name, Accent: r.brand.Accent, Reader: r.name, Address: r.company.Address, Locale: r.Language, Zone: r.zone,
		Now: m.Clock.Now(), Query: query, Picture: func(src string) []byte { return m.packaged(ctx, u, src) },
	}
	if m.Words != nil {
		o.Word = m.Words(r.Language)
	}
	var out bytes.Buffer
	err := pdf.Render(ctx, &out, doc, o)
	return out.Bytes(), err
}

// packaged is a picture of the plugin's own package, by the address that imageHref
// gave it; nil for every other one.
func (m *Manager) packaged(ctx context.Context, u *unit, src string) []byte {
	rest, ours := strings.CutPrefix(src, PicturePrefix+string(u.manifest.ID)+"/")
	hash, name, ok := strings.Cut(rest, "/")
	if !ours || !ok {
		return nil
	}
	b, _, err := m.Picture(ctx, u.manifest.ID, hash, name)
	if err != nil {
		return nil
	}
	return b
}

// fileName makes one of a title and a day.
func fileName(title string, at time.Time) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return ' '
		}
		return r
	}, title)
	clean = clip(strings.Join(strings.Fields(clean), " "), 80)
	return strings.TrimSpace(clean+" "+at.Format(time.DateOnly)) + ".pdf"
}
