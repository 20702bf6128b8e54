package source_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac/source"
)

func TestAny(t *testing.T) {
	tests := []struct {
		name, in string
		want     any
	}{
		{"YAML", "a: [1, -2, 3.5, true, 'true', null, on, 2026-11-25, x]\nb: {c: d}", map[string]any{
			"a": []any{int64(1), int64(-2), 3.5, true, "true", nil, "on", "2026-11-25", "x"}, "b": map[string]any{"c": "d"},
		}},
		{"JSON", `{"a": [1, 3.5, true, "true", null], "b": {"c": "\ud83d\ude00"}}`, map[string]any{
			"a": []any{int64(1), 3.5, true, "true", nil}, "b": map[string]any{"c": "😀"},
		}},
		{"aliases", "a: &x [1]\nb: *x", map[string]any{"a": []any{int64(1)}, "b": []any{int64(1)}}},
		{"flow YAML that is not JSON", "{a: b}", map[string]any{"a": "b"}},
		{"a number beyond 64 bits", "a: 99999999999999999999", map[string]any{"a": 1e20}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, r := source.Parse("f", []byte(tt.in))
			if d := cmp.Diff(tt.want, doc.Any()); d != "" {
				t.Error(d)
			}
			if ps := r.Problems(); len(ps) > 0 {
				t.Error(ps)
			}
		})
	}
}

func TestRefuses(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), ", "))
	}
	tests := []struct{ name, in, says string }{
		{"more than fits", strings.Repeat("# comment\n", source.MaxBytes/10+1), "larger than"},
		{"aliases of aliases", bomb, "refers to itself too often"},
		{"an anchor within itself", "&a [*a]", "nested too deep"},
		{"lists in lists", strings.Repeat("[", 40) + strings.Repeat("]", 40), "nested too deep"},
		{"merge keys", "a: &a {b: c}\nd: {<<: *a}", "name of a field"},
		{"a list as a name", "? [a]\n: b", "name of a field"},
		{"binary", "a: !!binary aGk=", "single value"},
		{"broken JSON", `{"a": [1,`, "cannot be read"},
		{"bytes that are no text", "a: \xff", "cannot be read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, r := source.Parse("f", []byte(tt.in))
			if doc.OK() {
				doc.Any()
			}
			if err := r.Problems().Err("x"); !core.IsKind(err, core.KindInvalid) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want it to say %q", err, tt.says)
			}
		})
	}
}

func TestLinesOfJSON(t *testing.T) {
	doc, _ := source.Parse("f", []byte("{\"a\": 1,\n\n \"b\": [\n  2,\n  {\"c\": 3}]}"))
	got := map[string]int{}
	doc.Map(func(name string, v source.Node) {
		got[name] = v.Line()
		if v.IsList() {
			v.List(func(item source.Node) { got[item.Path()] = item.Line() })
		}
	})
	if d := cmp.Diff(map[string]int{"a": 1, "b": 3, "b[0]": 4, "b[1]": 5}, got); d != "" {
		t.Error(d)
	}
}

func TestProblems(t *testing.T) {
	ps := source.Problems{{File: "f", Line: 9, Path: "b", Msg: "second"}, {File: "f", Line: 2, Path: "a", Msg: "first"}, {Path: "a", Line: 10, Msg: "again"}}
	err := ps.Err("op")
	var e *core.Error
	var found source.Problems
	if !errors.As(err, &e) || e.Msg != "f:2: first\nf:9: second\nline 10: again" || e.Fields["a"] != "first" {
		t.Errorf("got %v", err)
	}
	if !errors.As(err, &found) || len(found) != 3 {
		t.Errorf("carries %v", found)
	}
	if (source.Problems{}).Err("op") != nil {
		t.Error("no problems are an error")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a: [1, {b: c}]", `{"a": [1, "x\n", null]}`, "a: &x [*x]", "? [a]\n: b", "--- a\n--- b", "a: !!binary x", "\xef\xbb\xbfa: b", "%YAML 1.2\n---\na: b"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, r := source.Parse("f", data)
		if !doc.OK() && len(r.Problems()) == 0 {
			t.Fatal("nothing read, and nothing said")
		}
		doc.Any()
		for _, p := range r.Problems() {
			if p.Line < 1 || p.Msg == "" {
				t.Fatalf("a problem without a place or words: %+v", p)
			}
		}
	})
}
