import assert from 'node:assert/strict';
import { buildModel } from './build-model';

/** The body of a function with a client, `ids` and a `cache`, and what is said of each of its queries. */
const CASES: readonly (readonly [code: string, ...summaries: string[]])[] = [
  ['await prisma.user.findMany();', 'call no'],
  ['await prisma.user.findUnique({ where: { id } });', 'call yes'],
  ['for (const id of ids) await prisma.user.findFirst({ where: { id } });', 'element no'],
  ['await Promise.all(ids.map(id => prisma.user.findUnique({ where: { id } })));'],
  [
    'for (const id of ids) { await wait(); await prisma.user.findUnique({ where: { id } }); }',
    'element broken-by-own-await',
  ],
  ['for (const id of ids) { await prisma.user.findUnique({ where: { id } }); }', 'element yes'],
  [
    'for (const id of ids) { if (!cache.has(id)) cache.set(id, await prisma.user.findMany({ where: { id } })); }',
    'element no memoized',
  ],
  [
    'for (const id of ids) { const known = cache.get(id) ?? (await prisma.user.findMany({ where: { id } })); }',
    'element no memoized',
  ],
  [
    'for (const id of ids) { if (cache.has(id)) continue; await prisma.user.findMany({ where: { id } }); }',
    'element no memoized',
  ],
  ['for (const id of ids) { if (cache.has(id)) await prisma.user.findMany({ where: { id } }); }', 'element no'],
  ['for (const id of ids) { if (!id) continue; await prisma.user.findMany({ where: { id } }); }', 'element no'],
  [
    'for (const id of ids) { if (!Object.hasOwn(seen, id)) await prisma.user.findMany({ where: { id } }); }',
    'element no memoized',
  ],
  [
    'await prisma.user.count(); await prisma.user.findUnique({ where: { id } });',
    'call no',
    'call broken-by-own-await',
  ],
  ['const text = Prisma.raw(name); await prisma.$queryRaw`SELECT ${text}`;', 'call no'],
];

describe('what a call of a function costs', () => {
  for (const [code, ...expected] of CASES) {
    it(code, async () => {
      const { model, uri } = await buildModel({
        'src/run.ts': `import { Prisma, PrismaClient } from '@prisma/client';
export async function run(prisma: PrismaClient, id: number, ids: number[], cache, seen) {
  ${code}
}
`,
      });
      const summary = model.summary(uri('src/run.ts'), 'run', 'run');
      const found = summary?.queries.map(
        ({ per, batchable, memoized }) => `${per} ${batchable}${memoized ? ' memoized' : ''}`,
      );
      assert.deepEqual(found, expected);
    });
  }

  it('belongs to the function the query stands in', async () => {
    const { model, uri } = await buildModel({
      'src/run.ts': `import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export async function run(ids: number[]) {
  await Promise.all(ids.map(async id => prisma.user.findUnique({ where: { id } })));
}
`,
    });
    const of = (fn: string) => model.summary(uri('src/run.ts'), 'run', fn)?.queries.map(({ batchable }) => batchable);
    assert.deepEqual(of('run'), []);
    const functions = model.functionsIn(uri('src/run.ts'), 'run').map(({ fact }) => fact.id);
    assert.deepEqual(
      functions.flatMap(fn => of(fn) ?? []),
      ['yes'],
    );
    assert.equal(model.summary(uri('src/run.ts'), 'missing', 'run'), undefined);
    assert.equal(model.summary(uri('src/missing.ts'), 'run', 'run'), undefined);
  });
});
