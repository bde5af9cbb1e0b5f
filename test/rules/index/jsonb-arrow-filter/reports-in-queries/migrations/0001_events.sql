CREATE TABLE events (
  id bigint PRIMARY KEY,
  account_id bigint NOT NULL,
  attrs jsonb NOT NULL,
  extra jsonb NOT NULL,
  details jsonb NOT NULL
);
CREATE INDEX events_account_id_idx ON events (account_id);
CREATE INDEX events_attrs_idx ON events USING gin (attrs jsonb_path_ops);
CREATE INDEX events_extra_idx ON events USING gin (extra);
CREATE INDEX events_extra_kind_idx ON events ((extra ->> 'kind'));
