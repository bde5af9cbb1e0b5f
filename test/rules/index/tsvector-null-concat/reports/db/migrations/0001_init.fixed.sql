CREATE TABLE posts (
  id bigint PRIMARY KEY,
  title text NOT NULL,
  subtitle text,
  body text,
  source varchar(200),
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || coalesce(body, ''))) STORED
);

CREATE INDEX posts_search_idx ON posts USING gin (to_tsvector('english', title || ' ' || coalesce(subtitle, '') || ' ' || coalesce(body, '')));
CREATE INDEX posts_weighted_idx ON posts USING gin ((setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', lower(coalesce(source, ''))), 'B')));
