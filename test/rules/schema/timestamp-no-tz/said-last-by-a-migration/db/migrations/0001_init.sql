CREATE TABLE visits (
  id bigint PRIMARY KEY,
  came_at timestamp NOT NULL,
  left_at timestamptz
);
