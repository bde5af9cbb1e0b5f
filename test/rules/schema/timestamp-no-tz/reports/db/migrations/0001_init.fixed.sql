CREATE TABLE sessions (
  id bigint PRIMARY KEY,
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz(3),
  seen_at timestamptz,
  day date
);
