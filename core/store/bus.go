package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// gather is how long notes are gathered before they are written together: one
	// statement and one wake-up for all. People wait for notes, so it is short; what
	// comes while a batch is written makes up the next one. Nobody waits for a
	// wake-up about something committed, which every change gives.
	gather     = 2 * time.Millisecond
	gatherWake = 20 * time.Millisecond
	// lookAgain is how often the table is looked at without a wake-up, and how often
	// a lost connection is tried again.
	lookAgain = time.Second
	// noteKept is how long a note stays for the other nodes; who is behind longer
	// than that has missed it.
	noteKept = time.Minute
	// maxNotes is how many notes wait to be written; more are dropped. One row
	// carries at most perRow of them.
	maxNotes = 8192
	perRow   = 500
	channel  = "pegboard"
)

// Bus carries notes between the nodes of one PostgreSQL database, for what is worth
// knowing at once and not worth keeping, and wakes the others when this node has
// committed something. Notes of one node arrive in their order; one that cannot be
// written is lost. With SQLite, which has one node, there is no Bus.
//
// Notes stand in a table that PostgreSQL does not log, and NOTIFY only wakes: its
// payloads are bound to 8,000 bytes, and whoever was not connected would miss them.
type Bus struct {
	db    *DB
	dsn   string
	node  string
	log   *slog.Logger
	notes chan json.RawMessage
	wake  chan struct{}

	begun bool
	low   int64 // everything up to here was heard
	seen  map[int64]bool
}

// Bus returns a new bus, nil on SQLite. Run makes it work.
func (db *DB) Bus() *Bus {
	if db.dialect != PostgreSQL {
		return nil
	}
	return &Bus{
		db: db, dsn: db.dsn, node: rand.Text()[:12], log: db.log,
		notes: make(chan json.RawMessage, maxNotes), wake: make(chan struct{}, 1), seen: map[int64]bool{},
	}
}

// Send hands a note, which is JSON, to the other nodes. It does not block; it
// reports false when too many wait and this one was dropped.
func (b *Bus) Send(note []byte) bool {
	select {
	case b.notes <- note:
		return true
	default:
		return false
	}
}

// Wake wakes the other nodes. It does not block.
func (b *Bus) Wake() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Run works until ctx ends: hear gets each note of other nodes once, and woken is
// called when another node has committed something. Neither may block for long.
func (b *Bus) Run(ctx context.Context, hear func(note []byte), woken func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.write(ctx)
	}()
	defer func() { <-done }()
	signal := make(chan struct{}, 1)
	go b.listen(ctx, signal)
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		if err := b.read(ctx, hear); err != nil && ctx.Err() == nil {
			b.log.ErrorContext(ctx, "nodes: read", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-signal:
			woken()
		case <-tick.C:
		}
	}
}

// listen waits for wake-ups on a connection of its own, and connects again when it
// is lost: until then the table is looked at all the same.
func (b *Bus) listen(ctx context.Context, signal chan<- struct{}) {
	for ctx.Err() == nil {
		err := b.listenOnce(ctx, signal)
		if ctx.Err() != nil {
			return
		}
		b.log.WarnContext(ctx, "nodes: not listening", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(lookAgain):
		}
	}
}

func (b *Bus) listenOnce(ctx context.Context, signal chan<- struct{}) error {
	conn, err := pgx.Connect(ctx, b.dsn)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return err
	}
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		if n.Payload == b.node {
			continue
		}
		select {
		case signal <- struct{}{}:
		default:
		}
	}
}
