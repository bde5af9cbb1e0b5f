import assert from 'node:assert/strict';
import { join } from 'node:path';
import { wrongMethod } from '../../server/src/rules/index/wrong-method';
import { fixEverything } from '../harness/fix-round';
import { readFixture, textsOf } from '../harness/fixture';
import { usePostgres } from './postgres-server';
import { schemaToDdl } from './prisma-schema';

const FIXTURE = join(__dirname, '../rules/index/wrong-method/reports-in-prisma');

describe('methods of indexes in Prisma schemas', function () {
  this.timeout(60_000);
  const postgres = usePostgres();

  it('are what the fixes say: Prisma accepts them and PostgreSQL makes them', async () => {
    const files = await fixEverything(textsOf(readFixture(FIXTURE)), { rules: [wrongMethod] });
    await postgres.exec(await schemaToDdl([...files].map(([path, text]) => ({ path, text }))));
    const made = await postgres.query<{ name: string; method: string }>(
      `SELECT x.relname AS name, a.amname AS method FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
       JOIN pg_am a ON a.oid = x.relam WHERE NOT i.indisprimary AND x.relname LIKE 'Recipe%' ORDER BY 1`,
    );
    assert.deepEqual(
      made.map(({ name, method }) => `${name} ${method}`),
      ['Recipe_details_idx gin', 'Recipe_steps_idx gin', 'Recipe_tags_idx gin', 'Recipe_title_idx btree'],
    );
  });
});
