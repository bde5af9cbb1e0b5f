CREATE INDEX CONCURRENTLY receipts_purchase_order_id_idx ON receipts (purchase_order_id);
