package rbac

// Proposal is what a role would say about a feature of a plugin that is being
// enabled for the first time.
type Proposal struct {
	Role    string `json:"role"`
	Feature string `json:"feature"`
	Level   Level  `json:"level"`
}

// Defaults returns what a plugin's features propose for the roles of a policy,
// in the order of features and roles. A role that says something about the
// feature keeps that, and so does one whose preset does; a role that holds
// everything needs nothing; none is not proposed where it would give nothing.
//
// The consent page shows the proposals and their effect, and lets one who
// holds settings.plugins and roles.edit change them. Accepting one is an edit
// of the role like any other: ask CanEditRole, with a subject compiled for the
// registry that has the plugin.
func Defaults(policy, preset *Policy, features ...Feature) []Proposal {
	var out []Proposal
	for i := range features {
		f := &features[i]
		for j := range policy.Roles {
			r := &policy.Roles[j]
			level, ok := f.Defaults[r.Type]
			if !ok || r.Everything || level == None && len(f.Levels[None]) == 0 || level >= Custom {
				continue
			}
			if r.speaksOf(f.ID) || r.Builtin && preset.Role(r.Slug).speaksOf(f.ID) {
				continue
			}
			out = append(out, Proposal{Role: r.Slug, Feature: f.ID, Level: level})
		}
	}
	return out
}

// Accept returns a copy of the policy in which the roles say what is proposed.
func (p *Policy) Accept(proposals ...Proposal) *Policy {
	out := p.Clone()
	for _, prop := range proposals {
		r := out.Role(prop.Role)
		if r == nil || r.speaksOf(prop.Feature) {
			continue
		}
		if r.Features == nil {
			r.Features = map[string]Setting{}
		}
		r.Features[prop.Feature] = Setting{Level: prop.Level}
	}
	return out
}

func (r *Role) speaksOf(feature string) bool {
	if r == nil {
		return false
	}
	_, ok := r.Features[feature]
	return ok
}
