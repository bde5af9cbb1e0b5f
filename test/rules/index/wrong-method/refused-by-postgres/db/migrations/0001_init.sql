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

CREATE INDEX places_visits_idx ON places USING gin (visits);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_name_idx ON places USING gist (name);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_spot_idx ON places (spot);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_raw_idx ON places (raw);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_raw_gin_idx ON places USING gin (raw);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_name_visits_idx ON places USING hash (name, visits);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE UNIQUE INDEX places_name_key ON places USING hash (name);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE UNIQUE INDEX places_details_key ON places USING gin (details);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_tags_idx ON places USING gin (tags) INCLUDE (name);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_open_idx ON places USING gin (open_at);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_order_idx ON places USING brin (visits DESC);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX places_tags_gist_idx ON places USING gist (tags);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
