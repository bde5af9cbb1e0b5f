import { LOOP_ROWS, type LoopCase } from './loop-schema';

const BATCH = /Ask once/;

export const TYPEORM_SCHEMA = `import { EntitySchema } from 'typeorm';

${LOOP_ROWS}

export const Users = new EntitySchema<User>({
  name: 'User',
  tableName: 'users',
  columns: {
    id: { type: 'int', primary: true },
    email: { type: 'text', unique: true },
    name: { type: 'text' },
    big: { type: 'bigint', unique: true },
    teamId: { type: 'int', nullable: true },
  },
});

export const Posts = new EntitySchema<Post>({
  name: 'Post',
  tableName: 'posts',
  columns: {
    id: { type: 'int', primary: true },
    title: { type: 'text' },
    published: { type: 'boolean' },
    authorId: { type: 'int' },
    editorId: { type: 'int', nullable: true },
  },
  indices: [{ columns: ['authorId'] }],
});
`;

export const TYPEORM_REPAIRED: readonly LoopCase[] = [
  {
    name: 'findOneBy of a repository',
    title: BATCH,
    body: `const users = database.getRepository(Users);
  const names: string[] = [];
  for (const id of list) {
    const user = await users.findOneBy({ id });
    names.push(user?.name ?? 'nobody');
  }
  return names;`,
  },
  {
    name: 'findOne of a manager',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database.manager.findOne(Users, { where: { id }, select: { id: true, name: true } }));
  return found;`,
  },
  {
    name: 'findBy with further conditions, all at once',
    title: BATCH,
    type: '{ user: number }[]',
    input: [{ user: 1 }, { user: 99 }, { user: 1 }, { user: 4 }],
    body: `return Promise.all(
    list.map(async ({ user }) => {
      const found = await database.getRepository(Posts).findBy({ authorId: user, title: Not('b') });
      return found.map(post => post.id).sort();
    }),
  );`,
  },
  {
    name: 'find with an order',
    title: BATCH,
    body: `const titles: string[] = [];
  for (const id of list) {
    for (const post of await database.manager.find(Posts, { where: { editorId: id }, order: { title: 'ASC', id: 'DESC' } })) {
      titles.push(post.title);
    }
  }
  return titles;`,
  },
];

/** The rows of the loop are loaded before it. */
export const TYPEORM_LOADED: readonly LoopCase[] = [
  {
    name: 'keys of rows that were loaded',
    title: BATCH,
    body: `const posts = await database.manager.find(Posts, { order: { id: 'ASC' } });
  const names: unknown[] = [list.length];
  for (const post of posts) names.push(await database.manager.findOneBy(Users, { id: post.authorId }));
  return names;`,
  },
];

export const TYPEORM_DELICATE: readonly LoopCase[] = [
  {
    name: 'the first of several rows',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database.manager.findOne(Posts, { where: { authorId: id }, order: { id: 'ASC' } }));
  return found;`,
  },
  {
    name: 'a limit for each key',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database.manager.find(Posts, { where: { authorId: id }, order: { id: 'ASC' }, take: 2 }));
  return found;`,
  },
  {
    name: 'the key is not read',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database.manager.findOne(Users, { where: { id }, select: { name: true } }));
  return found;`,
  },
  {
    name: 'a missing row is an error',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database.manager.findOneByOrFail(Users, { id }).catch(() => 'none'));
  return found;`,
  },
  {
    name: 'a condition that may be another one',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await database.manager.findOneBy(Users, [{ id }, { name: 'Ada' }]));
  return found;`,
  },
  {
    name: 'a key that may be anything',
    title: BATCH,
    type: '{ id: any }[]',
    input: [{ id: 1 }, { id: 2 }, { id: 1 }],
    body: `const found: unknown[] = [];
  for (const one of list) found.push(await database.manager.findBy(Users, { id: one.id }));
  return found;`,
  },
  {
    name: 'numbers that the driver gives as text',
    title: BATCH,
    type: 'string[]',
    input: ['10', '010', '20', '99'],
    body: `const found: unknown[] = [];
  for (const big of list) found.push(await database.manager.findOneBy(Users, { big }));
  return found;`,
  },
];
