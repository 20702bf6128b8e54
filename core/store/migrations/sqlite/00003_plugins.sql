-- +goose Up

-- A bundled plugin that was never enabled has no row.
CREATE TABLE plugins (
    id TEXT PRIMARY KEY,
    tier TEXT NOT NULL CHECK (tier IN ('bundled', 'local')),
    state TEXT NOT NULL CHECK (state IN ('uploaded', 'enabled', 'disabled', 'uninstalled')),
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    introduced_at INTEGER,
    settings TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) WITHOUT ROWID;

-- The files of uploaded plugins, so that every node has them.
CREATE TABLE plugin_packages (
    plugin TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    body BLOB NOT NULL
);

-- What the site owner consented to when the plugin was last enabled.
CREATE TABLE plugin_grants (
    plugin TEXT NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
    capability TEXT NOT NULL,
    reason TEXT NOT NULL,
    granted_by INTEGER,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (plugin, capability)
) WITHOUT ROWID;

CREATE TABLE plugin_kv (
    plugin TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (plugin, key)
) WITHOUT ROWID;
CREATE INDEX plugin_kv_expires ON plugin_kv (expires_at) WHERE expires_at IS NOT NULL;

-- For which declaration each table x_<plugin>_<name> was last made. Kept while
-- the data is kept, also without the plugin.
CREATE TABLE plugin_collections (
    plugin TEXT NOT NULL,
    name TEXT NOT NULL,
    declaration TEXT NOT NULL,
    PRIMARY KEY (plugin, name)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE plugin_collections;
DROP TABLE plugin_kv;
DROP TABLE plugin_grants;
DROP TABLE plugin_packages;
DROP TABLE plugins;
