CREATE TABLE types_of_numbers (
  a serial,
  b bool DEFAULT 1,
  c boolean,
  d tinyint,
  e tinyint(1),
  f tinyint(3) unsigned NOT NULL DEFAULT 0,
  g smallint(5) zerofill,
  h mediumint,
  i int(11) DEFAULT -1,
  j INTEGER UNSIGNED,
  k bigint(20) unsigned,
  l int8,
  m decimal,
  n numeric(10),
  o dec(10, 2) unsigned DEFAULT 0.00,
  p float,
  q float(30),
  r float(7,3),
  s double precision,
  t real,
  u bit DEFAULT b'0',
  v bit(8),
  w middleint,
  x fixed(5,1)
) ENGINE=InnoDB;

create table types_of_texts (
  a char, b CHARACTER (10), c nchar(5), d varchar(20), e character varying(21), f national varchar(22), g nvarchar(23),
  h binary, i binary(16), j varbinary(255), k tinytext, l text, m mediumtext, n longtext, o tinyblob, p blob, q mediumblob,
  r longblob, s text(100), t blob(70000), u long varchar, v json,
  w enum('a', "b", 'c d', 'e,f', 'g(h)'), x set ('x','y'), y varchar(30) character set latin1 collate latin1_bin,
  z varchar(10) charset binary
);

CREATE TABLE types_of_times (
  a date, b datetime, c datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), d timestamp NULL,
  e timestamp(3) NOT NULL DEFAULT now(3), f time, g time(2), h year, i year(4), j datetime(0),
  k timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'when, (where)'
);

CREATE TABLE types_of_places (
  id int primary key,
  p point NOT NULL,
  g geometry,
  l linestring, q polygon,
  SPATIAL INDEX (p)
);
