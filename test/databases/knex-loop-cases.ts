import type { LoopCase } from './loop-schema';

const BATCH = /Ask once/;

const WRITE: Pick<LoopCase, 'rule' | 'title'> = { rule: 'n-plus-one/write-in-loop', title: /Insert all rows/ };

export const KNEX_SCHEMA = `import type { Knex } from 'knex';

export async function up(knex: Knex) {
  await knex.schema.createTable('users', table => {
    table.integer('id').primary();
    table.text('email').notNullable().unique();
    table.text('name').notNullable();
    table.bigInteger('big').notNullable().unique();
    table.integer('team_id');
  });
  await knex.schema.createTable('posts', table => {
    table.integer('id').primary();
    table.text('title').notNullable();
    table.boolean('published').notNullable();
    table.integer('author_id').notNullable().index();
    table.integer('editor_id').index();
  });
}
`;

export const KNEX_REPAIRED: readonly LoopCase[] = [
  {
    name: 'the one row of a key',
    title: BATCH,
    body: `const names: string[] = [];
  for (const id of list) {
    const user = await database('users').where({ id }).first();
    names.push(user === undefined ? 'nobody' : user.name);
  }
  return names;`,
  },
  {
    name: 'some columns of one row',
    title: BATCH,
    body: `return Promise.all(list.map(async id => ({ id, name: (await database('users').where('id', id).first('name'))?.name })));`,
  },
  {
    name: 'a list of one row, by a text',
    title: BATCH,
    type: '{ mail: string }[]',
    input: [{ mail: 'cy@x' }, { mail: 'Cy@x' }, { mail: 'CY@x' }, { mail: 'cy@x' }],
    body: `const ids: unknown[] = [];
  for (const { mail } of list) {
    const [user] = await database('users').select('id').where('email', '=', mail).limit(1);
    ids.push(user?.id);
  }
  return ids;`,
  },
  {
    name: 'rows with further conditions and an order, all at once',
    title: BATCH,
    body: `return Promise.all(
    list.map(async id => {
      const found = await database
        .select('title')
        .from('posts')
        .where({ published: true, author_id: id })
        .whereNot('title', 'e')
        .orderBy('title', 'desc');
      return found.map(post => post.title);
    }),
  );`,
  },
  {
    name: 'rows by a column that may be null, in a transaction',
    title: BATCH,
    body: `return database.transaction(async trx => {
    const titles: string[] = [];
    for (const id of list) {
      for (const post of await trx('posts').where({ editor_id: id }).orderBy('id')) titles.push(post.title);
    }
    return titles;
  });`,
  },
  {
    name: 'new rows',
    ...WRITE,
    input: [1, 2, 1, 99, 4],
    body: `let place = 10;
  for (const id of list) {
    const title = \`new \${id}\`;
    await database('posts').insert({ id: place++, title, published: id > 1, author_id: id, editor_id: id > 50 ? null : id });
  }`,
  },
  {
    name: 'new rows all at once, in a transaction',
    ...WRITE,
    type: 'readonly { id: number; email: string; name: string; big: number }[]',
    input: [5, 6, 7, 8].map(id => ({ id, email: `${id}@x`, name: 'new', big: id })),
    body: `await database.transaction(async trx => {
    await Promise.all(list.map(row => trx('users').insert(row)));
  });`,
  },
];

/** The rows of the loop are loaded before it. */
export const KNEX_LOADED: readonly LoopCase[] = [
  {
    name: 'keys of rows that were loaded',
    title: BATCH,
    body: `const posts = await database('posts').orderBy('id');
  const names: unknown[] = [list.length];
  for (const post of posts) names.push((await database('users').where('id', post.author_id).first())?.name);
  return names;`,
  },
];

export const KNEX_DELICATE: readonly LoopCase[] = [
  {
    name: 'the first of several rows',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database('posts').where({ author_id: id }).orderBy('title').first());
  return found;`,
  },
  {
    name: 'a limit for each key',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database('posts').where({ author_id: id }).orderBy('id').limit(2));
  return found;`,
  },
  {
    name: 'keys that may be null, for which it writes IS NULL',
    title: BATCH,
    type: '(number | null)[]',
    input: [1, null, 2, null],
    body: `const found: number[] = [];
  for (const id of list) found.push((await database('posts').where({ editor_id: id })).length);
  return found;`,
  },
  {
    name: 'numbers that the driver gives as text',
    title: BATCH,
    input: [10, 20, 10, 99],
    body: `const found: unknown[] = [];
  for (const big of list) found.push((await database('users').where({ big }).first())?.name);
  return found;`,
  },
  {
    name: 'another condition that may hold instead',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push((await database('users').where({ id }).orWhere('name', 'Ada').orderBy('id')).length);
  return found;`,
  },
  {
    name: 'an error that ends one round only',
    title: BATCH,
    body: `const names: unknown[] = [];
  for (const id of list) {
    try {
      names.push((await database('users').where({ id }).first()).name);
    } catch {
      names.push('nobody');
    }
  }
  return names;`,
  },
  {
    name: 'a new row that may be there',
    ...WRITE,
    body: `for (const id of list) {
    await database('users').insert({ id, email: \`\${id}@x\`, name: 'new', big: id }).onConflict('id').ignore();
  }`,
  },
  {
    name: 'the key of a new row',
    ...WRITE,
    input: [5, 6, 7, 8],
    body: `const keys: unknown[] = [];
  for (const id of list) keys.push(await database('users').insert({ id, email: \`\${id}@x\`, name: 'new', big: id }, 'id'));
  return keys;`,
  },
];
