package store

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// write writes what waits, a little later and together, until ctx ends.
func (b *Bus) write(ctx context.Context) {
	prune := time.NewTicker(noteKept / 2)
	defer prune.Stop()
	for {
		var batch []json.RawMessage
		select {
		case <-ctx.Done():
			// What waits is still told, such as that this node goes.
			if err := b.flush(context.WithoutCancel(ctx), nil); err != nil {
				b.log.WarnContext(ctx, "nodes: write", "error", err)
			}
			return
		case <-prune.C:
			b.prune(ctx)
			continue
		case note := <-b.notes:
			batch = append(batch, note)
		case <-b.wake:
			batch = b.noteWithin(ctx, gatherWake)
		}
		if len(batch) > 0 {
			select {
			case <-ctx.Done():
			case <-time.After(gather):
			}
		}
		if err := b.flush(context.WithoutCancel(ctx), batch); err != nil {
			b.log.ErrorContext(ctx, "nodes: write", "error", err)
		}
	}
}

// noteWithin waits for a note, which ends the wait; none when the time is up.
func (b *Bus) noteWithin(ctx context.Context, wait time.Duration) []json.RawMessage {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	case note := <-b.notes:
		return []json.RawMessage{note}
	}
	return nil
}

// flush writes the batch and everything that came since, and wakes the others.
func (b *Bus) flush(ctx context.Context, batch []json.RawMessage) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	select {
	case <-b.wake: // this wakes for it as well
	default:
	}
	for {
		more := true
		for more && len(batch) < perRow {
			select {
			case note := <-b.notes:
				batch = append(batch, note)
			default:
				more = false
			}
		}
		if len(batch) == 0 {
			return b.db.writer.WithContext(ctx).Exec("SELECT pg_notify(?, ?)", channel, b.node).Error
		}
		body, err := json.Marshal(batch)
		if err != nil {
			return err
		}
		// In one statement, and so in one commit: whoever is woken finds the note.
		const write = "WITH written AS (INSERT INTO node_notes (node, body) VALUES (?, ?)) SELECT pg_notify(?, ?)"
		if err := b.db.writer.WithContext(ctx).Exec(write, b.node, string(body), channel, b.node).Error; err != nil || !more {
			return err
		}
		batch = nil
	}
}

func (b *Bus) prune(ctx context.Context) {
	err := b.db.writer.WithContext(ctx).Exec("DELETE FROM node_notes WHERE at < now() - make_interval(secs => ?)", noteKept.Seconds()).Error
	if err != nil && ctx.Err() == nil {
		b.log.WarnContext(ctx, "nodes: prune", "error", err)
	}
}

// read hands over the notes that have come since the last time. Numbers are drawn
// before they are committed, so the last seconds are looked at again.
func (b *Bus) read(ctx context.Context, hear func(note []byte)) error {
	var rows []struct {
		ID      int64
		Body    string // empty of those that are known, and of this node's own
		Settled bool
	}
	err := b.db.writer.WithContext(ctx).Raw(`SELECT id, at < now() - interval '2 seconds' AS settled,
		CASE WHEN node = ? OR id = ANY(?::bigint[]) THEN '' ELSE body END AS body
		FROM node_notes WHERE id > ? ORDER BY id`, b.node, b.known(), b.low).Scan(&rows).Error
	if err != nil {
		return err
	}
	settling := true
	for _, row := range rows {
		if settling = settling && row.Settled; settling {
			b.low = row.ID
			delete(b.seen, row.ID)
		} else {
			b.seen[row.ID] = true
		}
		if row.Body == "" || row.Settled && !b.begun {
			continue
		}
		var notes []json.RawMessage
		if err := json.Unmarshal([]byte(row.Body), &notes); err != nil {
			return err
		}
		for _, note := range notes {
			hear(note)
		}
	}
	b.begun = true
	return nil
}

// known writes the numbers that were seen and not settled as an array.
func (b *Bus) known() string {
	var sb strings.Builder
	sb.WriteByte('{')
	for i, id := range slices.Sorted(maps.Keys(b.seen)) {
		if i > 0 {
			sb.WriteByte(',')
		}
		sb.WriteString(strconv.FormatInt(id, 10))
	}
	sb.WriteByte('}')
	return sb.String()
}
