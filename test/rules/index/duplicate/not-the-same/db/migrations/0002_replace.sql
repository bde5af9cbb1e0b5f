CREATE INDEX parcels_by_sent ON parcels (sent_at);
DROP INDEX parcels_sent;
ALTER INDEX parcels_by_sent RENAME TO parcels_sent;
