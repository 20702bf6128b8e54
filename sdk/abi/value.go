package abi

import (
	"errors"
	"time"
)

// Time is an instant in microseconds since 1970 UTC; zero means "none". In JSON
// it is RFC 3339 in UTC, or null.
type Time int64

// TimeOf converts t; the zero time becomes "none".
func TimeOf(t time.Time) Time {
	if t.IsZero() {
		return 0
	}
	return Time(t.UnixMicro())
}

// Time returns the instant in UTC, the zero time.Time for "none".
func (t Time) Time() time.Time {
	if t == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(t)).UTC()
}

// IsZero reports whether there is no instant.
func (t Time) IsZero() bool { return t == 0 }

// MarshalJSON implements json.Marshaler. A year that RFC 3339 cannot write is an error.
func (t Time) MarshalJSON() ([]byte, error) {
	if t == 0 {
		return []byte("null"), nil
	}
	std := t.Time()
	if y := std.Year(); y < 0 || y > 9999 {
		return nil, errors.New("abi: a time outside of the years 0 to 9999")
	}
	b := append(make([]byte, 0, 32), '"')
	b = std.AppendFormat(b, time.RFC3339Nano)
	return append(b, '"'), nil
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *Time) UnmarshalJSON(b []byte) error {
	if string(b) == "null" || string(b) == `""` {
		*t = 0
		return nil
	}
	var std time.Time
	if err := std.UnmarshalJSON(b); err != nil {
		return err
	}
	*t = TimeOf(std)
	return nil
}

// JSON is a piece of JSON that this contract does not look into.
type JSON []byte

// MarshalJSON implements json.Marshaler; empty is null.
func (j JSON) MarshalJSON() ([]byte, error) {
	if len(j) == 0 {
		return []byte("null"), nil
	}
	return j, nil
}

// UnmarshalJSON implements json.Unmarshaler; it copies.
func (j *JSON) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*j = nil
		return nil
	}
	*j = append((*j)[:0], b...)
	return nil
}

// Text is a body such as a route's: any bytes in the flat layout, a string in JSON.
type Text []byte

// MarshalJSON implements json.Marshaler.
func (t Text) MarshalJSON() ([]byte, error) { return appendJSONString(nil, string(t)), nil }

// Params are named values in order, such as query parameters or headers; a JSON
// object in JSON. A name may occur once.
type Params []Pair

// Get returns the value under name, empty when there is none.
func (p Params) Get(name string) string {
	for i := range p {
		if p[i].Name == name {
			return p[i].Value
		}
	}
	return ""
}

// Has reports whether there is a value under name.
func (p Params) Has(name string) bool {
	for i := range p {
		if p[i].Name == name {
			return true
		}
	}
	return false
}

// With returns p with the value under name set.
func (p Params) With(name, value string) Params {
	for i := range p {
		if p[i].Name == name {
			p[i].Value = value
			return p
		}
	}
	return append(p, Pair{Name: name, Value: value})
}

// MarshalJSON implements json.Marshaler.
func (p Params) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i := range p {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendJSONString(b, p[i].Name)
		b = append(b, ':')
		b = appendJSONString(b, p[i].Value)
	}
	return append(b, '}'), nil
}
