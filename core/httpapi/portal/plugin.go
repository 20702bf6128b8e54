package portal

import (
	"crypto/rand"
	"html/template"
	"maps"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
)

// part is what a plugin contributes to a page.
type part struct {
	Title string
	HTML  template.HTML
}

// parts draws all surfaces of an extension point. One that fails is left out:
// the page around it must not depend on it.
// with are parameters of the host's own, before which those of the address give way.
func (p *Portal) parts(c *fiber.Ctx, v *view, ext string, with map[string]string) []part {
	s := who(c)
	if p.Surfaces == nil || s == nil {
		return nil
	}
	var out []part
	given := params(c)
	maps.Copy(given, with)
	for _, at := range p.Surfaces.Places(s, ext) {
		doc, err := p.Surfaces.Render(c.UserContext(), s, at, v.reader(), given)
		if err != nil {
			p.Log.WarnContext(c.UserContext(), "portal: a plugin's part was left out", "plugin", string(at.Plugin), "surface", at.Surface, "error", err)
			continue
		}
		if len(doc.Blocks) == 0 {
			continue // it has nothing to say here
		}
		out = append(out, part{Title: doc.Title.String(), HTML: template.HTML(doc.RenderHTML(p.htmlOptions(c, v, at, nil)))})
	}
	return out
}

// reader is in which language and zone the page's reader reads.
func (v *view) reader() Reader {
	return Reader{Locale: v.words.Tag(), Timezone: v.zone.String()}
}

// params are the address's parameters: a surface's state.
func params(c *fiber.Ctx) map[string]string { return c.Queries() }

func (p *Portal) htmlOptions(c *fiber.Ctx, v *view, at Place, typed map[string]map[string]blocks.Raw) blocks.HTMLOptions {
	q := url.Values{}
	for k, value := range c.Queries() {
		q.Set(k, value)
	}
	return blocks.HTMLOptions{
		Path: c.Path(), Query: q, ActionPath: addressOf(c, at), Now: p.Clock.Now(), Values: typed, Locale: v.words.Tag(), Zone: v.zone,
		Word: func(key string) string { return v.words.Say(blocks.Words[key]) },
	}
}

// addressOf is a surface's address with the parameters that it was drawn with: a
// form posts to where it stands. A part of another page has only its own.
func addressOf(c *fiber.Ctx, at Place) string {
	path := placePath(at)
	if q := string(c.Request().URI().QueryString()); q != "" && c.Path() == path {
		return path + "?" + q
	}
	return path
}

func placePath(at Place) string { return "/p/" + string(at.Plugin) + "/" + at.Surface }

// place returns the portal page that the address names. Surfaces that are not
// made for the portal are not found.
func (p *Portal) place(c *fiber.Ctx) (Place, error) {
	if p.Surfaces != nil {
		if at, ok := p.Surfaces.Place(who(c), core.PluginID(c.Params("plugin")), c.Params("surface")); ok {
			return at, nil
		}
	}
	return Place{}, core.Errorf("portal.place", core.KindNotFound, "There is nothing here.")
}

type surfaceData struct {
	Actions, Body template.HTML
	Heading       string
}

func (p *Portal) surfacePage(c *fiber.Ctx) error {
	at, err := p.place(c)
	if err != nil {
		return err
	}
	return p.surfaceAnswer(c, fiber.StatusOK, at, &view{}, nil, nil)
}

// surfaceAnswer draws a plugin's page, with a refused form's messages and what
// was typed into it.
func (p *Portal) surfaceAnswer(c *fiber.Ctx, status int, at Place, v *view, refused *blocks.ErrorsEffect, typed map[string]map[string]blocks.Raw) error {
	if err := p.complete(c, v); err != nil {
		return err
	}
	doc, err := p.Surfaces.Render(c.UserContext(), who(c), at, v.reader(), params(c))
	if err != nil {
		return err
	}
	if refused != nil {
		doc.SetErrors(refused)
	}
	o := p.htmlOptions(c, v, at, typed)
	v.Title, v.Own, v.Here, v.Blocks = or(doc.Title.String(), at.Title), true, placePath(at), true
	if doc.SEO != nil {
		v.tell(doc.SEO)
	}
	v.Data = &surfaceData{Heading: v.Title, Actions: template.HTML(doc.RenderActions(o)), Body: template.HTML(doc.RenderHTML(o))}
	return p.send(c, status, "surface", v)
}

// surfaceEvent carries out a button or a form of a plugin's page. The fields'
// own rules are checked here, before the plugin is woken.
func (p *Portal) surfaceEvent(c *fiber.Ctx) error {
	at, err := p.place(c)
	if err != nil {
		return err
	}
	if err := p.doors.LimitGuests(c.UserContext(), who(c)); err != nil {
		return err
	}
	v := &view{}
	if err := p.complete(c, v); err != nil {
		return err
	}
	ctx, s := c.UserContext(), who(c)
	doc, err := p.Surfaces.Render(ctx, s, at, v.reader(), params(c))
	if err != nil {
		return err
	}
	up := &uploads{p: p, c: c, at: at, doc: doc, say: v.words.Say, wrong: map[string]blocks.Text{}}
	post, err := readForm(c, up.take)
	if err != nil {
		return err
	}
	ev := doc.Submission(post)
	given := params(c)
	maps.Copy(given, ev.Params)
	ev.Idem, ev.Rev, ev.State, ev.Params = rand.Text(), doc.Rev, doc.State, given
	var typed map[string]map[string]blocks.Raw
	if f := doc.Posted(post); f != nil {
		values := f.Typed(post)
		typed = map[string]map[string]blocks.Raw{f.ID: values}
		wrong := f.Check(values)
		maps.Copy(wrong, up.wrong)
		if len(wrong) > 0 {
			return p.surfaceAnswer(c, fiber.StatusUnprocessableEntity, at, v, &blocks.ErrorsEffect{Form: f.ID, Fields: wrong}, typed)
		}
	}
	res, err := p.Surfaces.Event(ctx, s, at, v.reader(), ev)
	if core.IsKind(err, core.KindInvalid) {
		v.Notice = v.words.Say(message(err))
		return p.surfaceAnswer(c, fiber.StatusUnprocessableEntity, at, v, nil, typed)
	}
	if err != nil {
		return err
	}
	if ev.Event == "edit" {
		// What was changed is not asked for again.
		c.Request().URI().QueryArgs().Del(post.Get("_form") + ".edit")
	}
	return p.effects(c, at, v, res, typed)
}

// effects does what can be done without script: errors come back with the form,
// a navigation is a redirect, a message is shown on the page that follows.
func (p *Portal) effects(c *fiber.Ctx, at Place, v *view, res *blocks.Response, typed map[string]map[string]blocks.Raw) error {
	if res.Error != nil {
		v.Notice = or(res.Error.Text.String(), "This did not work.")
		return p.surfaceAnswer(c, fiber.StatusUnprocessableEntity, at, v, nil, typed)
	}
	here := addressOf(c, at)
	to := here
	for _, e := range res.Effects {
		switch e := e.(type) {
		case *blocks.ErrorsEffect:
			return p.surfaceAnswer(c, fiber.StatusUnprocessableEntity, at, v, e, typed)
		case *blocks.NavigateEffect:
			if blocks.SafeHref(e.To) {
				to = e.To
			}
		case *blocks.ToastEffect:
			v.Notice = e.Text.String()
		case *blocks.DownloadEffect:
			if isLocal(e.Href) {
				to = e.Href
			}
		}
	}
	if v.Notice != "" && to == here {
		return p.surfaceAnswer(c, fiber.StatusOK, at, v, nil, nil)
	}
	return c.Redirect(to, fiber.StatusSeeOther)
}
