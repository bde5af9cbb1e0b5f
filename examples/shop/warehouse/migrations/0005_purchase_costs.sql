-- Sargable: a floating point number cannot hold 0.10, and sums of such prices drift.
ALTER TABLE purchase_orders ADD COLUMN freight_cost double precision;
-- Fine: exact, and rounded to cents by the database.
ALTER TABLE purchase_orders ADD COLUMN goods_cost numeric(12, 2);

-- Sargable, as information: from here on 0004's index is the beginning of this one, and can go.
CREATE INDEX receipts_purchase_order_id_received_at_idx ON receipts (purchase_order_id, received_at);
