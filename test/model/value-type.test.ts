import assert from 'node:assert/strict';
import type { ValueType } from '../../server/src/core/model';
import { buildModel, type TestFiles } from './build-model';

const OTHERS: TestFiles = {
  'src/names.ts': `export const LIMIT = 10;
export const ORDERS = ['asc', 'desc'];
export let changing = 1;
export function change(to) {
  changing = to;
}
export enum Level { Low, High }
export type Id = number;
export type Both = Id | Other;
type Other = Id;
export type Direction = 'asc' | 'desc' | undefined;
export type Round = Around | null;
type Around = Round;
export interface Page { limit: number; sort?: Direction; search: string; tags: number[]; inner: { from: Date } }
`,
};

/** What `value` is in a function whose parameters are those of `inFunction`. */
const CASES: Readonly<Record<ValueType, readonly string[]>> = {
  number: [
    'value = Number(name);',
    'value = parseInt(name, 10);',
    'value = Number.parseInt(name, 10);',
    'value = Math.max(Number(name), 1);',
    'value = name.length - 1;',
    'value = id;',
    'value = both;',
    'value = page.limit;',
    'const { limit } = page; value = limit;',
    'value = page.tags[0];',
    'const alias = page; value = alias.limit;',
    'const typed: number = load(); value = typed;',
    'const typed: number = name ?? load(); value = typed;',
    'value = Number(name) || 10;',
    'const limit = flag ? Number(name) : 20; value = limit;',
    'let limit = 10; if (flag) limit = Number(name); value = limit;',
    'let limit = Number(name); limit = flag ? limit : limit; value = limit;',
    'for (let i = 0; i < 3; i++) { value = i; }',
    'value = Date.now();',
    'value = big;',
    'value = optional;',
  ],
  boolean: [
    'value = flag;',
    'value = Boolean(name);',
    'value = !name;',
    'value = name === "a";',
    'value = flag || false;',
  ],
  date: ['value = page.inner.from;', 'value = new Date(name);', 'value = new Date().toISOString();'],
  literals: [
    "value = 'asc';",
    "value = flag ? 'asc' : 'desc';",
    'value = LIMIT;',
    'value = ORDERS[0];',
    'value = ORDERS[id];',
    'value = level;',
    'value = Level.High;',
    'value = direction;',
    'value = page.sort;',
    'value = names.LIMIT;',
    "const map = { a: 'x', b: 'y' }; value = map[name];",
    "let order = 'asc'; if (flag) order = 'desc'; value = order;",
    "value = flag ? 1 : 'all';",
    'const fixed = null ?? 5; value = fixed;',
  ],
  string: [
    'value = name;',
    'value = page.search;',
    'value = `a${name}`;',
    "value = 'a' + name;",
    "value = name || 'a';",
    'value = typeof name;',
  ],
  unknown: [
    'value = anything;',
    'value = anything.limit;',
    'value = page;',
    'value = page.missing;',
    'value = page.limit.more;',
    'value = load();',
    'value = changing;',
    'value = flag ? id : name;',
    "value = Number(name) || 'all';",
    'value = name.toString();',
    'value = name.valueOf();',
    'value = name.constructor(1);',
    'value = hasOwnProperty(name);',
    'value = names.nothing;',
    'value = null;',
    'value = round;',
    'let a = b; let b = a; value = a;',
    'const a = b.x; const b = a.x; value = a.x;',
    'const a = b.x; const b = a.x.x; value = a.x;',
    'value = [1, 2];',
    'for (const item of anything) { value = item; }',
  ],
};

describe('the type of a value', () => {
  for (const [type, cases] of Object.entries(CASES)) {
    it(type, async () => {
      for (const code of cases) assert.equal(await typeOf(code), type, code);
    });
  }
});

async function typeOf(code: string): Promise<ValueType | undefined> {
  const text = `import { changing, type Both, type Direction, type Id, Level, LIMIT, ORDERS, type Page, type Round } from './names';
import * as names from './names';
export function run(name: string, flag: boolean, id: Id, both: Both, level: Level, direction: Direction, page: Page, big: bigint, optional: number | null, round: Round, anything) {
  let value;
  ${code}
}
`;
  const { model, uri } = await buildModel({ ...OTHERS, 'src/run.ts': text });
  const at = uri('src/run.ts');
  const value = model.code(at, 'run')?.facts.bindings.find(binding => binding.name === 'value')?.writes[0]?.value;
  return value && model.valueType(at, 'run', value);
}
