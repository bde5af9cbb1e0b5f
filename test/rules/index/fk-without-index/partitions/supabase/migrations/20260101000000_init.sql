CREATE TABLE sensors (id bigint PRIMARY KEY);
CREATE TABLE rooms (id bigint PRIMARY KEY);
CREATE TABLE readings (
  id bigint NOT NULL,
  taken_at timestamptz NOT NULL,
  sensor_id bigint NOT NULL REFERENCES sensors (id),
  room_id bigint NOT NULL REFERENCES rooms (id),
--                        ^^^^^^^^^^^^^^^^^^^^^ index/fk-without-index
  PRIMARY KEY (id, taken_at)
) PARTITION BY RANGE (taken_at);
CREATE TABLE readings_2026 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE readings_old (
  id bigint NOT NULL,
  taken_at timestamptz NOT NULL,
  sensor_id bigint NOT NULL REFERENCES sensors (id),
  room_id bigint NOT NULL REFERENCES rooms (id),
  PRIMARY KEY (id, taken_at)
);
ALTER TABLE readings ATTACH PARTITION readings_old FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX readings_sensor_idx ON readings (sensor_id);
