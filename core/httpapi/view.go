package httpapi

import (
	"context"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// ViewName is a saved view's number or a system view's word.
type ViewName string

// MarshalJSON writes the number of a saved view as a number.
func (v ViewName) MarshalJSON() ([]byte, error) {
	if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
		return strconv.AppendInt(nil, n, 10), nil
	}
	return strconv.AppendQuote(nil, string(v)), nil
}

// Schema implements huma.SchemaProvider.
func (ViewName) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{
		OneOf:       []*huma.Schema{r.Schema(reflect.TypeFor[int64](), false, ""), {Type: huma.TypeString}},
		Description: "The number of a saved view, or the word of a system view.",
	}
}

// View is a saved or built-in filter with what the caller finds in it.
type View struct {
	ID        ViewName        `json:"id"`
	Name      string          `json:"name"`
	Audience  string          `json:"audience" enum:"system,own,team,shared"`
	Team      *Ref            `json:"team"`
	Filter    ViewFilter      `json:"filter"`
	Sort      string          `json:"sort" enum:"-updated,updated,-created,created"`
	Count     Count           `json:"count"`
	Version   int64           `json:"version"`
	Abilities map[string]bool `json:"abilities"`
}

// Count is a number that is not counted to its end.
type Count struct {
	N    int  `json:"n"`
	More bool `json:"more" doc:"There are more than n."`
}

func viewOf(v tickets.View) View {
	sort := v.Sort
	if sort == "" {
		sort = tickets.ByUpdated
	}
	return View{
		ID: ViewName(v.ID), Name: v.Name, Audience: string(v.Audience), Team: refOf(v.Team.ID, v.Team.Name),
		Filter: viewFilterOf(v.Filter), Sort: string(sort), Count: Count{N: v.Count.N, More: v.Count.More}, Version: v.Version,
		Abilities: orNone(v.Abilities),
	}
}

// NewView is a view to be saved.
type NewView struct {
	Name     string     `json:"name" minLength:"1" maxLength:"80"`
	Audience string     `json:"audience" enum:"own,team,shared"`
	TeamID   *int64     `json:"team_id,omitempty" minimum:"1" doc:"With audience team."`
	Filter   ViewFilter `json:"filter"`
	Sort     string     `json:"sort,omitempty" enum:"-updated,updated,-created,created"`
}

// ViewPatch changes some of a view.
type ViewPatch struct {
	Version  int64       `json:"version,omitempty" minimum:"1"`
	Name     *string     `json:"name,omitempty" minLength:"1" maxLength:"80"`
	Audience *string     `json:"audience,omitempty" enum:"own,team,shared"`
	TeamID   *int64      `json:"team_id,omitempty" minimum:"1"`
	Filter   *ViewFilter `json:"filter,omitempty"`
	Sort     *string     `json:"sort,omitempty" enum:"-updated,updated,-created,created"`
}

func (in *ViewPatch) patch() (tickets.ViewPatch, error) {
	p := tickets.ViewPatch{Version: in.Version, Name: in.Name}
	if in.Filter != nil {
		filter, err := in.Filter.filter()
		if err != nil {
			return p, err
		}
		p.Filter = &filter
	}
	if in.Audience != nil {
		audience := tickets.Audience(*in.Audience)
		p.Audience = &audience
	}
	if in.TeamID != nil {
		team := core.TeamID(*in.TeamID)
		p.Team = &team
	}
	if in.Sort != nil {
		sort := tickets.Sort(*in.Sort)
		p.Sort = &sort
	}
	return p, nil
}

// ViewPath names a view. Exported because huma reads embedded structs only then.
type ViewPath struct {
	ID string `path:"id" maxLength:"40"`
}

func (s *Server) mountViews() {
	handle(s, route{
		method: http.MethodGet, path: "/views", id: "list-views", tag: "views", title: "List views with counts",
		help: "Counts stop at a thousand.", needs: holding("tickets.view"),
	}, func(ctx context.Context, who *rbac.Subject, _ *struct{}) (*of[List[View]], error) {
		views, err := s.svc.Tickets.Views(ctx, who)
		return ok(listOf(each(views, func(v tickets.View) View { return viewIn(ctx, v) }), ""), err)
	})
	handle(s, route{
		method: http.MethodPost, path: "/views", id: "create-view", tag: "views", title: "Save a view",
		needs: holding("views.own", "views.team", "views.shared"), status: http.StatusCreated,
	}, func(ctx context.Context, who *rbac.Subject, in *of[NewView]) (*of[View], error) {
		b := in.Body
		filter, err := b.Filter.filter()
		if err != nil {
			return nil, err
		}
		return viewAnswer(ctx)(s.svc.Tickets.CreateView(ctx, who, tickets.NewView{
			Name: b.Name, Audience: tickets.Audience(b.Audience), Team: id[core.TeamID](b.TeamID), Filter: filter, Sort: tickets.Sort(b.Sort),
		}))
	})
	handle(s, route{
		method: http.MethodGet, path: "/views/{id}", id: "get-view", tag: "views", title: "Get a view", needs: holding("tickets.view"),
	}, func(ctx context.Context, who *rbac.Subject, in *ViewPath) (*of[View], error) {
		return viewAnswer(ctx)(s.svc.Tickets.View(ctx, who, in.ID))
	})
	handle(s, route{
		method: http.MethodPatch, path: "/views/{id}", id: "update-view", tag: "views", title: "Change a view",
		needs: onObject("views.own", "views.team", "views.shared"),
	}, func(ctx context.Context, who *rbac.Subject, in *struct {
		ViewPath
		Body ViewPatch
	}) (*of[View], error) {
		patch, err := in.Body.patch()
		if err != nil {
			return nil, err
		}
		return viewAnswer(ctx)(s.svc.Tickets.UpdateView(ctx, who, in.ID, patch))
	})
	handle(s, route{
		method: http.MethodDelete, path: "/views/{id}", id: "delete-view", tag: "views", title: "Delete a view",
		needs: onObject("views.own", "views.team", "views.shared"), status: http.StatusNoContent,
	}, func(ctx context.Context, who *rbac.Subject, in *ViewPath) (*none, error) {
		return nil, s.svc.Tickets.DeleteView(ctx, who, in.ID)
	})
}

// viewIn shows a view; those that are built in have their names in the reader's
// language, all others as people called them.
func viewIn(ctx context.Context, v tickets.View) View {
	out := viewOf(v)
	if v.Audience == tickets.AudienceSystem {
		out.Name = stateOf(ctx).words().Say(out.Name)
	}
	return out
}

func viewAnswer(ctx context.Context) func(v *tickets.View, err error) (*of[View], error) {
	return func(v *tickets.View, err error) (*of[View], error) {
		if err != nil {
			return nil, err
		}
		return ok(viewIn(ctx, *v), nil)
	}
}
