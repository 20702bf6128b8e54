package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Role is a role as the role editor shows it.
type Role struct {
	Slug       string                 `json:"slug"`
	Name       string                 `json:"name"`
	Type       string                 `json:"type" enum:"employee,user"`
	Builtin    bool                   `json:"builtin" doc:"Came with the preset: can be reset, not deleted."`
	Implicit   bool                   `json:"implicit" doc:"Held without being given."`
	Top        bool                   `json:"top" doc:"The highest role."`
	Everything bool                   `json:"everything" doc:"All registered keys, but for except."`
	Except     []string               `json:"except"`
	Scope      string                 `json:"scope" enum:"own,team,department,all" doc:"For features that say nothing else."`
	Manages    []string               `json:"manages"`
	Requires   []string               `json:"requires"`
	Features   map[string]RoleFeature `json:"features"`
	Holders    int                    `json:"holders"`
	Effective  map[string]string      `json:"effective" doc:"The registered keys that the role gives by itself, with their scope."`
	Abilities  map[string]bool        `json:"abilities"`
}

// RoleFeature is what a role says about one feature.
type RoleFeature struct {
	Level string            `json:"level,omitempty" enum:"none,read,modify,full,custom" doc:"custom if left out."`
	Scope string            `json:"scope,omitempty" enum:"own,team,department,all" doc:"The role's if left out."`
	Keys  map[string]string `json:"keys,omitempty" doc:"Keys picked one by one with their scope; yes/no keys say all."`
	Plus  []string          `json:"plus,omitempty"`
	Minus []string          `json:"minus,omitempty"`
}

// NewRole makes a custom role.
type NewRole struct {
	Name     string                 `json:"name" minLength:"1" maxLength:"80"`
	Type     string                 `json:"type" enum:"employee,user"`
	Scope    string                 `json:"scope,omitempty" enum:"own,team,department,all"`
	Manages  []string               `json:"manages,omitempty"`
	Requires []string               `json:"requires,omitempty"`
	Features map[string]RoleFeature `json:"features,omitempty"`
}

// RolePatch changes some of a role. A feature that is named is replaced, one
// that is null is forgotten, the others stay.
type RolePatch struct {
	Name       *string                 `json:"name,omitempty" minLength:"1" maxLength:"80"`
	Everything *bool                   `json:"everything,omitempty"`
	Except     *[]string               `json:"except,omitempty"`
	Scope      Opt[string]             `json:"scope,omitzero" doc:"Null means all."`
	Manages    *[]string               `json:"manages,omitempty"`
	Requires   *[]string               `json:"requires,omitempty"`
	Features   map[string]*RoleFeature `json:"features,omitempty"`
}

func (t *titles) roleView(r people.RoleView) Role {
	out := Role{
		Slug: r.Slug, Name: t.role(r.Slug, r.Name), Type: r.Type.String(), Builtin: r.Builtin, Implicit: r.Implicit, Top: r.Top,
		Everything: r.Everything, Except: keyNames(r.Except), Scope: scopeName(r.Scope),
		Manages: orEmpty(r.Manages), Requires: orEmpty(r.Requires), Features: map[string]RoleFeature{},
		Holders: r.Holders, Effective: scopeNames(r.Effective),
		Abilities: map[string]bool{
			"edit": r.Abilities.Edit, "clone": r.Abilities.Clone, "delete": r.Abilities.Delete,
			"reset": r.Abilities.Reset, "assign": r.Abilities.Assign,
		},
	}
	for id, setting := range r.Features {
		f := RoleFeature{Level: setting.Level.String(), Plus: keyNames(setting.Plus), Minus: keyNames(setting.Minus)}
		if setting.Scope != rbac.ScopeNone {
			f.Scope = setting.Scope.String()
		}
		if len(setting.Keys) > 0 {
			f.Keys = scopeNames(setting.Keys)
		}
		out.Features[id] = f
	}
	return out
}

// scopeName writes a role's scope: nothing said means all.
func scopeName(s rbac.Scope) string {
	if s == rbac.ScopeNone {
		s = rbac.All
	}
	return s.String()
}

func scopeNames(keys map[rbac.Key]rbac.Scope) map[string]string {
	out := make(map[string]string, len(keys))
	for k, scope := range keys {
		out[string(k)] = scope.String()
	}
	return out
}

// setting reads a feature's part of a body. The texts were checked against
// their enums, but for the keys' scopes.
func (f *RoleFeature) setting(id string) (rbac.Setting, error) {
	raw, err := json.Marshal(f)
	if err != nil {
		return rbac.Setting{}, err
	}
	var out rbac.Setting
	if err := json.Unmarshal(raw, &out); err != nil {
		return out, core.InvalidField("httpapi.setting", "features."+id, "Keys take a scope: own, team, department or all.")
	}
	return out, nil
}

func settingsOf(in map[string]RoleFeature) (map[string]rbac.Setting, error) {
	out := make(map[string]rbac.Setting, len(in))
	for id, f := range in {
		setting, err := f.setting(id)
		if err != nil {
			return nil, err
		}
		out[id] = setting
	}
	return out, nil
}

// apply returns r with the patch's changes.
func (p *RolePatch) apply(r rbac.Role) (rbac.Role, error) {
	r = r.Clone()
	if p.Name != nil {
		r.Name = *p.Name
	}
	if p.Everything != nil {
		r.Everything = *p.Everything
	}
	if p.Except != nil {
		r.Except = keysOf(*p.Except)
	}
	if p.Scope.Set {
		if err := parseScope("scope", p.Scope.Value, &r.Scope); err != nil {
			return r, err
		}
	}
	if p.Manages != nil {
		r.Manages = *p.Manages
	}
	if p.Requires != nil {
		r.Requires = *p.Requires
	}
	if r.Features == nil {
		r.Features = map[string]rbac.Setting{}
	}
	for id, f := range p.Features {
		if f == nil {
			delete(r.Features, id)
			continue
		}
		setting, err := f.setting(id)
		if err != nil {
			return r, err
		}
		r.Features[id] = setting
	}
	return r, nil
}

// parseScope reads a scope; empty is none said.
func parseScope(field, text string, into *rbac.Scope) error {
	if strings.TrimSpace(text) == "" {
		*into = rbac.ScopeNone
		return nil
	}
	if err := into.UnmarshalText([]byte(text)); err != nil {
		return core.InvalidField("httpapi.parseScope", field, "Choose one of: own, team, department, all.")
	}
	return nil
}

func keysOf(names []string) []rbac.Key {
	return each(names, func(name string) rbac.Key { return rbac.Key(name) })
}

type rolePath struct {
	Slug string `path:"slug" maxLength:"64"`
}

// roleAnswer turns a service's answer into the one of an operation.
func (s *Server) roleAnswer(ctx context.Context) func(*people.RoleView, error) (*of[Role], error) {
	return func(r *people.RoleView, err error) (*of[Role], error) {
		if err != nil {
			return nil, err
		}
		return ok(s.titles(ctx).roleView(*r), nil)
	}
}

func (s *Server) mountRoles() {
	handle(s, route{
		method: http.MethodGet, path: "/roles", id: "list-roles", tag: "roles", title: "List roles", needs: holding("roles.view"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[Role]], error) {
		roles, err := s.svc.People.Roles(ctx, who)
		return ok(listOf(each(roles, s.titles(ctx).roleView), ""), err)
	})
	handle(s, route{
		method: http.MethodGet, path: "/roles/{slug}", id: "get-role", tag: "roles", title: "Get a role", needs: holding("roles.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *rolePath) (*of[Role], error) {
		return s.roleAnswer(ctx)(s.svc.People.Role(ctx, who, in.Slug))
	})
	handle(s, route{
		method: http.MethodGet, path: "/roles/{slug}/holders", id: "list-holders", tag: "roles", title: "Who holds a role",
		help: "At most 200, of those whom the caller sees.", needs: holding("roles.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *rolePath) (*of[List[Ref]], error) {
		refs, err := s.svc.People.Holders(ctx, who, in.Slug)
		return ok(listOf(each(refs, func(r people.Ref[core.UserID]) Ref { return Ref{ID: int64(r.ID), Name: r.Name} }), ""), err)
	})
	s.mountRoleChanges()
}
