CREATE TABLE accounts (
  id bigint PRIMARY KEY,
  ref uuid NOT NULL UNIQUE,
  opened_at timestamptz NOT NULL UNIQUE
);
CREATE TABLE transfers (
  id bigserial PRIMARY KEY,
  account_id integer NOT NULL REFERENCES accounts (id),
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/fk-type-mismatch
  small_id smallint REFERENCES accounts,
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/fk-type-mismatch
  ref text REFERENCES accounts (ref),
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/fk-type-mismatch
  opened date REFERENCES accounts (opened_at)
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/fk-type-mismatch
);
CREATE INDEX transfers_account_id_idx ON transfers (account_id);
CREATE INDEX transfers_small_id_idx ON transfers (small_id);
CREATE INDEX transfers_ref_idx ON transfers (ref);
CREATE INDEX transfers_opened_idx ON transfers (opened);
