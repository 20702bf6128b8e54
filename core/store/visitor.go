package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"pegboard.dev/pegboard/core"
)

const visitorColumns = "id, plugin, person_id, origin, address, agent, language, created_at, seen_at, expires_at, banned_until"

// CreateVisitor keeps a visitor whose secret has that hash; in a transaction.
func (s Plugins) CreateVisitor(ctx context.Context, v *core.Visitor, hash string) error {
	err := s.db.from(ctx).Exec("INSERT INTO plugin_visitors ("+visitorColumns+", hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
		v.ID, string(v.Plugin), orNull(int64(v.Person)), v.Origin, v.Address, v.Agent, v.Language,
		micros(v.CreatedAt), micros(v.SeenAt), micros(v.ExpiresAt), microsOrNull(v.BannedUntil), hash).Error
	return translate("store.CreateVisitor", err)
}

// VisitorByHash returns the plugin's visitor whose secret has that hash.
func (s Plugins) VisitorByHash(ctx context.Context, plugin core.PluginID, hash string) (*core.Visitor, error) {
	return s.visitor(ctx, "plugin = ? AND hash = ?", string(plugin), hash)
}

// Visitor returns a plugin's visitor by id.
func (s Plugins) Visitor(ctx context.Context, plugin core.PluginID, id string) (*core.Visitor, error) {
	return s.visitor(ctx, "plugin = ? AND id = ?", string(plugin), id)
}

func (s Plugins) visitor(ctx context.Context, where string, args ...any) (*core.Visitor, error) {
	const op = "store.Visitor"
	v := &core.Visitor{}
	var person, banned sql.NullInt64
	var created, seen, expires int64
	err := scanOne(s.db.from(ctx).Raw("SELECT "+visitorColumns+" FROM plugin_visitors WHERE "+where, args...),
		&v.ID, &v.Plugin, &person, &v.Origin, &v.Address, &v.Agent, &v.Language, &created, &seen, &expires, &banned)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such visitor.")
	}
	if err != nil {
		return nil, translate(op, err)
	}
	v.Person, v.CreatedAt, v.SeenAt, v.ExpiresAt = core.UserID(person.Int64), fromMicros(created), fromMicros(seen), fromMicros(expires)
	if banned.Valid {
		v.BannedUntil = fromMicros(banned.Int64)
	}
	return v, nil
}

// SeeVisitor notes when a visitor last asked for something; in a transaction.
func (s Plugins) SeeVisitor(ctx context.Context, id string, at time.Time) error {
	return translate("store.SeeVisitor", s.db.from(ctx).Exec("UPDATE plugin_visitors SET seen_at = ? WHERE id = ?", micros(at), id).Error)
}

// BanVisitor bans a visitor until then, or no longer where that is zero; in a
// transaction.
func (s Plugins) BanVisitor(ctx context.Context, plugin core.PluginID, id string, until time.Time) error {
	err := s.db.from(ctx).Exec("UPDATE plugin_visitors SET banned_until = ? WHERE plugin = ? AND id = ?", microsOrNull(until), string(plugin), id).Error
	return translate("store.BanVisitor", err)
}

// BannedAddress reports whether a visitor from that address is banned now.
func (s Plugins) BannedAddress(ctx context.Context, plugin core.PluginID, address string, now time.Time) (bool, error) {
	var n int64
	err := s.db.from(ctx).Raw("SELECT COUNT(*) FROM plugin_visitors WHERE plugin = ? AND address = ? AND banned_until > ?",
		string(plugin), address, micros(now)).Scan(&n).Error
	return n > 0, translate("store.BannedAddress", err)
}

// DeleteVisitors forgets at most limit visitors whose time was up before then and
// whose ban is over; in a transaction.
func (s Plugins) DeleteVisitors(ctx context.Context, before time.Time, limit int) (int, error) {
	res := s.db.from(ctx).Exec(`DELETE FROM plugin_visitors WHERE id IN (SELECT id FROM plugin_visitors
		WHERE expires_at < ? AND (banned_until IS NULL OR banned_until < ?) LIMIT ?)`, micros(before), micros(before), limit)
	return int(res.RowsAffected), translate("store.DeleteVisitors", res.Error)
}
