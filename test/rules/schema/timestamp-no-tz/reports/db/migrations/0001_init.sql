CREATE TABLE sessions (
  id bigint PRIMARY KEY,
  started_at timestamp NOT NULL DEFAULT now(),
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/timestamp-no-tz
  ended_at timestamp(3) without time zone,
  seen_at timestamptz,
  day date
);
