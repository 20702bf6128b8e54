package store

import (
	"context"
	"slices"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/tickets"
)

// AddContributors implements tickets.MemberStore.
func (s Tickets) AddContributors(ctx context.Context, t *tickets.Ticket, by core.UserID, at time.Time, users ...core.UserID) error {
	q := &stmt{}
	q.add("INSERT INTO ticket_contributors (ticket_id, user_id, updated_at, added_at, added_by, status) VALUES ")
	for i, u := range users {
		q.add(comma(i)+"(?,?,?,?,?,?)", t.ID, u, micros(t.UpdatedAt), micros(at), orNull(by), mirrored(t))
	}
	if err := q.exec(s.db.from(ctx)); err != nil {
		return translate("store.AddContributors", err)
	}
	t.Access.Contributors = append(slices.Clip(t.Access.Contributors), users...)
	t.ContributorCount = len(t.Access.Contributors)
	return nil
}

// RemoveContributor implements tickets.MemberStore.
func (s Tickets) RemoveContributor(ctx context.Context, t *tickets.Ticket, user core.UserID) (bool, error) {
	res := s.db.from(ctx).Exec("DELETE FROM ticket_contributors WHERE ticket_id = ? AND user_id = ?", t.ID, user)
	if res.Error != nil || res.RowsAffected == 0 {
		return false, translate("store.RemoveContributor", res.Error)
	}
	t.Access.Contributors = without(t.Access.Contributors, user)
	t.ContributorCount = len(t.Access.Contributors)
	return true, nil
}

// AddCC implements tickets.MemberStore.
func (s Tickets) AddCC(ctx context.Context, t *tickets.Ticket, users ...core.UserID) error {
	q := &stmt{}
	q.add("INSERT INTO ticket_cc (ticket_id, user_id, updated_at, status) VALUES ")
	for i, u := range users {
		q.add(comma(i)+"(?,?,?,?)", t.ID, u, micros(t.UpdatedAt), mirrored(t))
	}
	if err := q.exec(s.db.from(ctx)); err != nil {
		return translate("store.AddCC", err)
	}
	t.Access.CC = append(slices.Clip(t.Access.CC), users...)
	return nil
}

// RemoveCC implements tickets.MemberStore.
func (s Tickets) RemoveCC(ctx context.Context, t *tickets.Ticket, user core.UserID) (bool, error) {
	res := s.db.from(ctx).Exec("DELETE FROM ticket_cc WHERE ticket_id = ? AND user_id = ?", t.ID, user)
	if res.Error != nil || res.RowsAffected == 0 {
		return false, translate("store.RemoveCC", res.Error)
	}
	t.Access.CC = without(t.Access.CC, user)
	return true, nil
}

// without is a copy of ids that lacks one.
func without[T comparable](ids []T, gone T) []T {
	return slices.DeleteFunc(slices.Clone(ids), func(id T) bool { return id == gone })
}

// RelatedTo implements tickets.MemberStore.
func (s Tickets) RelatedTo(ctx context.Context, id core.TicketID) ([]core.TicketID, error) {
	var ids []core.TicketID
	err := s.db.from(ctx).Raw("SELECT other_id FROM ticket_relations WHERE ticket_id = ? ORDER BY other_id", id).Scan(&ids).Error
	return ids, translate("store.RelatedTo", err)
}

// Relate implements tickets.MemberStore.
func (s Tickets) Relate(ctx context.Context, a, b core.TicketID, by core.UserID, at time.Time) (bool, error) {
	res := s.db.from(ctx).Exec(`INSERT INTO ticket_relations (ticket_id, other_id, created_at, created_by) VALUES (?,?,?,?), (?,?,?,?) ON CONFLICT DO NOTHING`,
		a, b, micros(at), orNull(by), b, a, micros(at), orNull(by))
	return res.RowsAffected > 0, translate("store.Relate", res.Error)
}

// Unrelate implements tickets.MemberStore.
func (s Tickets) Unrelate(ctx context.Context, a, b core.TicketID) (bool, error) {
	res := s.db.from(ctx).Exec("DELETE FROM ticket_relations WHERE ticket_id = ? AND other_id = ? OR ticket_id = ? AND other_id = ?", a, b, b, a)
	return res.RowsAffected > 0, translate("store.Unrelate", res.Error)
}
