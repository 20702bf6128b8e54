-- +goose Up
-- What reports count. open_us, pending_us and on_hold_us are how long the ticket
-- had that status up to status_at, since when it has the present one.
ALTER TABLE tickets ADD COLUMN first_response_by INTEGER REFERENCES users (id);
ALTER TABLE tickets ADD COLUMN status_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN open_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN pending_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN on_hold_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN first_resolved_at INTEGER;
ALTER TABLE tickets ADD COLUMN reopen_count INTEGER NOT NULL DEFAULT 0;

-- A ticket's life: a row for each stretch with one status, team and assignee;
-- to_at is NULL in the present one. turn: 1 opened, 2 solved, 3 opened again, 0
-- anything else.
CREATE TABLE ticket_spans (
  ticket_id   INTEGER NOT NULL REFERENCES tickets (id),
  version     INTEGER NOT NULL,
  from_at     INTEGER NOT NULL,
  to_at       INTEGER,
  team_id     INTEGER,
  assignee_id INTEGER,
  by_id       INTEGER,
  status      INTEGER NOT NULL,
  turn        INTEGER NOT NULL,
  PRIMARY KEY (ticket_id, version)
) WITHOUT ROWID;

-- The history of tickets from before comes out of their log. A point for the
-- creation, with what each field was before its first change, and one for each
-- moment of change; then what a moment does not change stays as it was. Who came in
-- solved was opened and solved in one moment; a solved ticket whose log says
-- nothing was open until resolved_at.
INSERT INTO ticket_spans (ticket_id, version, from_at, to_at, team_id, assignee_id, by_id, status, turn)
WITH changes AS (
  SELECT ticket_id, at, MAX(actor_id) AS by_id,
    MAX(CASE WHEN type = 'status_changed' THEN id END) AS status_id, MIN(CASE WHEN type = 'status_changed' THEN id END) AS status_first,
    MAX(CASE WHEN type = 'team_changed' THEN id END) AS team_id, MIN(CASE WHEN type = 'team_changed' THEN id END) AS team_first,
    MAX(CASE WHEN type = 'assignee_changed' THEN id END) AS assignee_id, MIN(CASE WHEN type = 'assignee_changed' THEN id END) AS assignee_first
  FROM activities WHERE type IN ('status_changed', 'team_changed', 'assignee_changed') GROUP BY ticket_id, at
), firsts AS (
  SELECT ticket_id, MIN(status_first) AS status_first, MIN(team_first) AS team_first, MIN(assignee_first) AS assignee_first
  FROM changes GROUP BY ticket_id
), points AS (
  SELECT t.id AS ticket_id, t.created_at AS at, 0 AS n, NULL AS by_id,
    CASE WHEN json_extract(s.data, '$.from') IN ('pending', 'on_hold') THEN CASE json_extract(s.data, '$.from') WHEN 'open' THEN 1 WHEN 'pending' THEN 2 WHEN 'on_hold' THEN 3 WHEN 'solved' THEN 4 WHEN 'closed' THEN 5 END WHEN s.id IS NOT NULL OR t.status >= 4 THEN 1 ELSE t.status END AS status,
    CASE WHEN m.id IS NOT NULL THEN COALESCE(json_extract(m.data, '$.from'), 0) ELSE COALESCE(t.team_id, 0) END AS team,
    CASE WHEN a.id IS NOT NULL THEN COALESCE(json_extract(a.data, '$.from'), 0) ELSE COALESCE(t.assignee_id, 0) END AS assignee
  FROM tickets t LEFT JOIN firsts f ON f.ticket_id = t.id LEFT JOIN activities s ON s.id = f.status_first
    LEFT JOIN activities m ON m.id = f.team_first LEFT JOIN activities a ON a.id = f.assignee_first
  UNION ALL
  SELECT c.ticket_id, c.at, 1, c.by_id, CASE json_extract(s.data, '$.to') WHEN 'open' THEN 1 WHEN 'pending' THEN 2 WHEN 'on_hold' THEN 3 WHEN 'solved' THEN 4 WHEN 'closed' THEN 5 END,
    CASE WHEN m.id IS NOT NULL THEN COALESCE(json_extract(m.data, '$.to'), 0) END, CASE WHEN a.id IS NOT NULL THEN COALESCE(json_extract(a.data, '$.to'), 0) END
  FROM changes c LEFT JOIN activities s ON s.id = c.status_id
    LEFT JOIN activities m ON m.id = c.team_id LEFT JOIN activities a ON a.id = c.assignee_id
  UNION ALL
  SELECT t.id, COALESCE(t.resolved_at, t.created_at), 1, NULL, t.status, NULL, NULL
  FROM tickets t LEFT JOIN firsts f ON f.ticket_id = t.id WHERE t.status >= 4 AND f.status_first IS NULL
  UNION ALL
  SELECT t.id, t.created_at, 1, NULL, CASE json_extract(s.data, '$.from') WHEN 'solved' THEN 4 ELSE 5 END, NULL, NULL
  FROM tickets t JOIN firsts f ON f.ticket_id = t.id JOIN activities s ON s.id = f.status_first WHERE json_extract(s.data, '$.from') IN ('solved', 'closed')
), parts AS (
  SELECT points.*, COUNT(status) OVER w AS status_part, COUNT(team) OVER w AS team_part, COUNT(assignee) OVER w AS assignee_part
  FROM points WINDOW w AS (PARTITION BY ticket_id ORDER BY at, n)
), filled AS (
  SELECT ticket_id, at, n, by_id, MAX(status) OVER (PARTITION BY ticket_id, status_part) AS status,
    MAX(team) OVER (PARTITION BY ticket_id, team_part) AS team, MAX(assignee) OVER (PARTITION BY ticket_id, assignee_part) AS assignee
  FROM parts
), stretches AS (
  SELECT filled.*, ROW_NUMBER() OVER w - 1 AS version, LEAD(at) OVER w AS until, LAG(status) OVER w AS before
  FROM filled WINDOW w AS (PARTITION BY ticket_id ORDER BY at, n)
)
SELECT ticket_id, version, at, until, NULLIF(team, 0), NULLIF(assignee, 0), by_id, status,
  CASE WHEN version = 0 THEN 1 WHEN before <= 3 AND status >= 4 THEN 2 WHEN before >= 4 AND status <= 3 THEN 3 ELSE 0 END
FROM stretches;

CREATE INDEX ticket_spans_turn ON ticket_spans (turn, from_at, by_id) WHERE turn > 0;

UPDATE tickets SET status_at = x.since
FROM (
  SELECT ticket_id, MAX(from_at) AS since FROM (
    SELECT ticket_id, from_at, status, LAG(status) OVER (PARTITION BY ticket_id ORDER BY version) AS before FROM ticket_spans
  ) AS s WHERE before IS NULL OR before <> status GROUP BY ticket_id
) AS x WHERE x.ticket_id = tickets.id;

UPDATE tickets SET open_us = x.opened, pending_us = x.pending, on_hold_us = x.held, first_resolved_at = x.resolved, reopen_count = x.reopened
FROM (
  SELECT s.ticket_id, MIN(CASE WHEN s.status >= 4 THEN s.from_at END) AS resolved, SUM(CASE WHEN s.turn = 3 THEN 1 ELSE 0 END) AS reopened,
    SUM(CASE WHEN s.status = 1 AND s.to_at <= t.status_at THEN s.to_at - s.from_at ELSE 0 END) AS opened,
    SUM(CASE WHEN s.status = 2 AND s.to_at <= t.status_at THEN s.to_at - s.from_at ELSE 0 END) AS pending,
    SUM(CASE WHEN s.status = 3 AND s.to_at <= t.status_at THEN s.to_at - s.from_at ELSE 0 END) AS held
  FROM ticket_spans s JOIN tickets t ON t.id = s.ticket_id GROUP BY s.ticket_id
) AS x WHERE x.ticket_id = tickets.id;

UPDATE tickets SET first_response_by = (
  SELECT m.author_id FROM messages m
  WHERE m.ticket_id = tickets.id AND m.kind = 1 AND from_customer = 0 AND m.created_at >= tickets.first_response_at ORDER BY m.id LIMIT 1
) WHERE first_response_at IS NOT NULL;

-- What happened in a period: tickets that came in, that were solved, and what
-- employees wrote. New rows go to the end of each.
CREATE INDEX tickets_created ON tickets (created_at) WHERE deleted_at IS NULL;
CREATE INDEX tickets_resolved ON tickets (resolved_at) WHERE resolved_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX messages_work ON messages (created_at, author_id, kind, ticket_id) WHERE from_customer = 0 AND author_id IS NOT NULL AND kind <= 2;

-- +goose Down
DROP INDEX messages_work;
DROP INDEX tickets_resolved;
DROP INDEX tickets_created;
DROP TABLE ticket_spans;
ALTER TABLE tickets DROP COLUMN reopen_count;
ALTER TABLE tickets DROP COLUMN first_resolved_at;
ALTER TABLE tickets DROP COLUMN on_hold_us;
ALTER TABLE tickets DROP COLUMN pending_us;
ALTER TABLE tickets DROP COLUMN open_us;
ALTER TABLE tickets DROP COLUMN status_at;
ALTER TABLE tickets DROP COLUMN first_response_by;
