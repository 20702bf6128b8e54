package store

import (
	"strings"
	"time"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// recordSQL compiles a plan and a reach into one statement. Values are always
// parameters; names come from a checked declaration.
type recordSQL struct {
	c       *records.Collection
	dialect Dialect
	sb      strings.Builder
	args    []any
}

// find builds the list query. Several ways of access are one limited query each,
// so that every one can walk its own index; their union is merged at the end.
func (q *recordSQL) find(p *records.Plan, reach []rbac.Branch) {
	q.sb.WriteString("SELECT ")
	q.columns()
	q.sb.WriteString(" FROM " + ident(q.c.Table()) + " r WHERE ")
	if q.c.ParentCollection() != nil {
		// A list of parts is that of one parent, which the index finds.
		q.within(reach)
		q.narrowed(p)
		return
	}
	if len(reach) == 1 {
		q.rows(p, &reach[0])
		return
	}
	q.sb.WriteString("r.id IN (")
	for i := range reach {
		if i > 0 {
			q.sb.WriteString(" UNION ALL ")
		}
		q.sb.WriteString("SELECT id FROM (SELECT r.id FROM " + ident(q.c.Table()) + " r WHERE ")
		q.rows(p, &reach[i])
		q.sb.WriteString(") b")
	}
	q.sb.WriteString(")")
	q.order(p)
}

// within writes the condition that any branch reaches row r: of parts, that it
// reaches what they are part of.
func (q *recordSQL) within(reach []rbac.Branch) {
	c, r := q.c, "r"
	if parent := q.c.ParentCollection(); parent != nil && (len(reach) != 1 || reach[0].Kind != rbac.BranchAll) {
		q.sb.WriteString("EXISTS (SELECT 1 FROM " + ident(parent.Table()) + " t WHERE t.id = r." + ident(q.c.Parent) + " AND ")
		defer q.sb.WriteString(")")
		c, r = parent, "t"
	}
	q.sb.WriteString("(1=0")
	for i := range reach {
		q.sb.WriteString(" OR (")
		q.branch(c, r, &reach[i])
		q.sb.WriteString(")")
	}
	q.sb.WriteString(")")
}

// rows writes the condition, order and limit of one branch.
func (q *recordSQL) rows(p *records.Plan, b *rbac.Branch) {
	q.branch(q.c, "r", b)
	q.narrowed(p)
}

// narrowed writes what the query asks for beyond access.
func (q *recordSQL) narrowed(p *records.Plan) {
	if p.Where != nil {
		q.sb.WriteString(" AND ")
		q.cond(p.Where)
	}
	q.after(p)
	q.order(p)
}

// columns writes the host's columns, the fields in order, and the contributors
// as one text.
func (q *recordSQL) columns() {
	q.sb.WriteString("r.id, r.version, r.created_at, r.updated_at, r.created_by")
	for i := range q.c.Fields {
		f := &q.c.Fields[i]
		if f.Type.Kind != records.Refs {
			q.sb.WriteString(", r." + ident(f.Name))
			continue
		}
		list := "group_concat(p.user_id)"
		if q.dialect == PostgreSQL {
			list = "string_agg(p.user_id::text, ',')"
		}
		q.sb.WriteString(", (SELECT " + list + " FROM " + ident(q.c.PeopleTable()) + " p WHERE p.record_id = r.id)")
	}
}

// branch writes one way of access to rows r of c. Ways that records do not know
// reach nothing.
func (q *recordSQL) branch(c *records.Collection, r string, b *rbac.Branch) {
	owner, team := r+"."+ident(c.Owner), r+"."+ident(c.Team)
	switch {
	case b.Kind == rbac.BranchAll:
		q.sb.WriteString("1=1")
	case b.Kind == rbac.BranchOwner && c.Owner != "":
		q.sb.WriteString(owner + " = ?")
		q.args = append(q.args, int64(b.User))
	case b.Kind == rbac.BranchContributor && c.Contributors != "":
		q.people(c, r, "= ?", int64(b.User))
	case b.Kind == rbac.BranchTeams && c.Team != "":
		q.sb.WriteString(team)
		q.in(ids(b.Teams))
	case b.Kind == rbac.BranchNoTeam && c.Team != "":
		q.sb.WriteString(team + " IS NULL")
	case b.Kind == rbac.BranchQueueTeams && c.Team != "" && c.Owner != "":
		q.sb.WriteString(owner + " IS NULL AND " + team)
		q.in(ids(b.Teams))
	case b.Kind == rbac.BranchQueueNoTeam && c.Team != "" && c.Owner != "":
		q.sb.WriteString(owner + " IS NULL AND " + team + " IS NULL")
	case b.Kind == rbac.BranchVisitor && c.Visitor != "":
		q.sb.WriteString(r + "." + ident(c.Visitor) + " = ?")
		q.args = append(q.args, b.Visitor)
	case b.Kind == rbac.BranchEveryone && c.Everyone != "":
		q.sb.WriteString(r + "." + ident(c.Everyone) + " = ?")
		q.args = append(q.args, bind(true))
	case b.Kind == rbac.BranchRole && c.Role != "":
		q.sb.WriteString(r + "." + ident(c.Role))
		values := make([]any, len(b.Roles))
		for i, slug := range b.Roles {
			values[i] = slug
		}
		q.in(values)
	default:
		q.sb.WriteString("1=0")
	}
}

func ids[T ~int64](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = int64(v)
	}
	return out
}

func (q *recordSQL) in(values []any) {
	if len(values) == 0 {
		q.sb.WriteString(" IN (NULL)")
		return
	}
	q.sb.WriteString(" IN (?" + strings.Repeat(",?", len(values)-1) + ")")
	for _, v := range values {
		q.args = append(q.args, bind(v))
	}
}

func (q *recordSQL) people(c *records.Collection, r, match string, values ...any) {
	q.sb.WriteString(r + ".id IN (SELECT p.record_id FROM " + ident(c.PeopleTable()) + " p WHERE p.user_id " + match + ")")
	for _, v := range values {
		q.args = append(q.args, bind(v))
	}
}

// cond writes a filter in two-valued logic: a comparison with null is false, and
// its negation true.
func (q *recordSQL) cond(c *records.Cond) {
	switch {
	case c.Not != nil:
		q.sb.WriteString("(")
		q.cond(c.Not)
		q.sb.WriteString(") IS NOT TRUE")
	case c.Field != nil:
		q.leaf(c)
	case c.All != nil:
		q.list(c.All, " AND ", "1=1")
	default:
		q.list(c.Any, " OR ", "1=0")
	}
}

func (q *recordSQL) list(conds []*records.Cond, between, none string) {
	if len(conds) == 0 {
		q.sb.WriteString("(" + none + ")")
		return
	}
	q.sb.WriteString("(")
	for i, c := range conds {
		if i > 0 {
			q.sb.WriteString(between)
		}
		q.cond(c)
	}
	q.sb.WriteString(")")
}

var comparisons = map[records.Op]string{
	records.Eq: " = ?", records.Ne: " IS DISTINCT FROM ?",
	records.Lt: " < ?", records.Lte: " <= ?", records.Gt: " > ?", records.Gte: " >= ?",
}

func (q *recordSQL) leaf(c *records.Cond) {
	if c.Field.Type.Kind == records.Refs {
		q.refsLeaf(c)
		return
	}
	col := "r." + ident(c.Field.Name)
	switch c.Op {
	case records.Empty:
		if c.Values[0].(bool) {
			q.sb.WriteString(col + " IS NULL")
		} else {
			q.sb.WriteString(col + " IS NOT NULL")
		}
	case records.In:
		q.sb.WriteString(col)
		q.in(c.Values)
	case records.Contains:
		like := " LIKE "
		if q.dialect == PostgreSQL {
			like = " ILIKE "
		}
		q.sb.WriteString(col + like + `? ESCAPE '\'`)
		q.args = append(q.args, "%"+likeEscape.Replace(c.Values[0].(string))+"%")
	default:
		q.sb.WriteString(col + comparisons[c.Op])
		q.args = append(q.args, bind(c.Values[0]))
	}
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func (q *recordSQL) refsLeaf(c *records.Cond) {
	switch {
	case c.Op == records.Empty:
		if c.Values[0].(bool) {
			q.sb.WriteString("NOT ")
		}
		q.sb.WriteString("EXISTS (SELECT 1 FROM " + ident(q.c.PeopleTable()) + " p WHERE p.record_id = r.id)")
	case len(c.Values) == 0:
		q.sb.WriteString("1=0")
	default:
		q.people(q.c, "r", "IN (?"+strings.Repeat(",?", len(c.Values)-1)+")", c.Values...)
	}
}

// sortExpr is what a list is ordered by; a missing value counts as zero.
func (q *recordSQL) sortExpr(f *records.Field) string {
	col := "r." + ident(f.Name)
	if f.Required {
		return col
	}
	return "COALESCE(" + col + ", " + literal(q.dialect, f.Zero()) + ")"
}

func (q *recordSQL) order(p *records.Plan) {
	dir := ""
	if p.Desc {
		dir = " DESC"
	}
	q.sb.WriteString(" ORDER BY ")
	if p.Sort.Name != records.ColID {
		q.sb.WriteString(q.sortExpr(p.Sort) + dir + ", ")
	}
	q.sb.WriteString("r.id" + dir + " LIMIT ?")
	q.args = append(q.args, p.Limit+1)
}

func (q *recordSQL) after(p *records.Plan) {
	if p.After == nil {
		return
	}
	than := " > "
	if p.Desc {
		than = " < "
	}
	if p.Sort.Name == records.ColID {
		q.sb.WriteString(" AND r.id" + than + "?")
		q.args = append(q.args, int64(p.After.ID))
		return
	}
	v := p.After.Value
	if v == nil {
		v = p.Sort.Zero()
	}
	q.sb.WriteString(" AND (" + q.sortExpr(p.Sort) + ", r.id)" + than + "(?, ?)")
	q.args = append(q.args, bind(v), int64(p.After.ID))
}

// bind turns a parsed value into what is stored.
func bind(v any) any {
	switch v := v.(type) {
	case time.Time:
		return micros(v)
	case interface{ MarshalJSON() ([]byte, error) }:
		b, _ := v.MarshalJSON()
		return string(b)
	}
	return v
}

// steady returns the statement's text. On SQLite it hides the values behind
// expressions, so that a plan is kept for all of them: see stmt.steady.
func (q *recordSQL) steady() string {
	text := q.sb.String()
	if q.dialect != SQLite {
		return text
	}
	var out strings.Builder
	out.Grow(len(text) + 6*len(q.args))
	for _, arg := range q.args {
		before, after, _ := strings.Cut(text, "?")
		out.WriteString(before)
		if _, ok := arg.(string); ok {
			out.WriteString("(?||'')")
		} else {
			out.WriteString("(?+0)")
		}
		text = after
	}
	out.WriteString(text)
	return out.String()
}
