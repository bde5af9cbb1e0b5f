CREATE OR REPLACE FUNCTION totals() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r record;
  spent int;
BEGIN
  FOR r IN SELECT id FROM users WHERE credit > 0 LOOP
    SELECT sum(total) INTO spent FROM orders WHERE user_id = r.id;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
    UPDATE users SET credit = credit - spent WHERE id = r.id;
  END LOOP;
END $$;

-- Through a variable, in a condition, and over the elements of a list that the caller gives.
CREATE FUNCTION close_orders(ids int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one int;
  owner int;
BEGIN
  FOREACH one IN ARRAY ids LOOP
    owner := one % 1000;
    IF EXISTS (SELECT 1 FROM users WHERE id = owner) THEN
--     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ n-plus-one/query-in-loop
      DELETE FROM orders WHERE user_id = owner;
    END IF;
  END LOOP;
END $$;

-- What a loop may be for.
CREATE FUNCTION meant() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  r record;
  i int;
  name text;
  found_id int;
BEGIN
  -- It looks for the first that fits.
  FOR r IN SELECT id FROM users LOOP
    SELECT id INTO found_id FROM orders WHERE user_id = r.id;
    IF found_id IS NOT NULL THEN
      RETURN found_id;
    END IF;
  END LOOP;
  -- Numbers and lists in the text are few.
  FOR i IN 1..10 LOOP
    INSERT INTO users (id, name, credit) VALUES (i, 'test', 0);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['a', 'b'] LOOP
    DELETE FROM users WHERE users.name = name;
  END LOOP;
  -- The catalogue is short, and EXECUTE may run anything.
  FOR r IN SELECT tablename FROM pg_tables LOOP
    DELETE FROM users WHERE users.name = r.tablename;
    EXECUTE format('ANALYZE %I', r.tablename);
  END LOOP;
  FOR r IN EXECUTE 'SELECT id FROM users' LOOP
    DELETE FROM orders WHERE user_id = r.id;
  END LOOP;
  -- Each round needs the one before.
  WHILE i > 0 LOOP
    SELECT count(*) INTO i FROM orders WHERE total > i;
  END LOOP;
  -- It asks nothing about the row; and a name that the query gives itself is its own.
  FOR r IN SELECT id FROM users LOOP
    UPDATE orders SET total = total + 1;
    DELETE FROM orders r WHERE r.total = 0;
  END LOOP;
  -- What another function does is done row by row, and the next statement may depend on it.
  FOR r IN SELECT id FROM users LOOP
    PERFORM pg_advisory_xact_lock(r.id);
    UPDATE users SET credit = 1 WHERE id = r.id;
  END LOOP;
  -- What fails for one row must not undo the others.
  FOR r IN SELECT id FROM users LOOP
    BEGIN
      DELETE FROM users WHERE id = r.id;
    EXCEPTION WHEN foreign_key_violation THEN
      NULL;
    END;
  END LOOP;
  RETURN 0;
END $$;

CREATE PROCEDURE in_pieces() LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM users LOOP
    DELETE FROM orders WHERE user_id = r.id;
    COMMIT;
  END LOOP;
END $$;

-- Runs once, with the migration.
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM users LOOP
    UPDATE orders SET total = 0 WHERE user_id = r.id;
  END LOOP;
END $$;
