CREATE TABLE vouchers (
  id bigint PRIMARY KEY,
  code text NOT NULL UNIQUE,
  shop text NOT NULL,
  serial integer NOT NULL
);

CREATE UNIQUE INDEX vouchers_shop_serial ON vouchers (shop, serial);
CREATE INDEX vouchers_code_idx ON vouchers (code);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-with-unique
CREATE INDEX vouchers_id_idx ON vouchers (id);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-with-unique
CREATE INDEX vouchers_lookup_idx ON vouchers (shop, serial) INCLUDE (serial);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-with-unique
ALTER TABLE vouchers ADD CONSTRAINT vouchers_number UNIQUE (id);
--                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/redundant-with-unique
