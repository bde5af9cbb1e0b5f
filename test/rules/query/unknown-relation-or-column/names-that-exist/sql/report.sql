-- Names of its own: the tables are what this file makes of them.
ALTER TABLE customers ADD COLUMN note text;
CREATE TABLE noted (id bigint);
INSERT INTO noted SELECT id FROM customers WHERE note IS NOT NULL;
SELECT note FROM customers JOIN noted USING (id);
