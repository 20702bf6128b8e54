package store

import (
	"context"
	"fmt"
	"slices"

	"pegboard.dev/pegboard/core/tickets"
)

// group is how rows are put together by one dimension.
type group struct {
	value *stmt
	join  string
	where string
	// apart: it is told from the moment, and nothing of the ticket.
	apart bool
}

func (a *aggregation) group(d tickets.Dimension) group {
	plain := func(expr string) group { return group{value: (&stmt{}).add(expr)} }
	switch d {
	case tickets.ByDay, tickets.ByWeek, tickets.ByMonth:
		return group{value: a.bucket(d), apart: true}
	case tickets.ByHourOfWeek:
		return group{value: hourOfWeek(a.moment.at, a.q.Steps), apart: true}
	case tickets.ByTeam:
		return plain("COALESCE(t.team_id, 0)")
	case tickets.ByStatus:
		return plain("t.status")
	case tickets.ByPriority:
		return plain("t.priority")
	case tickets.ByChannel:
		return plain("t.channel")
	case tickets.ByAssignee:
		return plain("COALESCE(t.assignee_id, 0)")
	case tickets.ByTag:
		return group{
			value: (&stmt{}).add("tag.name"),
			join:  " JOIN ticket_tags tt ON tt.ticket_id = t.id JOIN tags tag ON tag.id = tt.tag_id",
		}
	case tickets.ByContributor:
		return group{value: (&stmt{}).add("c.user_id"), join: " JOIN ticket_contributors c ON c.ticket_id = t.id"}
	case tickets.ByOrganization:
		g := plain("t.organization_id")
		g.where = " AND t.organization_id IS NOT NULL"
		return g
	case tickets.ByPerson:
		g := plain(a.moment.by)
		g.apart = true
		g.where = " AND " + a.moment.by + " IS NOT NULL"
		return g
	case tickets.ByPart:
		return plain("CASE WHEN t.assignee_id = " + a.moment.by + " THEN 1 WHEN t.contributor_count > 0 AND EXISTS" +
			" (SELECT 1 FROM ticket_contributors x WHERE x.ticket_id = t.id AND x.user_id = " + a.moment.by + ") THEN 2 ELSE 3 END")
	}
	return plain("0")
}

// bucket numbers the day, week or month of the moment, on the clock of the place.
func (a *aggregation) bucket(d tickets.Dimension) *stmt {
	if d == tickets.ByMonth {
		return (&stmt{}).add("CAST(" + among(a.moment.at, a.q.Buckets) + " AS BIGINT)")
	}
	days := (&stmt{}).add("(").put(localTime(a.moment.at, a.q.Steps)).add(fmt.Sprintf(" / %d)", dayMicros))
	if d == tickets.ByWeek {
		return (&stmt{}).add("((").put(days).add(" + 3) / 7)")
	}
	return days
}

// among finds the bucket of a moment by halves: months have no even lengths, and
// neither database takes a date apart as quickly.
func among(at string, buckets []tickets.Bucket) string {
	if len(buckets) == 1 {
		return fmt.Sprint(buckets[0].ID)
	}
	half := len(buckets) / 2
	return fmt.Sprintf("CASE WHEN %s < %d THEN %s ELSE %s END", at, micros(buckets[half].From), among(at, buckets[:half]), among(at, buckets[half:]))
}

// names are where groups of a dimension have their names.
var groupNames = map[tickets.Dimension]string{
	tickets.ByTeam: "teams", tickets.ByAssignee: "users", tickets.ByContributor: "users", tickets.ByPerson: "users", tickets.ByOrganization: "organizations",
}

// nameGroups looks up what groups are called.
func (s Tickets) nameGroups(ctx context.Context, by []tickets.Dimension, figures []tickets.Figure) error {
	for i, d := range by {
		table := groupNames[d]
		if table == "" || len(figures) == 0 {
			continue
		}
		known := map[int64]string{}
		for _, f := range figures {
			known[f.By[i].ID] = ""
		}
		list := make([]int64, 0, len(known))
		for id := range known {
			list = append(list, id)
		}
		for part := range slices.Chunk(list, 500) {
			if err := s.namesOf(ctx, table, part, known); err != nil {
				return err
			}
		}
		for n := range figures {
			figures[n].By[i].Name = known[figures[n].By[i].ID]
		}
	}
	return nil
}

func (s Tickets) namesOf(ctx context.Context, table string, list []int64, into map[int64]string) error {
	rows, err := s.db.from(ctx).Raw("SELECT id, name FROM "+table+" WHERE id IN ("+marks(len(list))+")", ids(list)...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		into[id] = name
	}
	return rows.Err()
}
