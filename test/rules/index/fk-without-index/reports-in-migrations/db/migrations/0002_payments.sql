CREATE TABLE payments (
  id bigint PRIMARY KEY,
  order_id bigint NOT NULL,
  state text NOT NULL
);

ALTER TABLE payments
  ADD CONSTRAINT payments_order_fk FOREIGN KEY (order_id) REFERENCES orders (id);
--    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/fk-without-index

-- Only some of the rows: a look-up by order_id cannot use it.
CREATE INDEX payments_open ON payments (order_id) WHERE state = 'open';
