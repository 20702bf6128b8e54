package blocks

import (
	"strconv"
	"strings"
)

// blocks writes blocks one after another.
func (w *writer) blocks(list Blocks) {
	for _, b := range list {
		w.block(b)
	}
}

func (w *writer) block(b Block) {
	base := b.base()
	if base.Hidden || base.ShowIf != nil && !base.ShowIf.Eval(w.lookup) {
		return
	}
	if a := base.A11y; a != nil {
		w.raw(`<div class="pb-named" role="group"`)
		w.attr("aria-label", a.Label.String())
		w.raw(">")
		if !a.Describes.IsZero() {
			w.el("span", "pb-hidden", a.Describes.String())
		}
		defer w.raw("</div>")
	}
	switch b := b.(type) {
	case *Stack:
		w.box(b.ID, "pb-stack pb-"+or(b.Dir, "col")+" pb-gap-"+or(b.Gap, "md")+wrapClass(b)+" pb-align-"+or(b.Align, "start"), b.Blocks)
	case *Grid:
		w.box(b.ID, "pb-grid pb-cols-"+strconv.Itoa(max(b.Cols, 1))+" pb-gap-"+or(b.Gap, "md"), b.Blocks)
	case *Split:
		w.split(b)
	case *Section:
		w.section(b)
	case *Disclosure:
		w.disclosure(b)
	case *Tabs:
		w.tabs(b)
	case *Steps:
		w.steps(b)
	case *Divider:
		if b.Label.IsZero() {
			w.raw(`<hr class="pb-divider">`)
		} else {
			w.el("p", "pb-divider", b.Label.String())
		}
	default:
		w.content(b)
	}
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func wrapClass(s *Stack) string {
	if s.Wrap || s.Dir == "row" {
		return " pb-wrap"
	}
	return ""
}

// blockID is a block's id as the id of its element.
func (w *writer) blockID(id string) {
	if id != "" {
		w.attr("id", "b-"+id)
	}
}

func (w *writer) box(id, class string, list Blocks) {
	w.open("div", class)
	w.blockID(id)
	w.raw(">")
	w.blocks(list)
	w.raw("</div>")
}

func (w *writer) split(b *Split) {
	w.open("div", "pb-split pb-ratio-"+ratioClass(or(b.Ratio, "1:1")))
	w.blockID(b.ID)
	w.raw("><div>")
	w.blocks(b.Start)
	w.raw("</div><div>")
	w.blocks(b.End)
	w.raw("</div></div>")
}

// ratioClass is a ratio as part of a class name.
func ratioClass(r string) string { return strings.ReplaceAll(r, ":", "-") }

func (w *writer) section(b *Section) {
	class := "pb-section"
	if b.Frame != "none" {
		class += " pb-card"
	}
	w.open("section", class)
	w.blockID(b.ID)
	w.raw(">")
	if b.Title.IsZero() && b.Subtitle.IsZero() && len(b.Actions) == 0 {
		w.blocks(b.Blocks)
		w.raw("</section>")
		return
	}
	w.begin("header", "pb-head")
	if !b.Title.IsZero() {
		w.heading("", b.Title.String())
	}
	if !b.Subtitle.IsZero() {
		w.el("p", "pb-dim", b.Subtitle.String())
	}
	if len(b.Actions) > 0 {
		w.actionRow(b.Actions, "")
	}
	w.raw("</header>")
	if b.Title.IsZero() {
		w.blocks(b.Blocks)
	} else {
		w.nested(func() { w.blocks(b.Blocks) })
	}
	w.raw("</section>")
}

func (w *writer) disclosure(b *Disclosure) {
	w.open("details", "pb-disclosure")
	w.blockID(b.ID)
	if b.Open {
		w.raw(" open")
	}
	w.raw("><summary>")
	w.text(b.Title)
	if b.Count != nil {
		w.raw(" ")
		w.el("span", "pb-count", w.Number(*b.Count, -1))
	}
	w.raw("</summary>")
	w.blocks(b.Blocks)
	w.raw("</details>")
}

// tabs are exclusive details; a lazy one that is not loaded is a link to the
// page with it open.
func (w *writer) tabs(b *Tabs) {
	group := b.ID
	if group == "" {
		group = w.unique("tabs")
	}
	current := w.Query.Get(b.ID + ".tab")
	if current == "" || b.ID == "" {
		current = or(b.Value, b.Tabs[0].ID)
	}
	w.open("div", "pb-tabs")
	w.blockID(b.ID)
	w.raw(">")
	for _, t := range b.Tabs {
		if t.Lazy && t.Blocks == nil {
			w.raw(`<p class="pb-tab-link"><a rel="nofollow"`)
			w.attr("href", w.link(b.ID+".tab", t.ID))
			w.raw(">")
			w.tabLabel(t)
			w.raw("</a></p>")
			continue
		}
		w.raw(`<details class="pb-tab"`)
		w.attr("name", group)
		if t.ID == current {
			w.raw(" open")
		}
		w.raw("><summary>")
		w.tabLabel(t)
		w.raw("</summary>")
		w.blocks(t.Blocks)
		w.raw("</details>")
	}
	w.raw("</div>")
}

func (w *writer) tabLabel(t Tab) {
	w.text(t.Label)
	if !t.Badge.IsZero() {
		w.raw(" ")
		w.el("span", "pb-count", t.Badge.String())
	}
}

func (w *writer) steps(b *Steps) {
	w.open("div", "pb-steps")
	w.blockID(b.ID)
	w.raw("><ol>")
	for _, s := range b.Steps {
		w.raw("<li")
		if s.ID == b.Current {
			w.raw(` aria-current="step"`)
		}
		w.raw(">")
		w.text(s.Label)
		if !s.Text.IsZero() {
			w.raw(" ")
			w.el("small", "pb-dim", s.Text.String())
		}
		w.raw("</li>")
	}
	w.raw("</ol>")
	w.blocks(b.Blocks)
	w.raw("</div>")
}
