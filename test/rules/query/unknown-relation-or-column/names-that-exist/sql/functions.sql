-- The trigger names the rows it hands over: REFERENCING OLD TABLE AS removed.
CREATE FUNCTION keep_one_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept record;
BEGIN
  SELECT c.id, c.name INTO kept FROM customers c JOIN removed ON removed."customerId" = c.id;
  IF kept.id IS NULL OR tg_op = 'DELETE' THEN
    RAISE EXCEPTION 'the last invoice of %', kept.name;
  END IF;
  RETURN NULL;
END
$$;
