ALTER TABLE sessions ADD COLUMN closed_at timestamp;
--                              ^^^^^^^^^^^^^^^^^^^ schema/timestamp-no-tz
