package httpapi

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pegboard.dev/pegboard/core"
)

// Opt is a field of a PATCH body that may be left out, null or a value: null
// clears, left out keeps.
type Opt[T any] struct {
	Set   bool
	Value T // the zero value for null
}

// UnmarshalJSON implements json.Unmarshaler; it is only called for a field that is there.
func (o *Opt[T]) UnmarshalJSON(b []byte) error {
	o.Set = true
	if bytes.Equal(b, []byte("null")) {
		return nil
	}
	return json.Unmarshal(b, &o.Value)
}

// MarshalJSON implements json.Marshaler: the zero value is null. With omitzero,
// a field that is not set is left out.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if reflect.ValueOf(&o.Value).Elem().IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(o.Value)
}

// Schema implements huma.SchemaProvider.
func (o Opt[T]) Schema(r huma.Registry) *huma.Schema {
	s := *r.Schema(reflect.TypeFor[T](), false, "")
	s.Nullable = true
	return &s
}

// pointer returns nil for a field that was left out.
func (o Opt[T]) pointer() *T {
	if !o.Set {
		return nil
	}
	return &o.Value
}

// Ref names something: the number to ask for it, and what to show.
type Ref struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// refOf returns nil for the zero identifier: JSON's null.
func refOf[T ~int64](id T, name string) *Ref {
	if id == 0 {
		return nil
	}
	return &Ref{ID: int64(id), Name: name}
}

// timeOf returns nil for the zero time: JSON's null.
func timeOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// idsOf converts numbers of a body to identifiers.
func idsOf[T ~int64](in []int64) []T {
	out := make([]T, len(in))
	for i, n := range in {
		out[i] = T(n)
	}
	return out
}

// queryID reads a query parameter that is a number.
func queryID[T ~int64](name, text string) (T, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || n <= 0 {
		return 0, core.InvalidField("httpapi.queryID", name, "Give a number.")
	}
	return T(n), nil
}

// itoa writes an identifier.
func itoa[T ~int64](id T) string { return strconv.FormatInt(int64(id), 10) }

// orNone turns a nil map of abilities into an empty one: clients need not check.
func orNone(abilities map[string]bool) map[string]bool {
	if abilities == nil {
		return map[string]bool{}
	}
	return abilities
}

// orEmpty turns a nil list into an empty one, so that it is [] and not null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// idPath is the path parameter of most operations.
type idPath struct {
	ID int64 `path:"id" minimum:"1"`
}

// orNull is null for an empty text.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// or0 is what p points to, the zero value where it is nil.
func or0[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}
