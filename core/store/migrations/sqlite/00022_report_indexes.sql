-- +goose Up
-- Reports leave deleted tickets out of what they count elsewhere.
CREATE INDEX tickets_deleted ON tickets (id) WHERE deleted_at IS NOT NULL;

-- How long it took, by time, team and priority, without a look at each ticket.
DROP INDEX tickets_created;
DROP INDEX tickets_resolved;
CREATE INDEX tickets_created ON tickets (created_at, first_response_at, team_id, priority) WHERE deleted_at IS NULL;
CREATE INDEX tickets_resolved ON tickets (resolved_at, created_at, team_id, priority, reply_count) WHERE resolved_at IS NOT NULL AND deleted_at IS NULL;

-- +goose Down
DROP INDEX tickets_resolved;
DROP INDEX tickets_created;
CREATE INDEX tickets_created ON tickets (created_at) WHERE deleted_at IS NULL;
CREATE INDEX tickets_resolved ON tickets (resolved_at) WHERE resolved_at IS NOT NULL AND deleted_at IS NULL;
DROP INDEX tickets_deleted;
