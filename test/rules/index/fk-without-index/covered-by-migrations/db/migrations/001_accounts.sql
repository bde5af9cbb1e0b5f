CREATE TABLE accounts (id bigint PRIMARY KEY);

CREATE TABLE entries (
  account_id bigint NOT NULL REFERENCES accounts (id),
  position integer NOT NULL,
  reversed_by bigint,
  PRIMARY KEY (account_id, position)
);
