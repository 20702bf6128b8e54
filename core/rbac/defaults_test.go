package rbac_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

func TestDefaults(t *testing.T) {
	kb := rbac.Feature{
		ID: "kb", Owner: "kb", For: rbac.Both, Keys: []rbac.KeyDef{{Key: "kb.view"}, {Key: "kb.edit"}},
		Defaults: map[rbac.Audience]rbac.Level{rbac.Employee: rbac.Modify, rbac.User: rbac.Read},
	}
	pay := rbac.Feature{ID: "pay", Owner: "pay", Keys: []rbac.KeyDef{{Key: "pay.view"}}, Defaults: map[rbac.Audience]rbac.Level{rbac.Employee: rbac.Read, rbac.User: rbac.None}}
	reg, err := rbac.Core().With(kb, pay)
	if err != nil {
		t.Fatal(err)
	}
	shipped := preset(t, reg, "helprace")
	now := shipped.Clone()
	user := now.Role("user")
	delete(user.Features, "kb") // its preset still speaks of it
	now.Put(rbac.Role{Slug: "desk", Name: "Desk", Type: rbac.Employee})
	now.Put(rbac.Role{Slug: "mute", Name: "Mute", Type: rbac.Employee, Features: map[string]rbac.Setting{"kb": {Level: rbac.None}}})
	now.Put(rbac.Role{Slug: "vip", Name: "Vip", Type: rbac.User})

	got := rbac.Defaults(now, shipped, kb, pay)
	want := []rbac.Proposal{
		{Role: "desk", Feature: "kb", Level: rbac.Modify}, {Role: "vip", Feature: "kb", Level: rbac.Read},
		{Role: "agent", Feature: "pay", Level: rbac.Read}, {Role: "desk", Feature: "pay", Level: rbac.Read}, {Role: "mute", Feature: "pay", Level: rbac.Read},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	after := now.Accept(got...)
	if after.Role("desk").Features["kb"].Level != rbac.Modify || len(now.Role("desk").Features) != 0 {
		t.Error("accepting changed the policy it started from, or nothing")
	}
	if again := rbac.Defaults(after, shipped, kb, pay); len(again) != 0 {
		t.Errorf("accepted, and proposed again: %v", again)
	}
	t.Run("a default is no way around one's own width", func(t *testing.T) {
		shipped.Put(*now.Role("desk"))
		shipped.Role("agent").Manages = append(shipped.Role("agent").Manages, "desk")
		then := shipped.Accept(rbac.Proposal{Role: "desk", Feature: "pay", Level: rbac.Read})
		err := rbac.CanEditRole(holder(reg, shipped, "agent"), shipped, shipped.Role("desk"), then.Role("desk"))
		wantErr(t, err, core.KindForbidden, "pay.view")
	})
}
