package main

import (
	"slices"
	"strconv"

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
	out := &result{}
	var err error
	if out.lines, out.more, err = r.rows(c, 0); err != nil {
		return nil, err
	}
	if out.total, err = r.sums(c, 0); err != nil {
		return nil, err
	}
	if r.now || !c.compare {
		return out, nil
	}
	if out.before, err = r.sums(c, 1); err != nil {
		return nil, err
	}
	if r.by == "time" {
		out.past, _, err = r.rows(c, 1)
	}
	return out, err
}

// rows puts the sources' figures together, in the order of the first source.
func (r *report) rows(c *choice, before int64) (lines []line, more bool, err error) {
	at := map[string]int{}
	row := func(id int64, text string) *line {
		key := strconv.FormatInt(id, 10) + " " + text
		if r.by == "time" {
			key = strconv.FormatInt(id, 10)
		}
		i, ok := at[key]
		if !ok {
			i = len(lines)
			at[key] = i
			lines = append(lines, line{id: id, text: text, cells: make([]cell, r.width())})
		}
		return &lines[i]
	}
	for i, place := range r.places() {
		s := &r.sources[i]
		by := []string{r.dimension(c)}
		if s.split != "" {
			by = append(by, s.split)
		}
		q := r.query(s, c, by...)
		q.Before = before
		page, err := sdk.Tickets.Figures(q)
		if err != nil {
			return nil, false, err
		}
		more = more || page.More
		for n, id := range page.BucketIDs {
			row(id, page.BucketDays[n])
		}
		for n := range page.Rows {
			f := &page.Rows[n]
			to := row(f.IDs[0], f.Names[0])
			if s.split != "" {
				if part := slices.Index(s.splits, f.IDs[1]); part >= 0 {
					to.cells[place+part] = figure(f, 0)
				}
				continue
			}
			for m := range s.measures {
				to.cells[place+m] = figure(f, m)
			}
		}
	}
	if len(r.sources) > 1 && r.by != "time" || r.sources[0].split != "" {
		slices.SortStableFunc(lines, func(a, b line) int { return int(b.cells[0].n - a.cells[0].n) })
		if r.top > 0 && len(lines) > r.top {
			lines, more = lines[:r.top], true
		}
	}
	return lines, more, nil
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
