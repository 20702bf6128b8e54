// Package store keeps everything in one relational database: SQLite inside the
// process, or PostgreSQL. It is an adapter: it implements the interfaces that
// the domain packages declare, holds no rule of its own and checks no right.
// Only cmd and tests import it; it imports domain packages, never httpapi,
// realtime, mail, jobs or plugin.
//
// # How to add an adapter
//
// One noun, one file: rows are unexported structs in it, mapped to domain types
// by hand; no gorm tag leaves the package. Statements start at db.from(ctx) (a
// read, or a write inside InTx). Every write needs a transaction: outside of
// one, the SQLite handle is read-only. Errors leave through translate.
//
// # Conventions of the schema
//
// Columns *_at are int64 microseconds since 1970 UTC in both dialects (micros,
// fromMicros); NULL means "not". Booleans are BOOLEAN on PostgreSQL and 0/1 on
// SQLite. JSON is JSONB or TEXT. *_norm columns hold Unicode lower case for
// comparison, in byte order on both databases. Migrations are SQL per dialect
// under migrations/; a released one is never edited.
//
// RATIONALE.md tells why.
package store
