package main

import (
	"slices"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// page shows one group of samples at a time, in the console and in the portal: a tab
// that is lazy is fetched when it is opened.
func page(r *sdk.RenderRequest) (any, error) {
	open := groups[0].id
	if at := r.Params.Get("group.tab"); slices.ContainsFunc(groups, func(g group) bool { return g.id == at }) {
		open = at
	}
	tabs := ui.Tabs().ID("group").Value(open)
	for _, g := range groups {
		tab := ui.Tab(g.id, ui.Tr("group."+g.id)).Icon(g.icon).Lazy(true)
		if g.id == open {
			if err := fill(tab, &g, r); err != nil {
				return nil, err
			}
		}
		tabs.Tabs(tab)
	}
	return ui.Doc(ui.Text(ui.Tr("intro")).Tone(ui.Neutral), tabs).Topics("plugin:gallery:samples"), nil
}

// fill draws a group's samples, each beside its source.
func fill(tab *ui.TabBuilder, g *group, r *sdk.RenderRequest) error {
	tab.Blocks(ui.Text(ui.Tr("about." + g.id)).Tone(ui.Neutral))
	for _, s := range g.samples {
		block, err := s.draw(r)
		if err != nil {
			return err
		}
		tab.Blocks(ui.Section(
			ui.Split().Start(block).End(ui.Code(sourceOf(g.id+".go", s.funcs)).Copyable(true)),
		).Title(s.title))
	}
	return nil
}
