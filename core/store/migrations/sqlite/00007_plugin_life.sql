-- +goose Up

-- ran_version is the version that the plugin's data was last prepared for.
-- stopped_at says that failures switched it off, exported_at when its data was
-- last taken out.
ALTER TABLE plugins ADD COLUMN ran_version TEXT NOT NULL DEFAULT '';
ALTER TABLE plugins ADD COLUMN stopped_at INTEGER;
ALTER TABLE plugins ADD COLUMN stopped_why TEXT NOT NULL DEFAULT '';
ALTER TABLE plugins ADD COLUMN exported_at INTEGER;
UPDATE plugins SET ran_version = version WHERE introduced_at IS NOT NULL;

-- Fields whose column is there and which the present declaration does not name.
ALTER TABLE plugin_collections ADD COLUMN resting TEXT NOT NULL DEFAULT '[]';

-- The version before the present one, to go back to.
CREATE TABLE plugin_previous (
    plugin TEXT PRIMARY KEY REFERENCES plugins (id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    hash TEXT NOT NULL,
    body BLOB NOT NULL
);

-- Every consent there was, with what it was for; asked is all of it, diff what
-- was other than at the consent before.
CREATE TABLE plugin_consents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plugin TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_id INTEGER,
    by_name TEXT NOT NULL,
    act TEXT NOT NULL,
    version TEXT NOT NULL,
    from_version TEXT NOT NULL,
    asked TEXT NOT NULL,
    diff TEXT NOT NULL
);
CREATE INDEX plugin_consents_plugin ON plugin_consents (plugin, id);

-- The last failures of each plugin.
CREATE TABLE plugin_failures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plugin TEXT NOT NULL,
    at INTEGER NOT NULL,
    version TEXT NOT NULL,
    place TEXT NOT NULL,
    why TEXT NOT NULL,
    counted INTEGER NOT NULL
);
CREATE INDEX plugin_failures_plugin ON plugin_failures (plugin, id);

-- +goose Down
DROP TABLE plugin_failures;
DROP TABLE plugin_consents;
DROP TABLE plugin_previous;
ALTER TABLE plugin_collections DROP COLUMN resting;
ALTER TABLE plugins DROP COLUMN exported_at;
ALTER TABLE plugins DROP COLUMN stopped_why;
ALTER TABLE plugins DROP COLUMN stopped_at;
ALTER TABLE plugins DROP COLUMN ran_version;
