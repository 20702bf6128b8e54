-- +goose Up
-- A snoozed ticket is out of the lists of work until snoozed_until, the greatest
-- number meaning "until the customer answers". woken_at is when it came back, as
-- long as no employee has touched it since.
ALTER TABLE tickets ADD COLUMN snoozed_until INTEGER;
ALTER TABLE tickets ADD COLUMN snoozed_by INTEGER;
ALTER TABLE tickets ADD COLUMN woken_at INTEGER;
CREATE INDEX tickets_snoozed ON tickets (updated_at DESC, id DESC) WHERE snoozed_until IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX tickets_snooze_due ON tickets (snoozed_until) WHERE snoozed_until IS NOT NULL AND deleted_at IS NULL;
-- The copies for work that is left leave snoozed tickets out, so that no list
-- has to step over them.
DROP INDEX tickets_active;
CREATE INDEX tickets_active ON tickets (updated_at DESC, id DESC) WHERE status <= 3 AND snoozed_until IS NULL AND deleted_at IS NULL;
DROP INDEX tickets_active_id;
CREATE INDEX tickets_active_id ON tickets (id) WHERE status <= 3 AND snoozed_until IS NULL AND deleted_at IS NULL;
DROP INDEX tickets_team_active;
CREATE INDEX tickets_team_active ON tickets (team_id, updated_at DESC, id DESC) WHERE status <= 3 AND snoozed_until IS NULL AND deleted_at IS NULL;
DROP INDEX tickets_assignee_active;
CREATE INDEX tickets_assignee_active ON tickets (assignee_id, updated_at DESC, id DESC) WHERE assignee_id IS NOT NULL AND status <= 3 AND snoozed_until IS NULL AND deleted_at IS NULL;
DROP INDEX tickets_unassigned_active;
CREATE INDEX tickets_unassigned_active ON tickets (team_id, updated_at DESC, id DESC) WHERE assignee_id IS NULL AND status <= 3 AND snoozed_until IS NULL AND deleted_at IS NULL;
DROP INDEX tickets_follow_up_active;
CREATE INDEX tickets_follow_up_active ON tickets (updated_at DESC, id DESC) WHERE follow_up_at IS NOT NULL AND status <= 3 AND snoozed_until IS NULL AND deleted_at IS NULL;

-- +goose Down
DROP INDEX tickets_active;
CREATE INDEX tickets_active ON tickets (updated_at DESC, id DESC) WHERE status <= 3 AND deleted_at IS NULL;
DROP INDEX tickets_active_id;
CREATE INDEX tickets_active_id ON tickets (id) WHERE status <= 3 AND deleted_at IS NULL;
DROP INDEX tickets_team_active;
CREATE INDEX tickets_team_active ON tickets (team_id, updated_at DESC, id DESC) WHERE status <= 3 AND deleted_at IS NULL;
DROP INDEX tickets_assignee_active;
CREATE INDEX tickets_assignee_active ON tickets (assignee_id, updated_at DESC, id DESC) WHERE assignee_id IS NOT NULL AND status <= 3 AND deleted_at IS NULL;
DROP INDEX tickets_unassigned_active;
CREATE INDEX tickets_unassigned_active ON tickets (team_id, updated_at DESC, id DESC) WHERE assignee_id IS NULL AND status <= 3 AND deleted_at IS NULL;
DROP INDEX tickets_follow_up_active;
CREATE INDEX tickets_follow_up_active ON tickets (updated_at DESC, id DESC) WHERE follow_up_at IS NOT NULL AND status <= 3 AND deleted_at IS NULL;
DROP INDEX tickets_snooze_due;
DROP INDEX tickets_snoozed;
ALTER TABLE tickets DROP COLUMN woken_at;
ALTER TABLE tickets DROP COLUMN snoozed_by;
ALTER TABLE tickets DROP COLUMN snoozed_until;
