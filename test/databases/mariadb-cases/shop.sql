-- What a generator writes: one statement for each object, names for everything.
CREATE TABLE `User` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `email` VARCHAR(191) NOT NULL,
    `name` VARCHAR(191) NULL,
    `role` ENUM('USER', 'ADMIN', 'it''s') NOT NULL DEFAULT 'USER',
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updatedAt` DATETIME(3) NOT NULL,

    UNIQUE INDEX `User_email_key`(`email`),
    INDEX `User_name_role_idx`(`name`, `role`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- CreateTable
CREATE TABLE `Post` (
    `id` VARCHAR(191) NOT NULL,
    `title` VARCHAR(191) NOT NULL,
    `body` LONGTEXT NULL,
    `views` BIGINT UNSIGNED NOT NULL DEFAULT 0,
    `price` DECIMAL(65, 30) NULL,
    `published` BOOLEAN NOT NULL DEFAULT false,
    `meta` JSON NULL,
    `authorId` INTEGER NOT NULL,
    `editorId` INTEGER NULL,

    FULLTEXT INDEX `Post_title_body_idx`(`title`, `body`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `_PostToUser` (
    `A` VARCHAR(191) NOT NULL,
    `B` INTEGER NOT NULL,

    UNIQUE INDEX `_PostToUser_AB_unique`(`A`, `B`),
    INDEX `_PostToUser_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- AddForeignKey
ALTER TABLE `Post` ADD CONSTRAINT `Post_authorId_fkey` FOREIGN KEY (`authorId`) REFERENCES `User`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE `Post` ADD CONSTRAINT `Post_editorId_fkey` FOREIGN KEY (`editorId`) REFERENCES `User`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE `_PostToUser` ADD CONSTRAINT `_PostToUser_A_fkey` FOREIGN KEY (`A`) REFERENCES `Post`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE `_PostToUser` ADD CONSTRAINT `_PostToUser_B_fkey` FOREIGN KEY (`B`) REFERENCES `User`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

/*
  Warnings:

  - You are about to drop the column `views` on the `Post` table. All the data in the column will be lost.
*/
ALTER TABLE `Post` DROP COLUMN `views`,
    ADD COLUMN `slug` VARCHAR(191) NOT NULL,
    MODIFY `title` TEXT NOT NULL,
    MODIFY `published` BOOLEAN NULL DEFAULT true;

-- CreateIndex
CREATE UNIQUE INDEX `Post_slug_key` ON `Post`(`slug`);
CREATE INDEX `Post_authorId_published_idx` ON `Post`(`authorId`, `published` DESC);

-- RenameIndex
ALTER TABLE `User` RENAME INDEX `User_name_role_idx` TO `User_by_name`;

ALTER TABLE `Post` DROP FOREIGN KEY `Post_editorId_fkey`;
DROP INDEX `Post_editorId_fkey` ON `Post`;
ALTER TABLE `User` ALTER COLUMN `updatedAt` SET DEFAULT '2000-01-01 00:00:00', ALTER `role` DROP DEFAULT;
