-- Up Migration
CREATE TABLE matches (id serial PRIMARY KEY, home bigint REFERENCES teams (id), played date);

-- Down Migration
DROP TABLE matches;
