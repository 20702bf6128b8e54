package sdk

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestFilterJSON(t *testing.T) {
	for _, f := range []*Filter{
		Eq("n", int64(-3)), Ne("s", "a\"b\u2028ä"), In("n", 1, 2), In[string]("s"), Empty("x", true), Contains("s", ""), Gte("f", 1.5), Eq("b", false),
		All(), Any(), All(Eq("a", 1), Any(Not(Lt("b", 2)), Empty("c", false))), Eq("nil", nil),
	} {
		got, err := f.appendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var a, b any
		if err := json.Unmarshal(got, &a); err != nil {
			t.Fatalf("%s: %v", got, err)
		}
		if err := json.Unmarshal(want, &b); err != nil {
			t.Fatal(err)
		}
		if m, ok := b.(map[string]any); ok && m["field"] != nil && m["value"] == nil {
			m["value"] = nil // a nil value is left out by the tags, and null here
		}
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s, not %s", got, want)
		}
	}
	if _, err := Eq("f", make(chan int)).appendJSON(nil); err == nil {
		t.Error("a value that is no JSON was written")
	}
}
