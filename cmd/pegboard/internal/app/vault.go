package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"pegboard.dev/pegboard/core/plugin"
)

// vaultFile is the file in the data directory that holds the key to the secrets
// among plugins' settings, and vaultKey the setting that holds it where nodes may
// share a database and each has a directory of its own.
const (
	vaultFile = "secret.key"
	vaultKey  = "secret.vault"
)

// vault opens with the key that the configuration names. Otherwise it lies in a
// file beside SQLite, so that a copy of the database does not tell the secrets,
// and in PostgreSQL, where it only keeps them out of rows, logs and the API.
func (a *App) vault(ctx context.Context) (*plugin.Vault, error) {
	key, err := a.cfg.SecretKey, error(nil)
	switch {
	case len(key) > 0:
	case a.cfg.Database != "" || a.cfg.DB != nil:
		key, err = a.sharedKey(ctx, vaultKey)
	default:
		path := filepath.Join(a.cfg.Data, vaultFile)
		if key, err = os.ReadFile(path); errors.Is(err, fs.ErrNotExist) {
			key = plugin.NewVaultKey()
			err = writeNew(path, key)
		}
	}
	if err != nil {
		return nil, err
	}
	return plugin.NewVault(key)
}

// writeNew writes a file that only its owner may read, whole or not at all, and
// durable before it counts.
func writeNew(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
