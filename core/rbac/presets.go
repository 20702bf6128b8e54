package rbac

import (
	"embed"
	"sync"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac/source"
)

//go:embed presets/*.yaml
var presetFiles embed.FS

// PresetInfo is what one sees of a preset when choosing.
type PresetInfo struct {
	Slug        string `json:"slug"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// DefaultPreset is used when nothing is said at first start.
const DefaultPreset = "standard"

// presetOrder is the order in which presets are offered.
var presetOrder = [...]string{DefaultPreset, "smartertrack", "helprace", "deskpro", "freshchat", "wp-ticket"}

// Presets lists the presets that come with Pegboard, the default first.
func Presets() []PresetInfo {
	reg := Core()
	out := make([]PresetInfo, 0, len(presetOrder))
	for _, slug := range presetOrder {
		p, err := Preset(reg, slug)
		if err != nil {
			panic(err) // an embedded file is wrong, and the tests of this package fail
		}
		out = append(out, PresetInfo{Slug: slug, Name: p.Name, Description: p.Description})
	}
	return out
}

// Preset returns a preset's policy, a copy for the caller that fits the
// registry, with its roles marked built-in. The error is KindNotFound for a
// name that there is not.
func Preset(reg *Registry, slug string) (*Policy, error) {
	data, err := PresetYAML(slug)
	if err != nil {
		return nil, err
	}
	p, err := ParsePolicy(Core(), slug+".yaml", data)
	if err != nil {
		return nil, core.Wrap("rbac.Preset", err)
	}
	return p.Fit(reg), nil
}

// markBuiltin marks the roles that the named preset has too.
func (p *Policy) markBuiltin() {
	preset := &Policy{}
	if data, err := PresetYAML(p.Preset); err == nil {
		doc, _ := source.Parse("", data)
		doc.Map(func(name string, v source.Node) { preset.ReadField(name, v) })
	}
	for i := range p.Roles {
		p.Roles[i].Builtin = preset.Role(p.Roles[i].Slug) != nil
	}
}

// NamedByPreset reports whether a preset calls its role with this slug so: whether
// a role's name is still one of Pegboard's own words, which other languages have
// words for, and not one that its owner chose.
func NamedByPreset(slug, name string) bool { return presetNames()[[2]string{slug, name}] }

// presetNames are the slugs and names of all roles of all presets.
var presetNames = sync.OnceValue(func() map[[2]string]bool {
	out, reg := map[[2]string]bool{}, Core()
	for _, slug := range presetOrder {
		p, err := Preset(reg, slug)
		if err != nil {
			panic(err) // as in Presets
		}
		for i := range p.Roles {
			out[[2]string{p.Roles[i].Slug, p.Roles[i].Name}] = true
		}
	}
	return out
})

// PresetYAML returns a preset as it is written. The error is KindNotFound.
func PresetYAML(slug string) ([]byte, error) {
	for _, known := range presetOrder {
		if known == slug {
			return presetFiles.ReadFile("presets/" + slug + ".yaml")
		}
	}
	return nil, core.Errorf("rbac.Preset", core.KindNotFound, "There is no preset %q.%s", slug, didYouMean(slug, presetOrder[:]))
}
