import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from './random';

/** A history of small migrations, one table in each, most of them a foreign key and an index as well. */
export function generateMigrations(folder: string, count: number): void {
  const random = createRandom(count);
  for (let n = 0; n < count; n++) {
    const parent = n === 0 ? undefined : random.between(0, n - 1);
    const directory = join(folder, `${String(20260101000000 + n)}_table_${n}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'migration.sql'), migration(n, parent));
  }
}

function migration(n: number, parent: number | undefined): string {
  const columns = [
    '    "id" SERIAL NOT NULL',
    `    "state" "State${n}" NOT NULL DEFAULT 'open'`,
    '    "note" TEXT',
    '    "amount" DECIMAL(10,2) NOT NULL DEFAULT 0',
    '    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP',
    ...(parent === undefined ? [] : ['    "parentId" INTEGER NOT NULL']),
    `    CONSTRAINT "table_${n}_pkey" PRIMARY KEY ("id")`,
  ];
  const statements = [
    `CREATE TYPE "State${n}" AS ENUM ('open', 'closed')`,
    `CREATE TABLE "table_${n}" (\n${columns.join(',\n')}\n)`,
    `CREATE INDEX "table_${n}_note_idx" ON "table_${n}"("note")`,
  ];
  if (parent !== undefined) {
    statements.push(
      `ALTER TABLE "table_${parent}" ADD COLUMN "extra_${n}" TEXT`,
      `ALTER TABLE "table_${n}" ADD CONSTRAINT "table_${n}_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "table_${parent}"("id") ON DELETE RESTRICT ON UPDATE CASCADE`,
    );
  }
  return `-- Table ${n}\n${statements.join(';\n\n')};\n`;
}
