package tickets

import (
	"encoding/base64"
	"encoding/binary"

	"pegboard.dev/pegboard/core"
)

// Cursors are opaque to whoever holds them, and not secret: they hold the place
// of the last row that the reader was given, and nothing of rows they were not.

func badCursor(op string) error {
	return core.InvalidField(op, "cursor", "This is not a place in the list. Start from the beginning.")
}

// idCursor is the place after a row of a list in the order of numbers.
func idCursor[T ~int64](id T) string {
	return base64.RawURLEncoding.EncodeToString(binary.AppendUvarint(nil, uint64(id)))
}

func parseCursor[T ~int64](op, s string) (T, error) {
	if s == "" {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return 0, badCursor(op)
	}
	v, n := binary.Uvarint(b)
	if n != len(b) || int64(v) <= 0 {
		return 0, badCursor(op)
	}
	return T(v), nil
}

// cursor spells a position as a cursor for lists in this order.
func (p *Position) cursor(sort Sort, search bool) string {
	flags := byte(0)
	if p.Pinned {
		flags |= 1
	}
	if search {
		flags |= 2
	}
	b := append([]byte{flags}, sort...)
	b = append(b, 0)
	b = binary.AppendVarint(b, p.Key)
	return base64.RawURLEncoding.EncodeToString(binary.AppendVarint(b, int64(p.ID)))
}

// parsePosition reads a cursor; one of another order is KindInvalid.
func parsePosition(op, s string, sort Sort, search bool) (*Position, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) < len(sort)+2 || b[0] > 3 || (b[0]&2 != 0) != search ||
		string(b[1:1+len(sort)]) != string(sort) || b[1+len(sort)] != 0 {
		return nil, badCursor(op)
	}
	p := &Position{Pinned: b[0]&1 != 0}
	b = b[2+len(sort):]
	key, n := binary.Varint(b)
	if n <= 0 {
		return nil, badCursor(op)
	}
	id, m := binary.Varint(b[n:])
	if m <= 0 || n+m != len(b) || id <= 0 {
		return nil, badCursor(op)
	}
	p.Key, p.ID = key, core.TicketID(id)
	return p, nil
}
