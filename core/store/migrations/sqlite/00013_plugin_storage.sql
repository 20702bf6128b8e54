-- +goose Up

-- How much is kept for each plugin, counted in the transaction of every change, and
-- how much may be; NULL is the usual. counted_at says when it was last compared with
-- what there is: until then it lacks what was there before counting began.
CREATE TABLE plugin_storage (
    plugin TEXT PRIMARY KEY,
    row_count INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    max_rows INTEGER,
    max_bytes INTEGER,
    counted_at INTEGER
) WITHOUT ROWID;

-- +goose Down
DROP TABLE plugin_storage;
