-- The warehouse keeps its own database. The shop only reads it, through pg.

CREATE TABLE warehouses (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    city text NOT NULL
);

CREATE TABLE bins (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Fine: the unique key below begins with warehouse_id.
    warehouse_id bigint NOT NULL REFERENCES warehouses (id),
    code text NOT NULL,
    UNIQUE (warehouse_id, code)
);

CREATE TABLE stock_levels (
    -- Fine: the primary key below begins with bin_id.
    bin_id bigint NOT NULL REFERENCES bins (id),
    sku text NOT NULL,
    quantity integer NOT NULL DEFAULT 0 CHECK (quantity >= 0),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (bin_id, sku)
);

CREATE INDEX stock_levels_sku_idx ON stock_levels (sku);
