-- +goose Up

-- How much is kept for each plugin, counted in the transaction of every change, and
-- how much may be; NULL is the usual. counted_at says when it was last compared with
-- what there is: until then it lacks what was there before counting began.
CREATE TABLE plugin_storage (
    plugin TEXT COLLATE "C" PRIMARY KEY,
    row_count BIGINT NOT NULL,
    byte_count BIGINT NOT NULL,
    max_rows BIGINT,
    max_bytes BIGINT,
    counted_at BIGINT
);

-- +goose Down
DROP TABLE plugin_storage;
