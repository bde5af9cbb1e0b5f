CREATE TABLE airports (
  id bigint PRIMARY KEY,
  code text NOT NULL
);
ALTER TABLE airports ADD CONSTRAINT airports_number UNIQUE (id);
CREATE TABLE gates (
  id bigint PRIMARY KEY,
  airport_id bigint NOT NULL REFERENCES airports (id)
);
CREATE INDEX gates_airport_id_idx ON gates (airport_id);
