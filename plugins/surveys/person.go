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
	var lines []figures
	if _, err := ratings.Aggregate(sdk.Group{Where: sdk.Eq("organization", p.OrganizationID), Figures: wanted()}, &lines); err != nil {
		return nil, err
	}
	if len(lines) == 1 {
		if v, ok := lines[0].average(); ok {
			c := choice{days: periods[len(periods)-1]}
			doc.Blocks(ui.KV(
				ui.KVItem(ui.Tr("person.organization"), ui.OrgValue(itoa(p.OrganizationID))),
				ui.KVItem(ui.Tr("figure.average"), ui.NumberValue(v)),
				ui.KVItem(ui.Tr("figure.answers"), ui.LinkValue(itoa(lines[0].Count), c.path("p.organization", itoa(p.OrganizationID))))))
		}
	}
	return doc, nil
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
