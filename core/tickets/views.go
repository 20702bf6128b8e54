package tickets

import (
	"context"
	"slices"
	"strconv"
	"unicode/utf8"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// The keys of core's views feature mean creating and changing; who sees a view
// follows from its audience.
const (
	keyViewsOwn    rbac.Key = "views.own"
	keyViewsTeam   rbac.Key = "views.team"
	keyViewsShared rbac.Key = "views.shared"
)

const maxViewName = 80 // characters

// Views returns the views that who sees, each with its count: the system's
// first, then by name. Those who hold no tickets.view have none.
func (s *Service) Views(ctx context.Context, who *rbac.Subject) ([]View, error) {
	const op = "tickets.Views"
	if !who.Holds(keyView) {
		return []View{}, nil
	}
	saved, err := s.Store.Views(ctx, who.User, who.Teams)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	views := append(slices.Clone(systemViews), saved...)
	qs := make([]Query, len(views))
	for i := range views {
		f := views[i].Filter
		q, err := s.query(ctx, op, who, f)
		if err != nil { // a filter whose search its reader may not use counts nothing
			q = &Query{Cond: Cond{Never: true}}
		}
		qs[i] = *q
	}
	counts, err := s.Store.CountTickets(ctx, qs, MaxCount)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	for i := range views {
		views[i].Count = counts[i]
		views[i].setAbilities(who)
	}
	return views, nil
}

// View returns one view without its count. KindNotFound if who does not see it.
func (s *Service) View(ctx context.Context, who *rbac.Subject, id string) (*View, error) {
	const op = "tickets.View"
	if v, ok := systemView(id); ok && who.Holds(keyView) {
		v.setAbilities(who)
		return &v, nil
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 {
		return nil, notFound(op)
	}
	v, err := s.Store.FindView(ctx, core.ViewID(n))
	if err != nil {
		return nil, hide(op, err)
	}
	if !v.seenBy(who) {
		return nil, notFound(op)
	}
	v.setAbilities(who)
	return v, nil
}

func (v *View) seenBy(who *rbac.Subject) bool {
	if !who.Holds(keyView) {
		return false
	}
	switch v.Audience {
	case AudienceOwn:
		return who.User != 0 && v.Owner == who.User
	case AudienceTeam:
		return slices.Contains(who.Teams, v.Team.ID)
	}
	return v.Audience == AudienceShared
}

// setAbilities: own views are their owner's to change, others of whoever holds
// the key of the audience.
func (v *View) setAbilities(who *rbac.Subject) {
	may := v.Audience != AudienceSystem && v.seenBy(who) && mayAudience("", who, v.Audience, v.Team.ID) == nil
	v.Abilities = map[string]bool{"edit": may, "delete": may}
}

// mayAudience checks that who may make views for an audience.
func mayAudience(op string, who *rbac.Subject, a Audience, team core.TeamID) error {
	switch a {
	case AudienceOwn:
		return who.Require(op, keyViewsOwn)
	case AudienceShared:
		return who.Require(op, keyViewsShared)
	case AudienceTeam:
		if err := who.Require(op, keyViewsTeam); err != nil {
			return err
		}
		if !slices.Contains(who.Teams, team) {
			return core.InvalidField(op, "team_id", "Choose one of your teams.")
		}
		return nil
	}
	return core.InvalidField(op, "audience", "%q is no audience; use own, team or shared.", a)
}

// CreateView saves a filter. It needs views.own, views.team or views.shared, by
// the audience. KindInvalid names the field.
func (s *Service) CreateView(ctx context.Context, who *rbac.Subject, in NewView) (*View, error) {
	const op = "tickets.CreateView"
	now := s.Clock.Now()
	v := &View{
		Name: in.Name, Audience: in.Audience, Team: Team{ID: in.Team}, Owner: who.User, Filter: in.Filter, Sort: in.Sort,
		Version: 1, CreatedAt: now, UpdatedAt: now,
	}
	if err := v.check(op, who); err != nil {
		return nil, err
	}
	var id core.ViewID
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		id, err = s.Store.InsertView(ctx, v)
		return err
	})
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return s.View(ctx, who, strconv.FormatInt(int64(id), 10))
}

// check validates a view that who is about to save, and their right to.
func (v *View) check(op string, who *rbac.Subject) error {
	if err := who.Require(op, keyView); err != nil {
		return err
	}
	if v.Audience != AudienceTeam {
		v.Team = Team{}
	}
	if err := mayAudience(op, who, v.Audience, v.Team.ID); err != nil {
		return err
	}
	v.Name = oneLine(v.Name)
	if n := utf8.RuneCountInString(v.Name); n == 0 || n > maxViewName {
		return core.InvalidField(op, "name", "Give the view a name of at most %d characters.", maxViewName)
	}
	v.Sort = orElse(v.Sort, ByUpdated)
	v.Filter.View, v.Filter.Cursor, v.Filter.Limit, v.Filter.Sort = "", "", 0, v.Sort
	if err := v.Filter.clean(); err != nil {
		return core.Wrap(op, err)
	}
	v.Filter.Sort = ""
	if v.Filter.Query != "" {
		if _, err := parseSearch(v.Filter.Query); err != nil {
			return core.Wrap(op, err)
		}
	}
	return nil
}

// UpdateView changes a saved view that who sees. It needs the key of its
// audience, and of the new one. KindNotFound, KindForbidden (system views, too),
// KindInvalid; KindConflict for a stale version.
func (s *Service) UpdateView(ctx context.Context, who *rbac.Subject, id string, p ViewPatch) (*View, error) {
	const op = "tickets.UpdateView"
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		v, err := s.editableView(ctx, op, who, id)
		if err != nil {
			return err
		}
		version := orElse(p.Version, v.Version)
		if p.Name != nil {
			v.Name = *p.Name
		}
		if p.Audience != nil {
			v.Audience = *p.Audience
		}
		if p.Team != nil {
			v.Team = Team{ID: *p.Team}
		}
		if p.Filter != nil {
			v.Filter = *p.Filter
		}
		if p.Sort != nil {
			v.Sort = *p.Sort
		}
		if v.Audience == AudienceOwn {
			v.Owner = who.User
		}
		if err := v.check(op, who); err != nil {
			return err
		}
		v.UpdatedAt = s.Clock.Now()
		ok, err := s.Store.UpdateView(ctx, v, version)
		if err == nil && !ok {
			err = core.Errorf(op, core.KindConflict, "Somebody has changed this view in the meantime. Look at it again.")
		}
		return err
	})
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return s.View(ctx, who, id)
}

// DeleteView forgets a saved view. As UpdateView.
func (s *Service) DeleteView(ctx context.Context, who *rbac.Subject, id string) error {
	const op = "tickets.DeleteView"
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		v, err := s.editableView(ctx, op, who, id)
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(v.ID, 10, 64)
		if err != nil {
			return err
		}
		return s.Store.DeleteView(ctx, core.ViewID(n))
	})
	return core.Wrap(op, err)
}

func (s *Service) editableView(ctx context.Context, op string, who *rbac.Subject, id string) (*View, error) {
	v, err := s.View(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if v.Audience == AudienceSystem {
		return nil, core.Errorf(op, core.KindForbidden, "This view is built in and cannot be changed.")
	}
	return v, mayAudience(op, who, v.Audience, v.Team.ID)
}
