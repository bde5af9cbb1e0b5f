import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from './build-model';
import { describeTemplate } from './describe-template';

const OTHERS: TestFiles = {
  'src/names.ts': `export const TABLE = 'orders';
export const COLUMNS = \`id, \${'name'}\`;
export const Tables = { orders: 'orders', users: { name: 'users' } } as const;
export enum Status { Open = 'open', Done = 'done' }
export enum Level { Low, High = 5, Top }
export let changing = 'orders';
export function change(name) {
  changing = name;
}
export const ROUND = AROUND;
export const AROUND = ROUND;
export default 'public.orders';
`,
  'src/index.ts': "export * from './names';\nexport { TABLE as NAME, default } from './names';\n",
};

/** The body of a function with the parameters `id`, `name`, `flag`, `ids` and `pool`, and the text its query sends. */
const CASES: Readonly<Record<string, readonly (readonly [code: string, text: string])[]>> = {
  constants: [
    ["pool.query('SELECT 1');", 'SELECT 1'],
    ['pool.query(`SELECT ${COLUMNS} FROM ${TABLE} WHERE id = ${id}`);', 'SELECT id, name FROM orders WHERE id = {id}'],
    ["pool.query('SELECT * FROM ' + NAME + ' WHERE id = ' + id);", 'SELECT * FROM orders WHERE id = {id}'],
    [
      'pool.query(`SELECT * FROM ${all.TABLE} WHERE id = ${all.nothing}`);',
      'SELECT * FROM orders WHERE id = {all.nothing}',
    ],
    ['pool.query(`SELECT * FROM ${table}`);', 'SELECT * FROM public.orders'],
    [
      'pool.query(`SELECT * FROM ${Tables.orders} JOIN ${Tables.users.name} USING (${Tables.missing})`);',
      'SELECT * FROM orders JOIN users USING ({Tables.missing})',
    ],
    ['pool.query(`SELECT * FROM ${Tables[name]}`);', 'SELECT * FROM {Tables.[]}'],
    ["const NAMES = { a: 'one', b: 'two' }; pool.query(`SELECT * FROM ${NAMES[name]}`);", 'SELECT * FROM (one|two)'],
    [
      "pool.query(`SELECT * FROM a WHERE s = '${Status.Open}' AND n = ${Level.High}`);",
      "SELECT * FROM a WHERE s = 'open' AND n = 5",
    ],
    ['pool.query(`SELECT * FROM ${changing}`);', 'SELECT * FROM {changing}'],
    ['pool.query(`SELECT * FROM ${ROUND}`);', 'SELECT * FROM {ROUND}'],
    ["const [first, second] = ['a', 'b']; pool.query(`SELECT ${second} FROM ${first}`);", 'SELECT b FROM a'],
    ["const { x: { y } } = { x: { y: 'a' } }; pool.query(`SELECT ${y}`);", 'SELECT a'],
    ['const limit = 10; pool.query(`SELECT 1 LIMIT ${limit}`);', 'SELECT 1 LIMIT 10'],
    ['const nothing = null; pool.query(`SELECT 1 LIMIT ${nothing}`);', 'SELECT 1 LIMIT {nothing}'],
    ["const text = 'SELECT 1'; const config = { text, values: [] }; pool.query({ text });", 'SELECT 1'],
  ],
  choices: [
    ["pool.query(`SELECT 1 ${flag ? 'FROM a' : ''}`);", 'SELECT 1 (FROM a|)'],
    [
      "const order = flag ? 'ASC' : 'DESC'; pool.query(`SELECT 1 ORDER BY id ${order}`);",
      'SELECT 1 ORDER BY id (ASC|DESC)',
    ],
    ["pool.query(`SELECT ${name ?? 'id'}`);", 'SELECT ({name}|id)'],
    ["pool.query(flag ? 'SELECT 1' : `SELECT ${id}`);", '(SELECT 1|SELECT {id})'],
  ],
  lists: [
    ["pool.query(['SELECT 1', 'FROM a', `WHERE id = ${id}`].join(' '));", 'SELECT 1 FROM a WHERE id = {id}'],
    ["const parts = ['SELECT 1', 'FROM a']; pool.query(parts.join('\\n'));", 'SELECT 1\nFROM a'],
    [
      "pool.query(`SELECT 1 WHERE id IN (${ids.map((_, i) => `$${i + 1}`).join(', ')})`);",
      'SELECT 1 WHERE id IN ([$1…, ])',
    ],
    [
      "pool.query(`SELECT 1 WHERE id IN (${ids.map((_, i) => '$' + (i + 1)).join()})`);",
      'SELECT 1 WHERE id IN ([$1…,])',
    ],
    ["pool.query(`SELECT 1 WHERE id IN (${ids.map(x => `'${x}'`).join(',')})`);", "SELECT 1 WHERE id IN (['{x}'…,])"],
    [
      "const marks = ids.map((_, i) => `$${i + 1}`); pool.query(`SELECT 1 WHERE id IN (${marks.join(',')})`);",
      'SELECT 1 WHERE id IN ([$1…,])',
    ],
    [
      "const marks = ids.map((_, i) => `$${i + 1}`).join(','); pool.query(`SELECT 1 WHERE id IN (${marks})`);",
      'SELECT 1 WHERE id IN ([$1…,])',
    ],
    ["pool.query(`SELECT 1 WHERE id IN (${ids.join(',')})`);", 'SELECT 1 WHERE id IN ({ids.join()})'],
    ["pool.query(`SELECT 1 WHERE id IN (${[...ids, 'a'].join(',')})`);", 'SELECT 1 WHERE id IN ({.join()})'],
    [
      "pool.query(`SELECT 1 WHERE id IN (${ids.map(x => ({ x })).join(',')})`);",
      'SELECT 1 WHERE id IN ({ids.map().join()})',
    ],
    ['pool.query(`SELECT 1 WHERE ${ids.map(x => `a = $${x}`).join(name)}`);', 'SELECT 1 WHERE {ids.map().join()}'],
  ],
  assembly: [
    [
      "let q = 'SELECT 1'; if (flag) q += ' WHERE a = ' + id; q += ' LIMIT 1'; pool.query(q);",
      'SELECT 1 WHERE a = {id} LIMIT 1',
    ],
    ["let q = 'SELECT 1'; for (const x of ids) q += ` OR a = ${x}`; pool.query(q);", 'SELECT 1[ OR a = {x}…]'],
    ["let q; q = 'SELECT 1'; pool.query(q);", 'SELECT 1'],
    ["let q; if (flag) q = 'SELECT 1'; else q = 'SELECT 2'; pool.query(q);", '(SELECT 1|SELECT 2)'],
    [
      "let q = 'SELECT 1'; if (flag) q = q + ' WHERE a = ' + id; q = `${q} LIMIT 1`; pool.query(q);",
      'SELECT 1 WHERE a = {id} LIMIT 1',
    ],
    [
      "let q = 'FROM a'; q = `SELECT * ${q} WHERE id = ${id}`; pool.query(q);",
      '(FROM a|SELECT * FROM a WHERE id = {id})',
    ],
    ["let q = ''; for (const x of ids) q = q + ` OR a = ${x}`; pool.query('SELECT 1' + q);", 'SELECT 1[ OR a = {x}…]'],
    ["let q = 'SELECT 1'; q ||= 'SELECT 2'; pool.query(q);", '(SELECT 1|SELECT 2)'],
    ["let q = 'SELECT 1'; q += ' LIMIT 1'; pool.query(q.trim());", 'SELECT 1 LIMIT 1'],
    [
      "const where = []; where.push('a = ' + id); pool.query(`SELECT 1 WHERE ${where.join(' AND ')}`);",
      'SELECT 1 WHERE {where.join()}',
    ],
  ],
  methods: [
    ['const q = `  SELECT ${id}  `; pool.query(q.trim());', '  SELECT {id}  '],
    [
      'pool.query(`SELECT ${name.toLowerCase()} FROM ${TABLE.toUpperCase()}`);',
      'SELECT {name.toLowerCase()} FROM orders',
    ],
    ['pool.query(`SELECT ${TABLE.repeat(2)}`);', 'SELECT {TABLE.repeat()}'],
    ['pool.query(`SELECT ${id.toString()}`);', 'SELECT {id.toString()}'],
  ],
  'from outside': [
    ['pool.query(name);', '{name}'],
    ['pool.query(`SELECT ${name.first} ${build(id)} ${await load()}`);', 'SELECT {name.first} {build()} {load()}'],
  ],
};

describe('the text that a query sends', () => {
  for (const [title, cases] of Object.entries(CASES)) {
    it(title, async () => {
      for (const [code, text] of cases) assert.deepEqual(await textsOf(inFunction(code)), [text], code);
    });
  }

  it('takes constant fields of the class', async () => {
    const code = `import { Pool } from 'pg';
class Repository {
  private readonly table = 'orders';
  static readonly KEY = 'id';
  private changed = 'a';
  constructor(private pool: Pool, changed: string) {
    this.changed = changed;
  }
  find(id) {
    return this.pool.query(\`SELECT \${this.table} \${Repository.KEY} \${this.changed} \${this.missing} \${id}\`);
  }
}
`;
    assert.deepEqual(await textsOf(code), ['SELECT orders id {this.changed} {this.missing} {id}']);
  });

  it('places holes and text where they stand', async () => {
    const users = `import { FROM } from './from';
import { Pool } from 'pg';
export const run = (pool: Pool, id) => pool.query(\`SELECT \${id} \${FROM}\`);
`;
    const from = "export const id = 1;\nexport const FROM = 'FROM users';\n";
    const { queries, uri } = await buildModel({ 'src/users.ts': users, 'src/from.ts': from });
    const pieces = queries('src/users.ts')[0]?.query.raw?.template.pieces ?? [];
    const places = pieces.flatMap(piece =>
      piece.kind === 'text' ? piece.map.map(run => run.uri) : piece.kind === 'hole' ? [`hole ${piece.at.uri}`] : [],
    );
    const [here, there] = [uri('src/users.ts'), uri('src/from.ts')];
    assert.deepEqual([...new Set(places)], [here, `hole ${here}`, there]);
    assert.ok(queries('src/users.ts').length === 1);
  });

  it('ends where texts are made of each other', async () => {
    const again = Array.from({ length: 12 }, () => "q = 'SELECT ' + q + p; p = q + p;").join('\n');
    const [text = ''] = await textsOf(inFunction(`let q = 'a'; let p = 'b';\n${again}\npool.query(q);`));
    assert.ok(text.length > 0 && text.length < 100_000, `${text.length}`);
    const chain = Array.from({ length: 30 }, (_, i) => `const c${i + 1} = \`\${c${i}} \${c${i}}\`;`).join('\n');
    const [long = ''] = await textsOf(inFunction(`const c0 = 'a';\n${chain}\npool.query(c30);`));
    assert.ok(long.length > 0 && long.length < 100_000, `${long.length}`);
  });
});

function inFunction(code: string): string {
  return `import { Pool } from 'pg';
import table, { changing, COLUMNS, Level, NAME, ROUND, Status, TABLE, Tables } from './index';
import * as all from './names';
export async function run(id: string, name: string, flag: boolean, ids: string[], pool: Pool) {
  ${code}
}
`;
}

async function textsOf(code: string): Promise<string[]> {
  const { model, queries } = await buildModel({ ...OTHERS, 'src/users.ts': code });
  return queries('src/users.ts').map(({ query }) => (query.raw ? describeTemplate(query.raw.template, model) : ''));
}
