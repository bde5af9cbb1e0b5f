CREATE TABLE invoices (
  id bigint PRIMARY KEY,
  currency char(3) NOT NULL,
  total numeric NOT NULL,
  unit_price numeric NOT NULL,
  "shippingCost" numeric,
  tax_rate real NOT NULL,
  weight real
);
