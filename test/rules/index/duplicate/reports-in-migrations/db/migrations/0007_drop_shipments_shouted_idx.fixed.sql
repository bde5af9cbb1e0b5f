DROP INDEX shipments_shouted_idx;
