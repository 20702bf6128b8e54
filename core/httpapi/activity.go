package httpapi

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// Activity is a line of a ticket's log.
type Activity struct {
	ID     int64             `json:"id"`
	Type   string            `json:"type" example:"status_changed"`
	Actor  *Ref              `json:"actor"`
	Plugin *string           `json:"plugin"`
	Data   json.RawMessage   `json:"data"`
	Names  map[string]string `json:"names" doc:"Names for the members of data that are numbers of people or teams, such as from, to, user."`
	At     time.Time         `json:"at"`
}

func activityOf(a tickets.Activity) Activity {
	out := Activity{
		ID: int64(a.ID), Type: a.Type, Actor: refOf(a.Actor.ID, a.Actor.Name),
		Data: a.Data, Names: map[string]string{}, At: a.At,
	}
	if a.Plugin != "" {
		plugin := string(a.Plugin)
		out.Plugin = &plugin
	}
	if len(out.Data) == 0 {
		out.Data = json.RawMessage("{}")
	}
	return out
}

// mention is a member of a line's data that stands for a person or a team.
type mention struct {
	line   int
	member string
	id     int64
}

// mentions finds what the lines mention. Data of other shapes mentions nobody.
func mentions(lines []Activity) (people, teams []mention) {
	for i, line := range lines {
		var d struct {
			From, To   any
			User, Team int64
		}
		if json.Unmarshal(line.Data, &d) != nil {
			continue
		}
		into := &people
		switch {
		case strings.HasPrefix(line.Type, "team_"):
			into = &teams
		case !strings.HasPrefix(line.Type, "assignee_") && !strings.HasPrefix(line.Type, "requester_"):
			d.From, d.To = nil, nil
		}
		for member, value := range map[string]any{"from": d.From, "to": d.To} {
			if id, is := value.(float64); is && id > 0 {
				*into = append(*into, mention{i, member, int64(id)})
			}
		}
		if d.User > 0 {
			people = append(people, mention{i, "user", d.User})
		}
		if d.Team > 0 {
			teams = append(teams, mention{i, "team", d.Team})
		}
	}
	return people, teams
}

// nameActivities fills in names, with one query for people and one for teams.
// Who may read a ticket's log may know whom it is about.
func (s *Server) nameActivities(ctx context.Context, lines []Activity) error {
	people, teams := mentions(lines)
	directory := s.svc.People.Directory()
	if err := fillNames(ctx, lines, people, directory.People); err != nil {
		return err
	}
	return fillNames(ctx, lines, teams, directory.Teams)
}

func fillNames[ID ~int64](ctx context.Context, lines []Activity, ms []mention, find func(context.Context, ...ID) (map[ID]string, error)) error {
	if len(ms) == 0 {
		return nil
	}
	ids := make([]ID, len(ms))
	for i, m := range ms {
		ids[i] = ID(m.id)
	}
	names, err := find(ctx, ids...)
	if err != nil {
		return core.Wrap("httpapi.nameActivities", err)
	}
	for _, m := range ms {
		if name := names[ID(m.id)]; name != "" {
			lines[m.line].Names[m.member] = name
		}
	}
	return nil
}
