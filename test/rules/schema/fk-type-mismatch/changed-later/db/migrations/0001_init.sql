CREATE TABLE shops (id integer PRIMARY KEY);
CREATE TABLE tills (id bigint PRIMARY KEY, shop_id integer NOT NULL REFERENCES shops (id));
CREATE INDEX tills_shop_id_idx ON tills (shop_id);
