CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL UNIQUE, name text NOT NULL, big bigint);
--                                                                                          ^^^^^^^^^^ index/unindexed-filter
CREATE TABLE posts (id integer PRIMARY KEY, title text NOT NULL, published boolean NOT NULL, author_id integer REFERENCES users);
CREATE INDEX posts_author_id ON posts (author_id);
