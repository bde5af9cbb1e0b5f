import assert from 'node:assert/strict';
import { deriveColumnName } from '../../server/src/libraries/drizzle/column-names';
import { type DeclaredSchema, readSchema } from './declared-schema';

const IMPORT = "import { index, integer, pgTable, serial, text, uniqueIndex, varchar } from 'drizzle-orm/pg-core';\n";

async function tableOf(text: string, others: Readonly<Record<string, string>> = {}): Promise<DeclaredSchema> {
  return readSchema({ 'schema.ts': IMPORT + text, ...others }, { others: Object.keys(others) });
}

/** `name type` of each column, with `?` where a column may be null. */
function columnsOf({ table }: DeclaredSchema, name: string): string[] {
  return table(name).columns.map(
    column => `${column.name} ${column.databaseType ?? column.type}${column.nullable ? '?' : ''}`,
  );
}

describe('a table written with Drizzle', () => {
  it('has what constants, spreads and functions of other modules bring', async () => {
    const schema = await tableOf(
      `import { base, timestamps as stamps } from './shared';
import * as shared from './shared';
const own = { note: text(), ...stamps };
export const a = pgTable('a', { ...base(), ...own, ...shared.more, note: text('remark').notNull() });
export const b = pgTable('b', own);
`,
      {
        'shared.ts': `import { integer, pgTable, serial, timestamp, uuid } from 'drizzle-orm/pg-core';
export const timestamps = { at: timestamp('at').notNull() };
export const more = { ref: uuid('ref').references(() => targets.id) };
export function base() {
  return { id: serial().primaryKey() };
}
export const targets = pgTable('targets', { id: uuid().primaryKey() });
`,
      },
    );
    assert.deepEqual(columnsOf(schema, 'a'), [
      'id integer',
      'at timestamp without time zone',
      'ref uuid?',
      'remark text',
    ]);
    assert.deepEqual(columnsOf(schema, 'b'), ['note text?', 'at timestamp without time zone']);
    assert.equal(schema.table('a').complete, true);
  });

  it('is not complete where columns or indexes may come from what cannot be read', async () => {
    const cases = {
      'a spread': "export const a = pgTable('a', { id: serial(), ...unknown() });",
      'a spread of another package': "import { columns } from 'other';\nexport const a = pgTable('a', { ...columns });",
      'a computed key': "export const a = pgTable('a', { [key]: serial() });",
      'columns of another package': "import { columns } from 'other';\nexport const a = pgTable('a', columns);",
      'a column that is no call': "export const a = pgTable('a', { id: given });",
      'indexes of a function': "export const a = pgTable('a', { id: serial() }, unknown);",
      'indexes of a list': "export const a = pgTable('a', { id: serial() }, t => names.map(n => index(n).on(t.id)));",
      'an index among others': "export const a = pgTable('a', { id: serial() }, t => [index().on(t.id), unknown(t)]);",
      'an index on what is not known': "export const a = pgTable('a', { id: serial() }, t => [index().on(unknown)]);",
      'a choice': "export const a = pgTable('a', { id: serial() }, t => (flag ? [index().on(t.id)] : []));",
    };
    for (const [title, text] of Object.entries(cases)) {
      const { tables } = await tableOf(text);
      assert.deepEqual(
        tables.map(({ complete }) => complete),
        [false],
        title,
      );
    }
  });

  it('is complete with builders that are not known, of which only the name is', async () => {
    const schema = await tableOf(`import { money } from 'drizzle-money';
export const a = pgTable('a', { price: money('price', { currency: 'eur' }).notNull(), plain: money() });
`);
    assert.deepEqual(columnsOf(schema, 'a'), ['price money', 'plain money?']);
    assert.equal(schema.table('a').complete, true);
  });

  it('is none where its name or its database is not known', async () => {
    const { tables } = await tableOf(`import { sqliteTable } from 'drizzle-orm/sqlite-core';
import { table } from 'other';
export const a = pgTable(name(), { id: serial() });
export const b = sqliteTable('b', {});
export const c = table('c', { id: serial() });
export const d = { e: 1 };
pgTable('f', {});
`);
    assert.deepEqual(
      tables.map(({ ref }) => ref.name),
      [],
    );
  });

  it('does not know the names that an unknown strategy derives', async () => {
    const text = `export const a = pgTable('a', { id: serial(), createdAt: text() });
export const b = pgTable('b', { id: serial(), createdAt: text('created_at') });
`;
    const schema = await readSchema({ 'schema.ts': IMPORT + text }, { naming: 'unknown' });
    assert.equal(schema.table('a').columnsComplete, false);
    assert.equal(schema.table('b').columnsComplete, true);
  });

  it('names nobody that is not there', async () => {
    const { table } = await tableOf(`
export const a = pgTable('a', { id: serial().references(() => missing.id), up: integer().references(() => a.id) });
`);
    assert.deepEqual(
      table('a').foreignKeys.map(({ columns, references }) => [columns, references.name]),
      [[['up'], 'a']],
    );
  });

  it('shows where each thing is said', async () => {
    const text = `export const users = pgTable('users', { id: serial().primaryKey() });
export const posts = pgTable('posts', {
  by: integer('by_id').references(() => users.id, { onDelete: 'cascade' }),
  title: varchar({ length: 80 }).unique('title_key'),
}, t => [index('posts_by').on(t.by)]);
`;
    const schema = await tableOf(text);
    const table = schema.table('posts');
    const start = text.indexOf('export const posts');
    const at = ({ span }: { readonly span: { readonly start: number; readonly end: number } }) =>
      text.slice(start + span.start, start + span.end);
    assert.equal(at(table.place), 'posts');
    assert.deepEqual(
      table.foreignKeys.map(({ place }) => at(place)),
      ["references(() => users.id, { onDelete: 'cascade' })"],
    );
    assert.deepEqual(
      table.indexes.map(({ place }) => at(place)),
      ["unique('title_key')", "index('posts_by').on(t.by)"],
    );
    assert.deepEqual(
      table.columns.map(({ typeSpan = { start: 0, end: 0 } }) => at({ span: typeSpan })),
      ["integer('by_id')", 'varchar({ length: 80 })'],
    );
  });

  it('has the relations that any file of the schema says', async () => {
    const { table } = await readSchema({
      'users.ts': `${IMPORT}export const users = pgTable('users', { id: serial().primaryKey() });`,
      'posts.ts': `${IMPORT}import { users } from './users';
export const posts = pgTable('posts', { id: serial().primaryKey(), by: integer().references(() => users.id) });`,
      'relations.ts': `import { relations } from 'drizzle-orm';
import { posts } from './posts';
import { users } from './users';
export const a = relations(users, ({ many }) => ({ posts: many(posts, { relationName: 'written' }) }));
export const b = relations(posts, r => ({
  author: r.one(users, { fields: [posts.by], references: [users.id], relationName: 'written' }),
}));`,
    });
    const plain = (name: string) =>
      table(name).relations.map(({ logicalName, list, fields, targetFields }) => ({
        logicalName,
        list,
        fields,
        targetFields,
      }));
    assert.deepEqual(plain('users'), [{ logicalName: 'posts', list: true, fields: ['id'], targetFields: ['by'] }]);
    assert.deepEqual(plain('posts'), [{ logicalName: 'author', list: false, fields: ['by'], targetFields: ['id'] }]);
  });

  it('has predicates that leave out nothing but NULL', async () => {
    const { table } = await tableOf(`import { and, eq, isNotNull, sql } from 'drizzle-orm';
export const a = pgTable('a', { id: serial(), userId: integer('user_id'), state: text() }, t => [
  index('a1').on(t.userId).where(isNotNull(t.userId)),
  index('a2').on(t.userId).where(sql\`\${t.userId} IS NOT NULL and state is not null\`),
  index('a3').on(t.userId).where(and(isNotNull(t.userId), eq(t.state, 'open'))),
  uniqueIndex('a4').on(t.userId).where(unknown(t)),
]);
`);
    assert.deepEqual(
      table('a').indexes.map(({ predicate }) => predicate?.notNullOnly),
      [['user_id'], ['user_id', 'state'], [], []],
    );
    assert.equal(table('a').indexes[2]?.predicate?.text, "user_id IS NOT NULL AND state = 'open'");
  });

  it('outlives functions that call each other in a circle', async () => {
    const { tables } = await tableOf(`
const f = () => g();
const g = () => f();
const h = (x: unknown) => h(x);
const c = c.notNull();
export const a = pgTable('a', { ...f(), id: h(serial()), c });
export const b = h(pgTable('b', {}));
`);
    assert.deepEqual(
      tables.map(({ ref, complete }) => [ref.name, complete]),
      [['a', false]],
    );
  });
});

describe('names that Drizzle derives', () => {
  const casing = require('drizzle-orm/casing') as Record<'toSnakeCase' | 'toCamelCase', (key: string) => string>;
  const keys = [
    'userId',
    'userID2fa',
    'HTTPStatus',
    'first_name',
    'x1Y2',
    'already',
    "it's",
    'A',
    'ABc',
    '_private',
    'aB1C',
    '',
  ];

  it('are those of its own functions', () => {
    for (const key of keys) {
      assert.equal(deriveColumnName(key, 'snake'), casing.toSnakeCase(key), key);
      assert.equal(deriveColumnName(key, 'camel'), casing.toCamelCase(key), key);
      assert.equal(deriveColumnName(key, 'default'), key);
    }
  });

  it('are known under an unknown strategy where all give the same', () => {
    assert.equal(deriveColumnName('email', 'unknown'), 'email');
    assert.equal(deriveColumnName('userId', 'unknown'), undefined);
    assert.equal(deriveColumnName('user_id', 'unknown'), undefined);
  });
});
