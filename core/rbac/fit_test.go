package rbac_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

func TestFit(t *testing.T) {
	// A plugin that calls itself kb and is not the one the presets speak of.
	odd := rbac.Feature{ID: "kb", Owner: "kb", For: rbac.Both, Keys: []rbac.KeyDef{{Key: "kb.view"}}}
	reg, err := rbac.Core().With(odd)
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range rbac.Presets() {
		p := preset(t, reg, info.Slug)
		if ps := p.Check(reg); len(ps) > 0 {
			t.Errorf("%s does not fit: %v", info.Slug, ps)
		}
	}
	user := preset(t, reg, "helprace").Role("user")
	if _, ok := user.Features["kb.feedback"]; ok || len(user.Features["kb"].Plus) > 0 {
		t.Errorf("what the plugin lacks is still said: %+v", user.Features)
	}
	if _, ok := user.Features["community"]; !ok {
		t.Error("what sleeps went too")
	}
	t.Run("what fits stays as it is", func(t *testing.T) {
		full := rbactest.Registry("*")
		p := preset(t, rbac.Core(), "standard")
		if d := cmp.Diff(p, p.Fit(full)); d != "" {
			t.Error(d)
		}
	})
	t.Run("what goes gave nothing", func(t *testing.T) {
		p := preset(t, rbac.Core(), "deskpro")
		for _, r := range p.Roles {
			before := rbac.Compile(reg, p, []string{r.Slug}, nil, now)
			after := rbac.Compile(reg, p.Fit(reg), []string{r.Slug}, nil, now)
			if d := rbac.Diff(before, after); d != nil {
				t.Errorf("%s: %v", r.Slug, d)
			}
		}
	})
	t.Run("a scope of a key that is yes/no by now is all", func(t *testing.T) {
		p := &rbac.Policy{Roles: []rbac.Role{{Slug: "a", Name: "A", Type: rbac.Employee, Features: map[string]rbac.Setting{"kb": {Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"kb.view": rbac.Own}}}}}}
		if got := p.Fit(reg).Roles[0].Features["kb"].Keys["kb.view"]; got != rbac.All {
			t.Errorf("got %s", got)
		}
	})
}
