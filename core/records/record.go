package records

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Record is one row of a collection. Values holds what Field.Parse returns, by
// field name; an absent name is null.
type Record struct {
	ID      core.RecordID
	Version int64 // grows with every change, starts at 1
	// CreatedAt and UpdatedAt are UTC, to the microsecond.
	CreatedAt, UpdatedAt time.Time
	CreatedBy            core.UserID // zero: the plugin itself
	Values               map[string]any
}

// Ref returns the id that a reference field holds, zero for null.
func (r *Record) Ref(field string) int64 {
	n, _ := r.Values[field].(int64)
	return n
}

// Object is what rbac decides about; of a part of another record it is empty,
// see Service.object.
func (c *Collection) Object(r *Record) *rbac.Object {
	o := &rbac.Object{}
	if c.Owner != "" {
		o.Owner = core.UserID(r.Ref(c.Owner))
	}
	if c.Team != "" {
		o.Team = core.TeamID(r.Ref(c.Team))
	}
	if c.Contributors != "" {
		ids, _ := r.Values[c.Contributors].([]int64)
		for _, id := range ids {
			o.Contributors = append(o.Contributors, core.UserID(id))
		}
	}
	o.Visitor, _ = r.Values[c.Visitor].(string)
	o.Everyone, _ = r.Values[c.Everyone].(bool)
	o.Role, _ = r.Values[c.Role].(string)
	return o
}

// AppendJSON appends the record as one flat JSON object: the host's columns,
// then the fields in the order of the declaration, times in RFC 3339.
// abilities is left out when nil.
func (c *Collection) AppendJSON(b []byte, r *Record, abilities map[string]bool) []byte {
	b = append(b, `{"id":`...)
	b = strconv.AppendInt(b, int64(r.ID), 10)
	b = append(b, `,"version":`...)
	b = strconv.AppendInt(b, r.Version, 10)
	b = append(b, `,"created_at":`...)
	b = appendTime(b, r.CreatedAt)
	b = append(b, `,"updated_at":`...)
	b = appendTime(b, r.UpdatedAt)
	b = append(b, `,"created_by":`...)
	if r.CreatedBy == 0 {
		b = append(b, "null"...)
	} else {
		b = strconv.AppendInt(b, int64(r.CreatedBy), 10)
	}
	b = append(b, ',')
	b = c.appendFields(b, r)
	if abilities != nil {
		b = append(b, `,"abilities":`...)
		m, _ := json.Marshal(abilities)
		b = append(b, m...)
	}
	return append(b, '}')
}

// AppendFields appends only the declared fields, as a JSON object.
func (c *Collection) AppendFields(b []byte, r *Record) []byte {
	return append(c.appendFields(append(b, '{'), r), '}')
}

func (c *Collection) appendFields(b []byte, r *Record) []byte {
	for i := range c.Fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, c.Fields[i].Name...)
		b = append(b, '"', ':')
		b = appendValue(b, r.Values[c.Fields[i].Name])
	}
	return b
}

func appendTime(b []byte, t time.Time) []byte {
	b = append(b, '"')
	b = t.UTC().AppendFormat(b, time.RFC3339Nano)
	return append(b, '"')
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendString(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case bool:
		return strconv.AppendBool(b, v)
	case time.Time:
		return appendTime(b, v)
	case json.RawMessage:
		return append(b, v...)
	case Attachment:
		return v.appendJSON(b)
	case []int64:
		b = append(b, '[')
		for i, n := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, n, 10)
		}
		return append(b, ']')
	default: // float64
		m, err := json.Marshal(v)
		if err != nil {
			return append(b, "null"...)
		}
		return append(b, m...)
	}
}

// appendString writes plain ASCII directly and leaves the rest to encoding/json.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			m, _ := json.Marshal(s)
			return append(b, m...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// Input is what a caller wants written: raw JSON by field name.
type Input map[string]json.RawMessage

// ParseInput reads a JSON object of field values. The error is KindInvalid.
func ParseInput(body []byte) (Input, error) {
	var in Input
	dec := json.NewDecoder(bytes.NewReader(body))
	if err := dec.Decode(&in); err != nil || in == nil {
		return nil, core.Errorf("records.ParseInput", core.KindInvalid, "The record must be a JSON object.")
	}
	return in, nil
}
