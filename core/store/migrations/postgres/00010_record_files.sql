-- +goose Up
-- Files of plugins' records. One without a record waits for it, and is its owner's to
-- use; one that has lost its record has no owner any more. Both go after a while.
CREATE TABLE record_files (
  id           TEXT PRIMARY KEY,
  plugin       TEXT COLLATE "C" NOT NULL,
  collection   TEXT NOT NULL,
  field        TEXT NOT NULL,
  record_id    BIGINT,
  owner        TEXT NOT NULL,
  name         TEXT NOT NULL,
  mime         TEXT NOT NULL,
  size         BIGINT NOT NULL,
  storage_name TEXT NOT NULL,
  at           BIGINT NOT NULL
);
CREATE INDEX record_files_record ON record_files (plugin, collection, record_id);
CREATE INDEX record_files_loose ON record_files (at) WHERE record_id IS NULL;
CREATE INDEX record_files_owner ON record_files (owner) WHERE record_id IS NULL;

-- +goose Down
DROP TABLE record_files;
