CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE jobs (
  id bigint PRIMARY KEY,
  title text NOT NULL,
  detail text NOT NULL,
  state state NOT NULL,
  tags text[] NOT NULL,
  day date NOT NULL,
  wall timestamp NOT NULL,
  made_at timestamptz NOT NULL,
  due_at timestamptz,
  size bigint NOT NULL
);
CREATE TABLE searches (
  id bigint PRIMARY KEY,
  title text NOT NULL,
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', title)) STORED
);

CREATE INDEX jobs_overdue_idx ON jobs (id) WHERE due_at < now();
CREATE INDEX jobs_today_idx ON jobs (id) WHERE day = CURRENT_DATE;
CREATE INDEX jobs_words_idx ON jobs USING gin (to_tsvector('english', title || ' ' || detail));
CREATE INDEX jobs_day_idx ON jobs (((made_at AT TIME ZONE 'UTC')::date));
CREATE INDEX jobs_date_idx ON jobs (date((made_at AT TIME ZONE 'UTC')));
CREATE INDEX jobs_month_idx ON jobs (date_trunc('month', (made_at AT TIME ZONE 'UTC')));
CREATE INDEX jobs_day_of_trunc_idx ON jobs ((date_trunc('day', (made_at AT TIME ZONE 'UTC'))::date));
CREATE INDEX jobs_month_of_day_idx ON jobs (date_trunc('month', day));
CREATE INDEX jobs_year_idx ON jobs ((extract(year FROM (made_at AT TIME ZONE 'UTC'))));
CREATE INDEX jobs_label_idx ON jobs (to_char(made_at, 'YYYY-MM'));
CREATE INDEX jobs_text_idx ON jobs ((made_at::text));
CREATE INDEX jobs_state_idx ON jobs ((state::text));
CREATE INDEX jobs_name_idx ON jobs (concat(title, detail));
CREATE INDEX jobs_tags_idx ON jobs (array_to_string(tags, ','));
CREATE INDEX jobs_later_idx ON jobs ((made_at + interval '1 day'));
CREATE INDEX jobs_age_idx ON jobs (age(made_at));
CREATE INDEX jobs_mixed_idx ON jobs (id) WHERE made_at > wall;
CREATE INDEX jobs_line_idx ON jobs ((title || day));
CREATE INDEX jobs_dice_idx ON jobs ((random() + size));
