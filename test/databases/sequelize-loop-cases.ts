import type { LoopCase } from './loop-schema';

const BATCH = /Ask once/;

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
    name: 'findByPk',
    title: BATCH,
    body: `return Promise.all(list.map(async id => ({ id, user: await User.findByPk(id) })));`,
  },
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
    name: 'findByPk with keys of rows that were loaded',
    title: BATCH,
    body: `const posts = await Post.findAll({ order: [['id', 'DESC']] });
  const names: unknown[] = [list.length];
  for (const { authorId } of posts) names.push((await User.findByPk(authorId))?.name);
  return names;`,
  },
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
    name: 'findByPk with options',
    title: BATCH,
    body: `const found: unknown[] = [];
  for (const id of list) found.push(await User.findByPk(id, { attributes: ['name'] }));
  return found;`,
  },
  {
    name: 'findByPk with keys that may be missing',
    title: BATCH,
    type: '(number | undefined)[]',
    input: [1, 2],
    body: `const found: unknown[] = [];
  for (const id of list) found.push((await User.findByPk(id))?.name);
  return found;`,
  },
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
