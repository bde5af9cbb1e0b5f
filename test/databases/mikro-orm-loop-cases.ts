import { LOOP_ROWS, type LoopCase } from './loop-schema';

const BATCH = /Ask once/;

export const MIKRO_ORM_SCHEMA = `import { EntitySchema } from '@mikro-orm/core';

${LOOP_ROWS}

export const Users = new EntitySchema<User>({
  name: 'User',
  tableName: 'users',
  properties: {
    id: { type: 'integer', primary: true },
    email: { type: 'text', unique: true },
    name: { type: 'text' },
    big: { type: 'bigint', unique: true },
    teamId: { type: 'integer', nullable: true },
  },
});

export const Posts = new EntitySchema<Post>({
  name: 'Post',
  tableName: 'posts',
  properties: {
    id: { type: 'integer', primary: true },
    title: { type: 'text' },
    published: { type: 'boolean' },
    authorId: { type: 'integer', index: true },
    editorId: { type: 'integer', nullable: true, index: true },
  },
});
`;

export const MIKRO_ORM_REPAIRED: readonly LoopCase[] = [
  {
    name: 'findOne',
    title: BATCH,
    input: [1, 2, 99, 98, 4],
    body: `const names: string[] = [];
  for (const id of list) {
    const user = await database.findOne(Users, { id });
    names.push(user === null ? 'nobody' : user.name);
  }
  return names;`,
  },
  {
    name: 'find of a repository, all at once',
    title: BATCH,
    type: '{ user: number }[]',
    input: [{ user: 1 }, { user: 99 }, { user: 1 }, { user: 4 }],
    body: `const posts = database.getRepository(Posts);
  return Promise.all(
    list.map(async ({ user }) => {
      const found = await posts.find({ authorId: user, published: true }, { orderBy: { title: 'desc' } });
      return found.map(post => post.id);
    }),
  );`,
  },
  {
    name: 'find by a column that may be null',
    title: BATCH,
    body: `const titles: string[] = [];
  for (const id of list) {
    for (const post of await database.find(Posts, { editorId: id }, { orderBy: { id: 'asc' } })) titles.push(post.title);
  }
  return titles;`,
  },
];

/** The rows of the loop are loaded before it. */
export const MIKRO_ORM_LOADED: readonly LoopCase[] = [
  {
    name: 'keys of rows that were loaded',
    title: BATCH,
    body: `const posts = await database.find(Posts, {}, { orderBy: { id: 'asc' } });
  const counts: unknown[] = [list.length];
  for (const post of posts) counts.push((await database.find(Posts, { editorId: post.authorId })).length);
  return counts;`,
  },
];

export const MIKRO_ORM_DELICATE: readonly LoopCase[] = [
  {
    name: 'the first of several rows',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database.findOne(Posts, { authorId: id }, { orderBy: { title: 'asc' } }));
  return found;`,
  },
  {
    name: 'a limit for each key',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push((await database.find(Posts, { authorId: id }, { orderBy: { id: 'asc' }, limit: 1 })).length);
  return found;`,
  },
  {
    name: 'a missing row is an error',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of [...list, 97, 96, 95, 94]) found.push(await database.findOneOrFail(Users, { id }).catch(() => 'none'));
  return found;`,
  },
  {
    name: 'keys that may be null, for which it writes IS NULL',
    title: BATCH,
    type: '(number | null)[]',
    input: [1, null, 2],
    body: `const found: number[] = [];
  for (const id of list) found.push((await database.find(Posts, { editorId: id })).length);
  return found;`,
  },
];
