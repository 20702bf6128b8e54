package store

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// Users implements people.UserStore and people.UserListStore.
type Users struct{ db *DB }

// userColumns are what userRow reads.
const userColumns = `u.id, u.email, u.name, u.kind, u.locale, u.timezone, u.theme, u.phone, u.organization_id, u.created_by,
 u.verified_at, u.disabled_at, u.deleted_at, u.last_seen_at, u.version, u.created_at, u.updated_at`

type userRow struct {
	ID                                            int64
	Email                                         *string
	Name, Kind, Locale, Timezone, Theme, Phone    string
	OrganizationID, CreatedBy                     *int64
	VerifiedAt, DisabledAt, DeletedAt, LastSeenAt *int64
	Version, CreatedAt, UpdatedAt                 int64
}

func (r *userRow) person() people.Person {
	return people.Person{
		ID: core.UserID(r.ID), Email: orZero(r.Email), Name: r.Name, Kind: people.Kind(r.Kind),
		Locale: r.Locale, Timezone: r.Timezone, Theme: r.Theme, Phone: r.Phone,
		Organization: core.OrganizationID(orZero(r.OrganizationID)), CreatedBy: core.UserID(orZero(r.CreatedBy)),
		VerifiedAt: fromMicrosOrNull(r.VerifiedAt), DisabledAt: fromMicrosOrNull(r.DisabledAt), DeletedAt: fromMicrosOrNull(r.DeletedAt),
		LastSeenAt: fromMicrosOrNull(r.LastSeenAt), Version: r.Version, CreatedAt: fromMicros(r.CreatedAt), UpdatedAt: fromMicros(r.UpdatedAt),
	}
}

// InsertUser implements people.UserStore.
func (s Users) InsertUser(ctx context.Context, p *people.Person, hash string) (bool, error) {
	const op = "store.InsertUser"
	var id int64
	err := s.db.from(ctx).Raw(`INSERT INTO users (email, email_norm, name, name_norm, kind, password_hash, locale, timezone, theme, phone,
 organization_id, created_by, verified_at, version, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
 ON CONFLICT (email_norm) DO NOTHING RETURNING id`,
		orNull(p.Email), orNull(people.NormalEmail(p.Email)), p.Name, people.Fold(p.Name), string(p.Kind), orNull(hash), p.Locale, p.Timezone,
		p.Theme, p.Phone, orNull(int64(p.Organization)), orNull(int64(p.CreatedBy)), microsOrNull(p.VerifiedAt), p.Version,
		micros(p.CreatedAt), micros(p.UpdatedAt)).Scan(&id).Error
	if err != nil || id == 0 {
		return false, translate(op, err)
	}
	p.ID = core.UserID(id)
	return true, translate(op, s.putTerms(ctx, p))
}

// putTerms replaces what a person is found by.
func (s Users) putTerms(ctx context.Context, p *people.Person) error {
	g := s.db.from(ctx)
	if err := g.Exec("DELETE FROM user_terms WHERE user_id = ?", int64(p.ID)).Error; err != nil {
		return err
	}
	if !p.DeletedAt.IsZero() {
		return nil
	}
	terms := people.SearchTerms(p.Name, p.Email, p.Phone)
	if len(terms) == 0 {
		return nil
	}
	q := &stmt{}
	q.add("INSERT INTO user_terms (term, user_id) VALUES ")
	for i, t := range terms {
		q.add(comma(i)+"(?,?)", t, int64(p.ID))
	}
	return q.exec(g)
}

// FindUser implements people.UserStore.
func (s Users) FindUser(ctx context.Context, id core.UserID) (*people.Person, error) {
	return s.find(ctx, "store.FindUser", id, "")
}

// LockUser implements people.UserStore.
func (s Users) LockUser(ctx context.Context, id core.UserID) (*people.Person, error) {
	return s.find(ctx, "store.LockUser", id, s.db.dialect.forUpdate())
}

func (s Users) find(ctx context.Context, op string, id core.UserID, lock string) (*people.Person, error) {
	var rows []userRow
	err := s.db.from(ctx).Raw("SELECT "+userColumns+" FROM users u WHERE u.id = ?"+lock, int64(id)).Scan(&rows).Error
	if err != nil {
		return nil, translate(op, err)
	}
	if len(rows) == 0 {
		return nil, core.Errorf(op, core.KindNotFound, "There is nobody here with this number.")
	}
	ps := []people.Person{rows[0].person()}
	return &ps[0], translate(op, s.attach(ctx, ps))
}

// SaveUser implements people.UserStore.
func (s Users) SaveUser(ctx context.Context, p *people.Person) (bool, error) {
	const op = "store.SaveUser"
	g, norm := s.db.from(ctx), people.NormalEmail(p.Email)
	if norm != "" {
		var taken bool
		err := g.Raw("SELECT EXISTS (SELECT 1 FROM users WHERE email_norm = ? AND id <> ?)", norm, int64(p.ID)).Scan(&taken).Error
		if err != nil || taken {
			return false, translate(op, err)
		}
	}
	err := g.Raw(`UPDATE users SET email = ?, email_norm = ?, name = ?, name_norm = ?, kind = ?, locale = ?, timezone = ?, theme = ?, phone = ?,
 organization_id = ?, verified_at = ?, disabled_at = ?, deleted_at = ?, version = version + 1, updated_at = ? WHERE id = ? RETURNING version`,
		orNull(p.Email), orNull(norm), p.Name, people.Fold(p.Name), string(p.Kind), p.Locale, p.Timezone, p.Theme, p.Phone,
		orNull(int64(p.Organization)), microsOrNull(p.VerifiedAt), microsOrNull(p.DisabledAt), microsOrNull(p.DeletedAt),
		micros(p.UpdatedAt), int64(p.ID)).Scan(&p.Version).Error
	if err != nil {
		return false, translate(op, err)
	}
	return true, translate(op, s.putTerms(ctx, p))
}

// FindCredentials implements people.UserStore.
func (s Users) FindCredentials(ctx context.Context, normalEmail string) (core.UserID, string, error) {
	const op = "store.FindCredentials"
	var rows []struct {
		ID           int64
		PasswordHash *string
	}
	err := s.db.from(ctx).Raw("SELECT id, password_hash FROM users WHERE email_norm = ? AND deleted_at IS NULL", normalEmail).Scan(&rows).Error
	if err != nil {
		return 0, "", translate(op, err)
	}
	if len(rows) == 0 {
		return 0, "", core.Errorf(op, core.KindNotFound, "There is nobody with this address.")
	}
	return core.UserID(rows[0].ID), orZero(rows[0].PasswordHash), nil
}

// PasswordHash implements people.UserStore.
func (s Users) PasswordHash(ctx context.Context, id core.UserID) (string, error) {
	var hash *string
	err := s.db.from(ctx).Raw("SELECT password_hash FROM users WHERE id = ?", int64(id)).Scan(&hash).Error
	return orZero(hash), translate("store.PasswordHash", err)
}

// SetPasswordHash implements people.UserStore.
func (s Users) SetPasswordHash(ctx context.Context, id core.UserID, hash string) error {
	err := s.db.from(ctx).Exec("UPDATE users SET password_hash = ? WHERE id = ?", orNull(hash), int64(id)).Error
	return translate("store.SetPasswordHash", err)
}
