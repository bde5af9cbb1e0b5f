CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, credit int NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, total int NOT NULL);
CREATE INDEX ON orders (user_id);

-- Replaced by the next migration.
CREATE FUNCTION totals() RETURNS void LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM users LOOP
    UPDATE users SET credit = 0 WHERE id = r.id;
  END LOOP;
END $$;
