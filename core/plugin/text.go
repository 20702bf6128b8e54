package plugin

import (
	"context"
	"fmt"
	"strings"

	"pegboard.dev/pegboard/core"
)

// text looks a key up in the plugin's catalogues: in the language, in English,
// and otherwise the key itself. {name} stands for an argument.
func (u *unit) text(ctx context.Context, language, key string, args map[string]any) string {
	texts, err := u.file.catalogues(ctx)
	if err != nil {
		return key
	}
	s, ok := texts.Text(language, key)
	if !ok {
		return key
	}
	if len(args) == 0 || !strings.Contains(s, "{") {
		return s
	}
	pairs := make([]string, 0, 2*len(args))
	for name, v := range args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(v))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// Catalogue returns the plugin's translations into a language, a BCP 47 tag, of
// what its manifest says in English: "plugin.name", "feature.<id>", "key.<key>",
// "surface.<id>" and so on, as sdk/README.md lists them. What is not translated,
// or belongs to a plugin that is not here, stays English.
func (m *Manager) Catalogue(ctx context.Context, id core.PluginID, language string) func(key, english string) string {
	stay := func(_, english string) string { return english }
	f, err := (*file)(nil), error(nil)
	if u := m.snap.Load().units[id]; u != nil {
		f = u.file
	} else if f, err = m.find(ctx, id); err != nil {
		return stay
	}
	texts, err := f.catalogues(ctx)
	if err != nil {
		return stay
	}
	return func(key, english string) string {
		if text, ok := texts.Text(language, key); ok {
			return text
		}
		if key == "plugin.name" { // of which who asks may know no more than the id
			return f.manifest.Name
		}
		return english
	}
}
