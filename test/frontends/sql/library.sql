-- A small library, with every kind of statement that changes a schema.
CREATE TYPE "public"."LoanState" AS ENUM ('open', 'returned');

CREATE TABLE IF NOT EXISTS "public"."Member" (
    "id" SERIAL PRIMARY KEY,
    "email" VARCHAR(320) NOT NULL UNIQUE,
    "tags" TEXT[] NOT NULL DEFAULT '{}',
    "joinedAt" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now()
);

CREATE TABLE Loan (
  id bigint GENERATED ALWAYS AS IDENTITY,
  member_id int NOT NULL REFERENCES "public"."Member" ON DELETE CASCADE, -- 📚 the reader
  state "public"."LoanState" NOT NULL DEFAULT 'open',
  shelf int, room int,
  CONSTRAINT loan_pk PRIMARY KEY (id) INCLUDE (state),
  CONSTRAINT loan_shelf FOREIGN KEY (shelf, room) REFERENCES shelves (nr, room) ON UPDATE SET NULL DEFERRABLE,
  UNIQUE (member_id, shelf),
  EXCLUDE USING gist (room WITH =)
);

CREATE TABLE archive (LIKE loan INCLUDING ALL);
CREATE TABLE loan_2026 PARTITION OF loans FOR VALUES IN (2026);
CREATE TEMP TABLE recent AS SELECT * FROM loan;

-- sargable-ignore index/fk-without-index: small table
ALTER TABLE ONLY loan
  ADD COLUMN IF NOT EXISTS fine numeric(10, 2) REFERENCES fines (id) ON DELETE RESTRICT,
  DROP COLUMN room,
  ALTER COLUMN shelf TYPE bigint USING shelf::bigint,
  ALTER COLUMN shelf SET NOT NULL,
  ALTER state DROP NOT NULL,
  ADD CONSTRAINT loan_member_fk FOREIGN KEY (member_id) REFERENCES "public"."Member" (id) NOT VALID,
  ADD CONSTRAINT loan_once UNIQUE USING INDEX loan_once_idx,
  DROP CONSTRAINT IF EXISTS loan_shelf,
  ALTER COLUMN state SET DEFAULT 'open';

CREATE INDEX CONCURRENTLY IF NOT EXISTS loan_search ON loan USING gin (lower(state::text) gin_trgm_ops, (shelf + 1));
CREATE UNIQUE INDEX ON loan (member_id DESC NULLS LAST, shelf text_pattern_ops ASC) INCLUDE (fine)
  WHERE member_id IS NOT NULL AND (shelf IS NOT NULL);
CREATE INDEX open_loans ON loan (shelf) WHERE state = 'open';

ALTER TABLE loan RENAME TO loans;
ALTER TABLE loans RENAME COLUMN shelf TO shelf_id;
ALTER TABLE loans RENAME CONSTRAINT loan_pk TO loans_pk;
ALTER INDEX loan_search RENAME TO loans_search;
ALTER TABLE loans SET SCHEMA lending;
ALTER TABLE loans ATTACH PARTITION loan_2025 FOR VALUES IN (2025);
DROP INDEX CONCURRENTLY IF EXISTS lending.open_loans, other;
DROP TABLE archive, public.recent CASCADE;

DO $$ BEGIN
  ALTER TABLE loans ADD CONSTRAINT loans_copy_fk FOREIGN KEY (copy_id) REFERENCES copies (id);
EXCEPTION WHEN duplicate_object THEN null; END $$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'x') THEN CREATE INDEX x ON copies (book_id); END IF;
END $$;
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT 1 LOOP EXECUTE 'ALTER TABLE copies ADD note text'; END LOOP;
END $$;
DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'x'); END $$;
DO $$ BEGIN PERFORM pg_notify('a', 'b'); END $$;

SET search_path TO lending;
INSERT INTO loans (member_id) VALUES (1);
SELECT * INTO snapshot FROM loans;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
