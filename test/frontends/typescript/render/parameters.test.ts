import assert from 'node:assert/strict';
import ts from 'typescript';
import type {
  Parameterization,
  SqlCut,
  SqlParameter,
  SqlPiece,
  SqlTemplate,
} from '../../../../server/src/core/facts/sql-template';
import type { Value } from '../../../../server/src/core/facts/values';
import type { FixIntent } from '../../../../server/src/core/fix';
import { applyFix, lastCall, type Opened, openUnit, place } from './rendering';

const METHODS = /^(query|\$queryRawUnsafe)$/;

/** The template of a text that stands in one piece, as the model makes it. */
function templateOf(opened: Opened, value: Value): SqlTemplate {
  if (value.kind !== 'template') throw new Error('no template');
  const at = place(opened, value.span);
  return {
    pieces: value.pieces.flatMap((piece): readonly SqlPiece[] => {
      if (piece.kind === 'text') {
        const map = piece.runs.map(run => ({ ...run, uri: at.uri, unit: at.unit }));
        return [{ kind: 'text', cooked: piece.cooked, map }];
      }
      if (piece.value.kind === 'template') return templateOf(opened, piece.value).pieces;
      return [{ kind: 'hole', value: piece.value, at: { ...at, span: piece.span } }];
    }),
  };
}

const HOLE = '\u0001';

/** A plan as the SQL front end makes it: quotes around a hole go, a joined list becomes `ANY`. */
function planOf(template: SqlTemplate, existing: number, which: (hole: number) => boolean): Parameterization {
  const marked = template.pieces.map(piece => (piece.kind === 'text' ? piece.cooked : HOLE)).join('');
  const cuts: SqlCut[] = [];
  const parameters: SqlParameter[] = [];
  const pattern = new RegExp(`IN \\(${HOLE}\\)|'([^'${HOLE}]*)${HOLE}([^']*)'|${HOLE}`, 'g');
  const point = (index: number) => {
    const holesBefore = marked.slice(0, index).split(HOLE).length - 1;
    return { offset: index - holesBefore, holesBefore };
  };
  for (const match of marked.matchAll(pattern)) {
    const hole = point(match.index).holesBefore;
    if (!which(hole)) continue;
    const number = existing + parameters.length + 1;
    const list = match[0].startsWith('IN');
    cuts.push({
      from: point(match.index),
      to: point(match.index + match[0].length),
      replacement: list ? `= ANY($${number})` : `$${number}`,
    });
    const pieces = [match[1] ?? '', { hole }, match[2] ?? ''].filter(piece => piece !== '');
    parameters.push({ pieces, list });
  }
  return { cuts, parameters };
}

function fix(text: string, which: (hole: number) => boolean = () => true): string {
  const method = text.includes('Unsafe') ? '$queryRawUnsafe' : 'query';
  const opened = openUnit(text, method);
  const call = lastCall(opened.code, METHODS);
  const link = call.links.at(-1);
  const argument = link?.args[0]?.value;
  assert.ok(link && argument);
  const config = argument.kind === 'object' ? argument : undefined;
  const given = config?.entries.find(entry => entry.key === 'text')?.value ?? argument;
  const named = given.kind === 'ref' && given.root.kind === 'local' ? given.root.binding : undefined;
  const value = opened.code.bindings.find(({ id }) => id === named)?.value ?? given;
  const values = config ? config.entries.find(entry => entry.key === 'values')?.value : link.args[1]?.value;
  const isRest = method === '$queryRawUnsafe';
  const existing = isRest ? link.args.length - 1 : values?.kind === 'array' ? values.items.length : 0;
  const template = templateOf(opened, value);
  const common = {
    title: 'Send as parameters',
    safety: 'safe',
    at: place(opened, given.span),
    template,
    parameterization: planOf(template, existing, which),
    callArguments: link.argumentsSpan,
  } as const;
  const isTag =
    isRest && existing === 0 && argument.kind === 'template' && argument.form === 'template' && text.includes('tag');
  const intent: FixIntent = isTag
    ? { kind: 'tag-raw-query', method: link.nameSpan, taggedMethod: '$queryRaw', ...common }
    : {
        kind: 'parameterize',
        api: isRest ? 'text-and-rest' : config ? 'config-object' : 'text-and-values',
        valuesCount: existing,
        ...(values && !isRest ? { values: values.span } : {}),
        ...common,
      };
  return applyFix(opened, intent);
}

const REWRITES: readonly [string, string][] = [
  ['pool.query(`SELECT * FROM t WHERE id = ${id}`);', 'pool.query(`SELECT * FROM t WHERE id = $1`, [id]);'],
  [
    "pool.query(`SELECT * FROM t WHERE name = '${user.name}' AND b = ${b}`);",
    'pool.query(`SELECT * FROM t WHERE name = $1 AND b = $2`, [user.name, b]);',
  ],
  [
    "pool.query(`SELECT * FROM t WHERE name ILIKE '%${term}%'`);",
    'pool.query(`SELECT * FROM t WHERE name ILIKE $1`, [`%${term}%`]);',
  ],
  [
    "pool.query(`SELECT * FROM t WHERE id IN (${ids.join(', ')})`);",
    'pool.query(`SELECT * FROM t WHERE id = ANY($1)`, [ids]);',
  ],
  [
    'pool.query(`SELECT * FROM t WHERE a = $1 AND b = ${b}`, [a]);',
    'pool.query(`SELECT * FROM t WHERE a = $1 AND b = $2`, [a, b]);',
  ],
  ['pool.query(`SELECT * FROM t WHERE b = ${b}`, []);', 'pool.query(`SELECT * FROM t WHERE b = $1`, [b]);'],
  [
    'pool.query(\n  `SELECT *\n   FROM t\n   WHERE id = ${id}`,\n);',
    'pool.query(\n  `SELECT *\n   FROM t\n   WHERE id = $1`,\n  [id],\n);',
  ],
  ['pool.query("SELECT * FROM t WHERE id = \'" + id + "\'");', 'pool.query("SELECT * FROM t WHERE id = $1", [id]);'],
  ["pool.query('SELECT * FROM t WHERE id = ' + id);", "pool.query('SELECT * FROM t WHERE id = $1', [id]);"],
  [
    "pool.query('SELECT * FROM t WHERE id = ' + id + ' LIMIT 1');",
    "pool.query('SELECT * FROM t WHERE id = $1 LIMIT 1', [id]);",
  ],
  [
    "pool.query('SELECT * FROM t WHERE id = ' + id + \" AND b = 'x'\");",
    "pool.query('SELECT * FROM t WHERE id = $1' + \" AND b = 'x'\", [id]);",
  ],
  [
    "pool.query('SELECT * FROM t WHERE a = ' + `${a} AND b = ${b}`);",
    "pool.query('SELECT * FROM t WHERE a = ' + `$1 AND b = $2`, [a, b]);",
  ],
  [
    "pool.query({ text: `SELECT * FROM t WHERE id = ${id}`, name: 'one' });",
    "pool.query({ text: `SELECT * FROM t WHERE id = $1`, values: [id], name: 'one' });",
  ],
  [
    'pool.query({ text: `SELECT * FROM t WHERE a = $1 AND id = ${id}`, values: [a] });',
    'pool.query({ text: `SELECT * FROM t WHERE a = $1 AND id = $2`, values: [a, id] });',
  ],
  [
    "prisma.$queryRawUnsafe('SELECT * FROM t WHERE id = ' + id);",
    "prisma.$queryRawUnsafe('SELECT * FROM t WHERE id = $1', id);",
  ],
  [
    'prisma.$queryRawUnsafe(`SELECT * FROM t WHERE a = $1 AND b = ${b}`, a);',
    'prisma.$queryRawUnsafe(`SELECT * FROM t WHERE a = $1 AND b = $2`, a, b);',
  ],
  [
    'prisma.$queryRawUnsafe<Row[]>(`SELECT tag FROM t WHERE id = ${id}`);',
    'prisma.$queryRaw<Row[]>`SELECT tag FROM t WHERE id = ${id}`;',
  ],
  [
    "prisma.$queryRawUnsafe(\n  `SELECT tag FROM t\n   WHERE a = '${a}' AND b LIKE '%${b}'`,\n);",
    'prisma.$queryRaw`SELECT tag FROM t\n   WHERE a = ${a} AND b LIKE ${`%${b}`}`;',
  ],
  [
    'prisma.$queryRawUnsafe(\n  // by id\n  `SELECT tag FROM t WHERE a = ${a}`,\n);',
    'prisma.$queryRaw\n  // by id\n  `SELECT tag FROM t WHERE a = ${a}`;',
  ],
  // An escape before the hole shifts the cooked text against the source.
  [
    "pool.query('SELECT \\'\\u0041\\' AS a FROM t WHERE id = ' + id);",
    "pool.query('SELECT \\'\\u0041\\' AS a FROM t WHERE id = $1', [id]);",
  ],
  [
    "pool.query('SELECT * FROM t WHERE name ILIKE \\'%' + term + '%\\' ORDER BY name');",
    "pool.query('SELECT * FROM t WHERE name ILIKE $1 ORDER BY name', [`%${term}%`]);",
  ],
  ["pool.query('SELECT * FROM t WHERE id = \\'' + id + '\\'');", "pool.query('SELECT * FROM t WHERE id = $1', [id]);"],
  [
    "pool.query('SELECT * FROM t WHERE a = \\'' + a + '\\' AND b = \\'' + b + '\\'');",
    "pool.query('SELECT * FROM t WHERE a = $1 AND b = $2', [a, b]);",
  ],
  [
    'pool.query(\'SELECT * FROM t WHERE id = \' + id + " LIMIT 1");',
    "pool.query('SELECT * FROM t WHERE id = $1 LIMIT 1', [id]);",
  ],
  [
    "pool.query(`SELECT \\`a\\` FROM t WHERE name = \\'${name}\\'`);",
    'pool.query(`SELECT \\`a\\` FROM t WHERE name = $1`, [name]);',
  ],
  [
    'function f(id: string) {\n  const text = `SELECT * FROM t WHERE id = ${id}`;\n  return pool.query(text);\n}',
    'function f(id: string) {\n  const text = `SELECT * FROM t WHERE id = $1`;\n  return pool.query(text, [id]);\n}',
  ],
  [
    "function f(id: string, a: string) {\n  const text = 'SELECT * FROM t WHERE id = ' + id;\n  log(a);\n  return pool.query({ text, values: [] });\n}",
    "function f(id: string, a: string) {\n  const text = 'SELECT * FROM t WHERE id = $1';\n  log(a);\n  return pool.query({ text, values: [id] });\n}",
  ],
  [
    'function f(id: string) {\n  const text = `SELECT * FROM t WHERE id = ${id}`;\n  return pool.query({ text });\n}',
    'function f(id: string) {\n  const text = `SELECT * FROM t WHERE id = $1`;\n  return pool.query({ text, values: [id] });\n}',
  ],
  [
    'function f() {\n  const text = `SELECT * FROM t WHERE id = ${next()}`;\n  return pool.query(text);\n}',
    'function f() {\n  const text = `SELECT * FROM t WHERE id = $1`;\n  return pool.query(text, [next()]);\n}',
  ],
];

const DECLINES: readonly [string, string][] = [
  [
    'function f(id: string) { const text = `SELECT * FROM t WHERE id = ${id}`; log(text); return pool.query(text); }',
    'text is also used elsewhere',
  ],
  [
    'function f(id: string) { const text = `SELECT * FROM t WHERE id = ${id}`; id = id.trim(); return pool.query(text); }',
    'a value may change before the query is sent',
  ],
  [
    'function f() { const text = `SELECT * FROM t WHERE id = ${next()}`; next(); return pool.query(text); }',
    'a value may change before the query is sent',
  ],
  [
    'function f(id: string) { let text = `SELECT * FROM t WHERE id = ${id}`; return pool.query(text); }',
    'the text is not written where it is used',
  ],
  ['pool.query(`SELECT * FROM t WHERE id = ${id}`, done);', 'the values are not written out'],
  [
    "pool.query(`SELECT * FROM t WHERE id IN (${ids.map(id => id + 1).join(', ')})`);",
    'a value cannot be sent as it is',
  ],
  ["pool.query(id + ' = id');", 'the text is put together in an unusual way'],
];

describe('Fix parameterize and tag-raw-query in TypeScript', () => {
  for (const [before, after] of REWRITES) {
    it(before, () => {
      const fixed = fix(before);
      assert.equal(fixed, after);
      const { parseDiagnostics } = ts.createSourceFile('a.ts', fixed, ts.ScriptTarget.Latest) as unknown as {
        parseDiagnostics: unknown[];
      };
      assert.deepEqual(parseDiagnostics, []);
    });
  }
  it('leaves the holes that are no values', () => {
    const before = 'pool.query(`SELECT * FROM ${table} WHERE id = ${id} ORDER BY ${sort}`);';
    const after = 'pool.query(`SELECT * FROM ${table} WHERE id = $1 ORDER BY ${sort}`, [id]);';
    assert.equal(
      fix(before, hole => hole === 1),
      after,
    );
  });
  it('counts the text and the holes of all branches, and of constants written elsewhere', () => {
    const before = 'pool.query(`SELECT * FROM ${table} WHERE id = ${id} ORDER BY ${a ? b : c} LIMIT 1`);';
    const after = 'pool.query(`SELECT * FROM ${table} WHERE id = $1 ORDER BY ${a ? b : c} LIMIT 1`, [id]);';
    const opened = openUnit(before, 'query');
    const link = lastCall(opened.code, METHODS).links[0];
    const value = link?.args[0]?.value;
    assert.ok(link && value?.kind === 'template');
    const [select, , where, id, order, , limit] = templateOf(opened, value).pieces;
    assert.ok(select && where && id?.kind === 'hole' && order && limit);
    const constant = (cooked: string): SqlPiece => ({ kind: 'text', cooked, map: [] });
    const elsewhere: SqlPiece = {
      kind: 'hole',
      value: id.value,
      at: { uri: 'file:///b.ts', unit: 'b', span: { start: 0, end: 1 } },
    };
    const template: SqlTemplate = {
      pieces: [
        select,
        constant('orders'),
        where,
        id,
        order,
        { kind: 'choice', of: [[constant('b')], [elsewhere]] },
        limit,
      ],
    };
    const offset = 'SELECT * FROM orders WHERE id = '.length;
    const parameterization: Parameterization = {
      cuts: [{ from: { offset, holesBefore: 0 }, to: { offset, holesBefore: 1 }, replacement: '$1' }],
      parameters: [{ pieces: [{ hole: 0 }], list: false }],
    };
    const fixed = applyFix(opened, {
      kind: 'parameterize',
      title: 'Send as parameters',
      safety: 'safe',
      at: place(opened, value.span),
      template,
      parameterization,
      api: 'text-and-values',
      callArguments: link.argumentsSpan,
      valuesCount: 0,
    });
    assert.equal(fixed, after);
  });
  for (const [before, reason] of DECLINES) {
    it(`declines, since ${reason}`, () => assert.equal(fix(before), `declined: ${reason}`));
  }
});
