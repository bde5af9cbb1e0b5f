-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET NAMES utf8mb4 */;

DROP TABLE IF EXISTS `task`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `task` (
  `id` int NOT NULL AUTO_INCREMENT,
  `list_id` int NOT NULL,
  `title` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'a ; b',
  `done_at` timestamp NULL DEFAULT NULL,
  `made` int GENERATED ALWAYS AS (`list_id` + 1) VIRTUAL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `title` (`title`(20)),
  KEY `list` (`list_id`) /*!50100 USING BTREE */,
  CONSTRAINT `task_list` FOREIGN KEY (`list_id`) REFERENCES `list` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

LOCK TABLES `task` WRITE;
/*!40000 ALTER TABLE `task` DISABLE KEYS */;
INSERT INTO `task` (`id`, `list_id`, `title`, `done_at`) VALUES (1,1,'it\'s; `DROP TABLE task`',NULL),(2,1,'-- no comment',NULL);
/*!40000 ALTER TABLE `task` ENABLE KEYS */;
UNLOCK TABLES;

CREATE TABLE `list` (
  `id` int NOT NULL,
  `name` varchar(10) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `task_done` BEFORE UPDATE ON `task` FOR EACH ROW SET NEW.title = 'x;y' */;
/*!50001 CREATE VIEW `open_task` AS SELECT 1 AS `id`, 1 AS `title`*/;
DELIMITER ;;
CREATE PROCEDURE clean()
BEGIN
  IF 1 = 1 THEN DELETE FROM task; END IF;
  CREATE TEMPORARY TABLE inner_one (id int);
END ;;
DELIMITER ;
/*!50001 DROP VIEW IF EXISTS `open_task`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `open_task` AS select `task`.`id` AS `id`,`task`.`title` AS `title` from `task` where `task`.`done_at` is null */;
/*M!100100 ALTER TABLE `list` ADD COLUMN `note` text */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
