package httpapi

import (
	"context"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// Feature is a row of the role editor.
type Feature struct {
	ID     string              `json:"id"`
	Owner  string              `json:"owner" doc:"The plugin that brings it, empty for core."`
	Plugin string              `json:"plugin" doc:"What that plugin is called."`
	Title  string              `json:"title"`
	Help   string              `json:"help"`
	For    string              `json:"for" enum:"employee,user,both"`
	Keys   []PermissionKey     `json:"keys"`
	Levels map[string][]string `json:"levels" doc:"Which keys full, modify, read and none hold."`
}

// PermissionKey is one thing that a person may be allowed to do.
type PermissionKey struct {
	Key         string   `json:"key"`
	Title       string   `json:"title"`
	Help        string   `json:"help"`
	For         string   `json:"for" enum:"employee,user,both"`
	Scoped      bool     `json:"scoped" doc:"Reaches own, team, department or all; otherwise plain yes or no."`
	Destructive bool     `json:"destructive"`
	Requires    []string `json:"requires"`
	OnlyCustom  bool     `json:"only_custom" doc:"In no level, not even full."`
	From        *string  `json:"from" doc:"The feature that added the key to this row, where that is another."`
}

// PermissionList is the registry as it is right now.
type PermissionList struct {
	Features []Feature `json:"features"`
}

// KeyHolders are who holds a key.
type KeyHolders struct {
	Key    string      `json:"key"`
	Roles  []KeyRole   `json:"roles" doc:"The roles that give it by themselves."`
	People []KeyPerson `json:"people" doc:"Who holds it beside their roles, of those whom the caller sees."`
}

// KeyRole is a role that gives a key.
type KeyRole struct {
	RoleRef
	Scope    string `json:"scope" enum:"own,team,department,all"`
	Holders  int    `json:"holders"`
	Implicit bool   `json:"implicit" doc:"Held without being given."`
}

// KeyPerson is somebody with a personal grant.
type KeyPerson struct {
	Person    Ref        `json:"person"`
	Scope     string     `json:"scope" enum:"own,team,department,all"`
	Reason    *string    `json:"reason"`
	ExpiresAt *time.Time `json:"expires_at"`
}

// levelsShown are the levels that hold fixed keys, custom being none.
var levelsShown = []rbac.Level{rbac.Full, rbac.Modify, rbac.Read, rbac.None}

// FeatureOf shows a feature as reg has it: with the keys that others add to its row.
func FeatureOf(reg *rbac.Registry, f rbac.Feature) Feature {
	audience := f.For
	if audience == 0 {
		audience = rbac.Employee
	}
	out := Feature{
		ID: f.ID, Owner: string(f.Owner), Plugin: string(f.Owner), Title: f.Title, Help: f.Help, For: audience.String(),
		Keys: []PermissionKey{}, Levels: map[string][]string{},
	}
	for _, k := range reg.FeatureKeys(f.ID) {
		key := PermissionKey{
			Key: string(k.Key), Title: k.Title, Help: k.Help, For: k.For.String(), Scoped: k.Scoped,
			Destructive: k.Destructive, Requires: keyNames(k.Requires), OnlyCustom: k.OnlyCustom,
		}
		if key.For == "" {
			key.For = out.For
		}
		if k.From != "" {
			from := k.From
			key.From = &from
		}
		out.Keys = append(out.Keys, key)
	}
	for _, level := range levelsShown {
		out.Levels[level.String()] = keyNames(reg.LevelKeys(f.ID, level))
	}
	return out
}

func keyNames(keys []rbac.Key) []string {
	return each(keys, func(k rbac.Key) string { return string(k) })
}

func (s *Server) mountPermissions() {
	handle(s, route{
		method: http.MethodGet, path: "/permissions", id: "list-permissions", tag: "roles", title: "The permission registry",
		help:  "Core's features and those of enabled plugins, with the keys that each level holds.",
		needs: holding("roles.view", "people.roles.assign"),
	}, func(ctx context.Context, _ *rbac.Subject, _ *struct{}) (*of[PermissionList], error) {
		reg, t := s.svc.Registry(), s.titles(ctx)
		return ok(PermissionList{Features: each(reg.Features(), func(f rbac.Feature) Feature { return t.feature(FeatureOf(reg, f)) })}, nil)
	})
	handle(s, route{
		method: http.MethodGet, path: "/permissions/{key}", id: "get-key-holders", tag: "roles", title: "Who holds a key",
		help: "By which role, or personally.", needs: holding("roles.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		Key string `path:"key" maxLength:"96"`
	}) (*of[KeyHolders], error) {
		h, err := s.svc.People.KeyHolders(ctx, who, rbac.Key(in.Key))
		if err != nil {
			return nil, err
		}
		t := s.titles(ctx)
		return ok(KeyHolders{
			Key: string(h.Key),
			Roles: each(h.Roles, func(r people.KeyRole) KeyRole {
				return KeyRole{RoleRef: t.roleRef(r.Slug, r.Name), Scope: r.Scope.String(), Holders: r.Holders, Implicit: r.Implicit}
			}),
			People: each(h.People, func(p people.KeyPerson) KeyPerson {
				return KeyPerson{
					Person: Ref{ID: int64(p.Person.ID), Name: p.Person.Name}, Scope: p.Scope.String(),
					Reason: orNull(p.Reason), ExpiresAt: timeOf(p.Expires),
				}
			}),
		}, nil)
	})
}
