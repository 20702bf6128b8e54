package sdk

import (
	"encoding/json"
	"strconv"
)

// Filter is a condition on rows: a comparison, or a tree of them.
type Filter struct {
	All   *[]*Filter `json:"all,omitempty"`
	Any   *[]*Filter `json:"any,omitempty"`
	Not   *Filter    `json:"not,omitempty"`
	Field string     `json:"field,omitempty"`
	Op    string     `json:"op,omitempty"`
	Value any        `json:"value,omitempty"`
}

func compare(field, op string, v any) *Filter { return &Filter{Field: field, Op: op, Value: v} }

// Eq matches rows whose field equals v. In fields that refer to people the
// value "$me" is the caller.
func Eq(field string, v any) *Filter { return compare(field, "eq", v) }

// Ne matches rows whose field does not equal v; null is a value like any other.
func Ne(field string, v any) *Filter { return compare(field, "ne", v) }

// Lt matches smaller values, Lte smaller or equal, Gt greater, Gte greater or equal.
func Lt(field string, v any) *Filter { return compare(field, "lt", v) }

// Lte matches smaller or equal values.
func Lte(field string, v any) *Filter { return compare(field, "lte", v) }

// Gt matches greater values.
func Gt(field string, v any) *Filter { return compare(field, "gt", v) }

// Gte matches greater or equal values.
func Gte(field string, v any) *Filter { return compare(field, "gte", v) }

// In matches rows whose field is one of the values; none of them matches nothing.
func In[T any](field string, values ...T) *Filter {
	if values == nil {
		values = []T{}
	}
	return compare(field, "in", values)
}

// Contains matches texts that hold s, case ignored.
func Contains(field, s string) *Filter { return compare(field, "contains", s) }

// Empty matches rows whose field is null, or is not.
func Empty(field string, is bool) *Filter {
	return compare(field, "empty", json.RawMessage(map[bool]string{true: "true", false: "false"}[is]))
}

// All matches rows that every part matches; with no parts, every row.
func All(parts ...*Filter) *Filter {
	if parts == nil {
		parts = []*Filter{}
	}
	return &Filter{All: &parts}
}

// Any matches rows that some part matches; with no parts, none.
func Any(parts ...*Filter) *Filter {
	if parts == nil {
		parts = []*Filter{}
	}
	return &Filter{Any: &parts}
}

// Not matches the rows that f does not.
func Not(f *Filter) *Filter { return &Filter{Not: f} }

// appendJSON writes the filter. The values that comparisons usually have are
// written without reflection.
func (f *Filter) appendJSON(b []byte) ([]byte, error) {
	var err error
	part := func(name string, list []*Filter) {
		b = append(append(append(b, '"'), name...), '"', ':', '[')
		for i, p := range list {
			if i > 0 {
				b = append(b, ',')
			}
			if err == nil {
				b, err = p.appendJSON(b)
			}
		}
		b = append(b, ']')
	}
	b = append(b, '{')
	switch {
	case f == nil:
	case f.All != nil:
		part("all", *f.All)
	case f.Any != nil:
		part("any", *f.Any)
	case f.Not != nil:
		b, err = f.Not.appendJSON(append(b, `"not":`...))
	default:
		b = append(strconv.AppendQuote(append(b, `"field":`...), f.Field), `,"op":`...)
		b = append(strconv.AppendQuote(b, f.Op), `,"value":`...)
		switch v := f.Value.(type) {
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case int:
			b = strconv.AppendInt(b, int64(v), 10)
		case bool:
			b = strconv.AppendBool(b, v)
		default:
			var raw []byte
			raw, err = json.Marshal(v)
			b = append(b, raw...)
		}
	}
	return append(b, '}'), err
}
