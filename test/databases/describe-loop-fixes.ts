import assert from 'node:assert/strict';
import { join } from 'node:path';
import { queryInLoop } from '../../server/src/rules/n-plus-one/query-in-loop';
import type { Files } from '../harness/workspace';
import { type ClientProject, createClientProject } from './client-project';
import { fixFiles } from './fix-files';
import { DEFAULT_INPUT, type LoopCase } from './loop-schema';

/** Loops with queries of one library, run before and after their fixes. */
export interface LoopSuite {
  /** The same answer and the same rows after it, in one statement. */
  readonly repaired: readonly LoopCase[];
  /** The rows of the loop are loaded before it: two statements. */
  readonly loaded?: readonly LoopCase[];
  /** They have no such fix. */
  readonly delicate: readonly LoopCase[];
  /** The files that all cases share, as the rules read them. */
  readonly files: Files;
  /** Takes the place of some of them where they run: the schema that the client was opened with. */
  readonly asRun?: Files;
  /** The module of a case, whose `run` is called with the database and the list. */
  module(one: LoopCase, index: number): string;
  /** Further files of a case. */
  beside?(one: LoopCase, index: number): Files;
  open(project: ClientProject): Promise<LoopDatabase>;
}

export interface LoopDatabase {
  /** What a case is given. */
  readonly database: unknown;
  /** The rows as they are before each case. */
  refill(): Promise<void>;
  rows(): Promise<unknown>;
  /** The statements since the rows were filled in, without those that only hold a transaction. */
  statements(): readonly string[];
}

type Run = (database: unknown, list: readonly unknown[]) => Promise<unknown>;

export function describeLoopFixes(suite: LoopSuite): void {
  const { repaired, loaded = [], delicate } = suite;
  const cases = [...repaired, ...loaded, ...delicate];
  const original = new Map<LoopCase, Run>();
  const fixed = new Map<LoopCase, Run>();
  let project: ClientProject;
  let opened: LoopDatabase;

  before(async () => {
    project = createClientProject();
    opened = await suite.open(project);
  });
  after(() => project?.remove());

  it('compile, and so do the originals', async () => {
    const files: Files = new Map([
      ...suite.files,
      ...cases.flatMap((one, index): [string, string][] => [
        [fileName(index), suite.module(one, index)],
        ...(suite.beside?.(one, index) ?? []),
      ]),
    ]);
    const asRun = (changed: Files): Files => new Map([...changed, ...(suite.asRun ?? [])]);
    const folder = project.write('original', asRun(files));
    const originals = cases.map((_, index) => join(folder, fileName(index)));
    for (const [index, one] of cases.entries())
      original.set(one, project.load<{ run: Run }>(originals[index] ?? '').run);
    const written: string[] = [];
    for (const [kind, members] of byFix(cases)) {
      const [first] = members;
      const { files: after, made } = await fixFiles(files, ruleOf(first), first?.title);
      const home = project.write(`fixed-${kind}`.replace(/\W+/g, '-'), asRun(after));
      for (const one of members) {
        const file = fileName(cases.indexOf(one));
        if (!made.has(file)) continue;
        written.push(join(home, file));
        fixed.set(one, project.load<{ run: Run }>(join(home, file)).run);
      }
    }
    assert.deepEqual(project.compileErrors([...originals, ...written]), []);
  });

  async function ask(run: Run | undefined, list: readonly unknown[]) {
    if (!run) throw new Error('there is no such module');
    await opened.refill();
    const result: unknown = JSON.parse(JSON.stringify((await run(opened.database, list)) ?? null));
    const sent = opened.statements();
    return { answer: [result, await opened.rows()], sent };
  }

  for (const [expected, members] of [
    [1, repaired],
    [2, loaded],
  ] as const) {
    for (const one of members) {
      it(`${one.name}: the same answer, in ${expected === 1 ? 'one statement' : 'two statements'}`, async () => {
        const list = one.input ?? DEFAULT_INPUT;
        const before = await ask(original.get(one), list);
        const after = await ask(fixed.get(one), list);
        assert.deepEqual(after.answer, before.answer);
        assert.ok(before.sent.length >= 4, `only ${before.sent.length} statements before`);
        assert.equal(after.sent.length, expected, after.sent.join('\n'));
      });
      it(`${one.name}: the same answer for an empty list`, async () => {
        const before = await ask(original.get(one), []);
        const after = await ask(fixed.get(one), []);
        assert.deepEqual(after.answer, before.answer);
      });
    }
  }

  for (const one of delicate) {
    it(`${one.name}: no fix`, async () => {
      const list = one.input ?? DEFAULT_INPUT;
      assert.ok((await ask(original.get(one), list)).sent.length >= list.length);
      assert.equal(fixed.has(one), false);
    });
  }
}

function ruleOf(one: LoopCase | undefined): string {
  return one?.rule ?? queryInLoop.meta.id;
}

function byFix(cases: readonly LoopCase[]): ReadonlyMap<string, readonly LoopCase[]> {
  const kinds = new Map<string, LoopCase[]>();
  for (const one of cases) {
    const kind = `${ruleOf(one)} ${one.title.source}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  return kinds;
}

function fileName(index: number): string {
  return `case-${index}.ts`;
}

/** Statements that only hold a transaction are no questions. */
export function isOfTransaction(sql: string): boolean {
  return /^\W*(?:begin|commit|rollback|start transaction)/i.test(sql);
}
