package portal

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
)

// presetChoice is a preset with what the owner wants to know before choosing it.
type presetChoice struct {
	rbac.PresetInfo
	Roles []presetRole
}

// presetRole is one of its roles, in a line.
type presetRole struct{ Name, Who, Gives string }

// presetChoices are fixed by the binary. What presets say about plugins is left
// out: none is enabled yet.
var presetChoices = choices()

func choices() []presetChoice {
	reg := rbac.Core()
	var out []presetChoice
	for _, info := range rbac.Presets() {
		policy, err := rbac.Preset(reg, info.Slug)
		if err != nil {
			panic(err) // an embedded file is wrong, and the tests of rbac fail
		}
		c := presetChoice{PresetInfo: info}
		for i := range policy.Roles {
			c.Roles = append(c.Roles, roleLine(reg, policy, &policy.Roles[i]))
		}
		out = append(out, c)
	}
	return out
}

func roleLine(reg *rbac.Registry, p *rbac.Policy, r *rbac.Role) presetRole {
	line := presetRole{Name: r.Name, Who: "Employees"}
	switch {
	case r.Slug == p.Top:
		line.Who = "You"
	case r.Slug == p.Implicit.Everyone:
		line.Who = "Everybody"
	case r.Slug == p.Implicit.Registered:
		line.Who = "Whoever has an account"
	case r.Slug == p.Implicit.Verified:
		line.Who = "Whoever confirmed their address"
	case r.Type == rbac.User:
		line.Who = "Customers"
	}
	line.Gives = gives(reg, r)
	return line
}

// gives sums up a role: "Tickets: full, of their teams; People: read".
func gives(reg *rbac.Registry, r *rbac.Role) string {
	if r.Everything {
		if len(r.Except) > 0 {
			return "Everything, but for a few settings"
		}
		return "Everything"
	}
	reach := map[rbac.Scope]string{rbac.Own: ", of their own", rbac.Team: ", of their teams", rbac.Department: ", of their departments"}
	var parts []string
	for _, f := range reg.Features() {
		s, ok := r.Features[f.ID]
		if !ok || s.Level == rbac.None && len(s.Keys) == 0 || f.ID == "console" {
			continue
		}
		level := s.Level.String()
		if s.Level == rbac.Custom {
			level = "some"
		}
		scope := s.Scope
		if scope == rbac.ScopeNone {
			scope = r.Scope
		}
		parts = append(parts, f.Title+": "+level+reach[scope])
	}
	slices.Sort(parts)
	if len(parts) == 0 {
		return "Nothing by itself"
	}
	return strings.Join(parts, "; ")
}
