-- +goose Up
-- What people are told on their page. count: how many of the same kind about the
-- same ticket, unread ones being counted together; event_id is the last of them.
CREATE TABLE notices (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id   INTEGER NOT NULL REFERENCES users (id),
  ticket_id INTEGER REFERENCES tickets (id),
  actor_id  INTEGER REFERENCES users (id),
  at        INTEGER NOT NULL,
  read_at   INTEGER,
  event_id  INTEGER NOT NULL,
  count     INTEGER NOT NULL DEFAULT 1,
  kind      TEXT NOT NULL,
  plugin    TEXT NOT NULL DEFAULT '',
  title     TEXT NOT NULL DEFAULT '',
  body      TEXT NOT NULL DEFAULT '',
  path      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX notices_user ON notices (user_id, id DESC);
CREATE INDEX notices_unread ON notices (user_id, id DESC) WHERE read_at IS NULL;
CREATE INDEX notices_at ON notices (at);

-- What people have chosen; who has no row for a kind hears of it as is usual.
CREATE TABLE notice_choices (
  user_id INTEGER NOT NULL REFERENCES users (id),
  kind    TEXT NOT NULL,
  on_page INTEGER NOT NULL,
  by_mail INTEGER NOT NULL,
  PRIMARY KEY (user_id, kind)
);

-- +goose Down
DROP TABLE notice_choices;
DROP TABLE notices;
