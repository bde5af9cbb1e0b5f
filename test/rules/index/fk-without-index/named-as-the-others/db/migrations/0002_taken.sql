CREATE TABLE transfers (
  id bigint PRIMARY KEY,
  from_team_id bigint NOT NULL REFERENCES teams (id),
--                             ^^^^^^^^^^^^^^^^^^^^^ index/fk-without-index
  note text
);
-- The name is taken, by an index that does not serve the key.
CREATE INDEX index_transfers_on_from_team_id ON transfers (id, from_team_id);
