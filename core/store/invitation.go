package store

import (
	"context"
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Invitations implements people.InvitationStore.
type Invitations struct{ db *DB }

const invitationColumns = "id, email, name, kind, roles, teams, invited_by, created_at, expires_at"

type invitationRow struct {
	ID                              int64
	Email, Name, Kind, Roles, Teams string
	InvitedBy                       *int64
	CreatedAt, ExpiresAt            int64
}

func (r *invitationRow) invitation() (people.Invitation, error) {
	v := people.Invitation{
		ID: people.InvitationID(r.ID), Email: r.Email, Name: r.Name, Kind: people.Kind(r.Kind), InvitedBy: core.UserID(orZero(r.InvitedBy)),
		CreatedAt: fromMicros(r.CreatedAt), ExpiresAt: fromMicros(r.ExpiresAt),
	}
	if err := json.Unmarshal([]byte(r.Roles), &v.Roles); err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(r.Teams), &v.Teams)
}

// InsertInvitation implements people.InvitationStore.
func (s Invitations) InsertInvitation(ctx context.Context, v *people.Invitation, hash string) error {
	const op = "store.InsertInvitation"
	roles, err := json.Marshal(append([]string{}, v.Roles...))
	if err != nil {
		return translate(op, err)
	}
	teams, err := json.Marshal(append([]core.TeamID{}, v.Teams...))
	if err != nil {
		return translate(op, err)
	}
	norm, g := people.NormalEmail(v.Email), s.db.from(ctx)
	if err := g.Exec("DELETE FROM invitations WHERE email_norm = ? AND accepted_at IS NULL", norm).Error; err != nil {
		return translate(op, err)
	}
	err = g.Raw(`INSERT INTO invitations (hash, email, email_norm, name, kind, roles, teams, invited_by, created_at, expires_at)
 VALUES (?,?,?,?,?,?,?,?,?,?) RETURNING id`, hash, v.Email, norm, v.Name, string(v.Kind), string(roles), string(teams), orNull(int64(v.InvitedBy)),
		micros(v.CreatedAt), micros(v.ExpiresAt)).Scan(&v.ID).Error
	return translate(op, err)
}

// SetInvitationHash implements people.InvitationStore.
func (s Invitations) SetInvitationHash(ctx context.Context, id people.InvitationID, hash string) error {
	return translate("store.SetInvitationHash", s.db.from(ctx).Exec("UPDATE invitations SET hash = ? WHERE id = ? AND accepted_at IS NULL", hash, int64(id)).Error)
}

// TakeInvitation implements people.InvitationStore.
func (s Invitations) TakeInvitation(ctx context.Context, hash string, at time.Time) (*people.Invitation, error) {
	const op = "store.TakeInvitation"
	var rows []invitationRow
	err := s.db.from(ctx).Raw("UPDATE invitations SET accepted_at = ? WHERE hash = ? AND accepted_at IS NULL RETURNING "+invitationColumns, micros(at), hash).Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	if len(rows) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such invitation.")
	}
	v, err := rows[0].invitation()
	return &v, translate(op, err)
}

// Invitations implements people.InvitationStore.
func (s Invitations) Invitations(ctx context.Context) ([]people.Invitation, error) {
	const op = "store.Invitations"
	var rows []invitationRow
	err := s.db.from(ctx).Raw("SELECT " + invitationColumns + " FROM invitations WHERE accepted_at IS NULL ORDER BY id DESC").Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	out := make([]people.Invitation, len(rows))
	for i := range rows {
		if out[i], err = rows[i].invitation(); err != nil {
			return nil, translate(op, err)
		}
	}
	return out, nil
}

// DeleteInvitation implements people.InvitationStore.
func (s Invitations) DeleteInvitation(ctx context.Context, id people.InvitationID) (bool, error) {
	res := s.db.from(ctx).Exec("DELETE FROM invitations WHERE id = ? AND accepted_at IS NULL", int64(id))
	return res.RowsAffected > 0, translate("store.DeleteInvitation", res.Error)
}
