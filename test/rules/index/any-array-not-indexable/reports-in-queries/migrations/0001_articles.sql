CREATE TABLE authors (id bigint PRIMARY KEY);
CREATE TABLE articles (
  id bigint PRIMARY KEY,
  author_id bigint NOT NULL REFERENCES authors (id),
  tags text[] NOT NULL DEFAULT '{}',
  codes varchar(20)[] NOT NULL DEFAULT '{}'
);
CREATE INDEX articles_author_id_idx ON articles (author_id);
CREATE INDEX articles_tags_idx ON articles USING gin (tags);
