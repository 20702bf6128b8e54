package blocks

import (
	"strconv"
	"strings"
)

// table writes a table whose sorting, paging, search and filters are links and
// GET forms: the page's address is its whole state.
func (w *writer) table(b *Table) {
	w.open("div", "pb-table"+map[bool]string{true: " pb-dense"}[b.Dense])
	w.blockID(b.ID)
	w.raw(">")
	w.tableTools(b)
	w.raw(`<div class="pb-scroll" role="region" tabindex="0"`)
	w.attr("aria-label", b.Title.String())
	w.raw("><table><caption>")
	w.text(b.Title)
	w.raw("</caption><thead><tr>")
	actions := len(b.RowActions) > 0 || b.Edit != nil
	for _, r := range b.Rows {
		actions = actions || len(r.Actions) > 0
	}
	for i := range b.Columns {
		w.columnHead(b, &b.Columns[i])
	}
	if actions {
		w.raw("<td></td>")
	}
	w.raw("</tr></thead><tbody>")
	span := strconv.Itoa(len(b.Columns) + map[bool]int{true: 1}[actions])
	if len(b.Rows) == 0 {
		w.raw(`<tr><td class="pb-dim" colspan="`, span, `">`)
		w.esc(or(b.Empty.String(), w.word("nothing")))
		w.raw("</td></tr>")
	}
	for i := range b.Rows {
		w.row(b, &b.Rows[i], actions, span)
	}
	w.raw("</tbody>")
	w.totals(b, actions)
	w.raw("</table></div>")
	if b.Omitted > 0 {
		w.el("p", "pb-dim", strconv.Itoa(b.Omitted)+" "+w.word("omitted"))
	}
	w.pager(b)
	if b.Export != nil {
		w.action(b.Export, "")
	}
	w.raw("</div>")
}

func cellClass(c *Column) string {
	class := ""
	switch {
	case c.Align == "end":
		class = "pb-end"
	case c.Align == "":
		switch c.As {
		case "number", "percent", "money", "duration", "bytes":
			class = "pb-end"
		}
	}
	if c.HideBelow != "" {
		class += " pb-hide-" + c.HideBelow
	}
	return class
}

func (w *writer) columnHead(b *Table, c *Column) {
	w.open("th", cellClass(c))
	w.raw(` scope="col"`)
	dir := ""
	switch b.Sort {
	case c.Key:
		dir = "ascending"
	case "-" + c.Key:
		dir = "descending"
	}
	if c.Sortable {
		w.attr("aria-sort", or(dir, "none"))
	}
	w.raw(">")
	if c.Sortable && b.ID != "" {
		next := c.Key
		if dir == "ascending" {
			next = "-" + c.Key
		}
		w.raw(`<a rel="nofollow"`)
		w.attr("href", w.link(b.ID+".sort", next, b.ID+".page", "", b.ID+".cursor", ""))
		w.raw(">")
		w.text(c.Label)
		w.raw(map[string]string{"ascending": ` <span aria-hidden="true">↑</span>`, "descending": ` <span aria-hidden="true">↓</span>`}[dir])
		w.raw("</a>")
	} else {
		w.text(c.Label)
	}
	w.raw("</th>")
}

func (w *writer) row(b *Table, r *Row, actions bool, span string) {
	w.open("tr", tone(r.Tone))
	w.raw(">")
	head := 0
	for i := range b.Columns {
		if b.Columns[i].Primary {
			head = i
			break
		}
	}
	for i := range b.Columns {
		c := &b.Columns[i]
		tag := "td"
		if i == head {
			tag = "th"
		}
		w.open(tag, cellClass(c))
		if i == head {
			w.raw(` scope="row"`)
		}
		w.raw(">")
		cell := r.Cells[c.Key]
		if i == head && SafeHref(r.Href) && linkable(cell) {
			w.raw("<a")
			w.attr("href", r.Href)
			w.raw(">")
			w.value(cell, c.As)
			w.raw("</a>")
		} else {
			w.value(cell, c.As)
		}
		w.raw("</", tag, ">")
	}
	if actions {
		w.raw(`<td class="pb-end">`)
		w.actionRow(append(append([]*Action{}, r.Actions...), b.RowActions...), or(b.ID, "table")+" "+r.ID)
		if b.Edit != nil && w.Query.Get(b.ID+".edit") != r.ID {
			w.raw(`<a class="pb-btn" rel="nofollow"`)
			w.attr("href", w.link(b.ID+".edit", r.ID)+"#f-"+b.ID)
			w.raw(">")
			w.esc(w.word("edit"))
			w.raw("</a>")
		}
		w.raw("</td>")
	}
	w.raw("</tr>")
	w.editRow(b, r, span)
	if len(r.Detail) > 0 {
		w.raw(`<tr class="pb-detail"><td colspan="`, span, `"><details><summary>`)
		w.esc(w.word("details"))
		w.raw("</summary>")
		w.nested(func() { w.blocks(r.Detail) })
		w.raw("</details></td></tr>")
	}
}

// editRow is the form below a row whose cells are being changed.
func (w *writer) editRow(b *Table, r *Row, span string) {
	if b.Edit == nil || w.Query.Get(b.ID+".edit") != r.ID {
		return
	}
	f := b.EditForm(r.ID)
	f.Cancel = &Action{Label: T(w.word("cancel")), Href: w.link(b.ID+".edit", "")}
	w.raw(`<tr class="pb-detail"><td colspan="`, span, `">`)
	w.formOf(f, r.ID)
	w.raw("</td></tr>")
}

// linkable reports whether a value may stand inside a link.
func linkable(v Value) bool {
	switch v.(type) {
	case *LinkValue, *EntityValue, nil:
		return false
	}
	return true
}

func (w *writer) totals(b *Table, actions bool) {
	if len(b.Totals) == 0 {
		return
	}
	w.raw("<tfoot><tr>")
	for i := range b.Columns {
		c := &b.Columns[i]
		v := b.Totals[c.Key]
		if i == 0 && v == nil {
			w.raw(`<th scope="row">`)
			w.esc(w.word("total"))
			w.raw("</th>")
			continue
		}
		w.open("td", cellClass(c))
		w.raw(">")
		w.value(v, c.As)
		w.raw("</td>")
	}
	if actions {
		w.raw("<td></td>")
	}
	w.raw("</tr></tfoot>")
}

// tableTools are the search box and the filters, one GET form.
func (w *writer) tableTools(b *Table) {
	if b.ID == "" || b.Search == nil && len(b.Filters) == 0 {
		return
	}
	q, f := b.ID+".q", b.ID+".f."
	w.raw(`<form method="get" class="pb-tools" role="search"`)
	w.attr("action", w.Path)
	w.attr("aria-label", w.word("search")+": "+b.Title.String())
	w.raw(">")
	w.carried(q, f+"*", b.ID+".page", b.ID+".cursor")
	if s := b.Search; s != nil {
		w.searchInput(q, or(w.Query.Get(q), s.Value), or(s.Placeholder.String(), w.word("search")))
	}
	for i := range b.Filters {
		w.filter(f, &b.Filters[i])
	}
	w.el("button", "pb-btn", w.word("apply"))
	w.raw("</form>")
}

func (w *writer) searchInput(name, value, label string) {
	w.raw(`<input type="search"`)
	w.attr("name", name)
	w.attr("value", value)
	w.attr("aria-label", label)
	w.attr("placeholder", label)
	w.raw(">")
}

func (w *writer) pager(b *Table) {
	p := b.Paging
	if p == nil || b.ID == "" {
		return
	}
	prev, next, about := "", "", ""
	if p.Mode == "cursor" {
		if p.Prev != "" {
			prev = w.link(b.ID+".cursor", p.Prev)
		}
		if p.Next != "" {
			next = w.link(b.ID+".cursor", p.Next)
		}
	} else if p.Total != nil && p.PerPage > 0 {
		pages := max((int(*p.Total)+p.PerPage-1)/p.PerPage, 1)
		about = strings.Join([]string{w.word("page"), strconv.Itoa(p.Page), w.word("of"), strconv.Itoa(pages)}, " ")
		if p.Page > 1 {
			prev = w.link(b.ID+".page", strconv.Itoa(p.Page-1))
		}
		if p.Page < pages {
			next = w.link(b.ID+".page", strconv.Itoa(p.Page+1))
		}
	}
	if prev == "" && next == "" {
		return
	}
	w.raw(`<nav class="pb-pager"`)
	w.attr("aria-label", b.Title.String())
	w.raw(">")
	w.pageLink(prev, "prev", "previous")
	w.el("span", "pb-dim", about)
	w.pageLink(next, "next", "next")
	w.raw("</nav>")
}

func (w *writer) pageLink(href, rel, word string) {
	if href == "" {
		return
	}
	w.raw(`<a class="pb-btn" rel="nofollow `, rel, `"`)
	w.attr("href", href)
	w.raw(">")
	w.esc(w.word(word))
	w.raw("</a>")
}
