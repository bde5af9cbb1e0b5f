CREATE TABLE posts (
  id bigint PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  title text NOT NULL,
  body text NOT NULL,
  email text NOT NULL
);
CREATE INDEX posts_body_idx ON posts USING gin (to_tsvector('english', body));
CREATE INDEX posts_email_idx ON posts (lower(email));
CREATE INDEX posts_title_idx ON posts (left(title, 2));
