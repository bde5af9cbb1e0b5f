CREATE TABLE posts (
  id bigint PRIMARY KEY,
  title text NOT NULL,
  subtitle text,
  body text,
  source varchar(200),
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/tsvector-null-concat
);

CREATE INDEX posts_search_idx ON posts USING gin (to_tsvector('english', title || ' ' || subtitle || ' ' || body));
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/tsvector-null-concat
CREATE INDEX posts_weighted_idx ON posts USING gin ((setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', lower(source)), 'B')));
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/tsvector-null-concat
