CREATE TABLE accounts (
  id bigint PRIMARY KEY,
  ref uuid NOT NULL UNIQUE,
  opened_at timestamptz NOT NULL UNIQUE
);
CREATE TABLE transfers (
  id bigserial PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts (id),
  small_id bigint REFERENCES accounts,
  ref uuid REFERENCES accounts (ref),
  opened timestamp with time zone REFERENCES accounts (opened_at)
);
CREATE INDEX transfers_account_id_idx ON transfers (account_id);
CREATE INDEX transfers_small_id_idx ON transfers (small_id);
CREATE INDEX transfers_ref_idx ON transfers (ref);
CREATE INDEX transfers_opened_idx ON transfers (opened);
