CREATE TYPE colour AS ENUM ('red', 'green');
CREATE TABLE articles (
  id bigint PRIMARY KEY,
  tags text[] NOT NULL,
  body jsonb NOT NULL,
  search tsvector,
  shown tstzrange,
  shop_id bigint NOT NULL,
  cover colour
);

CREATE INDEX articles_tags_idx ON articles USING gin (tags);
CREATE INDEX articles_body_idx ON articles USING gin (body);
CREATE INDEX ON articles USING gin (search);
CREATE INDEX articles_shown_idx ON articles USING gist (shown);
CREATE INDEX articles_shop_tags_idx ON articles (shop_id, tags);
CREATE INDEX articles_cover_idx ON articles (cover);
