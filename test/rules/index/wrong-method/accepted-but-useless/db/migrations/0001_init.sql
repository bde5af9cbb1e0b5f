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

CREATE INDEX articles_tags_idx ON articles (tags);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX articles_body_idx ON articles USING btree (body);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX ON articles (search);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX articles_shown_idx ON articles(shown);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX articles_shop_tags_idx ON articles (shop_id, tags);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/wrong-method
CREATE INDEX articles_cover_idx ON articles (cover);
