-- CreateTable
CREATE TABLE "Ticket" (
    "id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "closed" BOOLEAN NOT NULL,

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_code_key" ON "Ticket"("code");

-- CreateIndex
CREATE INDEX "Ticket_subject_idx" ON "Ticket"("subject");

-- CreateIndex
CREATE INDEX "Ticket_subject_closed_idx" ON "Ticket"("subject", "closed");
