CREATE TABLE devices (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial varchar(36) NOT NULL DEFAULT uuid_generate_v4()::text,
  batch uuid NOT NULL DEFAULT gen_random_uuid(),
  label text NOT NULL DEFAULT 'uuid()'
);
CREATE TABLE readings (
  id bigint PRIMARY KEY,
  device_id uuid NOT NULL REFERENCES devices (id)
);
CREATE INDEX readings_device_id_idx ON readings (device_id);
