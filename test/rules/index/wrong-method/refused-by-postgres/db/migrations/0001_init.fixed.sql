CREATE TABLE places (
  id bigint PRIMARY KEY,
  name text NOT NULL,
  visits integer NOT NULL,
  spot point NOT NULL,
  raw json,
  tags text[] NOT NULL,
  details jsonb NOT NULL,
  open_at tstzrange
);

CREATE INDEX places_visits_idx ON places USING btree (visits);
CREATE INDEX places_name_idx ON places USING gist (name);
CREATE INDEX places_spot_idx ON places USING gist (spot);
CREATE INDEX places_raw_idx ON places (raw);
CREATE INDEX places_raw_gin_idx ON places USING gin (raw);
CREATE INDEX places_name_visits_idx ON places USING btree (name, visits);
CREATE UNIQUE INDEX places_name_key ON places USING btree (name);
CREATE UNIQUE INDEX places_details_key ON places USING btree (details);
CREATE INDEX places_tags_idx ON places USING gin (tags) INCLUDE (name);
CREATE INDEX places_open_idx ON places USING gist (open_at);
CREATE INDEX places_order_idx ON places USING brin (visits DESC);
CREATE INDEX places_tags_gist_idx ON places USING gin (tags);
