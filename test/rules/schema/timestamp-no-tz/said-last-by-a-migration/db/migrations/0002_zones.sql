ALTER TABLE visits ALTER COLUMN came_at TYPE timestamptz USING came_at AT TIME ZONE 'UTC';
ALTER TABLE visits ALTER COLUMN left_at TYPE timestamp;
--                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/timestamp-no-tz
