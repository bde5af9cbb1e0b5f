import assert from 'node:assert/strict';
import { typescriptFrontend } from '../../../server/src/frontends/typescript/index';

const HALF_TYPED = [
  'const half = {',
  'const half = { a: pool.query(',
  'const half = [1, 2,',
  'const half = `',
  'const half = `SELECT * FROM t WHERE id = ${',
  'const half = `SELECT ${a} FROM',
  "const half = 'SELECT",
  'const half = "it\'s',
  'const half = await pool.query(`SELECT',
  'const half: Map<string, {',
  'const { a, b',
  'if (x) {',
  'if (x',
  'for (const row of rows) {',
  'for (const row of',
  'while (true) { await pool.query(',
  'function foo(a: ',
  'async function foo(a, b) {',
  'class Half {',
  'interface Half {',
  'type Half = {',
  'pool.query(',
  "pool.query('SELECT 1', [",
  'await Promise.all(ids.map(async id => {',
  'const half = (a: string) => {',
  'try {',
  'switch (x) {',
  'return x ? {',
  'throw new Error(`no ${',
  '/* note',
  'x.',
] as const;

const JSX = ['return <div', 'const half = <div className="', 'const half = <List>', 'return <p>{rows.map('] as const;

const FUNCTIONS = `import { pool } from './pool';

export async function first(ids: string[]) {
  for (const id of ids) {
    await pool.first(\`SELECT * FROM a WHERE id = \${id}\`);
  }
}

HALF
async function second(ids: string[]) {
  const rows = [];
  for (const id of ids) {
    rows.push(await pool.second(\`
      SELECT id, name FROM b
      WHERE id = \${id}
    \`));
  }
  return rows;
}

export const third = async (ids: string[]) => {
  return ids.map(id => pool.third('SELECT 1', [id]));
};
`;

const INSIDE = FUNCTIONS.replace('HALF\n', '').replace('  const rows', '  HALF\n  const rows');

const CLASS = `@Injectable()
export class Orders {
  constructor(private readonly pool: Pool) {}

  async first(ids: string[]) {
    for (const id of ids) {
      await this.pool.first(\`SELECT * FROM a WHERE id = \${id}\`);
    }
  }

  HALF
  async second(ids: string[]): Promise<void> {
    await this.pool.second(\`
      SELECT id FROM b
    \`, [ids]);
  }

  private third(id: string) {
    return this.pool.third({ text: 'SELECT 1', values: [id] });
  }
}

export function outside(orders: Orders) {
  return orders.outside();
}
`;

/** `unit: method in loops` for every call of the text. */
function callsIn(text: string, name = 'file.ts'): string[] {
  const { facts } = typescriptFrontend.extract({ uri: `file:///${name}`, text });
  return facts.units.flatMap(unit =>
    unit.kind === 'code'
      ? unit.code.calls.map(call => `${unit.id}: ${call.links.at(-1)?.name} ${call.loops.length}`)
      : [],
  );
}

function missing(text: string, half: string, name?: string): string[] {
  const found = new Set(
    callsIn(
      text.replace('HALF', () => half),
      name,
    ),
  );
  return callsIn(text.replace('HALF', ''), name).filter(call => !found.has(call));
}

describe('TypeScript with a half-typed line', () => {
  for (const half of HALF_TYPED) {
    it(`keeps the functions behind: ${half}`, () => assert.deepEqual(missing(FUNCTIONS, half), []));
    it(`keeps the statements behind: ${half}`, () => assert.deepEqual(missing(INSIDE, half), []));
    it(`keeps the methods behind: ${half}`, () => assert.deepEqual(missing(CLASS, half), []));
  }
  for (const half of JSX) {
    it(`keeps the functions behind: ${half}`, () => assert.deepEqual(missing(FUNCTIONS, half, 'file.tsx'), []));
    it(`keeps the statements behind: ${half}`, () => assert.deepEqual(missing(INSIDE, half, 'file.tsx'), []));
  }

  it('reads what is no error as it stands', () => {
    // A function behind `const half =` is the value of `half`.
    const calls = callsIn(FUNCTIONS.replace('HALF', 'const half ='));
    assert.ok(calls.includes('half: second 1'), calls.join());
  });

  it('keeps two half-typed lines apart', () => {
    const broken = FUNCTIONS.replace('HALF', 'pool.query({').replace(
      '  return rows;',
      '  if (rows.length > 0) {\n  return rows;',
    );
    assert.deepEqual(
      callsIn(FUNCTIONS.replace('HALF', '')).filter(call => !callsIn(broken).includes(call)),
      [],
    );
  });

  it('leaves the facts of a broken line that swallows nothing', () => {
    const text = FUNCTIONS.replace('HALF', 'const half = await pool.half(');
    assert.ok(!callsIn(text).some(call => call.startsWith('half:')), 'blanked, as it swallows the next function');
    const alone = FUNCTIONS.replace('HALF', 'const half = await pool.half(1;\n');
    assert.ok(callsIn(alone).includes('half: half 0'));
  });

  it('says what is wrong in the text as it is', () => {
    const text = FUNCTIONS.replace('HALF', 'const half = {');
    const { facts } = typescriptFrontend.extract({ uri: 'file:///file.ts', text });
    assert.ok(facts.problems.length > 0);
  });

  it('reads the same after an edit as from scratch, and what was intact before', () => {
    const input = (half: string) => ({ uri: 'file:///file.ts', text: FUNCTIONS.replace('HALF', () => half) });
    const intact = typescriptFrontend.extract(input(''));
    for (const half of HALF_TYPED) {
      let typed = intact;
      for (let length = 1; length <= half.length; length++) {
        typed = typescriptFrontend.extract(input(half.slice(0, length)), typed);
        assert.deepEqual(
          typed.facts,
          typescriptFrontend.extract(input(half.slice(0, length))).facts,
          half.slice(0, length),
        );
      }
      assert.deepEqual(typescriptFrontend.extract(input(''), typed).facts, intact.facts);
    }
  });
});
