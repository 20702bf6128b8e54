-- +goose Up
-- What nodes tell each other while it happens. It is not logged: after a crash of
-- the database nobody needs it.
CREATE UNLOGGED TABLE node_notes (
  id   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  node TEXT        NOT NULL,
  at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  body TEXT        NOT NULL
);
CREATE INDEX node_notes_at ON node_notes (at);

-- +goose Down
DROP TABLE node_notes;
