import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from '../model/build-model';
import { checkQueryMarks } from './query-marks';

const PROJECT: TestFiles = {
  'package.json': '{ "name": "shop", "dependencies": { "kysely": "0.28.7", "pg": "8.16.3" } }',
  'src/db.ts': `import { type Generated, Kysely, PostgresDialect } from 'kysely';
export interface Database {
  users: { id: Generated<number>; email: string; age: number; created_at: Date };
  posts: { id: Generated<number>; user_id: number; title: string };
  'audit.entries': { id: number };
}
export const db = new Kysely<Database>({ dialect: new PostgresDialect({}) });
`,
};

function check(text: string): Promise<void> {
  return checkQueryMarks({
    ...PROJECT,
    'src/users.ts': `import { db } from './db';\nimport { sql } from 'kysely';\n${text}`,
  });
}

describe('queries of Kysely', () => {
  it('reads what builders select', () =>
    check(`export async function read(id: number, ids: number[], name: string) {
  await db.selectFrom('users').selectAll().execute(); //=> find-many users
  await db.selectFrom('users').select('id').where('id', '=', id).executeTakeFirst(); //=> find-first users (id equals)
  await db.selectFrom('users as u').selectAll().where('u.id', 'in', ids).execute(); //=> find-many users (id in)
  await db.selectFrom('users').selectAll().where('age', '>', 3).where('email', 'is not', null).execute(); //=> find-many users (age compare, email not)
  await db.selectFrom('users').selectAll().where('email', 'like', 'a%').limit(1).execute(); //=> find-first users (email like prefix)
  await db.selectFrom('users').selectAll().where('email', 'ilike', \`%\${name}%\`).execute(); //=> find-many users (email like infix)
  await db.selectFrom('users').selectAll().where('email', 'is', null).executeTakeFirstOrThrow(); //=> find-first users (email equals)
  await db.selectFrom('users').selectAll().where(eb => eb('id', '=', id)).execute(); //=> find-many users (id equals)
  await db.selectFrom('users').selectAll().where(({ eb, and }) => and([eb('id', 'in', ids), eb('age', '<', 3)])).execute(); //=> find-many users (id in, age compare)
  await db.selectFrom('users').selectAll().where(eb => eb.and({ id, email: name })).execute(); //=> find-many users (id equals, email equals)
  await db.selectFrom('users').selectAll().where(eb => eb('id', '=', id).and('age', '=', 2)).execute(); //=> find-many users (id equals, age equals)
  await db.selectFrom('users').selectAll().where(eb => eb.or([eb('id', '=', id), eb('age', '=', 1)])).execute(); //=> find-many users (...)
  await db.selectFrom('users').selectAll().where(eb => eb.exists(eb.selectFrom('posts').select('id'))).execute(); //=> find-many users (...)
  await db.selectFrom('users').selectAll().where(sql<boolean>\`age > 3\`).execute(); //=> find-many users (...)
  await db.selectFrom('users').select(eb => eb.fn.countAll().as('total')).where('age', '=', 3).executeTakeFirst(); //=> count users (age equals)
  await db.selectFrom('users').select(db.fn.max('age').as('oldest')).executeTakeFirst(); //=> aggregate users
  await db.selectFrom('audit.entries').selectAll().stream(); //=> find-many audit.entries
}
`));

  it('tells conditions on other tables from those on its own', () =>
    check(`export async function read(id: number, ids: number[]) {
  await db.selectFrom('posts').innerJoin('users', 'users.id', 'posts.user_id').selectAll().where('posts.id', '=', id).execute(); //=> find-many posts (id equals)
  await db.selectFrom('posts as p').leftJoin('users as u', 'u.id', 'p.user_id').selectAll().where('u.id', 'in', ids).where('age', '=', 3).execute(); //=> find-many posts (u.id in, ?.age equals, ...)
  await db.selectFrom('posts').selectAll().where('user_id', 'in', db.selectFrom('users').select('id')).execute(); //=> find-many posts (user_id relation)
  await db.selectFrom('posts').selectAll().where('user_id', 'in', eb => eb.selectFrom('users').select('id')).execute(); //=> find-many posts (user_id relation)
  await db.selectFrom('posts').selectAll().whereRef('posts.id', '=', 'posts.user_id').execute(); //=> find-many posts (...)
}
`));

  it('reads writes', () =>
    check(`export async function write(id: number, rows: { title: string }[]) {
  await db.insertInto('posts').values({ user_id: id, title: 'x' }).execute(); //=> create posts writes
  await db.insertInto('posts').values(rows.map(row => ({ ...row, user_id: id }))).returning('id').execute(); //=> create-many posts writes
  await db.insertInto('users').values({ id }).onConflict(oc => oc.column('id').doUpdateSet({ age: 1 })).execute(); //=> upsert users writes
  await db.insertInto('users').values({ id }).onConflict(oc => oc.column('id').doNothing()).execute(); //=> create users writes
  await db.updateTable('posts').set({ title: 'x' }).where('id', '=', id).executeTakeFirst(); //=> update-many posts (id equals) writes
  await db.deleteFrom('posts').where('user_id', '=', id).execute(); //=> delete-many posts (user_id equals) writes
}
`));

  it('knows transactions of all kinds', () =>
    check(`export async function run(id: number) {
  await db.transaction().execute(async trx => {
    await trx.insertInto('posts').values({ user_id: id }).execute(); //=> create posts writes tx
  });
  await db.transaction().setIsolationLevel('serializable').execute(async trx => {
    await sql\`update posts set title = \${id}\`.execute(trx); //=> raw
  });
  const trx = await db.startTransaction().execute();
  await trx.deleteFrom('posts').where('id', '=', id).execute(); //=> delete-many posts (id equals) writes tx
  await trx.commit().execute();
  await db.connection().execute(async one => {
    await one.selectFrom('users').selectAll().execute(); //=> find-many users
  });
}
`));

  it('runs nothing before it is told to', () =>
    check(`export function build(id: number, name: string | undefined) {
  let query = db.selectFrom('users').selectAll().where('id', '=', id);
  if (name) query = query.where('email', '=', name);
  return query;
}
export async function run(id: number, name?: string) {
  let query = db.selectFrom('users').selectAll().where('age', '=', 3);
  if (name) query = query.where('email', '=', name);
  const rows = await query.execute(); //=> find-many users (age equals, ...)
  const [first] = await build(id, name).execute(); //=> find-many users (...)
  const compiled = db.selectFrom('users').selectAll().compile();
  return [rows.values(), first, compiled];
}
`));

  it('finds handles by their types and leaves everything else alone', () =>
    checkQueryMarks({
      ...PROJECT,
      'src/store.ts': `import type { Kysely, Transaction } from 'kysely';
import type { Database } from './db';
interface Job { execute(): Promise<void>; transaction(): { execute(fn: (trx: Job) => void): void } }
export class Store {
  constructor(private readonly db: Kysely<Database>) {}
  all = () => this.db.selectFrom('users').selectAll().execute(); //=> find-many users
}
export const remove = (trx: Transaction<Database>, id: number) =>
  trx.deleteFrom('users').where('id', '=', id).execute(); //=> delete-many users (id equals) writes tx
export function run(job: Job) {
  job.transaction().execute(trx => trx.execute());
  return job.execute();
}
`,
    }));

  it('leads to the catalogue, names its query and says where it begins', async () => {
    const { queries } = await buildModel({
      ...PROJECT,
      'src/users.ts': `import { db } from './db';
import { sql } from 'kysely';
export async function read(id: number) {
  await db
    .selectFrom('users as u')
    .selectAll()
    .orderBy('u.created_at', 'desc')
    .where('u.id', '=', id)
    .execute();
  await sql\`select * from users where id = \${id}\`.execute(db);
}
`,
    });
    const [select, raw] = queries('src/users.ts').map(({ query }) => query);
    assert.equal(select?.table?.name, 'users');
    assert.equal(select?.label, 'select from users');
    assert.equal(select?.chain.links[select.firstLink]?.name, 'selectFrom');
    const order = select?.clauses.find(({ key }) => key === 'orderBy')?.value;
    assert.ok(order?.kind === 'array' && order.items[0]?.kind === 'object');
    assert.equal(order.items[0].entries[0]?.key, 'created_at');
    assert.deepEqual([raw?.raw?.dialect, raw?.raw?.api], ['postgres', 'tag']);
  });
});
