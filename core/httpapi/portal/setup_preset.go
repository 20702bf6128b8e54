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

// presetRole is one of its roles, in a line: "Tickets: everything, of their teams; People: read".
type presetRole struct {
	Name, Who string
	Gives     []gift
	// Whole is said of a role that no list does justice to.
	Whole string
}

// gift is what a role may do in one feature, in words that are still to be translated.
type gift struct{ Feature, Level, Reach string }

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
	switch {
	case r.Everything && len(r.Except) > 0:
		line.Whole = "Everything, but for a few settings"
	case r.Everything:
		line.Whole = "Everything"
	case len(line.Gives) == 0:
		line.Whole = "Nothing by itself"
	}
	return line
}

var (
	levelWords = map[rbac.Level]string{rbac.Read: "read", rbac.Modify: "read and change", rbac.Full: "everything"}
	reachWords = map[rbac.Scope]string{rbac.Own: ", of their own", rbac.Team: ", of their teams", rbac.Department: ", of their departments"}
)

// gives lists what a role may do, by feature; nothing for one that may do everything.
func gives(reg *rbac.Registry, r *rbac.Role) []gift {
	if r.Everything {
		return nil
	}
	var out []gift
	for _, f := range reg.Features() {
		s, ok := r.Features[f.ID]
		if !ok || s.Level == rbac.None && len(s.Keys) == 0 || f.ID == "console" {
			continue
		}
		scope := s.Scope
		if scope == rbac.ScopeNone {
			scope = r.Scope
		}
		out = append(out, gift{Feature: f.Title, Level: or(levelWords[s.Level], "some of it"), Reach: reachWords[scope]})
	}
	slices.SortFunc(out, func(a, b gift) int { return strings.Compare(a.Feature, b.Feature) })
	return out
}
