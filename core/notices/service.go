package notices

import (
	"context"
	"encoding/base64"
	"strconv"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/tickets"
)

// Deps is what a Service stands on.
type Deps struct {
	Store   Store
	Tickets Tickets
	People  People
	Tx      core.Transactor
	Outbox  core.Outbox
	Clock   core.Clock
}

// Service is the only door to notices. Safe for concurrent use. Its methods are
// about the actor's own: KindUnauthenticated for a guest.
type Service struct{ Deps }

// New makes a Service; Name, Wants and Handle make it a watcher.
func New(d Deps) *Service { return &Service{d} }

const (
	keyView    rbac.Key = "tickets.view"
	keyPlugins rbac.Key = "settings.plugins"
)

func own(op string, who *rbac.Subject) error {
	if who.User == 0 {
		return core.Errorf(op, core.KindUnauthenticated, "Sign in first.")
	}
	return nil
}

func queryFor(who *rbac.Subject) Query {
	q := Query{User: who.User, Reach: rbac.Reach(who, rbac.Tickets, keyView)}
	for _, b := range q.Reach {
		if !tickets.CustomerBranch(b) {
			q.Inside = append(q.Inside, b)
		}
	}
	return q
}

// List returns the actor's notices, newest first. KindInvalid for a cursor that is none.
func (s *Service) List(ctx context.Context, who *rbac.Subject, cursor string, limit int) (core.Page[Notice], error) {
	const op = "notices.List"
	var page core.Page[Notice]
	if err := own(op, who); err != nil {
		return page, err
	}
	q := queryFor(who)
	limit = core.PageSize(limit)
	q.Limit = limit + 1
	if cursor != "" {
		raw, err := base64.RawURLEncoding.DecodeString(cursor)
		n, err2 := strconv.ParseInt(string(raw), 36, 64)
		if err != nil || err2 != nil || n <= 0 {
			return page, core.InvalidField(op, "cursor", "This is not a place in the list. Start from the beginning.")
		}
		q.Before = core.NoticeID(n)
	}
	rows, err := s.Store.Notices(ctx, q)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(int64(rows[limit-1].ID), 36)))
	}
	page.Items = rows
	return page, nil
}

// Unread counts the actor's unread notices up to MaxCount.
func (s *Service) Unread(ctx context.Context, who *rbac.Subject) (Count, error) {
	const op = "notices.Unread"
	if err := own(op, who); err != nil {
		return Count{}, err
	}
	n, err := s.Store.CountUnread(ctx, queryFor(who), MaxCount)
	return n, core.Wrap(op, err)
}

// MarkRead marks the actor's notices that r picks, and tells their other windows.
func (s *Service) MarkRead(ctx context.Context, who *rbac.Subject, r Read) error {
	const op = "notices.MarkRead"
	if err := own(op, who); err != nil {
		return err
	}
	return core.Wrap(op, s.Tx.InTx(ctx, func(ctx context.Context) error {
		n, err := s.Store.MarkNotices(ctx, who.User, r, s.Clock.Now())
		if err != nil || n == 0 {
			return err
		}
		return s.Outbox.Append(ctx, s.changed(who.User))
	}))
}

// changed tells a person's open windows that their notices are others now.
func (s *Service) changed(user core.UserID) core.Event {
	return core.Event{Type: core.EventNotices, Actor: user, At: s.Clock.Now()}
}

// Preferences returns what the actor can choose, with what they have chosen.
func (s *Service) Preferences(ctx context.Context, who *rbac.Subject) ([]Preference, error) {
	const op = "notices.Preferences"
	if err := own(op, who); err != nil {
		return nil, err
	}
	kind, chosen, err := s.choices(ctx, who)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	var out []Preference
	for i := range kinds {
		a := &kinds[i]
		if a.concerns(who, kind) {
			out = append(out, Preference{Kind: a.kind, Choice: a.choice(kind, chosen), OnPage: a.onPage(kind)})
		}
	}
	return out, nil
}

// SetPreference chooses how the actor hears of one kind of news. KindInvalid for
// a kind that is none of theirs.
func (s *Service) SetPreference(ctx context.Context, who *rbac.Subject, k Kind, c Choice) error {
	const op = "notices.SetPreference"
	if err := own(op, who); err != nil {
		return err
	}
	kind, _, err := s.choices(ctx, who)
	if err != nil {
		return core.Wrap(op, err)
	}
	a := aboutKind(k)
	if a == nil || !a.concerns(who, kind) {
		return core.InvalidField(op, "kind", "There is no such news for you.")
	}
	c.Page = c.Page && a.onPage(kind)
	return core.Wrap(op, s.Tx.InTx(ctx, func(ctx context.Context) error { return s.Store.SetChoice(ctx, who.User, k, c) }))
}

func (s *Service) choices(ctx context.Context, who *rbac.Subject) (people.Kind, map[Kind]Choice, error) {
	p, err := s.People.User(ctx, who, who.User)
	if err != nil {
		return "", nil, err
	}
	chosen, err := s.Store.Choices(ctx, who.User)
	return p.Kind, chosen, err
}

// Wanted reports how a person wants to hear of a kind of news now. Nothing for
// kinds that are none of theirs.
func (s *Service) Wanted(ctx context.Context, who *rbac.Subject, k Kind) (Choice, error) {
	kind, chosen, err := s.choices(ctx, who)
	a := aboutKind(k)
	if err != nil || a == nil || !a.concerns(who, kind) {
		return Choice{}, core.Wrap("notices.Wanted", err)
	}
	return a.choice(kind, chosen), nil
}

// kept is how long notices stay.
const kept = 90 * 24 * time.Hour

// Prune deletes old notices, in small transactions.
func (s *Service) Prune(ctx context.Context) error {
	const op, batch = "notices.Prune", 1000
	for {
		n := 0
		err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
			n, err = s.Store.PruneNotices(ctx, s.Clock.Now().Add(-kept), batch)
			return err
		})
		if err != nil || n < batch {
			return core.Wrap(op, err)
		}
	}
}
