import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { queryInLoop } from '../../server/src/rules/n-plus-one/query-in-loop';
import type { Files } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { DRIZZLE_DELICATE, DRIZZLE_FILL, DRIZZLE_REPAIRED, DRIZZLE_SCHEMA } from './drizzle-loop-cases';
import { fixFiles } from './fix-files';
import { DEFAULT_INPUT, type LoopCase } from './loop-schema';

type Run = (db: unknown, list: readonly unknown[]) => Promise<unknown>;

describe('fixes of Drizzle queries in loops', function () {
  this.timeout(120_000);
  const cases = [...DRIZZLE_REPAIRED, ...DRIZZLE_DELICATE];
  const original = new Map<LoopCase, Run>();
  const fixed = new Map<LoopCase, Run>();
  let project: ClientProject;
  let database: PGlite;
  let db: unknown;
  let statements: string[] = [];

  before(async () => {
    project = createClientProject();
    database = await PGlite.create();
    const folder = project.write('client', new Map([['open.ts', OPEN_DATABASE]]));
    const { open } = project.load<{ open(client: PGlite, onStatement: (sql: string) => void): unknown }>(
      join(folder, 'open.ts'),
    );
    db = open(database, sql => statements.push(sql));
  });
  after(async () => {
    await database?.close();
    project?.remove();
  });

  it('compile, and so do the originals', async () => {
    const files = modules(cases);
    const originals = cases.map((_, index) => join(project.write('original', files), fileName(index)));
    const written: string[] = [];
    for (const [index, one] of cases.entries()) {
      original.set(one, project.load<{ run: Run }>(originals[index] ?? '').run);
      const { files: after, made } = await fixFiles(only(files, index), one.rule ?? queryInLoop.meta.id, one.title);
      if (!made.has(fileName(index))) continue;
      const file = join(project.write(`fixed-${index}`, after), fileName(index));
      written.push(file);
      fixed.set(one, project.load<{ run: Run }>(file).run);
    }
    assert.deepEqual(project.compileErrors([...originals, ...written]), []);
  });

  async function ask(run: Run | undefined, list: readonly unknown[]) {
    if (!run) throw new Error('there is no such module');
    await database.exec(DRIZZLE_FILL);
    statements = [];
    const result = await run(db, list);
    const sent = statements.filter(sql => !/^(begin|commit|rollback)/i.test(sql)).length;
    const rows = [];
    for (const table of ['users', 'posts']) {
      rows.push((await database.query(`SELECT * FROM ${table} ORDER BY id`)).rows);
    }
    return { result, sent, rows };
  }

  for (const one of DRIZZLE_REPAIRED) {
    it(`${one.name}: the same answer, in one statement`, async () => {
      const list = one.input ?? DEFAULT_INPUT;
      const before = await ask(original.get(one), list);
      const after = await ask(fixed.get(one), list);
      assert.deepEqual([after.result, after.rows], [before.result, before.rows]);
      assert.deepEqual([before.sent, after.sent], [list.length, 1]);
    });
    it(`${one.name}: the same answer for an empty list`, async () => {
      const before = await ask(original.get(one), []);
      const after = await ask(fixed.get(one), []);
      assert.deepEqual([after.result, after.rows], [before.result, before.rows]);
    });
  }

  for (const one of DRIZZLE_DELICATE) {
    it(`${one.name}: no fix, or the same answer`, async () => {
      const before = await ask(original.get(one), DEFAULT_INPUT);
      assert.ok(before.sent >= DEFAULT_INPUT.length);
      const run = fixed.get(one);
      if (!run) return;
      const after = await ask(run, DEFAULT_INPUT);
      assert.deepEqual([after.result, after.rows], [before.result, before.rows]);
    });
  }
});

const OPEN_DATABASE = `import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';

export function open(client: PGlite, onStatement: (sql: string) => void) {
  return drizzle(client, { logger: { logQuery: onStatement } });
}
`;

function fileName(index: number): string {
  return `case-${index}.ts`;
}

/** The files with one of the cases alone. */
function only(files: Files, index: number): Files {
  return new Map([...files].filter(([path]) => !path.startsWith('case-') || path === fileName(index)));
}

function modules(cases: readonly LoopCase[]): Files {
  const texts = cases.map(({ type, body }, index): [string, string] => [
    fileName(index),
    `import { and, asc, eq, sql } from 'drizzle-orm';
import type { PgliteDatabase } from 'drizzle-orm/pglite';
import { posts, users } from './schema';

export async function run(db: PgliteDatabase, list: ${type ?? 'number[]'}) {
  ${body}
}
`,
  ]);
  return new Map([
    ...texts,
    ['schema.ts', DRIZZLE_SCHEMA],
    ['drizzle.config.ts', "export default { dialect: 'postgresql', schema: './schema.ts' };\n"],
    ['package.json', '{ "name": "shop", "dependencies": { "drizzle-orm": "0.45.4" } }'],
  ]);
}
