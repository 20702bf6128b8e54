package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of single values.
const (
	MaxString = 500       // characters
	MaxText   = 50_000    // characters
	MaxJSON   = 16 << 10  // bytes
	MaxRefs   = 50        // people
	maxExact  = 1<<53 - 1 // the largest whole number a browser reads exactly
)

// Parse reads a JSON value of this field and checks it against everything the
// declaration says except Required. It returns nil for null, otherwise:
// string (String, Text), int64 (Int, Ref), float64, bool, time.Time in UTC,
// json.RawMessage, Attachment, of which only the ID is known, or []int64 (Refs;
// sorted, without duplicates). The error is
// one sentence for the person who filled in the form.
func (f *Field) Parse(raw json.RawMessage) (any, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	switch f.Type.Kind {
	case String, Text:
		return f.parseString(raw)
	case Int:
		n, err := parseInt(raw)
		if err != nil {
			return nil, err
		}
		return n, f.bounds(float64(n))
	case Float:
		var n float64
		if err := json.Unmarshal(raw, &n); err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
			return nil, errors.New("This must be a number.")
		}
		return n, f.bounds(n)
	case Bool:
		var b bool
		if err := json.Unmarshal(raw, &b); err != nil {
			return nil, errors.New("This must be true or false.")
		}
		return b, nil
	case Time:
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, errTime
		}
		return parseTime(s)
	case JSON:
		if len(raw) > MaxJSON {
			return nil, fmt.Errorf("This is larger than %d KiB.", MaxJSON>>10)
		}
		if !json.Valid(raw) {
			return nil, errors.New("This must be JSON.")
		}
		return json.RawMessage(bytes.Clone(raw)), nil
	case Ref:
		n, err := parseInt(raw)
		if err != nil || n < 0 {
			return nil, errors.New("This must be a number.")
		}
		if n == 0 {
			return nil, nil
		}
		return n, nil
	case Refs:
		return parseRefs(raw)
	case File:
		return parseFile(raw)
	}
	return nil, errors.New("This field has no type.")
}

func (f *Field) parseString(raw json.RawMessage) (any, error) {
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, errors.New("This must be text.")
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if strings.ContainsRune(s, 0) {
		return nil, errors.New("This contains a character that cannot be kept.")
	}
	limit := MaxText
	if f.Type.Kind == String {
		limit = MaxString
		s = strings.TrimSpace(s)
		if strings.ContainsAny(s, "\n\r") {
			return nil, errors.New("This must be one line.")
		}
	}
	if s == "" {
		return nil, nil
	}
	if f.Max != nil {
		limit = min(limit, int(*f.Max))
	}
	n := utf8.RuneCountInString(s)
	if n > limit {
		return nil, fmt.Errorf("This may have at most %d characters.", limit)
	}
	if f.Min != nil && n < int(*f.Min) {
		return nil, fmt.Errorf("This needs at least %d characters.", int(*f.Min))
	}
	if len(f.Options) > 0 && !slices.ContainsFunc(f.Options, func(o Option) bool { return o.Value == s }) {
		return nil, errors.New("This is not one of the choices.")
	}
	return s, nil
}

func (f *Field) bounds(n float64) error {
	if f.Min != nil && n < *f.Min {
		return fmt.Errorf("This must be at least %s.", strconv.FormatFloat(*f.Min, 'f', -1, 64))
	}
	if f.Max != nil && n > *f.Max {
		return fmt.Errorf("This must be at most %s.", strconv.FormatFloat(*f.Max, 'f', -1, 64))
	}
	return nil
}

// parseInt reads a whole number, also from a string: forms and block values
// carry ids as text.
func parseInt(raw json.RawMessage) (int64, error) {
	s := string(raw)
	if len(s) > 1 && s[0] == '"' {
		if err := json.Unmarshal(raw, &s); err != nil {
			return 0, errors.New("This must be a whole number.")
		}
		s = strings.TrimSpace(s)
		if s == "" {
			return 0, nil
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > maxExact || n < -maxExact {
		return 0, errors.New("This must be a whole number.")
	}
	return n, nil
}

var errTime = errors.New("This must be a time such as 2026-11-25T09:30:00Z.")

func parseTime(s string) (any, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return nil, errTime
	}
	if y := t.UTC().Year(); y < 1900 || y > 9999 {
		return nil, errors.New("This time is out of range.")
	}
	return t.UTC().Truncate(time.Microsecond), nil
}

func parseRefs(raw json.RawMessage) (any, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, errors.New("This must be a list of numbers.")
	}
	if len(items) > MaxRefs {
		return nil, fmt.Errorf("This may name at most %d people.", MaxRefs)
	}
	ids := make([]int64, 0, len(items))
	for _, it := range items {
		n, err := parseInt(bytes.TrimSpace(it))
		if err != nil || n <= 0 {
			return nil, errors.New("This must be a list of numbers.")
		}
		ids = append(ids, n)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}
