package bench

import (
	"context"
	"html"
	"iter"
	"math/rand/v2"
	"strings"

	"pegboard.dev/pegboard/core/store"
)

// chunk is how many tickets one round of inserts carries.
const chunk = 20_000

// loadTickets fills the tables about tickets, chunk by chunk, so that memory
// stays small whatever the size.
func (w *World) loadTickets(ctx context.Context, db *store.DB, progress Progress) error {
	if _, err := db.Bulk(ctx, "tags", []string{"id", "name"}, slice(len(tags), func(i int) []any { return []any{i + 1, tags[i]} })); err != nil {
		return err
	}
	l := &loader{w: w, db: db, rand: rand.New(rand.NewPCG(11, uint64(w.Tickets)))}
	next, stop := iter.Pull(iter.Seq[*row](w.tickets))
	defer stop()
	for done := 0; done < w.Tickets; {
		rows := make([]*row, 0, chunk)
		for len(rows) < chunk {
			t, ok := next()
			if !ok {
				break
			}
			rows = append(rows, t)
		}
		if err := l.load(ctx, rows); err != nil {
			return err
		}
		done += len(rows)
		progress("tickets", done, w.Tickets)
	}
	w.Messages = l.messages
	return nil
}

type loader struct {
	w        *World
	db       *store.DB
	rand     *rand.Rand
	messages int
	err      error
}

func (l *loader) bulk(ctx context.Context, table, columns string, rows [][]any) {
	if l.err == nil && len(rows) > 0 {
		_, l.err = l.db.Bulk(ctx, table, strings.Fields(columns), slice(len(rows), func(i int) []any { return rows[i] }))
	}
}

func (l *loader) load(ctx context.Context, rows []*row) error {
	var tickets, spans, contributors, ticketTags, messages, queue [][]any
	for _, t := range rows {
		seen := map[string]bool{}
		for _, tag := range t.tags {
			if !seen[tag] {
				seen[tag] = true
				ticketTags = append(ticketTags, []any{tagID(tag), t.id})
			}
		}
		people := map[int]bool{}
		for _, c := range t.contributors {
			if !people[c] {
				people[c] = true
				contributors = append(contributors, []any{t.id, int64(l.w.Agent(c)), t.updated, t.created, t.status})
			}
		}
		replies := 0
		for m := range t.messages {
			msg, reply := l.message(t, m)
			messages = append(messages, msg)
			if reply {
				replies++
			}
		}
		queue = append(queue, []any{t.id})
		tickets = append(tickets, l.ticket(t, len(people), replies, distinct(t.tags)))
		spans = append(spans, l.spans(t)...)
	}
	l.bulk(ctx, "tickets", "id team_id assignee_id requester_id organization_id created_at updated_at pinned_at follow_up_at first_response_at resolved_at closed_at message_count reply_count contributor_count status priority channel subject tags first_response_by status_at open_us first_resolved_at reopen_count", tickets)
	l.bulk(ctx, "ticket_spans", "ticket_id version from_at to_at team_id assignee_id by_id status turn", spans)
	l.bulk(ctx, "ticket_contributors", "ticket_id user_id updated_at added_at status", contributors)
	l.bulk(ctx, "ticket_tags", "tag_id ticket_id", ticketTags)
	l.bulk(ctx, "messages", "id ticket_id author_id created_at kind from_customer body_text body_html", messages)
	l.bulk(ctx, "ticket_search_queue", "ticket_id", queue)
	return l.err
}

func (l *loader) ticket(t *row, contributors, replies int, tagNames []string) []any {
	w := l.w
	team, assignee := l.holders(t)
	var org, responder any
	if t.firstResponse != nil {
		responder = int64(w.Agent(max(t.assignee, 0)))
	}
	since, waited, solved, reopened := t.created, int64(0), t.resolved, 0
	if t.resolved != nil {
		since, waited = t.updated, t.updated-t.created
		if third := waited / 3; again(t) {
			waited, solved, reopened = waited-third, t.created+third, 1
		}
	}
	if t.organization < w.Organizations {
		org = t.organization + 1
	}
	return []any{
		t.id, team, assignee, int64(w.customer(t.requester)), org, t.created, t.updated, t.pinned, t.followUp,
		t.firstResponse, t.resolved, t.closedAt, t.messages, replies, contributors, t.status, t.priority,
		[]string{"web", "mail", "phone"}[t.id%3], t.subject, strings.Join(tagNames, "\n"),
		responder, since, waited, solved, reopened,
	}
}

// holders are the ticket's team and assignee, nil for none.
func (l *loader) holders(t *row) (team, assignee any) {
	if t.team >= 0 {
		team = t.team + 1
	}
	if t.assignee >= 0 {
		assignee = int64(l.w.Agent(t.assignee))
	}
	return team, assignee
}

// again: one solved ticket in forty was solved before, and opened again.
func again(t *row) bool { return t.id%40 == 0 }

// spans are the ticket's life.
func (l *loader) spans(t *row) [][]any {
	team, assignee := l.holders(t)
	if t.resolved == nil {
		return [][]any{{t.id, 0, t.created, nil, team, assignee, nil, t.status, 1}}
	}
	if !again(t) {
		return [][]any{
			{t.id, 0, t.created, t.updated, team, assignee, nil, 1, 1},
			{t.id, 1, t.updated, nil, team, assignee, assignee, t.status, 2},
		}
	}
	third := (t.updated - t.created) / 3
	return [][]any{
		{t.id, 0, t.created, t.created + third, team, assignee, nil, 1, 1},
		{t.id, 1, t.created + third, t.created + 2*third, team, assignee, assignee, 4, 2},
		{t.id, 2, t.created + 2*third, t.updated, team, assignee, nil, 1, 3},
		{t.id, 3, t.updated, nil, team, assignee, assignee, t.status, 2},
	}
}

// message writes the m-th message of a ticket: the customer begins, every
// third answer is a private note.
func (l *loader) message(t *row, m int) (msg []any, reply bool) {
	l.messages++
	author, kind, customer := l.w.customer(t.requester), 1, true
	if m%2 == 1 {
		customer = false
		author = l.w.Agent(max(t.assignee, 0))
		if l.rand.IntN(3) == 0 {
			kind = 2
		}
	}
	var extra []string
	if m == 0 {
		extra = t.extra
	}
	text := body(l.rand, extra...)
	at := t.created + (t.updated-t.created)*int64(m)/int64(t.messages)
	return []any{l.messages, t.id, int64(author), at, kind, customer, text, "<p>" + html.EscapeString(text) + "</p>"}, kind == 1
}

func tagID(name string) int {
	for i, t := range tags {
		if t == name {
			return i + 1
		}
	}
	return 0
}

func distinct(sorted []string) []string {
	var out []string
	for i, s := range sorted {
		if i == 0 || s != sorted[i-1] {
			out = append(out, s)
		}
	}
	return out
}
