package sdk

import "strconv"

// ReportRows says what the rows of a report stand for: people, teams, other things
// that have a number, or times.
type ReportRows struct {
	field string
	name  func(id int64) string // nil where they are times
}

// ReportKey is what a line of figures was counted for, by ReportRows.By. Lines embed it.
type ReportKey struct {
	Ref  int64  `json:"ref"`
	Time string `json:"time"`
}

// ByPerson has a row for each person that a field refers to, and one called nobody.
func ByPerson(field, nobody string) ReportRows {
	return ByRef(field, func(id int64) string {
		if id == 0 {
			return nobody
		}
		return People.NameOf(id)
	})
}

// ByTeam has a row for each team that a field refers to, and one called nobody.
func ByTeam(field, nobody string) ReportRows {
	var names map[int64]string
	return ByRef(field, func(id int64) string {
		if id == 0 {
			return nobody
		}
		if names == nil {
			names, _ = People.TeamNames() // numbers stand for what cannot be read
		}
		if name := names[id]; name != "" {
			return name
		}
		return "#" + strconv.FormatInt(id, 10)
	})
}

// ByRef has a row for each thing that a field refers to by its number, 0 for none,
// under the name that it is given.
func ByRef(field string, name func(id int64) string) ReportRows { return ReportRows{field, name} }

// ByTime has a row for each day, week or month of a field.
func ByTime(field string) ReportRows { return ReportRows{field: field} }

// Rows are those of the report that is asked for, of all that a plugin contributes.
// KindNotFound for one that it does not.
func (q *ReportRequest) Rows(of map[string]ReportRows) (ReportRows, error) {
	r, ok := of[q.Report]
	if !ok {
		return r, Fail(KindNotFound, "There is no such report.")
	}
	return r, nil
}

// By goes into Group.By.
func (r ReportRows) By(q *ReportRequest) []By {
	if r.name == nil {
		return []By{{Field: r.field, Step: q.Unit, As: "time"}}
	}
	return []By{{Field: r.field, As: "ref"}}
}

// Of is what one row is called, and what matches the rows of the collection that it
// counts.
func (r ReportRows) Of(q *ReportRequest, k ReportKey) (text string, which *Filter) {
	if r.name == nil {
		return k.Time, q.At(r.field, k.Time)
	}
	return r.name(k.Ref), RefersTo(r.field, k.Ref)
}
