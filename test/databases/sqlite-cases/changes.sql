PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE account (id INTEGER PRIMARY KEY, owner_id INT, balance DECIMAL( 10,2 ) DEFAULT (1 + 2), at TIMESTAMP DEFAULT (datetime('now')) NOT NULL,
  twice INT GENERATED ALWAYS AS (balance * 2) VIRTUAL, kept INT AS (balance + 1) STORED, note DEFAULT NULL, flag BOOLEAN DEFAULT TRUE, rate DOUBLE PRECISION DEFAULT -1.5, raw UNSIGNED BIG INT DEFAULT x'00');
CREATE TABLE owner (id INTEGER PRIMARY KEY AUTOINCREMENT, name NVARCHAR(20));
CREATE TABLE entry (id INTEGER PRIMARY KEY, account_id INT REFERENCES account (id) ON DELETE CASCADE, n INT);
CREATE INDEX entry_account ON entry (account_id, n);
CREATE INDEX entry_n ON entry (n) WHERE n > 1;
ALTER TABLE account RENAME TO accounts;
ALTER TABLE accounts RENAME COLUMN owner_id TO holder_id;
ALTER TABLE accounts RENAME note TO remark;
ALTER TABLE accounts ADD COLUMN holder INT REFERENCES owner (id);
ALTER TABLE accounts ADD extra TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE;
ALTER TABLE accounts DROP COLUMN flag;
ALTER TABLE accounts DROP raw;
ALTER TABLE entry RENAME n TO number;
DROP INDEX entry_n;
CREATE TABLE gone (id INTEGER PRIMARY KEY); DROP TABLE IF EXISTS gone; DROP TABLE IF EXISTS never;
CREATE VIEW totals (holder, total) AS SELECT holder_id, sum(balance) FROM accounts GROUP BY 1;
CREATE VIEW names AS SELECT id, o.name, name AS "again" FROM owner o;
CREATE VIEW lost AS SELECT 1 AS one;
DROP VIEW IF EXISTS lost;
CREATE TRIGGER touched AFTER UPDATE ON accounts BEGIN
  UPDATE accounts SET at = datetime('now') WHERE id = NEW.id;
  DELETE FROM entry WHERE account_id = CASE WHEN OLD.id > 1 THEN 1 ELSE 2 END;
END;
CREATE TABLE copied AS SELECT * FROM owner;
DROP TABLE copied;
COMMIT;
