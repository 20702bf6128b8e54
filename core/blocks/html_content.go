package blocks

import "strconv"

func (w *writer) content(b Block) {
	switch b := b.(type) {
	case *Heading:
		w.heading("", b.Text.String())
	case *Paragraph:
		w.paragraph(b)
	case *Markdown:
		w.open("div", "pb-md")
		w.blockID(b.ID)
		w.raw(">", b.HTML, "</div>")
	case *Badge:
		w.el("span", "pb-badge"+tone(b.Tone), b.Text.String())
	case *Alert:
		w.alert(b)
	case *Image:
		w.image(b)
	case *Gallery:
		w.begin("div", "pb-gallery")
		for _, it := range b.Items {
			w.img(it.Src, it.Alt, "")
		}
		w.raw("</div>")
	case *Video:
		w.begin("p", "pb-video")
		if b.Src != "" && SafeHref(b.Src) {
			w.raw(`<a rel="noreferrer"`)
			w.attr("href", b.Src)
			w.raw(">")
			w.esc(w.word("play") + ": ")
			w.text(b.Title)
			w.raw("</a>")
		} else {
			w.text(b.Title)
		}
		w.raw("</p>")
	case *Code:
		w.code(b)
	case *Quote:
		w.quote(b)
	case *Empty:
		w.begin("div", "pb-empty")
		w.el("p", "pb-strong", b.Title.String())
		if !b.Text.IsZero() {
			w.el("p", "pb-dim", b.Text.String())
		}
		w.actionRow(b.Actions, "")
		w.raw("</div>")
	case *Skeleton:
		w.el("p", "pb-dim", w.word("loading")+"…")
	case *Message:
		w.message(b)
	case *Conversation:
		w.conversation(b)
	default:
		w.data(b)
	}
}

func (w *writer) paragraph(b *Paragraph) {
	class := "pb-text" + tone(b.Tone)
	if b.Size == "sm" {
		class += " pb-sm"
	}
	if b.Weight == "strong" {
		class += " pb-strong"
	}
	if b.Clamp > 0 {
		class += " pb-clamp-" + strconv.Itoa(min(b.Clamp, 6))
	}
	w.open("p", class)
	w.blockID(b.ID)
	w.raw(">")
	w.text(b.Text)
	w.raw("</p>")
}

func (w *writer) alert(b *Alert) {
	role := "note"
	if b.Tone == "danger" || b.Tone == "warning" {
		role = "alert"
	}
	w.open("div", "pb-alert"+tone(or(b.Tone, "info")))
	w.blockID(b.ID)
	w.attr("role", role)
	w.raw(">")
	w.el("p", "pb-strong", b.Title.String())
	if !b.Text.IsZero() {
		w.el("p", "", b.Text.String())
	}
	w.actionRow(b.Actions, "")
	w.raw("</div>")
}

func (w *writer) image(b *Image) {
	w.open("figure", "pb-figure")
	w.blockID(b.ID)
	w.raw(">")
	if SafeHref(b.Href) {
		w.raw("<a")
		w.attr("href", b.Href)
		w.raw(">")
	}
	w.img(b.Src, b.Alt, "pb-ratio-"+ratioClass(or(b.Ratio, "auto")))
	if SafeHref(b.Href) {
		w.raw("</a>")
	}
	if !b.Caption.IsZero() {
		w.el("figcaption", "pb-dim", b.Caption.String())
	}
	w.raw("</figure>")
}

// img writes a picture, or its text where the host refused the picture.
func (w *writer) img(ref *ImageRef, alt Text, class string) {
	if ref == nil || !SafeHref(ref.Src) {
		w.el("span", "pb-noimg", alt.String())
		return
	}
	w.open("img", class)
	w.raw(` loading="lazy" decoding="async"`)
	w.attr("src", ref.Src)
	w.raw(` alt="`)
	w.text(alt)
	w.raw(`">`)
}

func (w *writer) code(b *Code) {
	w.open("pre", "pb-code")
	w.blockID(b.ID)
	w.raw(` tabindex="0"><code>`)
	if !b.Diff {
		w.esc(b.Text)
	} else {
		w.diff(b.Text)
	}
	w.raw("</code></pre>")
}

func (w *writer) diff(s string) {
	for len(s) > 0 {
		line := s
		for i := range len(s) {
			if s[i] == '\n' {
				line = s[:i+1]
				break
			}
		}
		s = s[len(line):]
		switch line[0] {
		case '+':
			w.el("ins", "", line)
		case '-':
			w.el("del", "", line)
		default:
			w.esc(line)
		}
	}
}

func (w *writer) quote(b *Quote) {
	w.open("figure", "pb-quote")
	w.blockID(b.ID)
	w.raw("><blockquote><p>")
	w.text(b.Text)
	w.raw("</p></blockquote>")
	if !b.By.IsZero() || b.At != "" {
		w.raw("<figcaption>")
		if SafeHref(b.Href) {
			w.raw("<a")
			w.attr("href", b.Href)
			w.raw(">")
			w.text(b.By)
			w.raw("</a>")
		} else {
			w.text(b.By)
		}
		if b.At != "" {
			w.raw(" ")
			w.time(b.At, false)
		}
		w.raw("</figcaption>")
	}
	w.raw("</figure>")
}

func (w *writer) message(b *Message) {
	class := "pb-message"
	if b.Visibility == "note" {
		class += " pb-note"
	}
	w.open("article", class)
	w.blockID(b.ID)
	w.raw(`><header class="pb-by">`)
	name := w.word("unknown")
	if b.Author != nil && !b.Author.Name.IsZero() {
		name = b.Author.Name.String()
	}
	w.el("strong", "", name)
	w.raw(" ")
	w.time(b.At, true)
	if b.Visibility == "note" {
		w.raw(" ")
		w.el("span", "pb-badge pb-warning", w.word("note"))
	}
	w.raw(`</header><div class="pb-md">`, b.HTML, "</div>")
	if len(b.Files) > 0 {
		w.files(&Files{Items: b.Files})
	}
	w.raw("</article>")
}
