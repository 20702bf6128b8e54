package rbac

import "testing"

func TestPresetsParse(t *testing.T) {
	for _, p := range Presets() {
		if p.Name == "" || p.Description == "" {
			t.Errorf("%s lacks a name or a description", p.Slug)
		}
	}
}
