CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  code text NOT NULL,
  depot text COLLATE "C" NOT NULL,
  note text,
  tags jsonb,
  sent_at timestamptz,
  lost boolean NOT NULL
);

CREATE INDEX parcels_code ON parcels (code);
CREATE INDEX parcels_code_pattern ON parcels (code text_pattern_ops);
CREATE INDEX parcels_code_hash ON parcels USING hash (code);
CREATE INDEX parcels_code_c ON parcels (code COLLATE "C");
CREATE INDEX parcels_code_lower ON parcels (lower(code));
CREATE INDEX parcels_code_upper ON parcels (upper(code));
CREATE INDEX parcels_sent ON parcels (sent_at);
CREATE INDEX parcels_sent_last ON parcels (sent_at DESC NULLS LAST);
CREATE INDEX parcels_lost ON parcels (sent_at) WHERE lost;
CREATE INDEX parcels_found ON parcels (sent_at) WHERE NOT lost;
CREATE INDEX parcels_depot ON parcels (depot, code);
CREATE INDEX parcels_depot_note ON parcels (depot, code) INCLUDE (note);
CREATE INDEX parcels_tags ON parcels USING gin (tags);
CREATE INDEX parcels_tags_paths ON parcels USING gin (tags jsonb_path_ops);
CREATE INDEX IF NOT EXISTS parcels_code ON parcels (code);
