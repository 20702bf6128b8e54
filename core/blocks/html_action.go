package blocks

// interactive writes what a person can set off.
func (w *writer) interactive(b Block) {
	switch b := b.(type) {
	case *Actions:
		w.open("div", "pb-actions"+map[bool]string{true: " pb-align-end"}[b.Align == "end"])
		w.blockID(b.ID)
		w.raw(">")
		for _, a := range b.Actions {
			w.action(a, "")
		}
		if len(b.Overflow) > 0 {
			w.menu(w.word("more"), b.Overflow)
		}
		w.raw("</div>")
	case *Button:
		w.begin("div", "pb-actions")
		w.action(b.Action, "")
		w.raw("</div>")
	case *Menu:
		w.menu(b.Label.String(), b.Actions)
	case *Link:
		w.begin("p", "pb-link")
		w.anchor(b.Href, b.Text.String())
		w.raw("</p>")
	case *Form:
		w.form(b)
	case *Search:
		w.raw(`<form method="get" class="pb-tools" role="search"`)
		w.attr("action", w.Path)
		w.raw(">")
		w.carried(b.Param)
		w.searchInput(b.Param, w.Query.Get(b.Param), or(b.Placeholder.String(), w.word("search")))
		w.el("button", "pb-btn", w.word("search"))
		w.raw("</form>")
	case *FilterBar:
		w.filterBar(b)
	case *Vote:
		w.vote(b)
	}
}

// actionRow writes several actions beside each other; about is the id of a table,
// and behind a space that of the row they are about.
func (w *writer) actionRow(list []*Action, about string) {
	if len(list) == 0 {
		return
	}
	w.begin("div", "pb-actions")
	for _, a := range list {
		w.action(a, about)
	}
	w.raw("</div>")
}

// menu is a disclosure with actions in it.
func (w *writer) menu(label string, list []*Action) {
	w.begin("details", "pb-menu")
	w.el("summary", "pb-btn", label)
	w.actionRow(list, "")
	w.raw("</details>")
}

func buttonClass(a *Action) string {
	switch a.Style {
	case "primary", "danger", "quiet", "link":
		return "pb-btn pb-btn-" + a.Style
	}
	return "pb-btn"
}

// action writes a link, or a button in a form of its own that posts the seal.
// One that asks for confirmation stands in a disclosure which says the question.
func (w *writer) action(a *Action, about string) {
	if a == nil {
		return
	}
	label := a.Label.String()
	switch {
	case a.Disabled:
		w.open("button", buttonClass(a))
		w.raw(` type="button" disabled`)
		w.attr("title", a.DisabledReason.String())
		w.raw(">")
		w.esc(label)
		w.raw("</button>")
		return
	case a.Href != "":
		if SafeHref(a.Href) {
			w.open("a", buttonClass(a))
			w.attr("href", a.Href)
			w.raw(">")
			w.esc(label)
			w.raw("</a>")
		}
		return
	case a.Confirm != nil:
		w.ask(a, func() { w.post(a, or(a.Confirm.Label.String(), label), about) })
	default:
		w.post(a, label, about)
	}
}

// ask writes the question of an action that asks first; answer writes the button.
func (w *writer) ask(a *Action, answer func()) {
	w.begin("details", "pb-menu")
	w.el("summary", buttonClass(a), a.Label.String())
	w.begin("div", "pb-card pb-ask")
	w.el("p", "pb-strong", a.Confirm.Title.String())
	if !a.Confirm.Text.IsZero() {
		w.el("p", "", a.Confirm.Text.String())
	}
	answer()
	w.raw("</div></details>")
}

// typeWord asks for the word that some actions are only carried out with; form is
// the id of the form it belongs to, empty for the one around it.
func (w *writer) typeWord(a *Action, form string) {
	if a.Confirm == nil || a.Confirm.TypeToConfirm == "" {
		return
	}
	id := w.unique("word")
	w.open("label", "pb-ask-word")
	w.attr("for", id)
	w.raw(">")
	w.esc(w.word("type_word") + " ")
	w.el("strong", "", a.Confirm.TypeToConfirm)
	w.raw(`</label><input class="pb-input" type="text" name="_typed" required autocomplete="off" autocapitalize="off" spellcheck="false"`)
	w.attr("id", id)
	w.attr("form", form)
	w.raw(">")
}

func (w *writer) post(a *Action, label, about string) {
	// An action that collects a form is a button of that form, wherever it stands.
	if len(a.Collect) == 1 && w.doc.Form(a.Collect[0]) != nil {
		w.typeWord(a, "f-"+a.Collect[0])
		w.submit(a, label, "f-"+a.Collect[0])
		return
	}
	w.raw(`<form method="post" class="pb-inline"`)
	w.attr("action", w.ActionPath)
	w.raw(">")
	if about != "" {
		w.raw(`<input type="hidden" name="_row"`)
		w.attr("value", about)
		w.raw(">")
	}
	w.typeWord(a, "")
	w.submit(a, label, "")
	w.raw("</form>")
}

// formButton writes a button inside a form, which sends the form.
func (w *writer) formButton(a *Action) {
	label := a.Label.String()
	if a.Confirm == nil || a.Disabled {
		w.submit(a, label, "")
		return
	}
	w.ask(a, func() {
		w.typeWord(a, "")
		w.submit(a, or(a.Confirm.Label.String(), label), "")
	})
}

// submit writes the button that carries an action's seal.
func (w *writer) submit(a *Action, label, form string) {
	w.open("button", buttonClass(a))
	w.raw(` type="submit" name="_token"`)
	w.attr("value", a.ID+" "+a.Token)
	w.attr("form", form)
	w.raw(">")
	w.esc(label)
	w.raw("</button>")
}

func (w *writer) filterBar(b *FilterBar) {
	prefix := b.Param + "."
	w.raw(`<form method="get" class="pb-tools"`)
	w.attr("action", w.Path)
	w.raw(">")
	w.carried(prefix + "*")
	for i := range b.Filters {
		w.filter(prefix, &b.Filters[i])
	}
	w.el("button", "pb-btn", w.word("apply"))
	w.raw("</form>")
	if len(b.Saved) > 0 {
		w.begin("ul", "pb-list pb-list-links")
		for _, s := range b.Saved {
			w.raw(`<li><a rel="nofollow"`)
			w.attr("href", w.link(b.Param+".saved", s.ID))
			w.raw(">")
			w.text(s.Label)
			w.raw("</a></li>")
		}
		w.raw("</ul>")
	}
}

func (w *writer) vote(b *Vote) {
	w.open("div", "pb-vote")
	w.blockID(b.ID)
	w.raw(` role="group"`)
	w.attr("aria-label", b.Label.String())
	w.raw(">")
	w.el("span", "", b.Label.String())
	w.action(b.Up, "")
	if b.Count != nil {
		w.el("span", "pb-count", w.Number(*b.Count, 0))
	}
	w.action(b.Down, "")
	if b.Mine != "" {
		w.el("span", "pb-dim", w.word("vote_mine")+": "+w.word(b.Mine))
	}
	w.raw("</div>")
}
