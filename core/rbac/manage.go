package rbac

import (
	"slices"

	"pegboard.dev/pegboard/core"
)

// Person is what the rules about managing look at in the person acted on.
type Person struct {
	ID core.UserID
	// Roles are the roles that were given to the person, and those their groups carry.
	Roles []string
	// Verified people hold the verified role too.
	Verified bool
}

// holds returns the roles that decide who may manage the person: the ones
// given, or for one without any the implicit ones. The role of everyone is
// left out, for it tells people from nobody.
func (t *Person) holds(p *Policy) []string {
	if len(t.Roles) > 0 {
		return t.Roles
	}
	var out []string
	if p.Implicit.Registered != "" {
		out = append(out, p.Implicit.Registered)
	}
	if t.Verified && p.Implicit.Verified != "" {
		out = append(out, p.Implicit.Verified)
	}
	return out
}

// Manages reports whether s manages a role: one of the roles s holds says so,
// or s holds the top role and no role at all says so. Tokens and plugins
// manage what the person behind them does; keys limit them.
func Manages(s *Subject, p *Policy, role string) bool {
	if s == nil || p.Role(role) == nil {
		return false
	}
	named := false
	for i := range p.Roles {
		if !slices.Contains(p.Roles[i].Manages, role) {
			continue
		}
		if slices.Contains(s.Roles, p.Roles[i].Slug) {
			return true
		}
		named = true
	}
	return !named && p.Top != "" && slices.Contains(s.Roles, p.Top)
}

// CanManage reports whether s manages the person: every role that counts for
// them. It says nothing about keys: the caller also asks for people.edit,
// people.delete and so on. One whose roles are unknown is managed by nobody.
func CanManage(s *Subject, p *Policy, target *Person) bool {
	roles := target.holds(p)
	for _, r := range roles {
		if !Manages(s, p, r) {
			return false
		}
	}
	return len(roles) > 0
}
