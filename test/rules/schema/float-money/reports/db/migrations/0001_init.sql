CREATE TABLE invoices (
  id bigint PRIMARY KEY,
  currency char(3) NOT NULL,
  total double precision NOT NULL,
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/float-money
  unit_price real NOT NULL,
  --<^^^^^^^^^^^^^^^^^^^^^ schema/float-money
  "shippingCost" float8,
  --<^^^^^^^^^^^^^^^^^^ schema/float-money
  tax_rate real NOT NULL,
  weight real
);
