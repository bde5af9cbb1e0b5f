import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from '../model/build-model';
import { checkQueryMarks } from './query-marks';

const PROJECT: TestFiles = {
  'package.json': '{ "name": "shop", "private": true, "workspaces": ["packages/*"] }',
  'packages/db/package.json':
    '{ "name": "@shop/db", "dependencies": { "drizzle-orm": "0.45.2", "postgres": "3.4.7" } }',
  'packages/db/drizzle.config.ts': `import { defineConfig } from 'drizzle-kit';
export default defineConfig({ dialect: 'postgresql', schema: './src/schema.ts' });
`,
  'packages/db/src/schema.ts': `import { integer, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core';
export const users = pgTable('app_users', {
  id: serial('id').primaryKey(),
  email: text('email'),
  age: integer('age'),
  createdAt: timestamp('created_at'),
  deletedAt: timestamp('deleted_at'),
});
export const posts = pgTable('posts', {
  id: serial('id').primaryKey(),
  userId: integer('user_id').references(() => users.id),
  title: text('title'),
});
`,
  'packages/db/src/client.ts': `import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema';
export const db = drizzle(postgres('postgres://localhost/shop'), { schema });
export type Db = typeof db;
`,
  'packages/db/src/index.ts': `export * from 'drizzle-orm';
export * as schema from './schema';
export * from './client';
`,
};

const IMPORTS = `import { and, asc, between, count, db, desc, eq, gt, ilike, inArray, isNotNull, isNull, like, lt, ne, not, notInArray, or, schema, sql } from '@shop/db';
import type { Db } from '@shop/db';
import { posts, users } from '@shop/db/src/schema';
`;

function check(text: string): Promise<void> {
  return checkQueryMarks({ ...PROJECT, 'packages/api/src/users.ts': IMPORTS + text });
}

describe('queries of Drizzle', () => {
  it('reads what builders select', () =>
    check(`export async function read(id: number, ids: number[], name: string) {
  await db.select().from(users); //=> find-many users
  await db.select().from(users).where(eq(users.id, id)); //=> find-many users (id equals)
  await db.select({ id: users.id }).from(schema.users).where(inArray(schema.users.id, ids)); //=> find-many users (id in)
  await db.select().from(users).where(and(gt(users.age, 18), ne(users.email, name), isNull(users.deletedAt))); //=> find-many users (age compare, email not, deletedAt equals)
  await db.select().from(users).where(and(between(users.age, 1, 9), notInArray(users.id, ids), isNotNull(users.email))); //=> find-many users (age compare, id not, email not)
  await db.select().from(users).where(like(users.email, 'a%')).limit(1); //=> find-first users (email like prefix)
  await db.select().from(users).where(ilike(users.email, \`%\${name}%\`)); //=> find-many users (email like infix)
  await db.select().from(users).where(like(users.email, name)); //=> find-many users (email other)
  await db.select().from(users).where(or(eq(users.id, id), eq(users.age, 1))); //=> find-many users (...)
  await db.select().from(users).where(not(eq(users.id, id))); //=> find-many users (...)
  await db.select().from(users).where(sql\`lower(\${users.email}) = \${name}\`); //=> find-many users (...)
  await db.select().from(users).where(eq(users.id, id)).get(); //=> find-first users (id equals)
  await db.select({ total: count() }).from(users).where(lt(users.age, 3)); //=> count users (age compare)
  await db.select({ total: sql<number>\`count(*)\` }).from(users); //=> count users
  await db.select({ age: users.age, total: count() }).from(users).groupBy(users.age); //=> aggregate users
  const rows = await db.selectDistinct({ id: users.id }).from(users).orderBy(desc(users.createdAt)); //=> find-many users
  const total = await db.$count(users, eq(users.age, 4)); //=> count users (age equals)
  return { rows: rows.values(), total, all: rows.filter(row => row.id === id) };
}
`));

  it('tells conditions on other tables from those on its own', () =>
    check(`export async function read(id: number, ids: number[]) {
  await db.select().from(posts).innerJoin(users, eq(posts.userId, users.id)).where(eq(posts.id, id)); //=> find-many posts (id equals)
  await db.select().from(posts).leftJoin(users, eq(posts.userId, users.id)).where(and(eq(posts.id, id), inArray(users.id, ids))); //=> find-many posts (id equals, users.id in, ...)
  await db.select().from(posts).innerJoin(users, and(eq(posts.userId, users.id), eq(users.age, 3))).where(eq(posts.id, id)); //=> find-many posts (id equals, ...)
  await db.select().from(posts).where(eq(posts.userId, users.id)); //=> find-many posts (userId relation, ...)
  await db.select().from(posts).where(inArray(posts.userId, db.select({ id: users.id }).from(users))); //=> find-many posts (userId relation)
}
`));

  it('reads conditions behind names and in lists', () =>
    check(`export async function read(id: number, active: boolean) {
  const own = eq(posts.userId, id);
  await db.select().from(posts).where(own); //=> find-many posts (userId equals)
  const conditions = [eq(posts.userId, id)];
  if (active) conditions.push(eq(posts.title, 'x'));
  await db.select().from(posts).where(and(...conditions)); //=> find-many posts (userId equals, ...)
  await db.select().from(posts).where(active ? own : undefined); //=> find-many posts (...)
}
`));

  it('reads writes', () =>
    check(`export async function write(id: number, rows: { title: string }[]) {
  await db.insert(posts).values({ userId: id }); //=> create posts writes
  await db.insert(posts).values([{ userId: id }, { userId: 2 }]).returning(); //=> create-many posts writes
  await db.insert(posts).values(rows.map(row => ({ ...row, userId: id }))).onConflictDoNothing(); //=> create-many posts writes
  await db.insert(users).values({ id }).onConflictDoUpdate({ target: users.id, set: { age: 1 } }); //=> upsert users writes
  await db.update(posts).set({ title: 'x' }).where(eq(posts.id, id)); //=> update-many posts (id equals) writes
  const [gone] = await db.delete(posts).where(and(eq(posts.userId, id))).returning(); //=> delete-many posts (userId equals) writes
  return gone;
}
`));

  it('reads relational queries with callbacks and operators', () =>
    check(`export async function read(id: number, ids: number[]) {
  await db.query.users.findFirst({ where: eq(users.id, id), with: { posts: true } }); //=> find-first users (id equals)
  await db.query.users.findMany({ where: (u, { and, eq, inArray }) => and(inArray(u.id, ids), eq(u.age, 3)) }); //=> find-many users (id in, age equals)
  await db.query.users.findMany({ where: ({ email }, operators) => operators.isNull(email), limit: 10 }); //=> find-many users (email equals)
  await db.query.users.findMany({ where: (u, { or, eq }) => or(eq(u.id, id), eq(u.age, 1)) }); //=> find-many users (...)
  return db.query.posts.findMany(); //=> find-many posts
}
`));

  it('reads relational queries with objects', () =>
    check(`export async function read(id: number, ids: number[], where: object) {
  await db.query.users.findFirst({ where: { id, age: { gt: 3, lte: 9 }, email: { like: '%x' } } }); //=> find-first users (id equals, age compare, age compare, email like suffix)
  await db.query.users.findMany({ where: { id: { in: ids }, deletedAt: { isNull: true } } }); //=> find-many users (id in, deletedAt equals)
  await db.query.users.findMany({ where: { AND: [{ id }, { age: 4 }], posts: { title: 'x' } } }); //=> find-many users (id equals, age equals, posts relation)
  await db.query.users.findMany({ where: { OR: [{ id }, { age: 4 }] } }); //=> find-many users (...)
  await db.query.users.findMany({ where }); //=> find-many users (...)
  await db._query.users.findMany({ where: eq(users.id, id) }); //=> find-many users (id equals)
}
`));

  it('knows transactions, batches, subqueries and prepared statements', () =>
    check(`export async function run(id: number) {
  await db.transaction(async tx => {
    await tx.insert(posts).values({ userId: id }); //=> create posts writes tx
    await tx.query.users.findFirst({ where: eq(users.id, id) }); //=> find-first users (id equals) tx
    await tx.transaction(async inner => {
      await inner.delete(posts).where(eq(posts.id, id)); //=> delete-many posts (id equals) writes tx
    });
  });
  await db.batch([
    db.insert(posts).values({ userId: id }), //=> create posts writes
    db.select().from(posts), //=> find-many posts
  ]);
  await Promise.all([db.select().from(users), 1]); //=> find-many users
  const recent = db.select().from(posts).where(gt(posts.id, 9)).as('recent');
  await db.select().from(recent); //=> find-many (...)
  const named = db.$with('named').as(db.select().from(users));
  await db.with(named).select().from(users); //=> find-many users
  const prepared = db.select().from(users).where(eq(users.id, sql.placeholder('id'))).prepare('one');
  await prepared.execute({ id }); //=> find-many users (id equals, ...)
  db.select().from(users).toSQL();
}
`));

  it('says where only a part of a query is known', () =>
    check(`export async function list(name: string | undefined) {
  let query = db.select().from(users).where(gt(users.age, 3)).$dynamic(); //=> find-many users (age compare, ...)
  if (name) query = query.where(eq(users.email, name));
  return await query;
}
`));

  it('finds handles by their types', () =>
    checkQueryMarks({
      ...PROJECT,
      'packages/api/src/store.ts': `import { eq } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/d1';
import type { Db } from '@shop/db';
import { users } from '@shop/db/src/schema';
export class Store {
  constructor(private readonly db: NodePgDatabase<Record<string, never>>) {}
  all() {
    return this.db.select().from(users); //=> find-many users
  }
}
export const one = (db: Db, id: number) => db.query.users.findFirst({ where: eq(users.id, id) }); //=> find-first users (id equals)
export const remove = (tx: PgTransaction<any, any, any>, id: number) => tx.delete(users).where(eq(users.id, id)); //=> delete-many users (id equals) writes tx
const getDb = (env: { DB: unknown }) => drizzle(env.DB);
export const edge = (env: { DB: unknown }) => getDb(env).select().from(users).all(); //=> find-many users
`,
    }));

  it('leaves everything else alone', () =>
    check(`const cache = new Map<number, number>();
export function run(list: number[], other: { select(): { from(table: unknown): Promise<void> } }, id: number) {
  cache.delete(id);
  cache.get(id);
  Array.from(list);
  list.values();
  other.select().from(users);
  const builder = db.select().from(users);
  return [eq(users.id, id), builder.toSQL()];
}
`));

  it('leads to the catalogue, names its query and says where it begins', async () => {
    const path = 'packages/api/src/users.ts';
    const text = `${IMPORTS}export async function read(id: number) {
  await db
    .select()
    .from(users)
    .where(eq(users.id, id))
    .orderBy(desc(users.createdAt), asc(users.id))
    .limit(5);
  await db.execute(sql\`select 1 from \${users} where id = \${id}\`);
}
`;
    const { queries } = await buildModel({ ...PROJECT, [path]: text });
    const [select, raw] = queries(path).map(({ query }) => query);
    assert.equal(select?.table?.name, 'app_users');
    assert.equal(select?.label, 'select from users');
    assert.equal(select?.chain.links[select.firstLink]?.name, 'select');
    assert.deepEqual(
      select?.clauses.map(({ key, value }) =>
        key === 'orderBy' && value.kind === 'array'
          ? value.items.map(item => (item.kind === 'object' ? item.entries.map(entry => entry.key) : item.kind))
          : key,
      ),
      ['where', [['createdAt'], ['id']], 'take'],
    );
    assert.deepEqual([raw?.operation, raw?.raw?.dialect, raw?.raw?.holesAreParameters], ['raw', 'postgres', true]);
  });
});
