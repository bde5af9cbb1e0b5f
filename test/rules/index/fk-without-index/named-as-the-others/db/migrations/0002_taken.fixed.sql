CREATE TABLE transfers (
  id bigint PRIMARY KEY,
  from_team_id bigint NOT NULL REFERENCES teams (id),
  note text
);

CREATE INDEX index_transfers_on_from_team_id1 ON transfers (from_team_id);
-- The name is taken, by an index that does not serve the key.
CREATE INDEX index_transfers_on_from_team_id ON transfers (id, from_team_id);
