package sdk

import (
	"encoding/json"
	"reflect"
	"testing"
)

type rowOfAll struct {
	S    string          `json:"s"`
	N    int64           `json:"n,omitempty"`
	I    int             `json:"i"`
	F    float64         `json:"f"`
	B    bool            `json:"b"`
	At   Time            `json:"at,omitzero"`
	IDs  []int64         `json:"ids"`
	P    *string         `json:"p"`
	Raw  json.RawMessage `json:"raw"`
	Any  any             `json:"any"`
	Skip string          `json:"-"`
	Bare string
}

// FuzzReadRow: whatever encoding/json accepts is read alike, and what it
// refuses is refused, whether or not the quick way knows how.
func FuzzReadRow(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"s":"plain","n":-5,"i":7,"f":1.5,"b":true,"at":"2026-11-25T09:00:00.5Z","ids":[1,2],"p":"x","raw":{"a":[1,"}"]},"any":[null],"bare":"b"}`,
		`{"s":null,"n":null,"ids":null,"p":null,"at":null,"raw":null}`, `{"s":"esc\"aped \u00e4 \\","n":1}`, `{"s":"ä","unknown":{"s":"no"}}`,
		`{"s":1}`, `{"n":"1"}`, `{"n":1.5}`, `{"n":99999999999999999999}`, `{"s":"a",}`, `{"s":"a"}x`, `{"s":"a"`, `{"s" : "a" , "n" : 2 }`, `[]`, `{"b":maybe}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var want, got rowOfAll
		wantErr, gotErr := json.Unmarshal(b, &want), readRow(b, &got)
		if !json.Valid(b) {
			return // the host sends valid JSON only
		}
		if (wantErr == nil) != (gotErr == nil) {
			t.Fatalf("%s: %v, not %v", b, gotErr, wantErr)
		}
		if wantErr == nil && !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: %+v, not %+v", b, got, want)
		}
	})
}
