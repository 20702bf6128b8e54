package pdf

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"pegboard.dev/pegboard/core/blocks"
)

// Options say how and for whom a document is put on paper. The document must have
// been prepared for the same reader.
type Options struct {
	// Title stands where the document has none of its own.
	Title string
	// Helpdesk is whose paper it is, Accent its colour as #rrggbb; empty for
	// Pegboard's own.
	Helpdesk, Accent string
	// Reader is who sees what stands in it.
	Reader string
	// Address is what links within the helpdesk begin with, such as
	// https://help.example.com; without one they are left out.
	Address string
	// Locale and Zone are the reader's; "en" and UTC when not given. A region that
	// uses the format Letter gets it, everybody else A4.
	Locale string
	Zone   *time.Location
	// Now is the time that stands on it.
	Now time.Time
	// Query is the surface's state, from its address: what was chosen in filters.
	Query url.Values
	// Word translates the words of blocks.Words; nil means English.
	Word func(key string) string
	// Picture returns a picture by the address that Prepare gave it; nil for none.
	Picture func(src string) []byte
}

// Render writes the prepared document as a PDF. It ends early with the context's
// error. The document is not changed, and must not be while it is drawn.
func Render(ctx context.Context, w io.Writer, d *blocks.Document, o Options) error {
	p := newPrinter(ctx, d, o)
	p.cover()
	p.blocks(d.Blocks, p.whole())
	p.finish()
	if p.err != nil {
		return fmt.Errorf("pdf: %w", p.err)
	}
	if err := p.f.Output(w); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

// printer sets one document. It walks the blocks once to draw them, and parts of
// them before that to know their heights.
type printer struct {
	Options
	blocks.Format
	ctx context.Context
	doc *blocks.Document
	f   *fpdf.Fpdf

	title         string
	accent        colour
	width, height float64 // of a page

	y      float64 // where the next block begins
	top    float64 // where blocks begin on this page
	dry    int     // above zero nothing is drawn: heights are being found out
	fixed  int     // above zero no page may end: what stands beside each other was measured
	depth  int     // of headings
	marked int     // the level of the last entry in the outline, from 1; zero for none
	full   bool    // there are as many pages as may be
	work   int     // lines set so far
	err    error   // why it cannot go on

	heights  map[heightKey]float64
	extents  map[*blocks.Table]*extent
	pictures map[string]string // names in the PDF by address; empty: it cannot be shown
}

// heightKey is a block, or the first of several, at a width.
type heightKey struct {
	block blocks.Block
	n     int
	width float64
}

func newPrinter(ctx context.Context, d *blocks.Document, o Options) *printer {
	p := &printer{
		// The format does not know what time it is: paper says when, not how long ago.
		Options: o, Format: blocks.NewFormat(o.Locale, o.Zone, time.Time{}), ctx: ctx, doc: d, depth: 1, title: orElse(d.Title.String(), o.Title),
		accent: accentOf(o.Accent), heights: map[heightKey]float64{}, extents: map[*blocks.Table]*extent{}, pictures: map[string]string{},
	}
	p.width, p.height = pageSize(o.Locale)
	if p.wantsWidth() {
		p.width, p.height = p.height, p.width
	}
	p.f = fpdf.NewCustom(&fpdf.InitType{UnitStr: fpdf.UnitPoint, Size: fpdf.SizeType{Wd: p.width, Ht: p.height}})
	p.f.SetMargins(0, 0, 0)
	p.f.SetAutoPageBreak(false, 0)
	p.f.SetCellMargin(0)
	p.f.SetCatalogSort(true)
	p.f.SetCreationDate(o.Now)
	p.f.SetModificationDate(o.Now)
	p.f.SetTitle(p.title, true)
	p.f.SetAuthor(o.Helpdesk, true)
	p.f.SetCreator("Pegboard", true)
	p.f.SetProducer("Pegboard", true)
	p.f.SetLang(orElse(o.Locale, "en"))
	return p
}

// word is one of the renderer's own words.
func (p *printer) word(key string) string {
	if p.Word != nil {
		if s := p.Word(key); s != "" {
			return s
		}
	}
	return blocks.Words[key]
}

// stopped reports that nothing more is to be drawn. It looks at the context now and then.
func (p *printer) stopped() bool {
	if p.work++; p.work%workStep == 0 && p.err == nil {
		p.err = p.ctx.Err()
	}
	return p.err != nil || p.full
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
