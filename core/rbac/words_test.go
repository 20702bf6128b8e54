package rbac_test

import (
	"encoding"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core/rbac"
)

func TestWords(t *testing.T) {
	type word interface {
		encoding.TextUnmarshaler
		String() string
	}
	tests := []struct {
		name  string
		into  word
		words string
	}{
		{"audience", new(rbac.Audience), "employee user both"},
		{"level", new(rbac.Level), "none read modify full custom"},
		{"scope", new(rbac.Scope), "own team department all"},
		{"share", new(rbac.Share), "none read reply"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for w := range strings.FieldsSeq(tt.words) {
				if err := tt.into.UnmarshalText([]byte(w)); err != nil || tt.into.String() != w {
					t.Errorf("%s became %s, %v", w, tt.into, err)
				}
				out, err := json.Marshal(tt.into)
				if err != nil || string(out) != `"`+w+`"` {
					t.Errorf("%s is written %s, %v", w, out, err)
				}
			}
			for _, bad := range []string{"everything", "Own", "0", "1"} {
				if err := tt.into.UnmarshalText([]byte(bad)); err == nil {
					t.Errorf("%q is accepted", bad)
				}
			}
		})
	}
}

func TestScopesInclude(t *testing.T) {
	if !(rbac.ScopeNone < rbac.Own && rbac.Own < rbac.Team && rbac.Team < rbac.Department && rbac.Department < rbac.All) {
		t.Error("min and max of scopes do not mean what they say")
	}
	if !(rbac.ShareNone < rbac.ShareRead && rbac.ShareRead < rbac.ShareReply) {
		t.Error("shares are not ordered")
	}
}

func TestKeyValid(t *testing.T) {
	for k, want := range map[rbac.Key]bool{
		"tickets.view": true, "people.org.view": true, "reports.view.calllogs.by_day": true, "a.1": true, "x.y-z": true,
		"tickets": false, "": false, ".": false, "tickets.": false, ".view": false, "Tickets.view": false, "tickets.vïew": false,
		"tickets..view": false, "tickets view.x": false, "_a.b": false, rbac.Key("a." + strings.Repeat("b", rbac.MaxKeyLength)): false,
	} {
		if k.Valid() != want {
			t.Errorf("%q: %v", k, !want)
		}
	}
}

func TestSettingJSON(t *testing.T) {
	var r rbac.Role
	in := `{"slug":"a","name":"A","type":"employee","scope":"team","features":{"tickets":{"keys":{"tickets.view":"own"}},"views":{"level":"modify","plus":["views.shared"]}}}`
	if err := json.Unmarshal([]byte(in), &r); err != nil {
		t.Fatal(err)
	}
	want := rbac.Role{Slug: "a", Name: "A", Type: rbac.Employee, Scope: rbac.Team, Features: map[string]rbac.Setting{
		"tickets": {Level: rbac.Custom, Keys: map[rbac.Key]rbac.Scope{"tickets.view": rbac.Own}},
		"views":   {Level: rbac.Modify, Plus: []rbac.Key{"views.shared"}},
	}}
	if d := cmp.Diff(want, r); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{`{"features":{"tickets":{"level":"ful"}}}`, `{"features":{"tickets":{"lvl":"full"}}}`, `{"scope":"world"}`, `{"type":"robot"}`} {
		if err := json.Unmarshal([]byte(bad), new(rbac.Role)); err == nil {
			t.Errorf("%s is accepted", bad)
		}
	}
}

func TestBranchWords(t *testing.T) {
	seen := map[string]bool{"": true}
	for k := rbac.BranchAll; k <= rbac.BranchVisitor; k++ {
		if seen[k.String()] {
			t.Errorf("%d has no word of its own: %q", k, k)
		}
		seen[k.String()] = true
	}
}
