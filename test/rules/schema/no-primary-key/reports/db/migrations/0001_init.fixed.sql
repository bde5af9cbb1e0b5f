CREATE TABLE settings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  value text
);

CREATE TABLE labels (
  id integer,
  code text UNIQUE,
  name text NOT NULL
);
CREATE UNIQUE INDEX labels_name ON labels (name) WHERE id IS NOT NULL;
