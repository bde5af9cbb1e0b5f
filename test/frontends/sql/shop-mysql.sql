CREATE TABLE `orders` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` int NOT NULL COMMENT 'who; pays',
  `note` text,
  `key` varchar(20) DEFAULT 'it\'s',
  PRIMARY KEY (`id`),
  UNIQUE KEY `orders_key` (`key`(10) DESC),
  KEY `by_note` (`note`(20), (lower(`key`))),
  FULLTEXT KEY `search` (`note`),
  CONSTRAINT `fk_customer` FOREIGN KEY (`customer_id`) REFERENCES `shop`.`customers` (`id`) ON DELETE CASCADE ON UPDATE NO ACTION
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE copy LIKE orders;
ALTER TABLE orders ADD COLUMN total decimal(10,2) NOT NULL DEFAULT 0 AFTER id, ADD INDEX by_total (total), DROP FOREIGN KEY fk_customer;
ALTER TABLE orders MODIFY note varchar(200) NOT NULL, CHANGE COLUMN `key` code varchar(20), RENAME INDEX by_note TO by_text, DROP PRIMARY KEY;
ALTER TABLE orders PARTITION BY HASH (id);
CREATE UNIQUE INDEX by_code ON orders (code);
DROP INDEX by_total ON orders;
RENAME TABLE orders TO sales, copy TO sales_copy;
DROP TABLE IF EXISTS sales_copy;
INSERT INTO sales (id) VALUES (1);
