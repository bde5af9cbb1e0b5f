CREATE TABLE teams (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE players (
  id bigint PRIMARY KEY,
  name text NOT NULL,
  team_id bigint NOT NULL REFERENCES teams (id)
);

CREATE INDEX index_players_on_team_id ON players (team_id);
CREATE INDEX index_teams_on_name ON teams (name);
CREATE INDEX index_players_on_name_and_id ON players (name, id);
CREATE INDEX players_by_id_name ON players (id, name);
