package store

import (
	"context"
	"encoding/json"
)

// Settings implements people.SettingStore.
type Settings struct{ db *DB }

// Settings returns the adapter for JSON values by name.
func (db *DB) Settings() Settings { return Settings{db} }

// Setting implements people.SettingStore.
func (s Settings) Setting(ctx context.Context, key string) (json.RawMessage, error) {
	var values []string
	err := s.db.from(ctx).Raw("SELECT value FROM settings WHERE key = ?", key).Scan(&values).Error
	if err != nil || len(values) == 0 {
		return nil, translate("store.Setting", err)
	}
	return json.RawMessage(values[0]), nil
}

// PutSetting implements people.SettingStore.
func (s Settings) PutSetting(ctx context.Context, key string, value json.RawMessage) error {
	err := s.db.from(ctx).Exec(`INSERT INTO settings (key, value, updated_at) VALUES (?,?,?)
 ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`, key, string(value), micros(s.db.clock.Now())).Error
	return translate("store.PutSetting", err)
}
