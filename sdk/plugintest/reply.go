package plugintest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// Reply is an answer of the helpdesk.
type Reply struct {
	t    testing.TB
	what string
	// Status is HTTP's: 2xx went well, 403 may not, 404 is not there or not visible,
	// 409 is a conflict or a veto, 422 is invalid, 503 is a plugin that failed.
	Status int
	Body   []byte
}

// String is the reply as a test's output shows it; nil is one that never came.
func (r *Reply) String() string {
	if r == nil {
		return "nothing was refused"
	}
	return fmt.Sprintf("%d %s", r.Status, r.Body)
}

// Is fails the test unless the status is that one.
func (r *Reply) Is(status int) *Reply {
	r.t.Helper()
	if r.Status != status {
		r.t.Fatalf("%s: %d, not %d: %s", r.what, r.Status, status, r.Body)
	}
	return r
}

// Into decodes the body as JSON.
func (r *Reply) Into(v any) {
	r.t.Helper()
	if err := json.Unmarshal(r.Body, v); err != nil {
		r.t.Fatalf("%s: %v: %s", r.what, err, r.Body)
	}
}

// Get returns a value of the body: Get("items", 0, "subject"). Numbers are
// float64; what is not there is nil.
func (r *Reply) Get(path ...any) any {
	r.t.Helper()
	var v any
	r.Into(&v)
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[step]
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil
			}
			v = list[step]
		default:
			r.t.Fatalf("a step of Get is a %T, neither string nor int", step)
		}
	}
	return v
}

// Int returns a number of the body; it has to be there.
func (r *Reply) Int(path ...any) int64 {
	r.t.Helper()
	f, ok := r.Get(path...).(float64)
	if !ok {
		r.t.Fatalf("%s: there is no number %v in %s", r.what, path, r.Body)
	}
	return int64(f)
}

// Text returns a value of the body as text, empty when it is null or not there.
func (r *Reply) Text(path ...any) string {
	r.t.Helper()
	v := r.Get(path...)
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// Detail is the sentence of a reply that refuses, such as the reason of a veto.
func (r *Reply) Detail() string {
	r.t.Helper()
	return r.Text("detail")
}

// FieldErrors are the inputs at fault of a reply that refuses, with a sentence each.
func (r *Reply) FieldErrors() map[string]string {
	r.t.Helper()
	var p struct {
		Errors []struct{ Location, Message string }
	}
	r.Into(&p)
	out := map[string]string{}
	for _, e := range p.Errors {
		_, field, _ := strings.Cut(e.Location, ".")
		out[field] = e.Message
	}
	return out
}
