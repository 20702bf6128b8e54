package records

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
)

// Position is the row after which a page begins, in the plan's order.
type Position struct {
	// Value is the sort field's value of that row, nil for null. It is unused when
	// the list is sorted by id.
	Value any
	ID    core.RecordID
}

type cursorForm struct {
	Sort  string          `json:"s"`
	Desc  bool            `json:"d,omitempty"`
	Value json.RawMessage `json:"v,omitempty"`
	ID    int64           `json:"i"`
}

// Cursor names the page that follows r. It holds that row's id and sort value
// and nothing else, and works for the same sort only.
func (p *Plan) Cursor(r *Record) string {
	form := cursorForm{Sort: p.Sort.Name, Desc: p.Desc, ID: int64(r.ID)}
	if p.Sort.Name != ColID {
		form.Value = appendValue(nil, p.sortValue(r))
	}
	b, _ := json.Marshal(form)
	return base64.RawURLEncoding.EncodeToString(b)
}

func (p *Plan) sortValue(r *Record) any {
	switch p.Sort.Name {
	case ColVersion:
		return r.Version
	case ColCreatedAt:
		return r.CreatedAt
	case ColUpdatedAt:
		return r.UpdatedAt
	}
	return r.Values[p.Sort.Name]
}

func (p *Plan) decodeCursor(s string) (*Position, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil, err
	}
	var form cursorForm
	if err := json.Unmarshal(b, &form); err != nil {
		return nil, err
	}
	if form.Sort != p.Sort.Name || form.Desc != p.Desc || form.ID <= 0 {
		return nil, errors.New("another sort")
	}
	pos := &Position{ID: core.RecordID(form.ID)}
	if p.Sort.Name == ColID {
		return pos, nil
	}
	pos.Value, err = (&Field{Type: p.Sort.Type}).Parse(form.Value)
	return pos, err
}

// Zero is what a null counts as in the order of a list.
func (f *Field) Zero() any {
	switch f.Type.Kind {
	case String, Text:
		return ""
	case Float:
		return float64(0)
	case Bool:
		return false
	case Time:
		return time.UnixMicro(0).UTC()
	}
	return int64(0)
}
