-- +goose Up
-- What plugins have used, summed over all nodes by the hour in which it was written.
CREATE TABLE plugin_usage (
  plugin      TEXT NOT NULL,
  hour        INTEGER NOT NULL,
  calls       INTEGER NOT NULL,
  errors      INTEGER NOT NULL,
  busy_micros INTEGER NOT NULL,
  fuel        INTEGER NOT NULL,
  host_calls  INTEGER NOT NULL,
  peak_memory INTEGER NOT NULL,
  PRIMARY KEY (plugin, hour)
);

-- +goose Down
DROP TABLE plugin_usage;
