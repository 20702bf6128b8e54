package blocks

// conversation writes what was said as a list. Without JavaScript one reads it
// again by loading the page again, and says something by a form.
func (w *writer) conversation(b *Conversation) {
	w.open("section", "pb-conversation")
	w.blockID(b.ID)
	w.raw(">")
	w.heading("", b.Title.String())
	if !b.Subtitle.IsZero() {
		w.el("p", "pb-dim", b.Subtitle.String())
	}
	w.actionRow(b.Actions, "")
	if b.Earlier != nil {
		w.actionRow([]*Action{b.Earlier}, "")
	}
	if len(b.Items) == 0 && !b.Empty.IsZero() {
		w.el("p", "pb-dim", b.Empty.String())
	}
	w.begin("ol", "pb-said")
	for _, it := range b.Items {
		w.said(it)
	}
	w.raw("</ol>")
	if !b.Closed.IsZero() {
		w.el("p", "pb-dim", b.Closed.String())
	} else if b.Send != nil {
		w.sayForm(b, b.Send, or(b.Placeholder.String(), b.Send.Label.String()))
	}
	if b.Note != nil {
		w.sayForm(b, b.Note, b.Note.Label.String())
	}
	w.raw("</section>")
}

func (w *writer) said(it *ConversationItem) {
	w.begin("li", "pb-said-"+it.Side)
	if !it.Name.IsZero() {
		w.el("strong", "", it.Name.String())
		w.raw(" ")
	}
	w.time(it.At, true)
	if it.Side == "note" {
		w.raw(" ")
		w.el("span", "pb-badge pb-warning", w.word("note"))
	}
	w.el("p", "pb-lines", it.Text.String())
	if it.File != nil {
		w.files(&Files{Items: []File{*it.File}})
	}
	w.raw("</li>")
}

// sayForm writes the place to say something, as a form of the block's own.
func (w *writer) sayForm(b *Conversation, send *Action, label string) {
	w.raw(`<form class="pb-form pb-form-stack" method="post"`)
	files := b.Files != "" && send == b.Send
	if files {
		w.raw(` enctype="multipart/form-data"`)
	}
	w.attr("action", w.ActionPath)
	w.raw(`><input type="hidden" name="_form"`)
	w.attr("value", b.ID)
	w.raw(`><textarea class="pb-input" rows="3" required`)
	w.attr("name", b.ID+":text")
	w.attr("aria-label", label)
	w.raw("></textarea>")
	if files {
		w.raw(`<input type="file"`)
		w.attr("name", b.ID+":file")
		w.attr("aria-label", w.word("file"))
		w.raw(">")
	}
	w.begin("div", "pb-actions")
	w.submit(send, send.Label.String(), "")
	w.raw("</div></form>")
}
