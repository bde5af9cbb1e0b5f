CREATE INDEX shipments_by_carrier ON shipments USING btree (carrier ASC NULLS LAST);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/duplicate
CREATE INDEX shipments_waiting_idx ON shipments (carrier) WHERE  delivered_at IS NULL;
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/duplicate
CREATE INDEX shipments_by_label ON shipments USING gin (labels jsonb_ops);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/duplicate
CREATE UNIQUE INDEX shipments_tracking ON shipments (tracking);
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/duplicate
CREATE INDEX shipments_shouted_idx ON shipments (UPPER(tracking));
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/duplicate
