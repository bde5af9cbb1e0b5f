import assert from 'node:assert/strict';
import type { Rule } from '../../server/src/core/rule';
import { RULES } from '../../server/src/rules/index';
import type { PostgresConnection } from '../harness/catalog';
import { type DatabaseScripts, RefusedSchema, scriptsOf } from '../harness/database-scripts';
import { fixEverything } from '../harness/fix-round';
import { resetDatabase } from '../harness/reset-database';
import { usePglite } from '../harness/use-pglite';
import type { Files } from '../harness/workspace';
import { buildModel } from '../model/build-model';
import { caseFiles, caseNames } from './cases';
import { compareModel, migrate } from './compare-catalogs';

/** Cases whose statements PostgreSQL does not run, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  'index/fk-without-index/half-typed': 'Prisma refuses the schema',
  'index/not-immutable/reports': 'generation expression is not immutable',
  // The extension is none of those that come with PostgreSQL.
  'index/wrong-method/fits': 'access method "hnsw" does not exist',
  'index/wrong-method/refused-by-postgres': 'data type integer has no default operator class for access method "gin"',
  'schema/no-primary-key/of-clickhouse': 'syntax error at or near "ENGINE"',
  'schema/fk-type-mismatch/reports': 'foreign key constraint "transfers_ref_fkey" cannot be implemented',
  'schema/fk-type-mismatch/reports-in-prisma': 'foreign key constraint "Order_customerId_fkey" cannot be implemented',
};

/** What the model says beyond the catalog, of cases whose schema has what their migrations do not have yet. */
const STILL_TO_COME: Readonly<Record<string, readonly string[]>> = {
  'index/fk-without-index/reports-dropped-and-made-again': [
    '+ public.Invoice foreign key Invoice_customerId_fkey (customerId) to public.Customer (id) on delete restrict on update cascade',
    '+ public.Invoice foreign key Invoice_productId_fkey (productId) to public.Product (id) on delete restrict on update cascade',
  ],
};

/**
 * What rules say of tables and indexes they read from the model: where that is the database's own catalog, before and after
 * the fixes, a finding is one of the catalog and is gone by its account.
 */
describe('the catalog of the fixtures, before and after their fixes', function () {
  this.timeout(60_000);
  const database = usePglite();
  for (const rule of RULES.filter(({ meta }) => /^(?:index|schema)\//.test(meta.id))) {
    for (const name of caseNames(rule.meta.id)) {
      const id = `${rule.meta.id}/${name}`;
      it(id, async () => {
        const before = caseFiles(rule.meta.id, name);
        const reason = await compareAll(id, before, database);
        assert.equal(reason, REFUSED[id]);
        await compareFixed(id, rule, before, reason, database);
      });
    }
  }
});

/** What PostgreSQL ran it runs after the fixes; what it refused it may refuse still, where there is no fix for all of it. */
async function compareFixed(
  id: string,
  rule: Rule,
  before: Files,
  reason: string | undefined,
  database: PostgresConnection,
): Promise<void> {
  for (const isCommitted of [true, false]) {
    const after = await fixEverything(before, {
      rules: [rule],
      versionControl: { isCommitted: async () => isCommitted },
    });
    if ([...after].every(([path, text]) => before.get(path) === text)) continue;
    const still = await compareAll(id, after, database, before);
    assert.ok(still === undefined || reason !== undefined, still);
  }
}

/** What PostgreSQL says of scripts that it does not run. */
async function compareAll(
  id: string,
  files: Files,
  database: PostgresConnection,
  before?: Files,
): Promise<string | undefined> {
  const found = await scriptsOrRefusal(files, before);
  if (typeof found === 'string') return found;
  const { model } = await buildModel(Object.fromEntries(files));
  for (const { database: described, scripts } of found) {
    await resetDatabase(database);
    await database.exec(EXTENSIONS);
    try {
      await migrate(scripts, database);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    assert.deepEqual(await compareModel(model, described.id, database), STILL_TO_COME[id] ?? []);
  }
  return undefined;
}

async function scriptsOrRefusal(files: Files, before?: Files): Promise<DatabaseScripts[] | string> {
  try {
    return await scriptsOf(files, before);
  } catch (error) {
    if (error instanceof RefusedSchema) return 'Prisma refuses the schema';
    throw error;
  }
}

/** Prisma schemas only name what is in them. */
const EXTENSIONS = 'CREATE EXTENSION citext; CREATE EXTENSION pg_trgm; CREATE EXTENSION "uuid-ossp";';
