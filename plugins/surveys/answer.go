package main

import (
	"time"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// visit is a customer on the answer page: what they are asked, and what they
// have said so far.
type visit struct {
	invitation *sdk.Row[Invitation]
	survey     *sdk.Row[Survey]
	ticket     *sdk.Ticket // nil where there is none any more
	said       map[string]Answer
	locale     string
}

// find opens the invitation that the address speaks of: by the token of a letter,
// or by number for the person who was invited and is signed in. KindNotFound for
// everything else, and for what is over.
func find(viewer *sdk.Caller, params sdk.Params) (*visit, error) {
	v := &visit{locale: viewer.Locale}
	err := sdk.AsItself(func() (err error) {
		if v.invitation, err = invited(viewer, params); err != nil {
			return err
		}
		in := &v.invitation.Value
		if in.State == over || !in.ClosesAt.Time().After(time.Now()) {
			return gone()
		}
		if v.survey, err = surveys.Get(in.Survey); err != nil {
			return err
		}
		if v.locale == "" {
			v.locale = languageOf(in)
		}
		if in.Ticket != 0 {
			if v.ticket, err = sdk.Tickets.Get(in.Ticket); sdk.IsKind(err, sdk.KindNotFound) {
				v.ticket = nil
			} else if err != nil {
				return err
			}
		}
		v.said, err = answersOf(in.Rating)
		return err
	})
	return v, err
}

// languageOf is the one that whoever is invited gets letters in, or chatted in.
func languageOf(in *Invitation) string {
	if in.Person == 0 {
		return in.Language
	}
	p, err := sdk.People.Get(in.Person)
	if err != nil {
		return in.Language
	}
	return p.Locale
}

func gone() error { return sdk.Fail(sdk.KindNotFound, sdk.Text("answer.gone")) }

// invited finds the invitation, as the plugin itself.
func invited(viewer *sdk.Caller, params sdk.Params) (*sdk.Row[Invitation], error) {
	if token := params.Get("t"); token != "" {
		known := hash(token)
		found, err := invitations.Find(sdk.Query{Where: sdk.Any(sdk.Eq("token", known), sdk.Eq("page_token", known)), Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(found.Rows) == 1 {
			return &found.Rows[0], nil
		}
		return nil, gone()
	}
	id := number(params.Get("i"))
	if id <= 0 || viewer.ID == 0 {
		return nil, gone()
	}
	row, err := invitations.Get(id)
	if err != nil {
		return nil, err
	}
	if row.Value.Person != viewer.ID {
		return nil, gone()
	}
	return row, nil
}

// text is a text in the language of who reads: the one they read the page in, or
// the one they get letters in.
func (v *visit) text(key string, args ...string) string { return sdk.TextIn(v.locale, key, args...) }

// answerPage is what a customer answers on.
func answerPage(r *sdk.RenderRequest) (any, error) {
	v, err := find(r.Viewer, r.Params)
	if sdk.IsKind(err, sdk.KindNotFound) {
		return ui.Doc(ui.Empty(ui.Tr("answer.gone")).Icon("star").Text(ui.Tr("answer.gone.help"))).Title(ui.Tr("answer.title")).
			SEO(ui.SEO(ui.Tr("answer.title"), "").Noindex(true)), nil
	} else if err != nil {
		return nil, err
	}
	doc := ui.Doc().Title(v.text("answer.title")).SEO(ui.SEO(v.text("answer.title"), "").Noindex(true))
	if v.invitation.Value.State == answered {
		doc.Blocks(ui.Alert(or(v.survey.Value.Thanks, v.text("answer.thanks"))).Tone(ui.Success).Text(v.text("answer.until", "date", v.day())))
	} else {
		doc.Blocks(ui.Text(or(v.survey.Value.Intro, v.text("answer.intro"))))
	}
	if about := v.about(); about != "" {
		doc.Blocks(ui.Text(about).Tone(ui.Neutral))
	}
	return doc.Blocks(v.form()), nil
}

// about says what the questions are about.
func (v *visit) about() string {
	switch {
	case v.ticket != nil:
		return v.text("answer.about", "number", itoa(v.ticket.ID), "subject", v.ticket.Subject)
	case v.invitation.Value.Chat != 0:
		return v.text("answer.about.chat", "date", day(v.invitation.Value.ChatAt))
	}
	return ""
}

func day(t sdk.Time) string { return t.Time().Format("2006-01-02") }

// day is until when answers may be changed.
func (v *visit) day() string { return day(v.invitation.Value.ClosesAt) }

// openInvitations are what a customer who is signed in is asked, on the portal's
// first page.
func openInvitations(r *sdk.RenderRequest) (any, error) {
	doc := ui.Doc()
	if r.Viewer.ID == 0 {
		return doc, nil
	}
	var open []sdk.Row[Invitation]
	err := sdk.AsItself(func() error {
		found, err := invitations.Find(sdk.Query{
			Where: sdk.All(sdk.Eq("person", r.Viewer.ID), sdk.Eq("state", sent), sdk.Gt("closes_at", rfc(time.Now()))), Limit: 5,
		})
		if err == nil {
			open = found.Rows
		}
		return err
	})
	if err != nil || len(open) == 0 {
		return doc, err
	}
	list := ui.List().Style("links")
	for i := range open {
		title := sdk.Text("open.item")
		if t, err := sdk.Tickets.Get(open[i].Value.Ticket); err == nil && open[i].Value.Ticket != 0 {
			title = sdk.Text("open.about", "subject", t.Subject)
		}
		item := ui.Item(title).Icon("star").Href("/p/surveys/answer?i=" + itoa(open[i].ID))
		list.Items(item)
	}
	return doc.Title(ui.Tr("answer.title")).Blocks(list), nil
}

// onRequest asks a customer on the page of their own ticket, and shows them which
// stars they gave.
func onRequest(r *sdk.RenderRequest) (any, error) {
	doc, ticket := ui.Doc(), number(r.Params.Get("ticket"))
	if r.Viewer.ID == 0 || ticket <= 0 {
		return doc, nil
	}
	return doc, sdk.AsItself(func() error {
		found, err := invitations.Find(sdk.Query{
			Where: sdk.All(sdk.Eq("person", r.Viewer.ID), sdk.Eq("ticket", ticket), sdk.In("state", sent, answered), sdk.Gt("closes_at", rfc(time.Now()))), Limit: 1,
		})
		if err != nil || len(found.Rows) == 0 {
			return err
		}
		in, label := &found.Rows[0], "open.item"
		if in.Value.State == answered {
			rating, err := ratings.Get(in.Value.Rating)
			if err != nil {
				return err
			}
			if rating.Value.Stars != nil {
				doc.Blocks(starsBlock(*rating.Value.Stars))
			}
			label = "answer.change"
		}
		doc.Title(ui.Tr("answer.title")).Blocks(ui.Link(ui.Tr(label), "/p/surveys/answer?i="+itoa(in.ID)))
		return nil
	})
}
