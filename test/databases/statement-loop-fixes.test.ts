import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Client } from 'pg';
import { queryInLoop } from '../../server/src/rules/n-plus-one/query-in-loop';
import type { Files } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { fixFiles } from './fix-files';
import { DEFAULT_INPUT, type LoopCase } from './loop-schema';
import { usePostgres } from './postgres-server';
import {
  STATEMENT_DELICATE,
  STATEMENT_FILL,
  STATEMENT_LOADED,
  STATEMENT_REPAIRED,
  STATEMENT_SCHEMA,
} from './statement-loop-cases';

type Run = (pool: unknown, list: readonly unknown[]) => Promise<unknown>;

describe('fixes of statements in loops', function () {
  this.timeout(60_000);
  const postgres = usePostgres();
  const cases = [...STATEMENT_REPAIRED, ...STATEMENT_LOADED, ...STATEMENT_DELICATE];
  const original = new Map<LoopCase, Run>();
  const fixed = new Map<LoopCase, Run>();
  let project: ClientProject;
  let client: Client;
  let last: Promise<unknown> = Promise.resolve();
  let sent = 0;

  before(async () => {
    project = createClientProject();
    await postgres.exec(`CREATE EXTENSION citext; ${STATEMENT_SCHEMA}`);
    client = new Client({ connectionString: postgres.url });
    await client.connect();
    postgres.closing(() => client.end());
  });
  after(() => project?.remove());

  it('compile, and so do the originals', async () => {
    const files = modules(cases);
    const { files: after, made } = await fixFiles(files, queryInLoop.meta.id, /Ask once/);
    const originals = cases.map((_, index) => join(project.write('original', files), fileName(index)));
    const written: string[] = [];
    for (const [index, one] of cases.entries()) {
      original.set(one, project.load<{ run: Run }>(originals[index] ?? '').run);
      if (!made.has(fileName(index))) continue;
      const file = join(project.write('fixed', after), fileName(index));
      written.push(file);
      fixed.set(one, project.load<{ run: Run }>(file).run);
    }
    assert.deepEqual(project.compileErrors([...originals, ...written]), []);
  });

  async function ask(run: Run | undefined, list: readonly unknown[]) {
    if (!run) throw new Error('there is no such module');
    await postgres.exec(STATEMENT_FILL);
    sent = 0;
    // One connection does what a pool would do with several: those that start together wait for each other.
    const counting = {
      query: (sql: string, values: unknown[]) => {
        sent += 1;
        const answer = last.then(() => client.query(sql, values));
        last = answer.catch(() => undefined);
        return answer;
      },
    };
    const result = await run(counting, list);
    return { result, sent, posts: await postgres.query('SELECT * FROM posts ORDER BY id') };
  }

  for (const [statements, repaired] of [
    [1, STATEMENT_REPAIRED],
    [2, STATEMENT_LOADED],
  ] as const) {
    for (const one of repaired) {
      it(`${one.name}: the same answer, in ${statements === 1 ? 'one statement' : 'two statements'}`, async () => {
        const list = one.input ?? DEFAULT_INPUT;
        const before = await ask(original.get(one), list);
        const after = await ask(fixed.get(one), list);
        assert.deepEqual(after.result, before.result);
        assert.ok(before.sent >= list.length - 1, `only ${before.sent} statements before`);
        assert.equal(after.sent, statements);
      });
      it(`${one.name}: the same answer for an empty list`, async () => {
        const before = await ask(original.get(one), []);
        const after = await ask(fixed.get(one), []);
        assert.deepEqual(after.result, before.result);
      });
    }
  }

  for (const one of STATEMENT_DELICATE) {
    it(`${one.name}: no fix`, async () => {
      const list = one.input ?? DEFAULT_INPUT;
      assert.ok((await ask(original.get(one), list)).sent >= list.length);
      assert.equal(fixed.has(one), false);
    });
  }
});

function fileName(index: number): string {
  return `case-${index}.ts`;
}

function modules(cases: readonly LoopCase[]): Files {
  const texts = cases.map(({ type, body }, index): [string, string] => [
    fileName(index),
    `import type { Pool } from 'pg';

export async function run(pool: Pool, list: ${type ?? 'number[]'}) {
  ${body}
}
`,
  ]);
  return new Map([
    ...texts,
    ['migrations/001_init.sql', STATEMENT_SCHEMA],
    ['package.json', '{ "name": "shop", "dependencies": { "pg": "8.23.1" } }'],
  ]);
}
