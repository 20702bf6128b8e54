-- +goose Up
-- Reports leave deleted tickets out of what they count elsewhere.
CREATE INDEX tickets_deleted ON tickets (id) WHERE deleted_at IS NOT NULL;

-- +goose Down
DROP INDEX tickets_deleted;
