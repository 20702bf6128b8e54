-- +goose Up
-- Letters that plugins write to people at set times. users, teams and left_by are
-- JSON lists of numbers; every, day, hour and zone say when, next_at is the next time.
CREATE TABLE plugin_mailings (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  plugin    TEXT NOT NULL,
  name      TEXT NOT NULL,
  owner_id  INTEGER NOT NULL REFERENCES users (id),
  title     TEXT NOT NULL,
  payload   TEXT NOT NULL,
  users     TEXT NOT NULL,
  teams     TEXT NOT NULL,
  left_by   TEXT NOT NULL,
  every     TEXT NOT NULL,
  day       INTEGER NOT NULL,
  hour      INTEGER NOT NULL,
  zone      TEXT NOT NULL,
  next_at   INTEGER NOT NULL,
  paused_at INTEGER,
  stopped   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX plugin_mailings_plugin ON plugin_mailings (plugin, owner_id);
CREATE INDEX plugin_mailings_due ON plugin_mailings (next_at) WHERE paused_at IS NULL;

-- What became of each for each person the last time.
CREATE TABLE plugin_mailing_fates (
  mailing_id INTEGER NOT NULL REFERENCES plugin_mailings (id) ON DELETE CASCADE,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  due_at     INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  fate       TEXT NOT NULL,
  PRIMARY KEY (mailing_id, user_id)
);

-- +goose Down
DROP TABLE plugin_mailing_fates;
DROP TABLE plugin_mailings;
