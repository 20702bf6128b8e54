package manifest

// Text is a text of the manifest that people read, and the key under which a
// translation of the package has it in another language.
type Text struct{ Key, English string }

// Texts lists what people read of the manifest: what the plugin is, its features
// and permission keys, why it asks for capabilities, and the names of its
// surfaces, services and settings.
func (m *Manifest) Texts() []Text {
	out := []Text{{"plugin.name", m.Name}, {"plugin.description", m.Description}}
	add := func(key, english string) {
		if english != "" {
			out = append(out, Text{key, english})
		}
	}
	for _, f := range m.Features {
		add("feature."+f.ID, f.Title)
		add("feature."+f.ID+".help", f.Help)
		for _, k := range f.Keys {
			add("key."+string(k.Key), k.Title)
			add("key."+string(k.Key)+".help", k.Help)
		}
		for _, e := range f.Extends {
			add("key."+string(e.Key.Key), e.Key.Title)
			add("key."+string(e.Key.Key)+".help", e.Key.Help)
		}
	}
	for _, c := range m.Capabilities {
		add("capability."+c.Name, c.Reason)
	}
	for _, s := range m.Surfaces {
		add("surface."+s.ID, s.Title)
	}
	for _, s := range m.Provides {
		add("provides."+s.Name, s.Title)
	}
	for _, s := range m.Settings {
		add("setting."+s.Name, s.Title)
		add("setting."+s.Name+".help", s.Help)
		for _, o := range s.Options {
			add("setting."+s.Name+".option."+o.Value, o.Title)
		}
	}
	return out
}
