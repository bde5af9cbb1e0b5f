import assert from 'node:assert/strict';
import { buildModel } from './build-model';

describe('Properties that are waited for', () => {
  it('run no query in a library without lazy relations', async () => {
    const { queries } = await buildModel({
      'schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel User {\n  id Int @id\n}\n',
      'src/a.ts': `import { PrismaClient } from '@prisma/client';
import { Pool } from 'pg';
import knex from 'knex';
import { createClient } from 'redis';

export async function load(prisma: PrismaClient, pool: Pool) {
  const db = knex({ client: 'pg' });
  const redis = createClient();
  await prisma.user;
  await prisma.user.findMany;
  await prisma.$queryRaw;
  await pool.query;
  await db.select;
  await redis.get;
  return prisma.user.count();
}
`,
    });
    assert.deepEqual(
      queries('src/a.ts').map(({ query }) => query.operation),
      ['count'],
    );
  });
});
