CREATE TABLE notes (
  id text,
  title text NOT NULL,
  body text,
  footer text,
  label text,
  PRIMARY KEY (id),
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || coalesce(body, ''))) STORED
);

-- One column alone: a row without it has nothing to be found by.
CREATE INDEX notes_body_idx ON notes USING gin (to_tsvector('english', body));
CREATE INDEX notes_title_idx ON notes USING gin (to_tsvector('english', id || ' ' || title));
CREATE INDEX notes_ws_idx ON notes USING gin (to_tsvector('english', coalesce(title || ' ' || body, title)));
CREATE INDEX notes_label_idx ON notes ((label || footer));

ALTER TABLE notes ALTER COLUMN footer SET NOT NULL;
CREATE INDEX notes_footer_idx ON notes USING gin (to_tsvector('english', title || footer));
