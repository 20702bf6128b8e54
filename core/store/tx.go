package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"pegboard.dev/pegboard/core"
)

// txKey finds the transaction of one DB in a context; two databases in one
// process never see each other's.
type txKey struct{ db *DB }

type tx struct {
	gorm  *gorm.DB
	after []func(context.Context)
	// grown is what plugins keep more at its end, or less.
	grown map[core.PluginID]grown
}

// InTx implements core.Transactor. A nested call joins the outer transaction.
// fn must use the context it is given, for reads too: on SQLite a second write
// transaction inside fn would wait for itself. One transaction is used by one
// goroutine at a time.
func (db *DB) InTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if db.tx(ctx) != nil {
		return fn(ctx)
	}
	t := &tx{}
	err := db.writer.WithContext(ctx).Transaction(func(g *gorm.DB) error {
		t.gorm = g
		ctx := context.WithValue(ctx, txKey{db}, t)
		if err := fn(ctx); err != nil {
			return err
		}
		return db.counted(ctx)
	})
	if err != nil {
		return translate("store.InTx", err)
	}
	for _, f := range t.after {
		db.runAfter(context.WithoutCancel(ctx), f)
	}
	return nil
}

// AfterCommit runs fn once the transaction in ctx has been committed, in the
// same goroutine and without the transaction; never if it is rolled back.
// Outside a transaction it runs at once. For wake-ups and caches: a process
// that dies in between loses the call, so what must happen goes to the outbox.
func (db *DB) AfterCommit(ctx context.Context, fn func(ctx context.Context)) {
	if t := db.tx(ctx); t != nil {
		t.after = append(t.after, fn)
		return
	}
	db.runAfter(ctx, fn)
}

// runAfter keeps a panic in a wake-up from failing a call that has committed.
func (db *DB) runAfter(ctx context.Context, fn func(context.Context)) {
	defer func() {
		if p := recover(); p != nil {
			db.log.ErrorContext(ctx, "store: after commit", "panic", fmt.Sprint(p))
		}
	}()
	fn(ctx)
}

func (db *DB) tx(ctx context.Context) *tx {
	t, _ := ctx.Value(txKey{db}).(*tx)
	return t
}

// from is where every statement of an adapter starts: the transaction that ctx
// carries, or the readers.
func (db *DB) from(ctx context.Context) *gorm.DB {
	if t := db.tx(ctx); t != nil {
		return t.gorm.WithContext(ctx)
	}
	return db.reader.WithContext(ctx)
}
