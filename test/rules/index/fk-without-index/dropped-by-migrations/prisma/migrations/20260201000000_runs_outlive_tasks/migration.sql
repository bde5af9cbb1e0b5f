ALTER TABLE "Run" DROP CONSTRAINT IF EXISTS "Run_taskId_fkey";

-- The column that lost its key is still the same one.
ALTER TABLE "Run" RENAME COLUMN "taskId" TO "task_id";
