-- +goose Up
-- What plugins have used, summed over all nodes by the hour in which it was written.
CREATE TABLE plugin_usage (
  plugin      TEXT COLLATE "C" NOT NULL,
  hour        BIGINT NOT NULL,
  calls       BIGINT NOT NULL,
  errors      BIGINT NOT NULL,
  busy_micros BIGINT NOT NULL,
  fuel        BIGINT NOT NULL,
  host_calls  BIGINT NOT NULL,
  peak_memory BIGINT NOT NULL,
  PRIMARY KEY (plugin, hour)
);

-- +goose Down
DROP TABLE plugin_usage;
