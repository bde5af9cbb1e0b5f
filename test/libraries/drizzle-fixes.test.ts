import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { FixIntent } from '../../server/src/core/fix';
import type { Table } from '../../server/src/core/model';
import { readSchema } from './declared-schema';

const HEAD = `import { index, integer, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', { id: serial().primaryKey() });
`;

/** What the file says after the import and \`users\`, and what it says when the index on \`userId\` has been added. */
const ADDED: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'no third argument, the object on the line of the call': [
    `
export const orders = pgTable('orders', {
  id: serial('id').primaryKey(),
  userId: integer('user_id').references(() => users.id),
});
`,
    `
export const orders = pgTable('orders', {
  id: serial('id').primaryKey(),
  userId: integer('user_id').references(() => users.id),
}, (table) => [
  index('orders_user_id_idx').on(table.userId),
]);
`,
  ],
  'no third argument, each argument on a line of its own': [
    `
export const orders = pgTable(
    'orders',
    {
        id: serial('id').primaryKey(),
        userId: integer('user_id').references(() => users.id)
    }
);
`,
    `
export const orders = pgTable(
    'orders',
    {
        id: serial('id').primaryKey(),
        userId: integer('user_id').references(() => users.id)
    },
    (table) => [
        index('orders_user_id_idx').on(table.userId)
    ]
);
`,
  ],
  'an array on one line': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, t => [index().on(t.id)]);
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, t => [index().on(t.id), index('orders_user_id_idx').on(t.userId)]);
`,
  ],
  'an array with an element a line': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, t => [
  index('a').on(t.id), // the first
]).enableRLS();
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, t => [
  index('a').on(t.id), // the first
  index('orders_user_id_idx').on(t.userId),
]).enableRLS();
`,
  ],
  'an array without a comma at its end': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, t => [
  index('a').on(t.id) // the first
  // and the last
]);
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, t => [
  index('a').on(t.id), // the first
  index('orders_user_id_idx').on(t.userId)
  // and the last
]);
`,
  ],
  'an empty array': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, table => []);
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, table => [index('orders_user_id_idx').on(table.userId)]);
`,
  ],
  'a callback without a parameter': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, () => []);
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, (table) => [index('orders_user_id_idx').on(table.userId)]);
`,
  ],
  'an object': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, table => ({
  idIdx: index('orders_id').on(table.id),
}));
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, table => ({
  idIdx: index('orders_id').on(table.id),
  userIdIdx: index('orders_user_id_idx').on(table.userId),
}));
`,
  ],
  'an object that has that key': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, table => {
  return { userIdIdx: index('orders_id').on(table.id) };
});
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, table => {
  return { userIdIdx: index('orders_id').on(table.id), userIdIdx2: index('orders_user_id_idx').on(table.userId) };
});
`,
  ],
  'columns taken apart': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, ({ id }) => [index('a').on(id)]);
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, ({ id, userId }) => [index('a').on(id), index('orders_user_id_idx').on(userId)]);
`,
  ],
  'columns taken apart under other names': [
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, ({ userId: by, id }) => [index('a').on(id, by)]);
`,
    `
export const orders = pgTable('orders', { id: serial(), userId: integer() }, ({ userId: by, id }) => [index('a').on(id, by), index('orders_user_id_idx').on(by)]);
`,
  ],
  'the form that the file has elsewhere': [
    `
export const notes = pgTable('notes', { id: serial() }, tbl => ({ byId: index('notes_id').on(tbl.id) }));
export const orders = pgTable('orders', { id: serial(), userId: integer() });
`,
    `
export const notes = pgTable('notes', { id: serial() }, tbl => ({ byId: index('notes_id').on(tbl.id) }));
export const orders = pgTable('orders', { id: serial(), userId: integer() }, tbl => ({
  userIdIdx: index('orders_user_id_idx').on(tbl.userId)
}));
`,
  ],
  'columns of a callback': [
    `
export const orders = pgTable('orders', (c) => ({
  id: c.serial(),
  userId: c.integer().references(() => users.id),
}));
`,
    `
export const orders = pgTable('orders', (c) => ({
  id: c.serial(),
  userId: c.integer().references(() => users.id),
}), (table) => [
  index('orders_user_id_idx').on(table.userId)
]);
`,
  ],
};

/** Heads of files by how `index` is known in them afterwards. */
const IMPORTS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'by a name that is added in order': [
    `import { check, integer, pgTable, serial } from 'drizzle-orm/pg-core';`,
    `import { check, index, integer, pgTable, serial } from 'drizzle-orm/pg-core';`,
  ],
  'by a name that a function uses for itself': [
    `import { integer, pgTable, serial } from 'drizzle-orm/pg-core';\nexport const twice = [1].map((n, index) => n * index);`,
    `import { index, integer, pgTable, serial } from 'drizzle-orm/pg-core';\nexport const twice = [1].map((n, index) => n * index);`,
  ],
  'by a name on a line of its own': [
    `import {\n  pgTable,\n  serial,\n  integer,\n} from "drizzle-orm/pg-core";`,
    `import {\n  pgTable,\n  serial,\n  integer,\n  index,\n} from "drizzle-orm/pg-core";`,
  ],
  'by a name beside an import of types': [
    `import type { AnyPgColumn } from 'drizzle-orm/pg-core';\nimport { integer, pgTable, serial } from 'drizzle-orm/pg-core';`,
    `import type { AnyPgColumn } from 'drizzle-orm/pg-core';\nimport { index, integer, pgTable, serial } from 'drizzle-orm/pg-core';`,
  ],
};

describe('the index that a fix adds to a Drizzle table', function () {
  this.timeout(60_000);
  const results: string[] = [];

  for (const [title, [before, after]] of Object.entries(ADDED)) {
    it(title, async () => {
      const result = await addIndex(HEAD + before);
      assert.equal(result, HEAD + after);
      results.push(HEAD + before, result);
      await sameButIndex(HEAD + before, result);
    });
  }

  for (const [title, [before, after]] of Object.entries(IMPORTS)) {
    it(`is imported ${title}`, async () => {
      const body = "\nexport const orders = pgTable('orders', { id: serial(), userId: integer() }, t => []);\n";
      const result = await addIndex(before + body);
      assert.ok(result.startsWith(after), result);
      results.push(result);
    });
  }

  it('is imported under another name, and from a namespace', async () => {
    const alias = `import { index as idx, integer, pgTable as table, serial } from 'drizzle-orm/pg-core';
export const orders = table('orders', { id: serial(), userId: integer() }, t => [idx().on(t.id)]);
`;
    const namespace = `import * as p from 'drizzle-orm/pg-core';
export const orders = p.pgTable('orders', { id: p.serial(), userId: p.integer() }, t => []);
`;
    const schema = `import { integer, pgSchema, serial } from 'drizzle-orm/pg-core';
const auth = pgSchema('auth');
export const orders = auth.table('orders', { id: serial(), userId: integer() }, t => []);
`;
    const [aliased, spaced, inSchema] = [await addIndex(alias), await addIndex(namespace), await addIndex(schema)];
    assert.match(aliased, /\[idx\(\)\.on\(t\.id\), idx\('orders_user_id_idx'\)\.on\(t\.userId\)\]/);
    assert.match(spaced, /\[p\.index\('orders_user_id_idx'\)\.on\(t\.userId\)\]/);
    assert.match(inSchema, /import \{ index, integer, pgSchema, serial \}/);
    results.push(aliased, spaced, inSchema);
  });

  it('is an object where the installed version knows no arrays', async () => {
    const text = `import { integer, pgTable, serial } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: serial(), userId: integer() });
`;
    const old = await addIndex(text, { 'package.json': '{ "dependencies": { "drizzle-orm": "^0.30.4" } }' });
    assert.match(old, /\(table\) => \(\{\n {2}userIdIdx: index\('orders_user_id_idx'\)\.on\(table\.userId\)\n\}\)\)/);
    const current = await addIndex(text, { 'package.json': '{ "dependencies": { "drizzle-orm": "^0.45.0" } }' });
    assert.match(current, /\(table\) => \[/);
    results.push(old, current);
  });

  for (const [title, text] of Object.entries({
    'the table is made by a function': `import { integer, pgTable, serial } from 'drizzle-orm/pg-core';
const make = (name: string) => pgTable(name, { id: serial(), userId: integer() });
export const orders = make('orders');
`,
    'the name means something else': `import { integer, pgTable, serial } from 'drizzle-orm/pg-core';
const index = 1;
export const orders = pgTable('orders', { id: serial(), userId: integer() });
`,
    'the indexes come from somewhere else': `import { integer, pgTable, serial } from 'drizzle-orm/pg-core';
declare const indexes: () => [];
export const orders = pgTable('orders', { id: serial(), userId: integer() }, indexes);
`,
  })) {
    it(`is not written where ${title}`, async () => {
      const schema = await readSchema({ 'schema.ts': text });
      assert.equal(typeof schema.fix(intentFor(schema.table('orders'))), 'string');
    });
  }

  it('leaves files that compile', () => {
    assert.deepEqual(compile(results), []);
  });
});

const REMOVED: Readonly<Record<string, readonly [name: string, before: string, after: string]>> = {
  'from an array': [
    'b',
    `import { index, integer, pgTable } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: integer(), userId: integer() }, t => [
  index('a').on(t.id),
  index('b').on(t.userId),
]);
`,
    `import { index, integer, pgTable } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: integer(), userId: integer() }, t => [
  index('a').on(t.id),
]);
`,
  ],
  'from an object': [
    'a',
    `import { index, integer, pgTable } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: integer(), userId: integer() }, t => ({ a: index('a').on(t.id), b: index('b').on(t.userId) }));
`,
    `import { index, integer, pgTable } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: integer(), userId: integer() }, t => ({ b: index('b').on(t.userId) }));
`,
  ],
  'with the argument when it is the last': [
    'a',
    `import { index, integer, pgTable } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: integer(), userId: integer() }, t => [index('a').on(t.id)]);
`,
    `import { integer, pgTable } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: integer(), userId: integer() });
`,
  ],
  'off a column': [
    'orders_id_unique',
    `import { integer, pgTable } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: integer().notNull().unique(), userId: integer() });
`,
    `import { integer, pgTable } from 'drizzle-orm/pg-core';
export const orders = pgTable('orders', { id: integer().notNull(), userId: integer() });
`,
  ],
};

describe('the index that a fix removes from a Drizzle table goes', () => {
  for (const [title, [name, before, after]] of Object.entries(REMOVED)) {
    it(title, async () => {
      const schema = await readSchema({ 'schema.ts': before });
      const table = schema.table('orders');
      const index = table.indexes.find(one => one.name === name);
      assert.ok(index);
      const fixed = schema.fix({
        ...{ kind: 'remove-index', title: '', safety: 'review', at: index.place, language: 'drizzle' },
        ...{ table: 'orders', columns: [], indexName: name },
      });
      assert.ok(typeof fixed !== 'string', String(fixed));
      assert.equal(fixed.get('schema.ts'), after);
    });
  }
});

async function addIndex(text: string, others: Readonly<Record<string, string>> = {}): Promise<string> {
  const files = { 'schema.ts': text };
  const schema = await readSchema(files, { beside: others });
  const fixed = schema.fix(intentFor(schema.table('orders')));
  assert.ok(typeof fixed !== 'string', String(fixed));
  return fixed.get('schema.ts') ?? '';
}

function intentFor(table: Table): FixIntent {
  return {
    ...{ kind: 'add-index', title: '', safety: 'review', at: table.place, language: 'drizzle' },
    ...{ table: 'orders', columns: ['userId'], indexName: 'orders_user_id_idx' },
  };
}

/** The facts of both texts differ by the index and nothing else. */
async function sameButIndex(before: string, after: string): Promise<void> {
  const [old, now] = [await readSchema({ 'schema.ts': before }), await readSchema({ 'schema.ts': after })];
  const facts = (table: Table) => ({
    columns: table.columns.map(({ place, typeSpan, ...column }) => column),
    keys: table.foreignKeys.map(({ place, ...key }) => key),
    indexes: table.indexes.map(({ name, columns }) => ({ name, columns: columns.map(({ column }) => column) })),
  });
  const [was, is] = [facts(old.table('orders')), facts(now.table('orders'))];
  const columns = old.table('orders').columns.filter(({ logicalName }) => logicalName === 'userId');
  assert.deepEqual(is, {
    ...was,
    indexes: [...was.indexes, { name: 'orders_user_id_idx', columns: columns.map(({ name }) => name) }],
  });
}

/** The compiler's complaints about texts that stand where they can import the real Drizzle. */
function compile(texts: readonly string[]): string[] {
  const folder = join(__dirname, '../../node_modules/.cache/sargable', `drizzle-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const files = texts.map((text, n) => {
      const path = join(folder, `schema${n}.ts`);
      writeFileSync(path, text);
      return path;
    });
    const program = ts.createProgram(files, {
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      ignoreDeprecations: '6.0',
      target: ts.ScriptTarget.ES2022,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      lib: ['lib.es2022.d.ts'],
      types: [],
    });
    return files.flatMap(path => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
        ({ messageText }) => `${ts.flattenDiagnosticMessageText(messageText, ' ')}\n${ts.sys.readFile(path)}`,
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
