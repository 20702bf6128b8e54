-- +goose Up

-- The manifest of each uploaded plugin beside its package, so that a start need not
-- read the packages. One with another hash than the plugin's row is an old one's, as
-- is none at all: it is read from the package then, once.
CREATE TABLE plugin_manifests (
    plugin TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;

-- +goose Down
DROP TABLE plugin_manifests;
