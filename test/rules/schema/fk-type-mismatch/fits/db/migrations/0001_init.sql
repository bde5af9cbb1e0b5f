CREATE TABLE owners (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code varchar(20) NOT NULL UNIQUE,
  number numeric NOT NULL UNIQUE
);
CREATE TABLE pets (
  id serial PRIMARY KEY,
  owner_id bigint NOT NULL REFERENCES owners (id),
  owner_code text REFERENCES owners (code),
  owner_number integer REFERENCES owners (number),
  parent_id int REFERENCES pets (id)
);
CREATE INDEX pets_owner_id_idx ON pets (owner_id);
CREATE INDEX pets_owner_code_idx ON pets (owner_code);
CREATE INDEX pets_owner_number_idx ON pets (owner_number);
CREATE INDEX pets_parent_id_idx ON pets (parent_id);
