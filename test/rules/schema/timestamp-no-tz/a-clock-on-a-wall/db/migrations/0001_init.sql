CREATE TABLE openings (
  id bigint PRIMARY KEY,
  opens_at_local timestamp NOT NULL,
  closes_at_utc timestamp NOT NULL,
  changed_at timestamptz NOT NULL,
  holidays timestamp[]
);
