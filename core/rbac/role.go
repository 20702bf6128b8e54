package rbac

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Role is a named set of settings, one per feature, in the form that presets,
// exports, the API and the database share.
type Role struct {
	// Slug is the role's key, kebab-case, at most 64 bytes. It never changes.
	Slug string `json:"slug"`
	Name string `json:"name"`
	// Type is Employee or User.
	Type Audience `json:"type"`
	// Builtin roles come from the policy's preset: they can be reset, not deleted.
	Builtin bool `json:"builtin,omitempty"`
	// Everything gives all registered keys at scope all, whatever Features
	// says, but for Except.
	Everything bool  `json:"everything,omitempty"`
	Except     []Key `json:"except,omitempty"`
	// NonDestructive leaves out the keys that are marked destructive.
	NonDestructive bool `json:"non_destructive,omitempty"`
	// Scope is for every feature that says nothing else. Nothing said means all.
	Scope Scope `json:"scope,omitempty"`
	// Manages lists the roles that a holder may hand out and whose holders they may change.
	Manages []string `json:"manages,omitempty"`
	// Requires lists roles without which this one cannot be given.
	Requires []string `json:"requires,omitempty"`
	// Excludes lists roles beside which this one cannot be given.
	Excludes []string `json:"excludes,omitempty"`
	// Features are the role's settings by feature id. A feature that is not
	// mentioned gives nothing; one that is not registered is dormant.
	Features map[string]Setting `json:"features,omitempty"`
}

// Setting is what a role says about one feature.
type Setting struct {
	// Level is resolved when a question is asked. In JSON and YAML a missing
	// level means custom.
	Level Level `json:"level"`
	// Scope overrides the role's; nothing said takes the role's.
	Scope Scope `json:"scope,omitempty"`
	// Keys are keys picked one by one, each with its scope; they win over what
	// the level says about the same key. A yes/no key is written with All.
	Keys map[Key]Scope `json:"keys,omitempty"`
	// Plus and Minus are what the setting deviates from its level by, at Scope.
	Plus  []Key `json:"plus,omitempty"`
	Minus []Key `json:"minus,omitempty"`
}

// UnmarshalJSON reads a setting; a missing level is custom, an unknown field an error.
func (s *Setting) UnmarshalJSON(b []byte) error {
	type plain Setting
	v := plain{Level: Custom}
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		return err
	}
	*s = Setting(v)
	return nil
}

// Implicit names the roles that everyone holds without being given them.
type Implicit struct {
	// Everyone is held by all, guests included.
	Everyone string `json:"everyone,omitempty"`
	// Registered is held by all who have an account.
	Registered string `json:"registered,omitempty"`
	// Verified is held by all who confirmed their address.
	Verified string `json:"verified,omitempty"`
}

// Policy is a whole set of roles: what a preset gives, an export holds and the
// database keeps. A Policy in use is not changed; make a copy with Clone.
type Policy struct {
	// Preset is the name of the preset it started from.
	Preset string `json:"preset,omitempty"`
	// Name and Description are for people who choose among presets.
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	// Top is the highest role. The first person gets it, what it requires, and First.
	Top   string   `json:"top,omitempty"`
	First []string `json:"first,omitempty"`
	// Implicit says which roles are held without being given.
	Implicit Implicit `json:"implicit,omitzero"`
	// Reserved keys are held through these roles and through no other role,
	// grant or token.
	Reserved map[Key][]string `json:"reserved,omitempty"`
	// AssigneeMustBeMember restricts assignees to members of the ticket's team.
	AssigneeMustBeMember bool   `json:"assignee_must_be_member,omitempty"`
	Roles                []Role `json:"roles"`
}

// Role returns the role with that slug, nil if there is none.
func (p *Policy) Role(slug string) *Role {
	if p == nil {
		return nil
	}
	for i := range p.Roles {
		if p.Roles[i].Slug == slug {
			return &p.Roles[i]
		}
	}
	return nil
}

// RoleSlugs returns the slugs of all roles, in the policy's order.
func (p *Policy) RoleSlugs() []string {
	out := make([]string, len(p.Roles))
	for i := range p.Roles {
		out[i] = p.Roles[i].Slug
	}
	return out
}

// Held returns the slugs of all roles that count for a person, sorted: the
// given ones, those of their groups (of type User only), and the implicit
// ones. Slugs that the policy does not know are left out.
func (p *Policy) Held(given, byGroup []string, registered, verified bool) []string {
	var out []string
	add := func(slug string, userOnly bool) {
		if r := p.Role(slug); r != nil && (!userOnly || r.Type == User) {
			out = append(out, slug)
		}
	}
	add(p.Implicit.Everyone, true)
	if registered {
		add(p.Implicit.Registered, true)
	}
	if registered && verified {
		add(p.Implicit.Verified, true)
	}
	for _, slug := range given {
		add(slug, false)
	}
	for _, slug := range byGroup {
		add(slug, true)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Grant is a key given to one person, beside their roles.
type Grant struct {
	Key   Key   `json:"key"`
	Scope Scope `json:"scope"`
	// Reason is shown to whoever asks why; it may be empty.
	Reason string `json:"reason,omitempty"`
	// Expires is when the grant ends; zero is never.
	Expires time.Time `json:"expires_at,omitzero"`
}

// Active reports whether the grant counts at that time.
func (g *Grant) Active(now time.Time) bool { return g.Expires.IsZero() || now.Before(g.Expires) }
