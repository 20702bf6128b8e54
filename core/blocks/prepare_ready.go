package blocks

import "strings"

// The ready methods finish a struct for its viewer, after what is inside it.
// False is one that has nothing left to show, or nothing it could do.

func (x *Document) ready(p *preparer) bool {
	if x.State != "" && p.Sealer != nil {
		x.State = p.Sealer.SealState(p.Binding, x.State)
	} else {
		x.State = ""
	}
	return true
}

func (x *Action) ready(p *preparer) bool {
	// One that is off gets no seal: it stays off until the plugin draws it anew.
	if x.Href == "" && (!x.Disabled || p.Sealer == nil) {
		what := Sealed{Action: x.ID, Perm: x.Perm, Args: x.Args}
		if x.Confirm != nil {
			what.Word = strings.TrimSpace(x.Confirm.TypeToConfirm)
		}
		token, ok := p.seal(what)
		if !ok {
			return false
		}
		x.Token = token
	}
	x.Perm, x.Args = "", nil
	return true
}

func (x *Trigger) ready(p *preparer) (ok bool) {
	x.Token, ok = p.seal(Sealed{Action: x.Action})
	return ok
}

func (x *Button) ready(*preparer) bool { return x.Action != nil }

func (x *Form) ready(*preparer) bool { return x.Submit != nil }

func (x *Vote) ready(*preparer) bool { return x.Up != nil }

func (x *Menu) ready(*preparer) bool { return len(x.Actions) > 0 }

func (x *Actions) ready(*preparer) bool { return len(x.Actions)+len(x.Overflow) > 0 }

func (x *Markdown) ready(p *preparer) bool {
	x.HTML, x.Text = p.markdown(x.Text.Plain), Text{}
	return true
}

func (x *Message) ready(p *preparer) bool {
	x.HTML, x.Markdown = p.markdown(x.Markdown.Plain), Text{}
	if a := x.Author; a != nil && a.Name.IsZero() && a.ID != "" && a.K != "bot" {
		p.name(a.K, a.ID, func(n Named) { a.Name = T(n.Name) })
	}
	return true
}

func (p *preparer) markdown(src string) string {
	return RenderMarkdown(src, p.level, func(url string) string {
		if p.Image == nil || !isAsset(url) {
			return ""
		}
		return p.Image(ImageRef{Asset: url})
	})
}

func (x *ImageRef) ready(p *preparer) bool {
	if p.Image != nil && (x.Asset != "" || x.File != "") {
		x.Src = p.Image(*x)
	}
	x.Asset, x.File = "", ""
	return true
}

func (x *Video) ready(p *preparer) bool {
	switch x.Provider {
	case "youtube":
		x.Src = "https://www.youtube.com/watch?v=" + x.Ref
	case "vimeo":
		x.Src = "https://vimeo.com/" + x.Ref
	}
	return true
}

func (x *File) ready(p *preparer) bool {
	x.Href = p.file(x.File)
	return true
}

func (x *DownloadEffect) ready(p *preparer) bool {
	x.Href = p.file(x.File)
	return true
}

func (p *preparer) file(name string) string {
	if p.File == nil {
		return ""
	}
	return p.File(name)
}

// ready keeps secrets write-only: what was stored never goes back to a browser.
func (x *Field) ready(*preparer) bool {
	if x.Kind == "secret" {
		x.Value = nil
	}
	return true
}

func (x *InsertFrom) ready(p *preparer) bool {
	if p.Insert == nil {
		return false
	}
	in, ok := p.Insert(x.Plugin, x.Service)
	if ok {
		x.Surface, x.Title, x.Icon = in.Surface, in.Title, in.Icon
		p.mark(in.Surface)
	}
	return ok
}

func (x *EntityValue) ready(p *preparer) bool {
	p.name(x.K, x.ID, func(n Named) { x.Named = n })
	return true
}

func (x *Person) ready(p *preparer) bool {
	p.name(x.K, x.ID, func(n Named) { x.Named = n })
	return true
}

func (x *Entity) ready(p *preparer) bool {
	p.name(x.K, x.ID, func(n Named) { x.Named = n })
	return true
}
