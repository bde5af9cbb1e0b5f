CREATE TABLE events (
  id bigint PRIMARY KEY,
  title text NOT NULL,
  note text,
  code varchar(20) NOT NULL,
  data jsonb NOT NULL,
  day date NOT NULL,
  wall timestamp NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  size bigint NOT NULL,
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', title)) STORED
);
CREATE FUNCTION immutable_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT translate($1, 'é', 'e') $$;

CREATE INDEX events_title_idx ON events (lower(title));
CREATE INDEX events_plain_idx ON events (immutable_unaccent(title));
CREATE INDEX events_words_idx ON events USING gin (to_tsvector('simple', title || ' ' || coalesce(note, '')));
CREATE INDEX events_day_idx ON events (((made_at AT TIME ZONE 'UTC')::date));
CREATE INDEX events_wall_day_idx ON events ((wall::date));
CREATE INDEX events_wall_month_idx ON events (date_trunc('month', wall));
CREATE INDEX events_month_idx ON events (date_trunc('month', timezone('UTC', made_at)));
CREATE INDEX events_year_idx ON events ((extract(year FROM day)));
CREATE INDEX events_span_idx ON events ((ended_at - made_at));
CREATE INDEX events_length_idx ON events (age(ended_at, made_at));
CREATE INDEX events_recent_idx ON events (id) WHERE made_at > '2026-01-01';
CREATE INDEX events_old_idx ON events (id) WHERE made_at < '2020-01-01T00:00:00Z'::timestamptz;
CREATE INDEX events_size_idx ON events ((size::text));
CREATE INDEX events_label_idx ON events ((title || size));
CREATE INDEX events_kind_idx ON events ((data ->> 'kind'));
CREATE INDEX events_amount_idx ON events (((data ->> 'amount')::numeric));
CREATE INDEX events_epoch_idx ON events (to_timestamp(size));
CREATE INDEX events_code_idx ON events ((code::text));
CREATE INDEX events_hash_idx ON events (md5(title));
