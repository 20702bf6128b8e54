-- +goose Up

-- A bundled plugin that was never enabled has no row.
CREATE TABLE plugins (
    id TEXT COLLATE "C" PRIMARY KEY,
    tier TEXT NOT NULL CHECK (tier IN ('bundled', 'local')),
    state TEXT NOT NULL CHECK (state IN ('uploaded', 'enabled', 'disabled', 'uninstalled')),
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    introduced_at BIGINT,
    settings TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- The files of uploaded plugins, so that every node has them.
CREATE TABLE plugin_packages (
    plugin TEXT COLLATE "C" PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    body BYTEA NOT NULL
);

-- What the site owner consented to when the plugin was last enabled.
CREATE TABLE plugin_grants (
    plugin TEXT COLLATE "C" NOT NULL REFERENCES plugins (id) ON DELETE CASCADE,
    capability TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL,
    granted_by BIGINT,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (plugin, capability)
);

CREATE TABLE plugin_kv (
    plugin TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    value BYTEA NOT NULL,
    expires_at BIGINT,
    PRIMARY KEY (plugin, key)
);
CREATE INDEX plugin_kv_expires ON plugin_kv (expires_at) WHERE expires_at IS NOT NULL;

-- For which declaration each table x_<plugin>_<name> was last made. Kept while
-- the data is kept, also without the plugin.
CREATE TABLE plugin_collections (
    plugin TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    declaration TEXT NOT NULL,
    PRIMARY KEY (plugin, name)
);

-- +goose Down
DROP TABLE plugin_collections;
DROP TABLE plugin_kv;
DROP TABLE plugin_grants;
DROP TABLE plugin_packages;
DROP TABLE plugins;
