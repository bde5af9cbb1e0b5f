import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from './build-model';

const schema = (provider: string, tables: string): string =>
  `datasource db {\n  provider = "${provider}"\n}\n${tables}`;
const table = (name: string): string => `model ${name} {\n  id Int @id\n}\n`;

const PROJECT: TestFiles = {
  'package.json': '{ "name": "a", "dependencies": { "pg": "8.0.0", "@prisma/client": "7.10.0" } }',
  'shop/prisma/schema.prisma': schema('postgresql', table('users') + table('orders')),
  'stats/prisma/schema.prisma': schema('postgresql', table('users') + table('visits')),
  'old/prisma/schema.prisma': schema('mysql', table('visits')),
};

/** The folders of the databases that the texts are for. */
async function databasesOf(texts: readonly string[], files: TestFiles = PROJECT): Promise<readonly string[]> {
  const calls = texts.map(text => `pool.query(\`${text}\`);`).join('\n');
  const program = `import { Pool } from 'pg';\nconst pool = new Pool();\n${calls}\n`;
  const { model, uri } = await buildModel({ ...files, 'src/report.ts': program });
  const address = uri('src/report.ts');
  return model
    .unitsIn(address)
    .flatMap(unit => model.sqlIn(address, unit))
    .map(({ database }) => database?.split(/[:/]/)[1] ?? 'none');
}

describe('the database of a text without a handle of its own', () => {
  it('is the only one that has every table that the text names', async () => {
    assert.deepEqual(
      await databasesOf([
        'SELECT * FROM orders o JOIN users u ON u.id = o.id',
        'SELECT * FROM public.visits WHERE id IN (SELECT id FROM users)',
        'WITH orders AS (SELECT id FROM visits) SELECT * FROM orders',
        'DELETE FROM visits',
        'SELECT v.id FROM pg_class, visits v',
      ]),
      ['shop', 'stats', 'stats', 'stats', 'stats'],
    );
  });

  it('is not known where several have them, or none', async () => {
    assert.deepEqual(
      await databasesOf([
        'SELECT * FROM users',
        'SELECT * FROM orders, visits',
        'SELECT * FROM nothing',
        'SELECT 1',
        'SELECT * FROM other.orders',
        'SELECT * FROM ${process.argv[2]}',
      ]),
      ['none', 'none', 'none', 'none', 'none', 'none'],
    );
  });

  it('is the only one there is, whatever the text names', async () => {
    const { 'stats/prisma/schema.prisma': _, ...files } = PROJECT;
    assert.deepEqual(await databasesOf(['SELECT * FROM nothing', 'SELECT 1'], files), ['shop', 'shop']);
  });
});
