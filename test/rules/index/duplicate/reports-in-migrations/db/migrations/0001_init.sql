CREATE TABLE shipments (
  id bigint PRIMARY KEY,
  tracking text NOT NULL UNIQUE,
  carrier text NOT NULL,
  labels jsonb NOT NULL,
  delivered_at timestamptz
);

CREATE INDEX shipments_carrier_idx ON shipments (carrier);
CREATE INDEX shipments_open_idx ON shipments (carrier) WHERE delivered_at IS NULL;
CREATE INDEX shipments_labels_idx ON shipments USING gin (labels);
CREATE INDEX shipments_upper_idx ON shipments (upper(tracking));
