package sdk

import (
	"encoding/json"
	"time"
)

// ReportEntry is a report that a plugin contributes to the plugin "reports". Its
// key, reports.view.<plugin>.<id>, stands in the manifest under the feature's
// "reports".
type ReportEntry struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Help  string `json:"help"`
	Icon  string `json:"icon,omitempty"`
	// Chart is its kind: bar, line, hbar or donut; empty for none.
	Chart string `json:"chart,omitempty"`
	// First is the title of the column of names; empty means that rows are times,
	// by their first day: days, weeks or months.
	First   string         `json:"first,omitempty"`
	Columns []ReportColumn `json:"columns"`
}

// ReportColumn is a figure of each row. Kind is count, hundredths, share (in
// thousandths) or length (in milliseconds); Plot puts it into the chart.
type ReportColumn struct {
	Title string `json:"title"`
	Kind  string `json:"kind"`
	Plot  bool   `json:"plot,omitempty"`
}

// ReportRequest asks for a report. Without one it asks which there are.
type ReportRequest struct {
	Report string    `json:"report,omitempty"`
	From   time.Time `json:"from,omitzero"`
	To     time.Time `json:"to,omitzero"` // not included
	Zone   string    `json:"zone,omitempty"`
	Unit   string    `json:"unit,omitempty"` // day, week or month
	Key    string    `json:"key,omitempty"`  // within whose scope it counts
	// Times are when each time of a report by time begins, in order; the first may
	// lie before From.
	Times []time.Time `json:"times,omitempty"`
}

// Where matches what lies in the period, by a field of the type time.
func (q *ReportRequest) Where(field string) *Filter {
	return between(field, q.From, q.To)
}

func between(field string, from, to time.Time) *Filter {
	return All(Gte(field, from.UTC().Format(time.RFC3339)), Lt(field, to.UTC().Format(time.RFC3339)))
}

// ReportCell is a figure, and the page of what it counts: see ReportRequest.Behind.
type ReportCell struct {
	N     int64  `json:"n"`
	Known bool   `json:"known"`
	Href  string `json:"href,omitempty"`
}

// ReportRow has a name, or the first day of its time, and a cell for each column.
type ReportRow struct {
	Text  string       `json:"text"`
	Cells []ReportCell `json:"cells"`
}

// ReportReply has the plugin's reports, or the figures of one: its rows, and one
// cell for each column over all of them.
type ReportReply struct {
	Title   string        `json:"title,omitempty"`
	Reports []ReportEntry `json:"reports,omitempty"`
	Rows    []ReportRow   `json:"rows,omitempty"`
	Total   []ReportCell  `json:"total,omitempty"`
}

// ServeReports contributes reports to the plugin "reports", which shows those that
// the reader holds the key of and asks for their figures with the reader's rights.
// The manifest provides the service "reports". Put Key into Group.Within, so that
// figures count within the scope of the report's key as well. Call it in init.
func ServeReports(list func() *ReportReply, compute func(q *ReportRequest) (*ReportReply, error)) {
	Serve("reports", func(r *ServiceRequest) ([]byte, error) {
		var q ReportRequest
		if err := json.Unmarshal(r.Payload, &q); err != nil {
			return nil, Fail(KindInvalid, "The report that is asked for cannot be read.")
		}
		if q.Report == "" {
			return json.Marshal(list())
		}
		out, err := compute(&q)
		if err != nil {
			return nil, err
		}
		return json.Marshal(out)
	})
}

// CountReport makes a report out of a collection: a row for each line that g counts,
// and one for all of them. g says what is counted: By, Figures and Where; the period's
// zone and the scope of the report's key are added, and lines come by time, or the
// largest figure named "count" first. F is a line, with a field for each name of By
// and Figures.
func CountReport[F, T any](q *ReportRequest, c Collection[T], g Group, row func(line *F) ReportRow, total func(all *F) []ReportCell) (*ReportReply, error) {
	g.TimeZone, g.Within, g.Sort = q.Zone, q.Key, "-count"
	if len(g.By) > 0 && g.By[0].Step != "" {
		g.Sort = ""
	}
	var lines, all []F
	if _, err := c.Aggregate(g, &lines); err != nil {
		return nil, err
	}
	g.By, g.Sort = nil, ""
	if _, err := c.Aggregate(g, &all); err != nil {
		return nil, err
	}
	out := &ReportReply{Rows: make([]ReportRow, len(lines))}
	for i := range lines {
		out.Rows[i] = row(&lines[i])
	}
	if len(all) == 0 {
		all = make([]F, 1)
	}
	out.Total = total(&all[0])
	return out, nil
}
