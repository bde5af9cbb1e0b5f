CREATE TABLE readings (
  sensor_id bigint NOT NULL,
  taken_at timestamptz NOT NULL,
  value numeric NOT NULL,
  flagged boolean NOT NULL,
  PRIMARY KEY (sensor_id, taken_at)
);

CREATE INDEX readings_sensor_idx ON readings (sensor_id);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-prefix
CREATE INDEX readings_time_idx ON readings (taken_at) INCLUDE (value);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-prefix
CREATE INDEX readings_time_value_idx ON readings (taken_at, sensor_id) INCLUDE (value);
CREATE INDEX readings_flagged_idx ON readings (sensor_id) WHERE flagged;
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-prefix
CREATE INDEX readings_flagged_time_idx ON readings (sensor_id, value) WHERE flagged;
