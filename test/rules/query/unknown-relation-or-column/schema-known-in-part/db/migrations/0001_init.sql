CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);

DO $$
BEGIN
  EXECUTE format('CREATE TABLE %I (id bigint PRIMARY KEY, total numeric)', concat('invoices', '_', 'archive'));
END
$$;
