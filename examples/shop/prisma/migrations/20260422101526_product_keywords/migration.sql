-- AlterTable
ALTER TABLE "products" ADD COLUMN     "keywords" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "products_keywords_idx" ON "products" USING GIN ("keywords");
