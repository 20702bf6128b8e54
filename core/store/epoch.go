package store

import "context"

// Access is the counter that every change of rights moves: roles, grants,
// memberships, a person's status, plugins. What was compiled from an older
// epoch is stale.
type Access struct{ db *DB }

// Access returns the access counter.
func (db *DB) Access() Access { return Access{db} }

// Epoch reads the counter.
func (a Access) Epoch(ctx context.Context) (int64, error) {
	var n int64
	err := a.db.from(ctx).Raw("SELECT epoch FROM access_epoch WHERE id = 1").Scan(&n).Error
	return n, translate("store.Epoch", err)
}

// Bump moves the counter, in the transaction of the change. It holds the
// counter's row until the end, so that changes of rights happen one after
// another on every node: a service that calls it before it checks "is this the
// last owner?" cannot be overtaken by another.
func (a Access) Bump(ctx context.Context) (int64, error) {
	var n int64
	err := a.db.from(ctx).Raw("UPDATE access_epoch SET epoch = epoch + 1 WHERE id = 1 RETURNING epoch").Scan(&n).Error
	return n, translate("store.Bump", err)
}
