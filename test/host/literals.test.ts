import assert from 'node:assert/strict';
import { readPrismaConfig } from '../../server/src/host/literals';

describe('the literals of a prisma.config.ts', () => {
  const cases: readonly (readonly [string, ReturnType<typeof readPrismaConfig>])[] = [
    ["export default defineConfig({ schema: './db/schema.prisma' })", { schema: './db/schema.prisma' }],
    ['export default { "schema": "db" } satisfies PrismaConfig', { schema: 'db' }],
    ["export default { schema: path.join('db', 'schema') }", { schema: 'db/schema' }],
    ["export default { schema: resolve(import.meta.dirname, 'db') }", { schema: 'db' }],
    ["export default { migrations: { path: 'db/m', seed: 'tsx seed.ts' } }", { migrations: 'db/m' }],
    ["// schema: 'old'\nexport default { schema: 'new' } /* schema: 'older' */", { schema: 'new' }],
    ["export default { schema: 'a//b' }", { schema: 'a//b' }],
    ['export default { schema: process.env.SCHEMA }', {}],
    ["export default { schema: join(base, 'db') }", {}],
    ['export default { schema: `${base}/db` }', {}],
    ["export default { dbschema: 'x', options: { path: 'y' } }", {}],
    ['', {}],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(readPrismaConfig(text), expected));
});
