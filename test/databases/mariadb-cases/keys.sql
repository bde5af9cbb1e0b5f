# Keys in every place where they can be declared, with and without names.
CREATE TABLE parent (
  id int unsigned NOT NULL AUTO_INCREMENT KEY COMMENT 'number',
  code varchar(40) UNIQUE KEY,
  tenant int NOT NULL,
  number int NOT NULL,
  UNIQUE (tenant, number),
  KEY (tenant),
  KEY tenant_3 (number),
  KEY (tenant) USING BTREE,
  INDEX long_code USING BTREE (code(10) ASC, tenant DESC) COMMENT 'prefix' KEY_BLOCK_SIZE=8,
  CONSTRAINT named UNIQUE INDEX (number, id),
  CONSTRAINT named_twice UNIQUE KEY own_name (id, number),
  CONSTRAINT positive CHECK (number > 0),
  CHECK (tenant <> 1)
) ENGINE = InnoDB AUTO_INCREMENT = 17 DEFAULT CHARSET = utf8mb4 COMMENT = 'a (b), c';

CREATE TABLE child (
  id int unsigned, other int unsigned, tenant int, number int, self int unsigned, PRIMARY KEY pk USING BTREE (id),
  KEY self_idx (self),
  FOREIGN KEY (other) REFERENCES parent (id),
  FOREIGN KEY own_index (tenant, number) REFERENCES parent (tenant, number) MATCH SIMPLE ON UPDATE NO ACTION ON DELETE CASCADE,
  CONSTRAINT child_self FOREIGN KEY (self) REFERENCES child (id) ON DELETE SET NULL
);
ALTER TABLE child ADD FOREIGN KEY (id) REFERENCES parent (id) ON DELETE CASCADE;
ALTER TABLE child ADD INDEX (number), ADD KEY tenant_number (tenant, number), ADD UNIQUE (other), ADD CONSTRAINT u UNIQUE (number, other);
ALTER TABLE child DROP FOREIGN KEY child_ibfk_1, DROP KEY other;
ALTER TABLE child ADD CONSTRAINT again FOREIGN KEY (other) REFERENCES parent (id) ON UPDATE CASCADE;
CREATE INDEX by_two USING BTREE ON child (other, id) ALGORITHM = INPLACE LOCK = NONE;
CREATE FULLTEXT INDEX code_words ON parent (code);
DROP INDEX long_code ON parent;
ALTER TABLE parent DROP INDEX own_name, DROP CONSTRAINT named;
