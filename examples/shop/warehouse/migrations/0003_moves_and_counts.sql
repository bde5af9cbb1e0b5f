CREATE TABLE stock_moves (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
    -- Fine: the partial index leaves out only the rows without a bin, which no lookup by bin wants.
    from_bin_id bigint REFERENCES bins (id),
    -- Sargable: the partial index holds the open moves only, so the done ones are found by reading the table.
    to_bin_id bigint REFERENCES bins (id),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX stock_moves_from_bin_id_idx ON stock_moves (from_bin_id) WHERE from_bin_id IS NOT NULL;
CREATE INDEX stock_moves_open_to_bin_id_idx ON stock_moves (to_bin_id) WHERE state = 'open';

CREATE TABLE cycle_counts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bin_id bigint NOT NULL,
    sku text NOT NULL,
    counted integer NOT NULL CHECK (counted >= 0),
    counted_at timestamptz NOT NULL DEFAULT now(),
    -- Fine: the index below begins with the same two columns, in another order.
    FOREIGN KEY (bin_id, sku) REFERENCES stock_levels (bin_id, sku)
);

CREATE INDEX cycle_counts_sku_bin_id_counted_at_idx ON cycle_counts (sku, bin_id, counted_at);
