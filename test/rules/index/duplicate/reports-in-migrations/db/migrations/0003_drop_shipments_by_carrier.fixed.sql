DROP INDEX shipments_by_carrier;
