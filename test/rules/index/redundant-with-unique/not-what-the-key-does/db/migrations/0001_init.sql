CREATE TABLE coupons (
  id bigint PRIMARY KEY,
  code text NOT NULL UNIQUE,
  shop text NOT NULL,
  serial integer NOT NULL,
  used boolean NOT NULL,
  UNIQUE (shop, serial)
);

CREATE INDEX coupons_code_pattern ON coupons (code text_pattern_ops);
CREATE INDEX coupons_code_lower ON coupons (lower(code));
CREATE INDEX coupons_code_unused ON coupons (code) WHERE NOT used;
CREATE INDEX coupons_code_used ON coupons (code) INCLUDE (used);
CREATE INDEX coupons_code_desc ON coupons (code DESC);
CREATE INDEX coupons_serial_shop ON coupons (serial, shop);
CREATE UNIQUE INDEX coupons_open ON coupons (serial) WHERE NOT used;
