package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
)

const mailingColumns = "id, plugin, name, owner_id, title, payload, users, teams, left_by, every, day, hour, zone, next_at, paused_at, stopped"

// Mailings returns those of a plugin, by title.
func (s Plugins) Mailings(ctx context.Context, plugin core.PluginID) ([]core.Mailing, error) {
	return s.mailings(ctx, "plugin = ? ORDER BY title, id", string(plugin))
}

// Mailing returns one; KindNotFound if there is none.
func (s Plugins) Mailing(ctx context.Context, id core.MailingID) (*core.Mailing, error) {
	list, err := s.mailings(ctx, "id = ?", int64(id))
	if err == nil && len(list) == 0 {
		err = core.Errorf("store.Mailing", core.KindNotFound, "There is nothing here, or it is not yours to see.")
	}
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// DueMailings returns up to n that do not rest and whose time has come, the longest
// overdue first.
func (s Plugins) DueMailings(ctx context.Context, now time.Time, n int) ([]core.Mailing, error) {
	return s.mailings(ctx, "paused_at IS NULL AND next_at <= ? ORDER BY next_at, id LIMIT ?", micros(now), n)
}

func (s Plugins) mailings(ctx context.Context, where string, args ...any) ([]core.Mailing, error) {
	const op = "store.Mailings"
	rows, err := s.db.from(ctx).Raw("SELECT "+mailingColumns+" FROM plugin_mailings WHERE "+where, args...).Rows()
	if err != nil {
		return nil, translate(op, err)
	}
	defer rows.Close()
	out := []core.Mailing{}
	for rows.Next() {
		var m core.Mailing
		var payload, users, teams, left string
		var next int64
		var paused sql.NullInt64
		err := rows.Scan(&m.ID, &m.Plugin, &m.Name, &m.Owner, &m.Title, &payload, &users, &teams, &left, &m.Every, &m.Day, &m.Hour, &m.Zone, &next, &paused, &m.Stopped)
		if err == nil {
			err = errors.Join(json.Unmarshal([]byte(users), &m.Users), json.Unmarshal([]byte(teams), &m.Teams), json.Unmarshal([]byte(left), &m.Left))
		}
		if err != nil {
			return nil, translate(op, err)
		}
		if m.Payload, m.Next = []byte(payload), fromMicros(next); paused.Valid {
			m.PausedAt = fromMicros(paused.Int64)
		}
		out = append(out, m)
	}
	return out, translate(op, rows.Err())
}

// PutMailing keeps a mailing, a new one under the number that it gets; in a
// transaction.
func (s Plugins) PutMailing(ctx context.Context, m *core.Mailing) error {
	const op = "store.PutMailing"
	users, err1 := json.Marshal(append([]core.UserID{}, m.Users...))
	teams, err2 := json.Marshal(append([]core.TeamID{}, m.Teams...))
	left, err3 := json.Marshal(append([]core.UserID{}, m.Left...))
	if err := errors.Join(err1, err2, err3); err != nil {
		return translate(op, err)
	}
	values := []any{
		string(m.Plugin), m.Name, int64(m.Owner), m.Title, string(m.Payload), string(users), string(teams), string(left),
		m.Every, m.Day, m.Hour, m.Zone, micros(m.Next), microsOrNull(m.PausedAt), string(m.Stopped),
	}
	if m.ID == 0 {
		return translate(op, scanOne(s.db.from(ctx).Raw(`INSERT INTO plugin_mailings (plugin, name, owner_id, title, payload, users, teams, left_by, every, day, hour, zone, next_at, paused_at, stopped)
			VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) RETURNING id`, values...), &m.ID))
	}
	return translate(op, s.db.from(ctx).Exec(`UPDATE plugin_mailings SET plugin = ?, name = ?, owner_id = ?, title = ?, payload = ?, users = ?, teams = ?, left_by = ?,
		every = ?, day = ?, hour = ?, zone = ?, next_at = ?, paused_at = ?, stopped = ? WHERE id = ?`, append(values, int64(m.ID))...).Error)
}

// AdvanceMailing moves a mailing that is due at from on to its next time, and
// reports false when somebody else did; in a transaction.
func (s Plugins) AdvanceMailing(ctx context.Context, id core.MailingID, from, to time.Time) (bool, error) {
	res := s.db.from(ctx).Exec("UPDATE plugin_mailings SET next_at = ? WHERE id = ? AND next_at = ? AND paused_at IS NULL", micros(to), int64(id), micros(from))
	return res.RowsAffected == 1, translate("store.AdvanceMailing", res.Error)
}

// DeleteMailing removes one with its fates; in a transaction.
func (s Plugins) DeleteMailing(ctx context.Context, id core.MailingID) error {
	return translate("store.DeleteMailing", s.db.from(ctx).Exec("DELETE FROM plugin_mailings WHERE id = ?", int64(id)).Error)
}

// TeamPeople returns who is in one of the teams, each person once, by number.
func (s Plugins) TeamPeople(ctx context.Context, teams []core.TeamID) ([]core.UserID, error) {
	var out []core.UserID
	if len(teams) == 0 {
		return nil, nil
	}
	err := s.db.from(ctx).Raw("SELECT DISTINCT user_id FROM team_members WHERE team_id IN ? ORDER BY user_id", teams).Scan(&out).Error
	return out, translate("store.TeamPeople", err)
}

// PutFate keeps what became of a mailing for a person, in place of what did before;
// in a transaction, and reports whether it was still open: of two nodes that settle one
// at once, one does. A mailing that is gone meanwhile has no fates.
func (s Plugins) PutFate(ctx context.Context, f *core.MailingFate) (bool, error) {
	res := s.db.from(ctx).Exec(`INSERT INTO plugin_mailing_fates (mailing_id, user_id, due_at, at, fate)
		SELECT id, ?, ?, ?, ? FROM plugin_mailings WHERE id = ?
		ON CONFLICT (mailing_id, user_id) DO UPDATE SET due_at = excluded.due_at, at = excluded.at, fate = excluded.fate
		WHERE plugin_mailing_fates.due_at < excluded.due_at OR plugin_mailing_fates.fate = ?`,
		int64(f.User), micros(f.Due), micros(f.At), string(f.Fate), int64(f.Mailing), string(core.FateFailed))
	return res.RowsAffected == 1, translate("store.PutFate", res.Error)
}

// Fates returns what became of a plugin's mailings, by mailing and person.
func (s Plugins) Fates(ctx context.Context, plugin core.PluginID) ([]core.MailingFate, error) {
	var rows []struct {
		MailingID, UserID, DueAt, At int64
		Fate                         string
	}
	err := s.db.from(ctx).Raw(`SELECT f.mailing_id, f.user_id, f.due_at, f.at, f.fate FROM plugin_mailing_fates f
		JOIN plugin_mailings m ON m.id = f.mailing_id WHERE m.plugin = ? ORDER BY f.mailing_id, f.user_id`, string(plugin)).Scan(&rows).Error
	out := make([]core.MailingFate, len(rows))
	for i, r := range rows {
		out[i] = core.MailingFate{Mailing: core.MailingID(r.MailingID), User: core.UserID(r.UserID), Due: fromMicros(r.DueAt), At: fromMicros(r.At), Fate: core.Fate(r.Fate)}
	}
	return out, translate("store.Fates", err)
}

// SettledFate reports whether a person's fate of a due time is known already.
func (s Plugins) SettledFate(ctx context.Context, id core.MailingID, user core.UserID, due time.Time) (bool, error) {
	var n int64
	err := s.db.from(ctx).Raw("SELECT COUNT(*) FROM plugin_mailing_fates WHERE mailing_id = ? AND user_id = ? AND due_at >= ? AND fate <> ?",
		int64(id), int64(user), micros(due), string(core.FateFailed)).Scan(&n).Error
	return n > 0, translate("store.SettledFate", err)
}
