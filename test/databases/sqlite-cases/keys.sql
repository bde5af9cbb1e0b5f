create table parent (
  id integer primary key asc on conflict replace,
  code varchar(20) collate nocase constraint uq unique on conflict ignore,
  tenant int not null, number, "group" text default 'a;b',
  unique (tenant, number) on conflict fail
  constraint positive check (number > 0)
);
CREATE TABLE child (
  a INT REFERENCES parent ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  b int, c int,
  CONSTRAINT pk PRIMARY KEY (a, b),
  CONSTRAINT fk FOREIGN KEY (b, c) REFERENCES parent (tenant, number) ON UPDATE CASCADE MATCH SIMPLE NOT DEFERRABLE,
  FOREIGN KEY (c) REFERENCES later (id) ON DELETE NO ACTION ON UPDATE SET DEFAULT
);
CREATE TABLE later (id INTEGER, x BLOB, PRIMARY KEY (id DESC)) STRICT;
CREATE TABLE pairs (a TEXT, b TEXT, v, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE single (id INTEGER PRIMARY KEY, v ANY) WITHOUT ROWID, STRICT;
CREATE TABLE texts (id TEXT PRIMARY KEY, [odd name] INT, `back``tick` INT, 'literal' INT, "quo""ted" INT);
CREATE INDEX partly ON child (c) WHERE c IS NOT NULL AND (b NOTNULL);
CREATE INDEX IF NOT EXISTS main.by_lower ON parent (lower(code), tenant COLLATE binary DESC);
CREATE INDEX json_part ON texts ("odd name" || 'x', (`back``tick`) DESC);
CREATE UNIQUE INDEX half ON pairs (v) WHERE v > 5 AND a = 'x';
CREATE TABLE IF NOT EXISTS parent (other int);
CREATE TEMP TABLE scratch (id int);
DROP INDEX IF EXISTS json_part;
