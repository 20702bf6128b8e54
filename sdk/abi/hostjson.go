//go:build !wasip1

package abi

import (
	"encoding/json"
	"fmt"
	"sort"
	"unsafe"
)

// Append appends r to b, as JSON or in the flat layout.
func Append(b []byte, r Wire, asJSON bool) ([]byte, error) {
	if !asJSON {
		return r.AppendFlat(b), nil
	}
	j, err := json.Marshal(r)
	if err != nil {
		return b, err
	}
	return append(b, j...), nil
}

// Decode reads r from b, whose first byte says in which form it is. In the flat
// form r's strings share b's memory: b must not change while r is in use.
func Decode(b []byte, r Wire) error {
	if len(b) == 0 {
		return ErrMalformed
	}
	if b[0] == ContentFlat {
		return r.DecodeFlat(unsafe.String(&b[0], len(b)))
	}
	return json.Unmarshal(b, r)
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *Text) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*t = Text(s)
	return nil
}

// UnmarshalJSON implements json.Unmarshaler; names are sorted.
func (p *Params) UnmarshalJSON(b []byte) error {
	var m map[string]string
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	*p = nil
	for k, v := range m {
		*p = append(*p, Pair{Name: k, Value: v})
	}
	sort.Slice(*p, func(i, j int) bool { return (*p)[i].Name < (*p)[j].Name })
	return nil
}

func fieldError(field string, err error) error { return fmt.Errorf("%s: %w", field, err) }
