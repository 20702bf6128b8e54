package httpapi

import (
	"context"
	"net/http"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// keyTeams guards teams and departments.
const keyTeams rbac.Key = "people.teams.manage"

// Team is the unit that a ticket is routed to.
type Team struct {
	ID         int64           `json:"id"`
	Name       string          `json:"name"`
	Department *Ref            `json:"department"`
	Members    int             `json:"members"`
	Version    int64           `json:"version"`
	Abilities  map[string]bool `json:"abilities"`
}

// TeamInput is what a team is made of.
type TeamInput struct {
	Name         string `json:"name" minLength:"1" maxLength:"200"`
	DepartmentID *int64 `json:"department_id,omitempty" minimum:"1"`
}

// TeamPatch changes a team.
type TeamPatch struct {
	Version      int64      `json:"version,omitempty" minimum:"1"`
	Name         *string    `json:"name,omitempty" minLength:"1" maxLength:"200"`
	DepartmentID Opt[int64] `json:"department_id,omitzero"`
}

// teamsOf adds the departments' names, and what the caller may do.
func (s *Server) teamsOf(ctx context.Context, who *rbac.Subject, teams []people.Team) ([]Team, error) {
	departments, err := s.svc.People.Departments(ctx, who)
	if err != nil {
		return nil, err
	}
	name := map[core.DepartmentID]string{}
	for _, d := range departments {
		name[d.ID] = d.Name
	}
	return each(teams, func(t people.Team) Team {
		return Team{
			ID: int64(t.ID), Name: t.Name, Department: refOf(t.Department, name[t.Department]), Members: t.Members,
			Version: t.Version, Abilities: manageAbilities(who),
		}
	}), nil
}

// manageAbilities are what one may do with a team or a department.
func manageAbilities(who *rbac.Subject) map[string]bool {
	may := who.Holds(keyTeams)
	return map[string]bool{"edit": may, "delete": may, "members": may}
}

func (s *Server) teamAnswer(ctx context.Context, who *rbac.Subject) func(*people.Team, error) (*of[Team], error) {
	return func(t *people.Team, err error) (*of[Team], error) {
		if err != nil {
			return nil, err
		}
		teams, err := s.teamsOf(ctx, who, []people.Team{*t})
		if err != nil {
			return nil, err
		}
		return ok(teams[0], nil)
	}
}

func (s *Server) mountTeams() {
	handle(s, route{
		method: http.MethodGet, path: "/teams", id: "list-teams", tag: "people", title: "List teams", needs: signedIn("whoever works with tickets sees the teams"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[Team]], error) {
		teams, err := s.svc.People.Teams(ctx, who)
		if err != nil {
			return nil, err
		}
		items, err := s.teamsOf(ctx, who, teams)
		return ok(listOf(items, ""), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/teams", id: "create-team", tag: "people", title: "Make a team", needs: holding(keyTeams), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[TeamInput]) (*of[Team], error) {
		return s.teamAnswer(ctx, who)(s.svc.People.CreateTeam(ctx, who, in.Body.Name, id[core.DepartmentID](in.Body.DepartmentID)))
	})
	handle(s, route{
		method: http.MethodPatch, path: "/teams/{id}", id: "update-team", tag: "people", title: "Change a team", needs: holding(keyTeams),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ID   int64 `path:"id" minimum:"1"`
		Body TeamPatch
	}) (*of[Team], error) {
		patch := people.TeamPatch{Version: in.Body.Version, Name: in.Body.Name}
		if in.Body.DepartmentID.Set {
			department := core.DepartmentID(in.Body.DepartmentID.Value)
			patch.Department = &department
		}
		return s.teamAnswer(ctx, who)(s.svc.People.UpdateTeam(ctx, who, core.TeamID(in.ID), patch))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/teams/{id}", id: "delete-team", tag: "people", title: "Delete a team",
		help: "Refused while tickets are routed to it.", needs: holding(keyTeams), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *idPath) (*none, error) {
		return nil, s.svc.People.DeleteTeam(ctx, who, core.TeamID(in.ID))
	})
	member := func(method, id, title string, in bool) {
		handle(s, route{
			method: method, path: "/teams/{id}/members/{user}", id: id, tag: "people", title: title, needs: holding(keyTeams), status: http.StatusNoContent,
		}, func(ctx context.Context, who *rbac.Subject, p *ticketAndUser) (*none, error) {
			return nil, s.svc.People.SetMember(ctx, who, core.TeamID(p.ID), core.UserID(p.User), in)
		})
	}
	member(http.MethodPut, "add-member", "Put a person into a team", true)
	member(http.MethodDelete, "remove-member", "Take a person out of a team", false)
}
