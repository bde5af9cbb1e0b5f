CREATE TABLE reversals (
  id bigint PRIMARY KEY,
  account_id bigint NOT NULL,
  entry_position integer NOT NULL,
  FOREIGN KEY (account_id, entry_position) REFERENCES entries (account_id, position)
);
-- The columns in another order serve the key as well.
CREATE INDEX reversals_by_entry ON reversals (entry_position, account_id, id);
