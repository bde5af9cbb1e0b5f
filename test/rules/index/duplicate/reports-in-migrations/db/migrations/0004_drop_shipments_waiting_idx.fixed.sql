DROP INDEX shipments_waiting_idx;
