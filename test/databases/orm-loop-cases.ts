import type { LoopCase } from './loop-schema';

const BATCH = /Ask once/;

export const ORM_FILL = `
TRUNCATE users, posts;
INSERT INTO users VALUES (1, 'ada@x', 'Ada', 10, 1), (2, 'bob@x', 'Bob', 20, 1), (3, 'Cy@x', 'Cy', 30, NULL), (4, 'cy@x', 'cy', 40, 2);
INSERT INTO posts VALUES (1, 'b', true, 1, 2), (2, 'a', true, 1, NULL), (3, 'a', false, 1, 2), (4, 'c', true, 2, NULL), (5, 'e', true, 4, 1);`;

export const TYPEORM_SCHEMA = `import { EntitySchema } from 'typeorm';

export interface User {
  id: number;
  email: string;
  name: string;
  big: string;
  teamId: number | null;
}

export interface Post {
  id: number;
  title: string;
  published: boolean;
  authorId: number;
  editorId: number | null;
}

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

export const SEQUELIZE_SCHEMA = `import { DataTypes, Model, Sequelize } from 'sequelize';

export const sequelize = new Sequelize('DATABASE_URL', { dialect: 'postgres', logging: false });

export class User extends Model {
  declare id: number;
  declare name: string;
  declare teamId: number | null;
}

User.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true },
    email: { type: DataTypes.TEXT, allowNull: false, unique: true },
    name: { type: DataTypes.TEXT, allowNull: false },
    big: { type: DataTypes.BIGINT, allowNull: false, unique: true },
    teamId: { type: DataTypes.INTEGER },
  },
  { sequelize, tableName: 'users', timestamps: false },
);

export class Post extends Model {
  declare id: number;
  declare title: string;
  declare authorId: number;
  declare editorId: number | null;
}

Post.init(
  {
    id: { type: DataTypes.INTEGER, primaryKey: true },
    title: { type: DataTypes.TEXT, allowNull: false },
    published: { type: DataTypes.BOOLEAN, allowNull: false },
    authorId: { type: DataTypes.INTEGER, allowNull: false },
    editorId: { type: DataTypes.INTEGER },
  },
  { sequelize, tableName: 'posts', timestamps: false, indexes: [{ fields: ['authorId'] }] },
);
`;

export const SEQUELIZE_REPAIRED: readonly LoopCase[] = [
  {
    name: 'findOne by a unique key',
    title: BATCH,
    body: `const names: string[] = [];
  for (const id of list) {
    const user = await User.findOne({ where: { id } });
    names.push(user?.name ?? 'nobody');
  }
  return names;`,
  },
  {
    name: 'findAll with further conditions and an order, all at once',
    title: BATCH,
    type: '{ user: number }[]',
    input: [{ user: 1 }, { user: 99 }, { user: 1 }, { user: 4 }],
    body: `return Promise.all(
    list.map(async ({ user }) => {
      const found = await Post.findAll({
        attributes: ['authorId', 'title'],
        where: { authorId: user, published: true },
        order: [['title', 'DESC'], ['id', 'ASC']],
        raw: true,
      });
      return found.map(post => post.title);
    }),
  );`,
  },
  {
    name: 'findAll by a column that may be null',
    title: BATCH,
    body: `const counts: number[] = [];
  for (const id of list) counts.push((await Post.findAll({ where: { editorId: id } })).length);
  return counts;`,
  },
];

export const SEQUELIZE_LOADED: readonly LoopCase[] = [
  {
    name: 'keys of rows that were loaded',
    title: BATCH,
    body: `const posts = await Post.findAll({ order: [['id', 'ASC']] });
  const names: unknown[] = [list.length];
  for (const post of posts) {
    const author = await User.findOne({ where: { id: post.authorId } });
    names.push(author?.name);
  }
  return names;`,
  },
];

export const SEQUELIZE_DELICATE: readonly LoopCase[] = [
  {
    name: 'keys that may be null, for which it writes IS NULL',
    title: BATCH,
    type: '(number | null)[]',
    input: [1, null, 2],
    body: `const found: number[] = [];
  for (const id of list) found.push((await Post.findAll({ where: { editorId: id } })).length);
  return found;`,
  },
  {
    name: 'the first of several rows',
    title: BATCH,
    body: `const titles: unknown[] = [];
  for (const id of list) titles.push((await Post.findOne({ where: { authorId: id }, order: [['title', 'ASC']] }))?.title);
  return titles;`,
  },
  {
    name: 'the key is not read',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await User.findOne({ where: { id }, attributes: ['name'], raw: true }));
  return found;`,
  },
  {
    name: 'a limit for each key',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await Post.findAll({ where: { authorId: id }, order: ['id'], limit: 2, raw: true }));
  return found;`,
  },
  {
    name: 'numbers as text',
    title: BATCH,
    type: 'string[]',
    input: ['1', '02', '1', '99'],
    body: `const found: unknown[] = [];
  for (const id of list) found.push((await User.findOne({ where: { id } }))?.name);
  return found;`,
  },
  {
    name: 'numbers that the driver gives as text',
    title: BATCH,
    input: [10, 20, 10, 99],
    body: `const found: unknown[] = [];
  for (const big of list) found.push((await User.findOne({ where: { big } }))?.name);
  return found;`,
  },
  {
    name: 'rows that the loop changes',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) {
    const user = await User.findOne({ where: { id } });
    if (!user) continue;
    found.push(user.name);
    user.set('name', 'changed');
  }
  return found;`,
  },
];
