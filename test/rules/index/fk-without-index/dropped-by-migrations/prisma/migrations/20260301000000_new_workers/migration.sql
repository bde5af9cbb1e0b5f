DROP TABLE "Worker" CASCADE;

CREATE TABLE "Worker" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("id")
);
