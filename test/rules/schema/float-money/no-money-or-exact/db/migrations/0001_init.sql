CREATE TABLE measurements (
  id bigint PRIMARY KEY,
  amount double precision NOT NULL,
  total real,
  cost_factor real,
  price_change_percent real
);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  price numeric(12, 2) NOT NULL,
  total_cents bigint NOT NULL,
  balance money,
  price_history double precision[]
);
