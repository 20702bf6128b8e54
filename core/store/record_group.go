package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// GroupRecords implements records.Store.
func (s Records) GroupRecords(ctx context.Context, c *records.Collection, p *records.GroupPlan, reach []rbac.Branch) ([][]any, error) {
	const op = "store.GroupRecords"
	q := &recordSQL{c: c, dialect: s.db.dialect}
	q.group(p, reach)
	rows, err := s.db.from(ctx).Raw(q.steady(), q.args...).Rows()
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	out := [][]any{}
	line := newGroupLine(p)
	for rows.Next() {
		if err := rows.Scan(line.into...); err != nil {
			return nil, translate(op, err)
		}
		out = append(out, line.values())
	}
	return out, translate(op, rows.Err())
}

// group builds the query for figures. Every way of access is a condition here: all
// rows have to be read anyway, and one that two ways reach counts once.
func (q *recordSQL) group(p *records.GroupPlan, reach []rbac.Branch) {
	q.sb.WriteString("SELECT ")
	for i := range p.Keys {
		q.comma(i)
		q.key(&p.Keys[i], i, p)
	}
	for i := range p.Figures {
		q.comma(i + len(p.Keys))
		q.figure(&p.Figures[i])
	}
	q.sb.WriteString(" FROM " + ident(q.c.Table()) + " r")
	for i := range p.Keys {
		if p.Keys[i].Field.Type.Kind == records.Refs {
			q.sb.WriteString(fmt.Sprintf(" LEFT JOIN %s k%d ON k%d.record_id = r.id", ident(q.c.PeopleTable()), i, i))
		}
	}
	q.sb.WriteString(" WHERE ")
	q.within(reach)
	if p.Where != nil {
		q.sb.WriteString(" AND ")
		q.cond(p.Where)
	}
	q.positions(" GROUP BY ", len(p.Keys))
	q.groupOrder(p)
	q.sb.WriteString(" LIMIT ?")
	q.args = append(q.args, p.Limit+1)
}

func (q *recordSQL) comma(i int) {
	if i > 0 {
		q.sb.WriteString(", ")
	}
}

// positions writes 1, 2, … n behind a clause.
func (q *recordSQL) positions(clause string, n int) {
	for i := range n {
		if i == 0 {
			q.sb.WriteString(clause)
		} else {
			q.sb.WriteString(", ")
		}
		q.sb.WriteString(strconv.Itoa(i + 1))
	}
}

// groupOrder sorts lines, nulls first as on SQLite, and by the keys in the end.
func (q *recordSQL) groupOrder(p *records.GroupPlan) {
	if p.Sort < 0 && len(p.Keys) == 0 {
		return
	}
	q.sb.WriteString(" ORDER BY ")
	term := func(column int, desc bool) {
		q.sb.WriteString(strconv.Itoa(column + 1))
		switch {
		case desc && q.dialect == PostgreSQL:
			q.sb.WriteString(" DESC NULLS LAST")
		case desc:
			q.sb.WriteString(" DESC")
		case q.dialect == PostgreSQL:
			q.sb.WriteString(" NULLS FIRST")
		}
	}
	if p.Sort >= 0 {
		term(p.Sort, p.Desc)
	}
	for i := range p.Keys {
		if i == p.Sort {
			continue
		}
		if i > 0 || p.Sort >= 0 {
			q.sb.WriteString(", ")
		}
		term(i, false)
	}
}

// key writes what lines are told apart by.
func (q *recordSQL) key(k *records.PlanKey, i int, p *records.GroupPlan) {
	switch {
	case k.Field.Type.Kind == records.Refs:
		q.sb.WriteString(fmt.Sprintf("k%d.user_id", i))
	case k.Step != "":
		q.sb.WriteString(stepExpr(q.dialect, "r."+ident(k.Field.Name), k.Step, p.Zone))
	default:
		q.sb.WriteString("r." + ident(k.Field.Name))
	}
}

// figure writes one number. Its condition makes other rows null, which no function
// counts.
func (q *recordSQL) figure(f *records.PlanFigure) {
	before, after := figureFrame(q.dialect, f)
	q.sb.WriteString(before)
	if f.Where != nil {
		q.sb.WriteString("CASE WHEN ")
		q.cond(f.Where)
		q.sb.WriteString(" THEN ")
	}
	switch {
	case f.Field == nil:
		q.sb.WriteString("1")
	case f.Minus != nil:
		q.sb.WriteString("(r." + ident(f.Field.Name) + " - r." + ident(f.Minus.Name) + ") / 1000000.0")
	default:
		q.sb.WriteString("r." + ident(f.Field.Name))
	}
	if f.Where != nil {
		q.sb.WriteString(" END")
	}
	q.sb.WriteString(after)
}

// figureFrame is what stands around the values of a figure. Sums are floating, so
// that none overflows.
func figureFrame(d Dialect, f *records.PlanFigure) (before, after string) {
	switch f.Fn {
	case records.Count:
		return "COUNT(", ")"
	case records.Distinct:
		return "COUNT(DISTINCT ", ")"
	case records.Sum:
		if d == SQLite {
			return "TOTAL(", ")"
		}
		return "COALESCE(SUM((", ")::float8), 0)"
	case records.Avg:
		if d == SQLite {
			return "AVG(", ")"
		}
		return "AVG((", ")::float8)"
	case records.Min:
		return measure(d, f, "MIN")
	}
	return measure(d, f, "MAX")
}

// measure frames the least or the greatest value: between two times a number.
func measure(d Dialect, f *records.PlanFigure, fn string) (before, after string) {
	if f.Minus != nil && d == PostgreSQL {
		return fn + "((", ")::float8)"
	}
	return fn + "(", ")"
}

// groupLine is what a line is scanned into, again and again.
type groupLine struct {
	p    *records.GroupPlan
	into []any
}

func newGroupLine(p *records.GroupPlan) *groupLine {
	l := &groupLine{p: p}
	for i := range p.Keys {
		switch k := &p.Keys[i]; {
		case k.Step == records.ByMonth || k.Step == records.ByYear || k.Field.Type.Kind == records.String:
			l.into = append(l.into, &sql.NullString{})
		case k.Field.Type.Kind == records.Bool:
			l.into = append(l.into, &sql.NullBool{})
		default:
			l.into = append(l.into, &sql.NullInt64{})
		}
	}
	for i := range p.Figures {
		switch f := &p.Figures[i]; {
		case f.Fn == records.Count || f.Fn == records.Distinct:
			l.into = append(l.into, &sql.NullInt64{})
		case f.Fn == records.Sum || f.Fn == records.Avg || f.Minus != nil || f.Field.Type.Kind == records.Float:
			l.into = append(l.into, &sql.NullFloat64{})
		case f.Field.Type.Kind == records.String:
			l.into = append(l.into, &sql.NullString{})
		default:
			l.into = append(l.into, &sql.NullInt64{})
		}
	}
	return l
}

// values are a line's, in the form that package records gives them.
func (l *groupLine) values() []any {
	out := make([]any, len(l.into))
	for i, v := range l.into {
		switch v := v.(type) {
		case *sql.NullString:
			if v.Valid {
				out[i] = v.String
			}
		case *sql.NullBool:
			if v.Valid {
				out[i] = v.Bool
			}
		case *sql.NullFloat64:
			if v.Valid {
				out[i] = v.Float64
			}
		case *sql.NullInt64:
			if v.Valid {
				out[i] = l.whole(i, v.Int64)
			}
		}
	}
	return out
}

// whole is a whole number as what it stands for.
func (l *groupLine) whole(i int, n int64) any {
	if i < len(l.p.Keys) {
		return stepName(l.p.Keys[i].Step, n)
	}
	f := &l.p.Figures[i-len(l.p.Keys)]
	if f.Field != nil && f.Field.Type.Kind == records.Time && (f.Fn == records.Min || f.Fn == records.Max) {
		return fromMicros(n)
	}
	return n
}
