package main

import (
	"slices"

	"pegboard.dev/pegboard/sdk"
)

// cell is one figure with the way to the tickets behind it.
type cell struct {
	n       int64
	known   bool
	tickets string
	href    string // of another plugin's page, in place of tickets
}

// line is one row of a report.
type line struct {
	id    int64
	text  string // of the host: a name, a tag, a day
	cells []cell
}

// result is a report that was computed.
type result struct {
	lines  []line
	total  []cell
	before []cell // of the period before; nil where it is not compared
	// past are the figures of the period before, bucket by bucket.
	past []line
	more bool
}

// compute asks the host for everything that a report shows.
func (r *report) compute(c *choice) (*result, error) {
	if r.from != "" {
		return r.fetch(c)
	}
	now, err := r.rows(c, 0)
	if err != nil {
		return nil, err
	}
	out := &result{lines: now.lines, total: now.total, more: now.more}
	switch {
	case r.now || !c.compare:
	case r.by == "time":
		then, err := r.rows(c, 1)
		if err != nil {
			return nil, err
		}
		out.past, out.before = then.lines, then.total
	default:
		out.before, err = r.sums(c, 1)
	}
	return out, err
}

// rows asks for the rows of all sources, and for what they are together.
func (r *report) rows(c *choice, before int64) (*sheet, error) {
	t := &sheet{report: r, at: map[string]int{}, total: make([]cell, r.width())}
	for i, place := range r.places() {
		s := &r.sources[i]
		by := []string{r.dimension(c)}
		if s.split != "" {
			by = append(by, s.split)
		}
		q := r.query(s, c, by...)
		q.Before, q.Total = before, true
		page, err := sdk.Tickets.Figures(q)
		if err != nil {
			return nil, err
		}
		if s.split == "" {
			t.add(s, place, page)
		} else {
			t.split(s, place, page)
		}
	}
	t.order()
	return t, nil
}

// sums are the figures over all rows.
func (r *report) sums(c *choice, before int64) ([]cell, error) {
	out := make([]cell, r.width())
	for i, place := range r.places() {
		s := &r.sources[i]
		by := []string{}
		if s.split != "" {
			by = append(by, s.split)
		}
		q := r.query(s, c, by...)
		q.Before = before
		page, err := sdk.Tickets.Figures(q)
		if err != nil {
			return nil, err
		}
		for n := range page.Rows {
			f := &page.Rows[n]
			if s.split != "" {
				if part := slices.Index(s.splits, f.IDs[0]); part >= 0 {
					out[place+part] = figure(f, 0)
				}
				continue
			}
			for m := range s.measures {
				out[place+m] = figure(f, m)
			}
		}
	}
	return out, nil
}

func figure(f *sdk.FigureRow, measure int) cell {
	n, ok := sdk.FigureOf(f, measure)
	return cell{n: n, known: ok, tickets: f.Tickets}
}

// value is what a column shows of a row's cells; share is in thousandths.
func (r *report) value(col *column, cells []cell) cell {
	c := cells[col.measure]
	if col.kind != "share" || r.from != "" {
		return c
	}
	sum := int64(0)
	for i := range cells {
		sum += cells[i].n
	}
	if sum == 0 {
		return cell{}
	}
	return cell{n: c.n * 1000 / sum, known: true, tickets: c.tickets}
}
