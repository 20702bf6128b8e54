package blocks

import (
	"slices"
	"strconv"
)

func (w *writer) data(b Block) {
	switch b := b.(type) {
	case *KV:
		w.kv(b)
	case *Stat:
		w.stat(b)
	case *List:
		w.list(b)
	case *Timeline:
		w.timeline(b)
	case *Tree:
		w.open("ul", "pb-tree")
		w.blockID(b.ID)
		w.raw(">")
		w.nodes(b.Nodes)
		w.raw("</ul>")
	case *Table:
		w.table(b)
	case *Board:
		w.board(b)
	case *Calendar:
		w.calendar(b)
	case *Chart:
		w.chart(b)
	case *Progress:
		w.open("p", "pb-progress"+tone(b.Tone))
		w.blockID(b.ID)
		w.raw(">")
		w.el("span", "", b.Label.String())
		w.raw(" ")
		w.progress(b.Value, b.Max, b.Label.String())
		w.raw("</p>")
	case *Rating:
		w.rating(b)
	case *People:
		w.people(b)
	case *Files:
		w.files(b)
	case *Entity:
		class := "pb-entity"
		if b.View == "card" {
			class += " pb-card"
		}
		w.begin("p", class)
		w.named(b.Named)
		w.raw("</p>")
	default:
		w.interactive(b)
	}
}

func (w *writer) kv(b *KV) {
	w.open("dl", "pb-kv pb-cols-"+strconv.Itoa(max(b.Cols, 1)))
	w.blockID(b.ID)
	w.raw(">")
	for _, it := range b.Items {
		w.raw("<div><dt>")
		w.text(it.Label)
		w.raw("</dt><dd>")
		w.value(it.Value, "")
		if !it.Help.IsZero() {
			w.raw(" ")
			w.el("small", "pb-dim", it.Help.String())
		}
		w.action(it.Action, "")
		w.raw("</dd></div>")
	}
	w.raw("</dl>")
}

func (w *writer) stat(b *Stat) {
	w.open("div", "pb-stat pb-card")
	w.blockID(b.ID)
	w.raw("><p class=\"pb-dim\">")
	w.anchorOr(b.Href, b.Label.String())
	w.raw(`</p><p class="pb-figure-big">`)
	w.value(b.Value, "")
	w.raw("</p>")
	if b.Delta != nil {
		class := "pb-delta"
		if b.Trend != "" && b.Trend != "flat" && b.Good != "" {
			class += map[bool]string{true: " pb-success", false: " pb-danger"}[b.Trend == b.Good]
		}
		w.begin("p", class)
		if b.Trend != "" {
			w.esc(map[string]string{"up": "▲ ", "down": "▼ ", "flat": "■ "}[b.Trend])
			w.el("span", "pb-hidden", w.word(b.Trend)+" ")
		}
		w.value(b.Delta, "")
		w.raw("</p>")
	}
	w.spark(b.Spark)
	if !b.Help.IsZero() {
		w.el("p", "pb-dim pb-sm", b.Help.String())
	}
	w.raw("</div>")
}

// anchorOr writes a link, or the text alone without an address.
func (w *writer) anchorOr(href, text string) {
	if href == "" {
		w.esc(text)
		return
	}
	w.anchor(href, text)
}

func (w *writer) list(b *List) {
	tag := "ul"
	if b.Style == "ordered" {
		tag = "ol"
	}
	w.open(tag, "pb-list pb-list-"+or(b.Style, "plain"))
	w.blockID(b.ID)
	w.raw(">")
	order := b.order()
	for _, it := range b.Items {
		w.begin("li", "")
		w.item(it)
		if at := slices.Index(order, it.ID); b.Reorder != nil && at >= 0 {
			w.begin("div", "pb-actions pb-moves")
			if at > 0 {
				w.move(b.Reorder, b.ID+" "+it.ID+" up", w.word("move_up")+": "+it.Title.String(), "↑")
			}
			if at < len(order)-1 {
				w.move(b.Reorder, b.ID+" "+it.ID+" down", w.word("move_down")+": "+it.Title.String(), "↓")
			}
			w.raw("</div>")
		}
		w.raw("</li>")
	}
	w.raw("</", tag, ">")
	w.action(b.More, "")
}

// move writes a button that moves something; what says "<block> <item> <place>".
func (w *writer) move(a *Action, what, label, sign string) {
	w.raw(`<form method="post" class="pb-inline"`)
	w.attr("action", w.ActionPath)
	w.raw(`><input type="hidden" name="_move"`)
	w.attr("value", what)
	w.raw(`><button class="pb-btn" type="submit" name="_token"`)
	w.attr("value", a.ID+" "+a.Token)
	w.attr("aria-label", label)
	w.raw(">")
	w.esc(sign)
	w.raw("</button></form>")
}

func (w *writer) item(it Item) {
	if it.Image != nil {
		w.img(it.Image, T(""), "pb-thumb")
	}
	w.begin("div", "pb-item")
	title := it.Title.String()
	w.begin("p", "pb-item-title"+map[bool]string{true: " pb-strong"}[it.Unread])
	if it.Disabled {
		w.el("span", "pb-dim", title)
	} else {
		w.anchorOr(it.Href, title)
	}
	if it.Unread {
		w.el("span", "pb-hidden", " ("+w.word("unread")+")")
	}
	if it.Badge != nil {
		w.raw(" ")
		w.el("span", "pb-badge"+tone(it.Badge.Tone), it.Badge.Text.String())
	}
	w.raw("</p>")
	if !it.Text.IsZero() {
		w.el("p", "pb-dim", it.Text.String())
	}
	if len(it.Meta) > 0 {
		w.begin("p", "pb-meta")
		for _, v := range it.Meta {
			w.begin("span", "")
			w.value(v, "")
			w.raw("</span> ")
		}
		w.raw("</p>")
	}
	if !it.Disabled {
		w.action(it.Action, "")
		if len(it.Menu) > 0 {
			w.menu(w.word("actions"), it.Menu)
		}
	}
	w.raw("</div>")
}

func (w *writer) timeline(b *Timeline) {
	w.open("ol", "pb-timeline")
	w.blockID(b.ID)
	w.raw(">")
	for _, it := range b.Items {
		w.open("li", tone(it.Tone))
		w.raw(`><p class="pb-by">`)
		w.el("strong", "", it.Title.String())
		w.raw(" ")
		w.time(it.At, true)
		if it.By != nil {
			w.raw(" · ")
			w.value(it.By, "")
		}
		w.raw("</p>")
		if !it.Text.IsZero() {
			w.el("p", "", it.Text.String())
		}
		w.action(it.Action, "")
		w.raw("</li>")
	}
	w.raw("</ol>")
	w.action(b.More, "")
}

func (w *writer) nodes(list []TreeNode) {
	for _, n := range list {
		w.raw("<li>")
		w.anchorOr(n.Href, n.Label.String())
		if len(n.Children) > 0 {
			w.raw("<ul>")
			w.nodes(n.Children)
			w.raw("</ul>")
		}
		w.raw("</li>")
	}
}

func (w *writer) rating(b *Rating) {
	top := 5.0
	if b.Max != nil && *b.Max > 0 {
		top = min(*b.Max, 10)
	}
	w.open("p", "pb-rating")
	w.blockID(b.ID)
	w.raw(">")
	w.el("span", "", b.Label.String())
	w.raw(` <span class="pb-stars" aria-hidden="true">`)
	for i := range int(top) {
		if float64(i)+0.5 <= b.Value {
			w.raw("★")
		} else {
			w.raw("☆")
		}
	}
	w.raw("</span> ")
	w.el("span", "pb-dim", w.Number(b.Value, -1)+" / "+w.Number(top, -1))
	w.raw("</p>")
}

func (w *writer) people(b *People) {
	w.open("ul", "pb-list pb-people")
	w.blockID(b.ID)
	w.raw(">")
	for _, p := range b.Items {
		w.raw("<li>")
		w.named(p.Named)
		if !p.Role.IsZero() {
			w.raw(" ")
			w.el("span", "pb-dim", p.Role.String())
		}
		if p.Value != nil {
			w.raw(" ")
			w.value(p.Value, "")
		}
		w.action(p.Action, "")
		w.raw("</li>")
	}
	w.raw("</ul>")
}

func (w *writer) files(b *Files) {
	w.open("ul", "pb-list pb-files")
	w.blockID(b.ID)
	w.raw(">")
	for _, f := range b.Items {
		w.raw("<li>")
		w.anchorOr(f.Href, f.Name)
		if f.Size != nil {
			w.raw(" ")
			w.el("span", "pb-dim", w.Bytes(*f.Size))
		}
		w.actionRow(f.Actions, "")
		w.raw("</li>")
	}
	w.raw("</ul>")
}

func (w *writer) board(b *Board) {
	w.open("div", "pb-board")
	w.blockID(b.ID)
	w.raw(">")
	for _, c := range b.Columns {
		w.open("section", "pb-card"+tone(c.Tone))
		w.raw(">")
		n := float64(len(c.Items))
		if c.Total != nil {
			n = *c.Total
		}
		w.heading("", c.Title.String()+" ("+w.Number(n, 0)+")")
		w.begin("ul", "pb-list")
		for _, it := range c.Items {
			w.raw("<li>")
			w.item(it)
			w.moveTo(b, it, c.ID)
			w.raw("</li>")
		}
		w.raw("</ul></section>")
	}
	w.raw("</div>")
}

// moveTo offers the other columns to a card.
func (w *writer) moveTo(b *Board, it Item, from string) {
	if b.Move == nil || it.ID == "" || len(b.Columns) < 2 {
		return
	}
	w.begin("details", "pb-menu")
	w.el("summary", "pb-btn", w.word("move_to"))
	w.begin("div", "pb-actions")
	for _, c := range b.Columns {
		if c.ID != from {
			w.move(b.Move, b.ID+" "+it.ID+" "+c.ID, it.Title.String()+": "+c.Title.String(), c.Title.String())
		}
	}
	w.raw("</div></details>")
}

// calendar is an agenda: the events in order, under the day they begin.
func (w *writer) calendar(b *Calendar) {
	w.open("div", "pb-calendar")
	w.blockID(b.ID)
	w.raw(">")
	if len(b.Events) == 0 {
		w.el("p", "pb-dim", w.word("nothing"))
	}
	w.raw(`<ol class="pb-list">`)
	for _, e := range b.Events {
		w.open("li", tone(e.Tone))
		w.raw(">")
		w.time(e.Start, false)
		if e.End != "" {
			w.raw(" – ")
			w.time(e.End, false)
		}
		w.raw(" ")
		w.anchorOr(e.Href, e.Title.String())
		w.raw("</li>")
	}
	w.raw("</ol></div>")
}
