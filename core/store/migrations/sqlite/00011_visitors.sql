-- +goose Up
-- People without an account whom plugins let in. Of the secret that they show only
-- the hash is kept.
CREATE TABLE plugin_visitors (
  id           TEXT PRIMARY KEY,
  plugin       TEXT NOT NULL,
  hash         TEXT NOT NULL UNIQUE,
  person_id    INTEGER REFERENCES users (id),
  origin       TEXT NOT NULL,
  address      TEXT NOT NULL,
  agent        TEXT NOT NULL,
  language     TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  seen_at      INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  banned_until INTEGER
);
CREATE INDEX plugin_visitors_banned ON plugin_visitors (plugin, address, banned_until) WHERE banned_until IS NOT NULL;
CREATE INDEX plugin_visitors_expires ON plugin_visitors (expires_at);

-- +goose Down
DROP TABLE plugin_visitors;
