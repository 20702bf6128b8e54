package store

import "time"

// Dialect is the kind of database behind a DB.
type Dialect string

const (
	// SQLite is the embedded database: one node, one file.
	SQLite Dialect = "sqlite"
	// PostgreSQL is the shared database of one or many nodes.
	PostgreSQL Dialect = "postgres"
)

// forUpdate is the row lock of a SELECT: PostgreSQL's clause, and nothing on
// SQLite, where a transaction holds the whole database from its start.
func (d Dialect) forUpdate() string {
	if d == PostgreSQL {
		return " FOR UPDATE"
	}
	return ""
}

// micros is how a time is stored.
func micros(t time.Time) int64 { return t.UnixMicro() }

// microsOrNull stores the zero time as NULL.
func microsOrNull(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	m := t.UnixMicro()
	return &m
}

// fromMicros reads a stored time, in UTC.
func fromMicros(m int64) time.Time { return time.UnixMicro(m).UTC() }

// fromMicrosOrNull reads NULL as the zero time.
func fromMicrosOrNull(m *int64) time.Time {
	if m == nil {
		return time.Time{}
	}
	return fromMicros(*m)
}

// orNull stores a zero identifier or an empty string as NULL.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// orZero reads NULL as the zero value.
func orZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
