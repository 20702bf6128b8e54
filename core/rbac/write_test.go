package rbac

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestPolicyWrites(t *testing.T) {
	reg := Core()
	for _, info := range Presets() {
		want, err := Preset(reg, info.Slug)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(info.Slug+" comes back from YAML", func(t *testing.T) {
			data, err := want.YAML()
			if err != nil {
				t.Fatal(err)
			}
			got, err := ParsePolicy(reg, "export.yaml", data)
			if err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
			if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
				t.Error(d)
			}
		})
		t.Run(info.Slug+" comes back from JSON", func(t *testing.T) {
			data, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ParsePolicy(reg, "export.json", data)
			if err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
			if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
				t.Error(d)
			}
			var plain Policy
			if err := json.Unmarshal(data, &plain); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, &plain, cmpopts.EquateEmpty()); d != "" {
				t.Error(d)
			}
		})
	}
}
