package httpapi

import (
	"context"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// FigureRequest asks for figures about tickets.
type FigureRequest struct {
	Of       string     `json:"of,omitempty" enum:",created,first_response,resolved,solved,reopened,replied,worked,active" doc:"What is counted: tickets by one of their moments, each solving, each reply. Left out: tickets as they are now."`
	Filter   ViewFilter `json:"filter,omitempty"`
	Period   string     `json:"period,omitempty" maxLength:"40" doc:"When it has to be, such as today, this_week, last_month, last_30_days or 2026-11-01..2026-11-30."`
	Before   int        `json:"before,omitempty" minimum:"0" maximum:"100" doc:"So many periods of that length earlier."`
	Zone     string     `json:"zone,omitempty" maxLength:"60" doc:"An IANA time zone; UTC when left out."`
	By       []string   `json:"by,omitempty" maxItems:"2" enum:"day,week,month,hour_of_week,team,status,priority,channel,tag,assignee,contributor,organization,person,part"`
	Measures []string   `json:"measures" minItems:"1" maxItems:"8" doc:"count, tickets, or n, sum, avg, min, max, p50 or p90 of first_response, resolution, first_resolution, waiting, pending, on_hold, age (milliseconds), replies or reopened, such as p90 waiting."`
	Top      int        `json:"top,omitempty" minimum:"0" maximum:"1000" doc:"Only so many groups, the greatest first."`
	Total    bool       `json:"total,omitempty" doc:"The figures over all groups, too."`
}

// Figures are the answer.
type Figures struct {
	Rows    []Figure       `json:"rows"`
	From    *time.Time     `json:"from"`
	To      *time.Time     `json:"to"`
	Buckets []FigureBucket `json:"buckets" doc:"The days, weeks or months of the period, those without anything included."`
	More    bool           `json:"more" doc:"There are more groups."`
	Total   *Figure        `json:"total" doc:"Over all groups; null where it was not asked for."`
}

// Figure is one group's row.
type Figure struct {
	By      []FigureGroup `json:"by"`
	Values  []*int64      `json:"values" doc:"Null where there was nothing to compute it from."`
	Tickets string        `json:"tickets" doc:"The query of GET /tickets that lists the tickets behind the figure."`
}

// FigureGroup is the value of one thing that figures are grouped by.
type FigureGroup struct {
	ID   int64  `json:"id" doc:"A team's, a person's, a bucket's number; 0 for none."`
	Text string `json:"text" doc:"A tag or a channel."`
	Name string `json:"name"`
}

// FigureBucket is a day, week or month.
type FigureBucket struct {
	ID  int64  `json:"id"`
	Day string `json:"day" format:"date" doc:"Its first day."`
}

func (in *FigureRequest) aggregate() (tickets.Aggregate, error) {
	filter, err := in.Filter.filter()
	a := tickets.Aggregate{
		Of: tickets.Moment(in.Of), Filter: filter, Period: tickets.Period(in.Period), Before: in.Before, Zone: in.Zone, Top: in.Top, Total: in.Total,
		By:       each(in.By, func(s string) tickets.Dimension { return tickets.Dimension(s) }),
		Measures: each(in.Measures, func(s string) tickets.Measure { return tickets.Measure(s) }),
	}
	return a, err
}

func figuresOf(f *tickets.Figures) Figures {
	out := Figures{
		From: timeOf(f.From), To: timeOf(f.To), More: f.More,
		Buckets: each(f.Buckets, func(b tickets.Bucket) FigureBucket { return FigureBucket{ID: b.ID, Day: b.Day} }),
		Rows:    each(f.Rows, figureOf),
	}
	if f.Total != nil {
		total := figureOf(*f.Total)
		out.Total = &total
	}
	return out
}

func figureOf(row tickets.Figure) Figure {
	return Figure{
		By:      each(row.By, func(g tickets.Group) FigureGroup { return FigureGroup{ID: g.ID, Text: g.Text, Name: g.Name} }),
		Values:  each(row.Values, valueOf),
		Tickets: row.Behind.Values().Encode(),
	}
}

func valueOf(v tickets.Value) *int64 {
	if !v.Valid {
		return nil
	}
	return &v.N
}

func (s *Server) mountFigures() {
	handle(s, route{
		method: http.MethodPost, path: "/tickets/figures", id: "ticket-figures", tag: "tickets", title: "Compute figures about tickets",
		help: "How many, or how long, by day, team, agent and so on; only of tickets that the caller sees as an employee.", needs: holding("tickets.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *of[FigureRequest]) (*of[Figures], error) {
		a, err := in.Body.aggregate()
		if err != nil {
			return nil, err
		}
		found, err := s.svc.Tickets.Aggregate(ctx, who, a)
		if err != nil {
			return nil, err
		}
		return ok(figuresOf(found), nil)
	})
}
