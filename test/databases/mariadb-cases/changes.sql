CREATE TABLE orders (
  id int NOT NULL PRIMARY KEY,
  customer int NOT NULL,
  total decimal(10,2) NOT NULL DEFAULT 0.00,
  state varchar(20) DEFAULT 'new',
  note text,
  twice int AS (customer * 2) VIRTUAL,
  kept int GENERATED ALWAYS AS (customer + 1) STORED,
  KEY customer_state (customer, state),
  KEY state (state, id)
);
CREATE TABLE order_lines (id bigint AUTO_INCREMENT, order_id int, PRIMARY KEY (id), KEY order_id (order_id), CONSTRAINT line_order FOREIGN KEY (order_id) REFERENCES orders (id));

ALTER TABLE orders MODIFY COLUMN total decimal(12,4) NULL, CHANGE customer customer_id bigint NOT NULL DEFAULT 7 FIRST;
ALTER TABLE orders CHANGE COLUMN note remark varchar(500) NOT NULL DEFAULT '' AFTER state;
ALTER TABLE orders ADD (a int, b int NOT NULL DEFAULT 2), ADD COLUMN IF NOT EXISTS c datetime NULL AFTER a;
ALTER TABLE orders ADD COLUMN d int UNIQUE, ADD e int NOT NULL;
ALTER TABLE orders DROP COLUMN a, DROP b, DROP COLUMN IF EXISTS nothing;
ALTER TABLE orders RENAME COLUMN c TO seen_at, RENAME KEY state TO by_state;
ALTER TABLE orders ALTER e SET DEFAULT 5, ALTER COLUMN state SET DEFAULT 'it''s', ALTER total SET DEFAULT (1 + 1);
ALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (id, e);
ALTER TABLE orders MODIFY id int;
ALTER TABLE orders MODIFY e int NOT NULL AUTO_INCREMENT, ADD INDEX (e), ENGINE=InnoDB ROW_FORMAT=DYNAMIC, COMMENT 'x, y', ORDER BY id, e;
ALTER IGNORE TABLE order_lines ADD INDEX wide (order_id, id), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE order_lines DROP KEY order_id;
RENAME TABLE orders TO sales, order_lines TO sale_lines;
ALTER TABLE sale_lines RENAME AS sale_parts;
ALTER TABLE sales ADD CONSTRAINT sale_customer FOREIGN KEY (customer_id) REFERENCES sale_parts (id) ON DELETE CASCADE;
CREATE TABLE like_sales LIKE sales;
CREATE TABLE IF NOT EXISTS sales (id int);
CREATE TABLE gone (id int, KEY (id)); CREATE TABLE gone_too (id int);
DROP TABLE IF EXISTS gone, gone_too, never_there CASCADE;
CREATE OR REPLACE TABLE gone (other int PRIMARY KEY);
CREATE TEMPORARY TABLE scratch (id int);
DROP TEMPORARY TABLE scratch;
CREATE TABLE shrinking (a int, b int, c int, KEY ab (a, b), KEY bc (b, c), UNIQUE KEY u (b));
ALTER TABLE shrinking DROP COLUMN b;
CREATE VIEW big_sales AS SELECT id, total AS amount, s.state FROM sales s WHERE total > 5;
CREATE OR REPLACE ALGORITHM = MERGE DEFINER = CURRENT_USER SQL SECURITY INVOKER VIEW named_sales (x, y) AS SELECT id, total FROM sales;
CREATE VIEW gone_view AS SELECT 1 AS one;
DROP VIEW IF EXISTS gone_view;
CREATE TABLE parts (id int, at date) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE);
ALTER TABLE parts DROP PARTITION p0;
CREATE TABLE `2024_odd name` (`key` int, `index` int, `primary` int, `check` int, KEY `key` (`key`), KEY `a``b` (`index`));
CREATE TABLE 2fa (id int PRIMARY KEY);
CREATE TABLE owned (id int PRIMARY KEY, by_id int, also_id int, FOREIGN KEY (by_id) REFERENCES gone (other), CONSTRAINT kept_name FOREIGN KEY (also_id) REFERENCES gone (other));
ALTER TABLE owned RENAME TO belongings;
