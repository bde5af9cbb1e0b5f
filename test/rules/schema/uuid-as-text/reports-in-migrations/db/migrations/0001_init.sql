CREATE TABLE devices (
  id text PRIMARY KEY DEFAULT gen_random_uuid(),
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/uuid-as-text
  serial varchar(36) NOT NULL DEFAULT uuid_generate_v4()::text,
  --<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ schema/uuid-as-text
  batch uuid NOT NULL DEFAULT gen_random_uuid(),
  label text NOT NULL DEFAULT 'uuid()'
);
CREATE TABLE readings (
  id bigint PRIMARY KEY,
  device_id text NOT NULL REFERENCES devices (id)
);
CREATE INDEX readings_device_id_idx ON readings (device_id);
