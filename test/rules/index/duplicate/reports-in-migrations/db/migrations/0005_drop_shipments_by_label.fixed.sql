DROP INDEX shipments_by_label;
