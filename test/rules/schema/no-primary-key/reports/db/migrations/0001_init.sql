CREATE TABLE settings (
--           ^^^^^^^^ schema/no-primary-key
  name text NOT NULL,
  value text
);

CREATE TABLE labels (
--           ^^^^^^ schema/no-primary-key
  id integer,
  code text UNIQUE,
  name text NOT NULL
);
CREATE UNIQUE INDEX labels_name ON labels (name) WHERE id IS NOT NULL;
