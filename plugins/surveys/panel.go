package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// panelSize is how many ratings a panel shows.
const panelSize = 5

// ticketPanel shows the stars of a ticket, and the answers to who may read them.
func ticketPanel(r *sdk.RenderRequest) (any, error) {
	doc, err := ratingsPanel(r, sdk.Eq("ticket", r.Ctx.Ticket), false)
	if err != nil {
		return nil, err
	}
	return doc.Topics("ticket:" + itoa(r.Ctx.Ticket)), nil
}

// ratingsPanel lists the newest ratings that match; with tells on what they are.
func ratingsPanel(r *sdk.RenderRequest, where *sdk.Filter, with bool) (*ui.DocumentBuilder, error) {
	found, err := ratings.Find(sdk.Query{Where: where, Sort: "-answered_at", Limit: panelSize})
	if err != nil {
		return nil, err
	}
	doc := ui.Doc()
	if len(found.Rows) == 0 {
		return doc.Blocks(ui.Text(ui.Tr("panel.none")).Tone(ui.Neutral).Size("sm")), nil
	}
	details, err := detailsOf(r.Viewer, found.Rows)
	if err != nil {
		return nil, err
	}
	for i := range found.Rows {
		doc.Blocks(ratingBlocks(&found.Rows[i], details[found.Rows[i].ID], with)...)
	}
	if found.Next != "" {
		doc.Blocks(ui.Link(ui.Tr("panel.more"), "/app/x/surveys/results"))
	}
	return doc, nil
}

// detailsOf are the answers of ratings, none for who holds no surveys.details; the
// host leaves out those that are not within reach.
func detailsOf(viewer *sdk.Caller, rows []sdk.Row[Rating]) (map[int64][]Answer, error) {
	if !isOneOf("surveys.details", viewer.Perms) || len(rows) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	out := map[int64][]Answer{}
	q := sdk.Query{Where: sdk.In("rating", ids...), Sort: "id", Limit: 200}
	for {
		found, err := answers.Find(q)
		if err != nil {
			return nil, err
		}
		for i := range found.Rows {
			a := found.Rows[i].Value
			out[a.Rating] = append(out[a.Rating], a)
		}
		if q.Cursor = found.Next; q.Cursor == "" {
			return out, nil
		}
	}
}

func ratingBlocks(row *sdk.Row[Rating], list []Answer, with bool) []ui.Block {
	var out []ui.Block
	v := &row.Value
	if v.Stars != nil {
		out = append(out, starsBlock(*v.Stars))
	}
	facts := ui.KV()
	if v.Scale != nil {
		facts.Items(ui.KVItem(ui.Tr("field.scale"), ui.TextValue(ui.Tr("scale.of", "n", *v.Scale))))
	}
	if with && v.Ticket != 0 {
		facts.Items(ui.KVItem(ui.Tr("field.ticket"), ui.TicketValue(itoa(v.Ticket))))
	}
	if with && v.Chat != 0 {
		facts.Items(ui.KVItem(ui.Tr("field.chat"), chatValue(v.Chat)))
	}
	if v.Owner != 0 {
		facts.Items(ui.KVItem(ui.Tr("field.agent"), ui.UserValue(itoa(v.Owner))))
	}
	facts.Items(ui.KVItem(ui.Tr("field.answered"), ui.DateTimeValue(rfc(v.AnsweredAt.Time())).Rel(true)))
	out = append(out, facts)
	for _, a := range list {
		if text := answerText(a); text != "" {
			out = append(out, ui.Quote(text).By(a.Label))
		}
	}
	return out
}

func chatValue(id int64) ui.Value {
	return ui.LinkValue(sdk.Text("chat.number", "number", itoa(id)), chatPath(id))
}

// answerText is what a card of answers repeats in words; stars are drawn.
func answerText(a Answer) string {
	switch a.Kind {
	case askStars:
		return itoa(a.Number) + "/5"
	case askScale:
		return itoa(a.Number) + "/10"
	}
	return a.Text
}

func starsBlock(n int64) ui.Block { return ui.Rating(float64(n), ui.Tr("stars.of", "n", n)).Max(5) }
