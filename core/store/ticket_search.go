package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// fewTickets is how many tickets a reader may see for a search to look at each
// of them instead of at every hit.
const fewTickets = 300

// searchPage selects pin, k and id of one page of hits, newest ticket first;
// nil for a page that is empty for certain. The reader's access is part of the
// query: what is cut off at the limit is always older than what is returned.
func (s Tickets) searchPage(ctx context.Context, q *tickets.Query) (*stmt, error) {
	w, err := s.ways(ctx, q)
	if err != nil || w == nil {
		return nil, err
	}
	var inside, customer []rbac.Branch
	for _, b := range w.reach {
		if tickets.CustomerBranch(b) {
			customer = append(customer, b)
		} else {
			inside = append(inside, b)
		}
	}
	var parts []*stmt
	for _, class := range []struct {
		reach  []rbac.Branch
		public bool
	}{{inside, false}, {customer, true}} {
		if len(class.reach) == 0 {
			continue
		}
		of := *w
		of.reach = class.reach
		part, err := s.hits(ctx, q, &of, class.public)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	out := (&stmt{}).add("SELECT 0 AS pin, id AS k, id FROM (")
	for i, p := range parts {
		if i > 0 {
			out.add(" UNION ")
		}
		out.add("SELECT id FROM (").put(p).add(fmt.Sprintf(") AS h%d", i))
	}
	return out.add(fmt.Sprintf(") AS found ORDER BY id DESC LIMIT %d", q.Limit)), nil
}

// hits selects the newest tickets within reach that the search finds.
func (s Tickets) hits(ctx context.Context, q *tickets.Query, w *ticketWays, public bool) (*stmt, error) {
	few, err := s.visible(ctx, w)
	if err != nil {
		return nil, err
	}
	out := &stmt{}
	match, words := s.match(q.Search, public)
	switch {
	case few != nil:
		if s.db.dialect == SQLite {
			out.add("SELECT c.id FROM (").put(few).add(") AS c CROSS JOIN ticket_search WHERE "+match+" AND ticket_search.rowid = c.id", words)
		} else { // one by one: left to choose, the planner reads every hit in the helpdesk
			out.add("SELECT c.id FROM (").put(few)
			out.add(") AS c CROSS JOIN LATERAL (SELECT 1 FROM ticket_search WHERE ticket_id = c.id AND "+match+" OFFSET 0) AS m WHERE 1 = 1", words)
		}
		if q.After != nil {
			out.add(" AND c.id < ?", q.After.ID)
		}
		return out.add(fmt.Sprintf(" ORDER BY c.id DESC LIMIT %d", q.Limit)), nil
	case s.db.dialect == SQLite:
		out.add("SELECT t.id FROM ticket_search CROSS JOIN tickets t WHERE "+match+" AND t.id = ticket_search.rowid", words)
		if q.After != nil {
			out.add(" AND ticket_search.rowid < ?", q.After.ID)
		}
		w.checks(out, &way{}, false)
		return out.add(fmt.Sprintf(" ORDER BY ticket_search.rowid DESC LIMIT %d", q.Limit)), nil
	}
	found, err := s.newestHits(ctx, q, w, match, words)
	if err != nil {
		return nil, err
	}
	return out.add("SELECT h.id FROM unnest(CAST(? AS BIGINT[])) AS h (id)", bigints(found)), nil
}

// visible selects all tickets of w if they are few, nil if they are not.
func (s Tickets) visible(ctx context.Context, w *ticketWays) (*stmt, error) {
	if w.reach[0].Kind == rbac.BranchAll && w.driven() == nil {
		return nil, nil
	}
	list := &stmt{}
	for i, along := range w.all() {
		if i > 0 {
			list.add(" UNION ")
		}
		list.add("SELECT id FROM (")
		w.some(list, &along, fewTickets+1)
		list.add(fmt.Sprintf(") AS v%d", i))
	}
	var n int
	count := (&stmt{}).add("SELECT count(*) FROM (").put(list).add(") AS visible")
	err := scanOne(s.db.from(ctx).Raw(count.text.String(), count.args...), &n)
	if err != nil || n > fewTickets {
		return nil, err
	}
	return list, nil
}

// match is the condition on ticket_search, and the words in its dialect.
func (s Tickets) match(terms []tickets.Term, public bool) (condition, words string) {
	if s.db.dialect == SQLite {
		return "ticket_search MATCH ?", ftsQuery(terms, public)
	}
	return "ticket_search.doc @@ CAST(? AS TSQUERY)", tsQuery(terms, public)
}

// ftsQuery spells terms for FTS5. Tokens are letters and digits only, so that
// nothing in them can be an operator; quoted all the same, for AND and NEAR are words.
func ftsQuery(terms []tickets.Term, public bool) string {
	parts := make([]string, len(terms))
	for i, t := range terms {
		parts[i] = `"` + strings.Join(t.Tokens, " ") + `"`
		if t.Prefix {
			parts[i] += "*"
		}
	}
	q := strings.Join(parts, " AND ")
	if public {
		return "{public} : (" + q + ")"
	}
	return q
}

// The weights of a document's words: what customers may search, and the rest.
const (
	publicWeight  = "A"
	privateWeight = "D"
)

// tsQuery spells terms for PostgreSQL.
func tsQuery(terms []tickets.Term, public bool) string {
	parts := make([]string, len(terms))
	for i, t := range terms {
		tokens := slices.Clone(t.Tokens)
		for j := range tokens {
			flags := ""
			if t.Prefix && j == len(tokens)-1 {
				flags = "*"
			}
			if public {
				flags += publicWeight
			}
			tokens[j] = "'" + tokens[j] + "'"
			if flags != "" {
				tokens[j] += ":" + flags
			}
		}
		parts[i] = "(" + strings.Join(tokens, " <-> ") + ")"
	}
	return strings.Join(parts, " & ")
}
