package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// personPanel shows the stars that a person gave, or got: customers give them,
// agents get them. Beneath stands what their organization gives.
func personPanel(r *sdk.RenderRequest) (any, error) {
	id := r.Ctx.Person
	doc, err := ratingsPanel(r, sdk.Any(sdk.Eq("person", id), sdk.Eq("owner", id)), true)
	if err != nil {
		return nil, err
	}
	p, err := sdk.People.Get(id)
	if err != nil || p.OrganizationID == 0 {
		return doc, nil
	}
	facts, err := organizationFacts(p.OrganizationID)
	if facts != nil {
		doc.Blocks(ui.KV(ui.KVItem(ui.Tr("person.organization"), ui.OrgValue(itoa(p.OrganizationID)))).Items(facts...))
	}
	return doc, err
}

// organizationPanel shows the stars that an organization's people gave.
func organizationPanel(r *sdk.RenderRequest) (any, error) {
	id := r.Ctx.Organization
	doc, err := ratingsPanel(r, sdk.Eq("organization", id), true)
	if err != nil {
		return nil, err
	}
	facts, err := organizationFacts(id)
	if facts != nil {
		doc.Blocks(ui.KV(facts...))
	}
	return doc, err
}

// organizationFacts are the average of what an organization's people gave, and how
// many answers that is, which lead to them; none where nobody gave stars.
func organizationFacts(id int64) ([]*ui.KVItemBuilder, error) {
	var lines []figures
	if _, err := ratings.Aggregate(sdk.Group{Where: sdk.Eq("organization", id), Figures: wanted()}, &lines); err != nil || len(lines) != 1 {
		return nil, err
	}
	average, ok := lines[0].average()
	if !ok {
		return nil, nil
	}
	c := choice{days: periods[len(periods)-1]}
	return []*ui.KVItemBuilder{
		ui.KVItem(ui.Tr("figure.average"), ui.NumberValue(average)),
		ui.KVItem(ui.Tr("figure.answers"), ui.LinkValue(itoa(lines[0].Count), c.path("p.organization", itoa(id)))),
	}, nil
}

// starsColumn shows stars in lists of tickets.
func starsColumn(r *sdk.RenderRequest) (any, error) {
	cells := ui.Table(ui.Tr("field.stars")).Columns(ui.Column("stars", ui.Tr("field.stars")).As("text"))
	ids := sdk.Listed(r)
	if len(ids) == 0 {
		return ui.Doc(cells), nil
	}
	found, err := ratings.Find(sdk.Query{Where: sdk.All(sdk.In("ticket", ids...), sdk.Empty("stars", false)), Sort: "-answered_at", Limit: 100})
	if err != nil {
		return nil, err
	}
	seen := map[int64]bool{}
	for i := range found.Rows {
		v := &found.Rows[i].Value
		if !seen[v.Ticket] {
			seen[v.Ticket] = true
			cells.Rows(ui.Row(itoa(v.Ticket)).Cell("stars", ui.TextValue(strings.Repeat("★", int(*v.Stars)))))
		}
	}
	return ui.Doc(cells), nil
}
