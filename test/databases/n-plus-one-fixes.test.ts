import assert from 'node:assert/strict';
import { join } from 'node:path';
import { queryInLoop } from '../../server/src/rules/n-plus-one/query-in-loop';
import type { Files } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { fixFiles } from './fix-files';
import { HOISTED, NOT_HOISTED } from './hoist-cases';
import { DEFAULT_INPUT, FILL, type LoopCase, OPEN_CLIENT, REFILL, SCHEMA } from './loop-schema';
import { usePostgres } from './postgres-server';
import { DELICATE } from './prisma-delicate-cases';
import { REPAIRED } from './prisma-loop-cases';
import { schemaToDdl } from './prisma-schema';
import { WRITTEN_ONE_BY_ONE, WRITTEN_TOGETHER } from './write-cases';

interface Delegate {
  findUnique(query: object): Promise<unknown>;
  findFirst(query: object): Promise<unknown>;
  findMany(query: object): Promise<readonly unknown[]>;
  groupBy(query: object): Promise<readonly unknown[]>;
  count(query: object): Promise<number>;
  createMany(query: object): Promise<unknown>;
  updateMany(query: object): Promise<unknown>;
  deleteMany(query: object): Promise<unknown>;
}

interface Client {
  readonly user: Delegate;
  readonly event: Delegate;
  $disconnect(): Promise<void>;
}

type Run = (client: Client, list: readonly unknown[]) => Promise<unknown>;

describe('fixes of queries in loops', function () {
  this.timeout(60_000);
  const postgres = usePostgres();
  let project: ClientProject;
  let client: Client;
  let statements: string[] = [];
  const original = new Map<LoopCase, Run>();
  const fixed = new Map<LoopCase, Run>();
  const repaired = [...REPAIRED, ...HOISTED, ...WRITTEN_TOGETHER];
  const delicate = [...DELICATE, ...NOT_HOISTED, ...WRITTEN_ONE_BY_ONE];
  const cases = [...repaired, ...delicate];

  before(async () => {
    project = createClientProject();
    const files = new Map([
      ['schema.prisma', SCHEMA],
      ['open.ts', OPEN_CLIENT],
    ]);
    const folder = project.write('client', files);
    await project.generateClient(join(folder, 'schema.prisma'));
    await postgres.exec(await schemaToDdl([{ path: 'schema.prisma', text: SCHEMA }]));
    await postgres.exec(FILL);
    const { open } = project.load<{ open(url: string, onStatement: (sql: string) => void): Client }>(
      join(folder, 'open.ts'),
    );
    client = open(postgres.url, sql => statements.push(sql));
    postgres.closing(() => client.$disconnect());
  });
  after(() => project?.remove());

  it('compile, and so do the originals', async () => {
    const originals = cases.map((_, index) => join(project.write('original', modules(cases)), fileName(index)));
    assert.deepEqual(project.compileErrors(originals), []);
    for (const [index, one] of cases.entries())
      original.set(one, project.load<{ run: Run }>(originals[index] ?? '').run);
    const written: string[] = [];
    for (const [rule, title] of fixKinds(cases)) {
      const { files, made } = await fixFiles(modules(cases), rule, title);
      const folder = project.write(`fixed-${rule}-${title.source}`.replace(/\W+/g, '-'), files);
      for (const [index, one] of cases.entries()) {
        if (ruleOf(one) !== rule || one.title.source !== title.source || !made.has(fileName(index))) continue;
        const file = join(folder, fileName(index));
        written.push(file);
        fixed.set(one, project.load<{ run: Run }>(file).run);
      }
    }
    assert.deepEqual(project.compileErrors(written), []);
  });

  /** A result, the statements it took without those that only hold a transaction, and what is in the table after it. */
  async function ask(run: Run | undefined, list: readonly unknown[]) {
    if (!run) throw new Error('there is no such module');
    statements = [];
    const result = await run(client, list);
    const sent = statements.filter(sql => !/^(BEGIN|COMMIT|ROLLBACK)/.test(sql)).length;
    const rows: unknown[] = [];
    for (const table of ['User', 'Badge', 'Post', 'Event']) {
      rows.push(await postgres.query(`SELECT * FROM "${table}" ORDER BY id`));
    }
    await postgres.exec(REFILL);
    return { result, sent, rows };
  }

  for (const one of repaired) {
    it(`${one.name}: the same answer, in one statement or two`, async () => {
      const list = one.input ?? DEFAULT_INPUT;
      const before = await ask(original.get(one), list);
      const after = await ask(fixed.get(one), list);
      assert.deepEqual([after.result, after.rows], [before.result, before.rows]);
      assert.ok(before.sent > 2 || before.sent > after.sent, `only ${before.sent} statements before`);
      assert.ok(after.sent <= 2, `${after.sent} statements after: ${statements.join('\n')}`);
    });
    it(`${one.name}: the same answer for an empty list`, async () => {
      const before = await ask(original.get(one), []);
      const after = await ask(fixed.get(one), []);
      assert.deepEqual([after.result, after.rows], [before.result, before.rows]);
    });
  }

  for (const one of delicate) {
    it(`${one.name}: no fix, or the same answer`, async () => {
      const list = one.input ?? DEFAULT_INPUT;
      const before = await ask(original.get(one), list);
      assert.ok(before.sent > 2 || typeof before.result === 'string');
      const run = fixed.get(one);
      if (!run) return;
      const after = await ask(run, list);
      assert.deepEqual([after.result, after.rows], [before.result, before.rows]);
    });
  }

  describe('lists longer than a statement takes', () => {
    const many = Array.from({ length: 40_000 }, (_, index) => index + 1000);
    const where = { id: { in: [2, ...many, 1] } };
    const refused = { code: 'P2029' };

    it('are split by Prisma: of keys', async () => {
      assert.equal((await client.user.findMany({ where })).length, 2);
    });
    it('of rows, and of keys of rows that are written', async () => {
      const rows = many.slice(0, 17_000).map(id => ({ id, kind: 'x' }));
      const all = { count: rows.length };
      assert.deepEqual(await client.event.createMany({ data: rows }), all);
      const which = { id: { in: many } };
      assert.deepEqual(await client.event.updateMany({ where: which, data: { level: 1 } }), all);
      assert.deepEqual(await client.event.deleteMany({ where: which }), all);
    });
    it('are refused with an order, and where rows are counted by group: the fix says how many there may be', async () => {
      await assert.rejects(client.user.findMany({ where, orderBy: { id: 'asc' } }), refused);
      await assert.rejects(client.user.groupBy({ by: ['id'], where, _count: { _all: true } }), refused);
      const few = { id: { in: many.slice(0, 32_000) } };
      assert.deepEqual(await client.user.findMany({ where: few, orderBy: { id: 'asc' } }), []);
      assert.deepEqual(await client.user.groupBy({ by: ['id'], where: few, _count: { _all: true } }), []);
    });
  });

  describe('what Prisma batches', () => {
    const ids = [1, 2, 3, 4, 5, 99, 1];
    const count = async (act: () => Promise<unknown>): Promise<number> => {
      statements = [];
      await act();
      return statements.filter(sql => sql.startsWith('SELECT')).length;
    };
    const unique = (id: number) => client.user.findUnique({ where: { id } });

    it('findUnique calls that start together are one statement', async () => {
      assert.equal(await count(() => Promise.all(ids.map(unique))), 1);
    });
    it('also in async callbacks that wait for nothing else before', async () => {
      assert.equal(await count(() => Promise.all(ids.map(async id => ({ id, user: await unique(id) })))), 1);
    });
    it('one after the other they are as many as there are elements', async () => {
      const act = async () => {
        for (const id of ids) await unique(id);
      };
      assert.equal(await count(act), ids.length);
    });
    it('findFirst calls are never put together', async () => {
      assert.equal(await count(() => Promise.all(ids.map(id => client.user.findFirst({ where: { id } })))), ids.length);
    });
    it('nor are findUnique calls behind a request of their own', async () => {
      const act = () =>
        Promise.all(
          ids.map(async id => {
            await client.user.findFirst({ where: { id } });
            return unique(id);
          }),
        );
      assert.equal(await count(act), 2 * ids.length);
    });
    it('nor those with a condition that is no equality', async () => {
      const act = () =>
        Promise.all(ids.map(id => client.user.findUnique({ where: { id, name: { startsWith: 'A' } } })));
      assert.equal(await count(act), ids.length);
    });
    it('two shapes of selection are two statements', async () => {
      const act = () =>
        Promise.all(
          ids.map(id => client.user.findUnique({ where: { id }, select: id > 2 ? { id: true } : { name: true } })),
        );
      assert.equal(await count(act), 2);
    });
  });
});

/** Loaded by the project on disk, so that its client is the one that its modules are compiled against. */
function ruleOf({ rule }: LoopCase): string {
  return rule ?? queryInLoop.meta.id;
}

/** Each rule with each title whose fix some case looks at. */
function fixKinds(cases: readonly LoopCase[]): readonly (readonly [string, RegExp])[] {
  const kinds = cases.map(one => [`${ruleOf(one)} ${one.title.source}`, [ruleOf(one), one.title]] as const);
  return [...new Map(kinds).values()];
}

function fileName(index: number): string {
  return `case-${index}.ts`;
}

function modules(cases: readonly LoopCase[]): Files {
  const texts = cases.map(({ type, body }, index): [string, string] => [
    fileName(index),
    `import type { PrismaClient } from './generated/client';

export async function run(prisma: PrismaClient, list: ${type ?? 'number[]'}) {
  ${body}
}
`,
  ]);
  return new Map([
    ...texts,
    ['generated/client.ts', "export * from '../../client/generated/client';\n"],
    ['schema.prisma', SCHEMA],
  ]);
}
