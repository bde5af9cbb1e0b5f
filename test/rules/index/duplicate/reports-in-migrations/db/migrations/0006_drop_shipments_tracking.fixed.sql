DROP INDEX shipments_tracking;
