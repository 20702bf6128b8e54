package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// QueueIndex implements tickets.IndexStore.
func (s Tickets) QueueIndex(ctx context.Context, list ...core.TicketID) error {
	q := (&stmt{}).add("INSERT INTO ticket_search_queue (ticket_id) VALUES ")
	for i, id := range list {
		q.add(comma(i)+"(?)", id)
	}
	return translate("store.QueueIndex", q.exec(s.db.from(ctx)))
}

// errOvertaken: another indexer took some of the same changes first.
var errOvertaken = errors.New("overtaken")

// IndexQueued implements tickets.IndexStore. Documents are read before the
// transaction begins, so that on SQLite the writer is held only for writing
// them. What is written is never older than the changes taken off the queue:
// they were listed first. An indexer that finds one of them gone writes nothing,
// because whoever took it may have read later.
func (s Tickets) IndexQueued(ctx context.Context, limit int) (int, error) {
	const op = "store.IndexQueued"
	rows, err := s.db.from(ctx).Raw("SELECT id, ticket_id FROM ticket_search_queue ORDER BY id LIMIT ?", limit).Rows()
	if err != nil {
		return 0, translate(op, err)
	}
	defer rows.Close()
	var changes []int64
	docs := map[core.TicketID]*document{}
	for rows.Next() {
		var change int64
		var ticket core.TicketID
		if err := rows.Scan(&change, &ticket); err != nil {
			return 0, translate(op, err)
		}
		changes = append(changes, change)
		docs[ticket] = &document{}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || len(changes) == 0 {
		return 0, translate(op, err)
	}
	if err := s.readDocuments(ctx, docs); err != nil {
		return 0, translate(op, err)
	}
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		res := s.db.from(ctx).Exec("DELETE FROM ticket_search_queue WHERE id IN ("+marks(len(changes))+")", ids(changes)...)
		if res.Error != nil {
			return res.Error
		}
		if res.RowsAffected != int64(len(changes)) {
			return errOvertaken
		}
		return s.writeDocuments(ctx, docs)
	})
	if errors.Is(err, errOvertaken) {
		return 0, nil
	}
	return len(changes), translate(op, err)
}

// document is what of a ticket can be searched.
type document struct {
	exists          bool
	public, private words
}

// maxWords bounds each half of a document; the newest messages come first.
const maxWords = 8000

type words struct{ list []string }

func (w *words) add(text string) {
	if len(w.list) < maxWords {
		w.list = append(w.list, tickets.Tokens(text)...)
	}
}

// readDocuments fills in the documents of tickets; deleted ones stay empty.
func (s Tickets) readDocuments(ctx context.Context, docs map[core.TicketID]*document) error {
	list := make([]any, 0, len(docs))
	for id := range docs {
		list = append(list, id)
	}
	in := " IN (" + marks(len(list)) + ")"
	rows, err := s.db.from(ctx).Raw(`SELECT t.id, t.subject, t.tags, t.resolution, COALESCE(u.name, ''), COALESCE(u.email, '')
 FROM tickets t LEFT JOIN users u ON u.id = t.requester_id WHERE t.deleted_at IS NULL AND t.id`+in, list...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id core.TicketID
		var subject, tags, resolution, name, email string
		if err := rows.Scan(&id, &subject, &tags, &resolution, &name, &email); err != nil {
			return err
		}
		d := docs[id]
		d.exists = true
		d.public.add(strconv.FormatInt(int64(id), 10) + " " + subject)
		d.public.add(name)
		d.private.add(email)
		d.private.add(tags)
		d.private.add(resolution)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	rows, err = s.db.from(ctx).Raw("SELECT ticket_id, kind, body_text FROM messages WHERE ticket_id"+in+" ORDER BY ticket_id, id DESC", list...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id core.TicketID
		var kind tickets.MessageKind
		var text string
		if err := rows.Scan(&id, &kind, &text); err != nil {
			return err
		}
		if kind.Public() {
			docs[id].public.add(text)
		} else {
			docs[id].private.add(text)
		}
	}
	return rows.Err()
}

func (s Tickets) writeDocuments(ctx context.Context, docs map[core.TicketID]*document) error {
	// FTS5 gathers documents in memory as long as their numbers grow.
	for _, id := range slices.Sorted(maps.Keys(docs)) {
		d := docs[id]
		var err error
		switch {
		case s.db.dialect == SQLite:
			err = s.db.from(ctx).Exec("DELETE FROM ticket_search WHERE rowid = ?", id).Error
			if err == nil && d.exists {
				err = s.db.from(ctx).Exec("INSERT INTO ticket_search (rowid, public, private) VALUES (?,?,?)",
					id, strings.Join(d.public.list, " "), strings.Join(d.private.list, " ")).Error
			}
		case !d.exists:
			err = s.db.from(ctx).Exec("DELETE FROM ticket_search WHERE ticket_id = ?", id).Error
		default:
			err = s.db.from(ctx).Exec(`INSERT INTO ticket_search (ticket_id, doc) VALUES (?, CAST(? AS TSVECTOR))
 ON CONFLICT (ticket_id) DO UPDATE SET doc = EXCLUDED.doc`, id, d.vector()).Error
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// maxPosition is PostgreSQL's greatest position of a word; later ones share it.
const maxPosition = 16383

// vector spells the document as PostgreSQL reads a tsvector: each word with its
// position and weight. Words are letters and digits and need no escape.
func (d *document) vector() string {
	var b strings.Builder
	n := 0
	for _, half := range []struct {
		list   []string
		weight string
	}{{d.public.list, publicWeight}, {d.private.list, privateWeight}} {
		for _, w := range half.list {
			n = min(n+1, maxPosition)
			fmt.Fprintf(&b, "'%s':%d%s ", w, n, half.weight)
		}
		n = min(n+1, maxPosition) // a phrase does not reach from one half into the other
	}
	return b.String()
}

// RebuildIndex makes the whole index anew, for data that came in past the
// services, and tells progress how many tickets are done. Searches meanwhile
// find less. Not while others write tickets.
func (s Tickets) RebuildIndex(ctx context.Context, progress func(done int)) error {
	const op = "store.RebuildIndex"
	// FTS5 merges the pieces it has written again and again, a little each time,
	// which for a whole index is most of the work: so write few large pieces, merge
	// none, and all of them once at the end. The numbers put back are its defaults.
	batch := 20_000
	set := func(name string, value int) string {
		return fmt.Sprintf("INSERT INTO ticket_search (ticket_search, rank) VALUES ('%s', %d)", name, value)
	}
	clear := []string{
		"DELETE FROM ticket_search_queue", "INSERT INTO ticket_search (ticket_search) VALUES ('delete-all')",
		set("hashsize", 64<<20), set("automerge", 0), set("crisismerge", 1000),
	}
	finish := []string{
		"INSERT INTO ticket_search (ticket_search) VALUES ('optimize')",
		set("hashsize", 1<<20), set("automerge", 4), set("crisismerge", 16),
	}
	if s.db.dialect == PostgreSQL {
		batch = 1000
		clear = []string{"DELETE FROM ticket_search_queue", "TRUNCATE ticket_search", "DROP INDEX ticket_search_doc"}
		finish = []string{"CREATE INDEX ticket_search_doc ON ticket_search USING GIN (doc) WITH (fastupdate = off)"}
	}
	if err := s.allInTx(ctx, clear); err != nil {
		return translate(op, err)
	}
	for last, done := core.TicketID(0), 0; ; {
		var list []core.TicketID
		err := s.db.from(ctx).Raw("SELECT id FROM tickets WHERE id > ? ORDER BY id LIMIT ?", last, batch).Scan(&list).Error
		if err != nil {
			return translate(op, err)
		}
		if len(list) == 0 {
			break
		}
		docs := make(map[core.TicketID]*document, len(list))
		for _, id := range list {
			docs[id] = &document{}
		}
		err = s.readDocuments(ctx, docs)
		if err == nil {
			err = s.db.InTx(ctx, func(ctx context.Context) error { return s.writeDocuments(ctx, docs) })
		}
		if err != nil {
			return translate(op, err)
		}
		last, done = list[len(list)-1], done+len(list)
		progress(done)
	}
	return translate(op, s.allInTx(ctx, finish))
}

func (s Tickets) allInTx(ctx context.Context, statements []string) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		for _, q := range statements {
			if err := s.db.from(ctx).Exec(q).Error; err != nil {
				return err
			}
		}
		return nil
	})
}
