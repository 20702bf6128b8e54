-- +goose Up
-- An event waits for fan-out while fanned_at is NULL. A mark, not a cursor:
-- identifiers are not handed out in the order of commits on every database.
ALTER TABLE outbox ADD COLUMN fanned_at INTEGER;
CREATE INDEX outbox_waiting ON outbox (id) WHERE fanned_at IS NULL;

CREATE TABLE deliveries (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  watcher      TEXT    NOT NULL,
  event_id     INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  ticket_id    INTEGER NOT NULL DEFAULT 0, -- 0: belongs to no ticket, no order
  state        TEXT    NOT NULL DEFAULT 'available' CHECK (state IN ('available', 'discarded')),
  attempt      INTEGER NOT NULL DEFAULT 0,
  scheduled_at INTEGER NOT NULL, -- not before; a lease moves it to its own end
  attempted_at INTEGER,
  attempted_by TEXT    NOT NULL DEFAULT '',
  last_error   TEXT    NOT NULL DEFAULT '',
  UNIQUE (event_id, watcher)
);
CREATE INDEX deliveries_due ON deliveries (scheduled_at, id) WHERE state = 'available';
CREATE INDEX deliveries_order ON deliveries (watcher, ticket_id, event_id) WHERE state = 'available';
CREATE INDEX deliveries_discarded ON deliveries (id) WHERE state = 'discarded';

CREATE TABLE schedule_runs (
  name   TEXT PRIMARY KEY,
  due_at INTEGER NOT NULL
);

-- +goose Down
DROP TABLE schedule_runs;
DROP TABLE deliveries;
DROP INDEX outbox_waiting;
ALTER TABLE outbox DROP COLUMN fanned_at;
