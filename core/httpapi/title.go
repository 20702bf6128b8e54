package httpapi

import (
	"context"
	"sync"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/words"
)

// Catalogue finds a text among a plugin's own translations by its key; the
// English one is the answer where there is none.
type Catalogue func(key, english string) string

// titles say the titles and helps of features, keys and surfaces in one
// language: core's from the words, a plugin's from its own translations. For one
// request and one goroutine.
type titles struct {
	words   *words.Words
	find    func(id core.PluginID) Catalogue
	plugins map[core.PluginID]Catalogue
}

// titles are those in the language of the request.
func (s *Server) titles(ctx context.Context) *titles {
	w := stateOf(ctx).words()
	return &titles{words: w, plugins: map[core.PluginID]Catalogue{}, find: func(id core.PluginID) Catalogue {
		return s.svc.UI.Catalogue(ctx, id, w.Tag())
	}}
}

// coreKeys tells the keys of core from those of plugins.
var coreKeys = sync.OnceValue(rbac.Core)

// of translates a text that its owner, a plugin or core where it is empty, calls key.
func (t *titles) of(owner, key, english string) string {
	if owner == "" {
		return t.words.Say(english)
	}
	if english == "" {
		return ""
	}
	id := core.PluginID(owner)
	if t.plugins[id] == nil {
		t.plugins[id] = t.find(id)
	}
	return t.plugins[id](key, english)
}

// role names a role: in the reader's language while it is called as its preset
// calls it, and as its owner called it otherwise. Every role's name that leaves
// the API comes by here.
func (t *titles) role(slug, name string) string {
	if rbac.NamedByPreset(slug, name) {
		return t.words.Say(name)
	}
	return name
}

// roleRef names a role in a reference to it.
func (t *titles) roleRef(slug, name string) RoleRef {
	return RoleRef{Slug: slug, Name: t.role(slug, name)}
}

// effects names the roles that a plugin would change.
func (t *titles) effects(list []RoleEffect) []RoleEffect {
	for i := range list {
		list[i].RoleRef = t.roleRef(list[i].Slug, list[i].Name)
	}
	return list
}

// feature translates a feature with its keys, those that other plugins added as well.
func (t *titles) feature(f Feature) Feature {
	if f.Owner != "" {
		f.Plugin = t.of(f.Owner, "plugin.name", f.Plugin)
	}
	f.Title, f.Help = t.of(f.Owner, "feature."+f.ID, f.Title), t.of(f.Owner, "feature."+f.ID+".help", f.Help)
	for i := range f.Keys {
		k := &f.Keys[i]
		owner := rbac.Key(k.Key).Owner()
		if _, ok := coreKeys().Key(rbac.Key(k.Key)); ok {
			owner = ""
		}
		k.Title, k.Help = t.of(owner, "key."+k.Key, k.Title), t.of(owner, "key."+k.Key+".help", k.Help)
	}
	return f
}

// places translates the names of surfaces.
func (t *titles) places(list []Place) []Place {
	for i := range list {
		list[i].Title = t.of(list[i].Plugin, "surface."+list[i].Surface, list[i].Title)
	}
	return list
}

// plugin translates what a plugin says about itself, and why it failed.
func (t *titles) plugin(p Plugin) Plugin {
	p.Name, p.Description = t.of(p.ID, "plugin.name", p.Name), t.of(p.ID, "plugin.description", p.Description)
	p.Features, p.Pages = each(p.Features, t.feature), t.places(p.Pages)
	p.Powers = t.powers(p.ID, p.Powers)
	if p.Error != nil {
		why := t.words.Say(*p.Error)
		p.Error = &why
	}
	return p
}

// powers translates what a plugin may do, and why it says that it must.
func (t *titles) powers(id string, list []core.PluginPower) []core.PluginPower {
	for i := range list {
		p := &list[i]
		p.Means, p.Reason = t.words.Say(p.Means), t.of(id, string(p.Kind)+"."+p.Name, p.Reason)
	}
	return list
}

// settings translates the form of a plugin's settings.
func (t *titles) settings(id string, f PluginSettingsForm) PluginSettingsForm {
	for i := range f.Fields {
		s := &f.Fields[i]
		name := "setting." + s.Name
		s.Title, s.Help = t.of(id, name, s.Title), t.of(id, name+".help", s.Help)
		for j := range s.Options {
			s.Options[j].Title = t.of(id, name+".option."+s.Options[j].Value, s.Options[j].Title)
		}
	}
	return f
}

// sayer translates what the explanation of a decision is made of: sentences by
// their formats, and the titles that stand in them.
func (s *Server) sayer(ctx context.Context) rbac.Say {
	t, reg, known := s.titles(ctx), s.svc.Registry(), map[string]string{}
	if t.words.Language() != "en" {
		for _, f := range reg.Features() {
			shown, said := FeatureOf(reg, f), t.feature(FeatureOf(reg, f))
			known[shown.Title] = said.Title
			for i := range shown.Keys {
				known[shown.Keys[i].Title] = said.Keys[i].Title
			}
		}
	}
	return func(format string, values ...any) string {
		if title := known[format]; title != "" && len(values) == 0 {
			return title
		}
		return t.words.Sayf(format, values...)
	}
}
