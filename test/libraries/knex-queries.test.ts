import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from '../model/build-model';
import { checkQueryMarks } from './query-marks';

const PROJECT: TestFiles = {
  'package.json': '{ "name": "shop", "dependencies": { "knex": "3.1.0", "mysql2": "3.15.0" } }',
  'src/db.ts': `import knex from 'knex';
const configuration = { client: 'mysql2', connection: {} };
export const db = knex(configuration);
export default db;
`,
};

function check(text: string): Promise<void> {
  return checkQueryMarks({ ...PROJECT, 'src/users.ts': `import knex from './db';\n${text}` });
}

describe('queries of Knex', () => {
  it('reads what builders select', () =>
    check(`const TABLE = 'users';
export async function read(id: number, ids: number[], name: string) {
  await knex('users').select('*'); //=> find-many users
  await knex('users').where('id', id).first(); //=> find-first users (id equals)
  await knex(TABLE).where({ id, email: name }); //=> find-many users (id equals, email equals)
  await knex('users as u').whereIn('u.id', ids); //=> find-many users (id in)
  await knex('users').where('id', 'in', ids).andWhere('age', '>', 3); //=> find-many users (id in, age compare)
  await knex.select('id', 'email').from('users').whereNull('deleted_at'); //=> find-many users (deleted_at equals)
  await knex.table('users').whereNotNull('email').whereNotIn('id', ids).whereNot('age', 3); //=> find-many users (email not, id not, age not)
  await knex('users').whereBetween('age', [1, 9]).whereILike('email', 'a%'); //=> find-many users (age compare, email like prefix)
  await knex('users').where('email', 'like', \`%\${name}\`); //=> find-many users (email like suffix)
  await knex('users').where('id', id).orWhere('age', 3); //=> find-many users (...)
  await knex('users').where(builder => builder.where('id', id).orWhere('age', 3)); //=> find-many users (...)
  await knex('users').whereRaw('lower(email) = ?', [name]); //=> find-many users (...)
  await knex({ u: 'users' }).where('u.id', id).limit(1); //=> find-first users (id equals)
  await knex('auth.users').pluck('id'); //=> find-many users
  const [{ total }] = await knex('users').where({ age: 3 }).count('* as total'); //=> count users (age equals)
  await knex('users').count('id as n').first(); //=> count users
  await knex('users').max('age as oldest').first(); //=> aggregate users
  await knex('users').select('age').count('id as n').groupBy('age'); //=> aggregate users
  return total;
}
`));

  it('tells conditions on other tables from those on its own', () =>
    check(`export async function read(id: number, ids: number[]) {
  await knex('posts').join('users', 'users.id', 'posts.user_id').where('posts.id', id).whereIn('users.id', ids); //=> find-many posts (id equals, users.id in, ...)
  await knex('posts').whereIn('user_id', knex('users').select('id')); //=> find-many posts (user_id relation)
  await knex('posts').whereIn('user_id', function () { this.select('id').from('users'); }); //=> find-many posts (user_id relation)
  await knex('posts').whereExists(knex('users').whereRaw('users.id = posts.user_id')); //=> find-many posts (...)
}
`));

  it('reads writes', () =>
    check(`export async function write(id: number, rows: { title: string }[]) {
  await knex('posts').insert({ user_id: id }); //=> create posts writes
  await knex('posts').insert(rows.map(row => ({ ...row, user_id: id }))).returning('id'); //=> create-many posts writes
  await knex('posts').insert({ id }).onConflict('id').merge(); //=> upsert posts writes
  await knex('posts').insert({ id }).onConflict('id').ignore(); //=> create posts writes
  await knex('posts').where({ id }).update({ title: 'x' }); //=> update-many posts (id equals) writes
  await knex('posts').where('id', id).increment('views', 1); //=> update-many posts (id equals) writes
  await knex('posts').where('user_id', id).del(); //=> delete-many posts (user_id equals) writes
  await knex('posts').delete().where({ id }); //=> delete-many posts (id equals) writes
  await knex.batchInsert('posts', rows, 100); //=> create-many posts writes
  await knex('posts').upsert({ id }); //=> upsert posts writes
}
`));

  it('knows transactions of all kinds', () =>
    check(`export async function run(id: number) {
  await knex.transaction(async trx => {
    await trx('posts').insert({ user_id: id }); //=> create posts writes tx
    await trx.raw('select 1'); //=> raw tx
    await knex('posts').where({ id }).transacting(trx).del(); //=> delete-many posts (id equals) writes tx
  });
  const trx = await knex.transaction();
  await trx('posts').where({ id }).first(); //=> find-first posts (id equals) tx
  await trx.commit();
  const provide = knex.transactionProvider();
  const other = await provide();
  await other('posts').where({ id }).first(); //=> find-first posts (id equals) tx
}
`));

  it('runs a builder when somebody waits for it', () =>
    check(`export async function run(id: number, name?: string) {
  const query = knex('users').where('age', 3); //=> find-many users (age equals, ...)
  if (name) query.where('email', name);
  const rows = await query;
  const part = knex('users').select('id').as('part');
  await Promise.all([
    knex('posts').whereIn('user_id', knex('users').select('id')), //=> find-many posts (user_id relation)
  ]);
  knex('posts').where({ id }).del().then(() => 1, () => 2); //=> delete-many posts (id equals) writes
  knex('users').where({ id }).toSQL();
  return [rows.first(), part];
}
`));

  it('finds handles by their types and requires, and leaves everything else alone', () =>
    checkQueryMarks({
      ...PROJECT,
      'src/store.ts': `import type { Knex } from 'knex';
type Look = (name: string) => { where(a: object): { first(): Promise<void> } };
export class Store {
  constructor(private readonly knex: Knex) {}
  one(id: number) {
    return this.knex('users').where({ id }).first(); //=> find-first users (id equals)
  }
  raw = (text: string) => this.knex.raw(text); //=> raw
}
export const remove = (trx: Knex.Transaction, id: number) => trx('users').where({ id }).del(); //=> delete-many users (id equals) writes tx
export function run(trx: Look, cache: Map<string, string>, list: string[]) {
  trx('users').where({ id: 1 }).first();
  cache.delete('users');
  return list.join();
}
`,
      'src/old.js': `const create = require('knex');
const knex = create({ client: 'pg' });
const { knex: make } = require('knex');
const other = make({ client: 'sqlite3' });
exports.read = async id => {
  await knex('users').where('id', id); //=> find-many users (id equals)
  await other.from('users').where('id', id); //=> find-many users (id equals)
};
`,
    }));

  it('names its query, says where it begins and which language its text is in', async () => {
    const { queries } = await buildModel({
      ...PROJECT,
      'src/users.ts': `import { db } from './db';
export async function read(id: number) {
  await db('users')
    .where('id', id)
    .orderBy([{ column: 'created_at', order: 'desc' }, 'id'])
    .limit(3);
  await db.raw('select * from users where id = ?', [id]);
}
`,
    });
    const [select, raw] = queries('src/users.ts').map(({ query }) => query);
    assert.equal(select?.label, 'select from users');
    assert.equal(select?.firstLink, 0);
    const order = select?.clauses.find(({ key }) => key === 'orderBy')?.value;
    assert.deepEqual(
      order?.kind === 'array' && order.items.map(item => item.kind === 'object' && item.entries[0]?.key),
      ['created_at', 'id'],
    );
    assert.deepEqual(
      [raw?.raw?.dialect, raw?.raw?.style, raw?.raw?.api],
      ['mysql', 'question-mark', 'text-and-values'],
    );
  });
});
