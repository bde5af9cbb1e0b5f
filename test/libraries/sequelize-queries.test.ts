import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from '../model/build-model';
import { checkQueryMarks } from './query-marks';

const PROJECT: TestFiles = {
  'package.json': '{ "name": "app", "dependencies": { "sequelize": "6.37.7", "pg": "8.16.3" } }',
  'src/models.ts': `import { DataTypes, HasManyGetAssociationsMixin, Model, Sequelize } from 'sequelize';
export const sequelize = new Sequelize('postgres://localhost/app');
export class User extends Model {
  declare id: number;
  declare getComments: HasManyGetAssociationsMixin<Post>;
  getFullName() {
    return 'x';
  }
}
User.init({ name: DataTypes.STRING, age: DataTypes.INTEGER }, { sequelize, modelName: 'user' });
export class Post extends Model {}
Post.init({ title: DataTypes.STRING }, { sequelize, modelName: 'post' });
User.hasMany(Post);
export const Tag = sequelize.define('tag', { name: DataTypes.STRING });
`,
};

function check(text: string): Promise<void> {
  return checkQueryMarks({ ...PROJECT, 'src/service.ts': text });
}

describe('queries of Sequelize', () => {
  it('reads the methods of models', () =>
    check(`import { Op } from 'sequelize';
import { Post, Tag, User } from './models';
export async function work(id: number, ids: number[], where: object) {
  await User.findAll(); //=> find-many user
  await User.findAll({ where: { id, name: ['a', 'b'] }, order: [['name', 'DESC']], limit: 3 }); //=> find-many user (id equals, name in)
  await User.findAll({ where }); //=> find-many user (...)
  await User.findOne({ where: { id: { [Op.in]: ids } } }); //=> find-first user (id in)
  await User.findOne({ where: { [Op.or]: [{ id }, { name: 'x' }] } }); //=> find-first user (...)
  await User.findOne({ where: { name: { $like: 'x%' }, age: { $gt: 3, $lt: 9 } } }); //=> find-first user (name like prefix, age compare, age compare)
  await User.findOne({ where: { id, [Op.and]: [{ name: { [Op.iLike]: '%x%' } }, { age: { [Op.gte]: 3 } }] } }); //=> find-first user (id equals, name like infix, age compare)
  await User.findOne({ where: { name: { [Op.startsWith]: 'x' }, age: { [Op.overlap]: [1, 2] } } }); //=> find-first user (name like prefix, age other)
  await User.findOne({ where: { [ids.length]: 1, name: 'x', ...where } }); //=> find-first user (name equals, ...)
  await User.findOne({ where: { '$posts.title$': 'x' } }); //=> find-first user (posts.title relation)
  await User.findByPk(id); //=> find-unique user (...)
  await Post.count({ where: { userId: id } }); //=> count post (userId equals)
  await Post.sum('id', { where: { userId: id } }); //=> aggregate post (userId equals)
  await Post.scope('public').findAll({ where: { id } }); //=> find-many post (id equals, ...)
  await Post.unscoped().findAll({ where: { id } }); //=> find-many post (id equals)
  await Post.create({ title: 'x' }); //=> create post writes
  await Post.bulkCreate([{ title: 'x' }]); //=> create-many post writes
  await Post.update({ title: 'x' }, { where: { id } }); //=> update-many post (id equals) writes
  await Post.destroy({ where: { id } }); //=> delete-many post (id equals) writes
  await Post.upsert({ id, title: 'x' }); //=> upsert post (...) writes
  await Post.increment('id', { where: { id } }); //=> update-many post (id equals) writes
  await Tag.findOrCreate({ where: { name: 'x' } }); //=> upsert tag (name equals) writes
}
`));

  it('follows rows to what they save and load', () =>
    check(`import { Post, Tag, User } from './models';
export async function work(id: number, given: Post) {
  const user = await User.findByPk(id); //=> find-unique user (...)
  await user.update({ name: 'x' }); //=> update user (...) writes
  await user.save(); //=> upsert user (...) writes
  await user.getPosts(); //=> find-many (...) relation posts
  await user.countPosts(); //=> count (...) relation posts
  await user.addPost(given); //=> update (...) relation post writes
  await user.getFullName();
  user.getDataValue('name');
  await given.reload(); //=> find-unique post (...)
  await given.getTags(); //=> find-many (...) relation tags
  const built = Post.build({ title: 'x' });
  await built.save(); //=> upsert post (...) writes
  const made = new User();
  await made.destroy(); //=> delete user (...) writes
  const users = await User.findAll(); //=> find-many user
  for (const one of users) {
    await one.$get('posts'); //=> find-many (...) relation posts
  }
  const { rows, count } = await Tag.findAndCountAll(); //=> find-many tag
  await Promise.all(
    rows.map(tag => tag.getPosts()), //=> find-many (...) relation posts
  );
  return count;
}
`));

  it('follows the registry of models, raw queries and transactions', () =>
    check(`import { sequelize, User } from './models';
export async function work(id: number) {
  await sequelize.models.User.findOne({ where: { id } }); //=> find-first user (id equals)
  await sequelize.model('post').findAll(); //=> find-many post
  await sequelize.query('select 1', { replacements: { id } }); //=> raw
  await sequelize.transaction(async transaction => {
    await User.findOne({ where: { id }, transaction }); //=> find-first user (id equals)
  });
}
`));

  it('reads models of CommonJS and of sequelize-typescript', async () => {
    await checkQueryMarks({
      'package.json': PROJECT['package.json'],
      'models/tag.js': `const Sequelize = require('sequelize');
const sequelize = new Sequelize('postgres://localhost/app');
const Tag = sequelize.define('tag', { name: Sequelize.STRING });
module.exports = Tag;
`,
      'service.js': `const Tag = require('./models/tag');
exports.load = async id => {
  const tag = await Tag.findById(id); //=> find-unique tag (...)
  return tag.getPosts(); //=> find-many (...) relation posts
};
`,
    });
    await checkQueryMarks({
      'package.json': PROJECT['package.json'],
      'user.ts': `import { Column, HasMany, Model, Table } from 'sequelize-typescript';
@Table
export class User extends Model<User> {
  @Column name: string;
  async rename(name: string) {
    return this.update({ name }); //=> update User (...) writes
  }
}
`,
      'service.ts': `import { InjectModel } from '@nestjs/sequelize';
import { User } from './user';
export class UserService {
  constructor(@InjectModel(User) private readonly users: typeof User) {}
  load(id: number) {
    return this.users.findOne({ where: { id } }); //=> find-first User (id equals)
  }
}
`,
    });
  });

  it('asks for the table of the class itself, not of the one it extends', () =>
    check(`import { Model } from 'sequelize';
abstract class Base extends Model {
  async touch() {
    return this.save(); //=> upsert Base (...) writes
  }
}
abstract class WithId extends Base {}
export class Star extends WithId {}
export async function work(star: Star) {
  await Star.count(); //=> count Star
  await star.reload(); //=> find-unique Star (...)
}
`));

  it('keeps what a class overrides without its scopes, and finds the connection behind a row', () =>
    check(`import { Model } from 'sequelize';
export class Star extends Model {
  static async findByPk(id: number) {
    return this.findOne({ where: { id } }); //=> find-first Star (id equals)
  }
  async tree() {
    return this.sequelize.query('SELECT 1'); //=> raw
  }
}
export async function work(id: number) {
  await Star.unscoped().findByPk(id);
  await Star.unscoped().count(); //=> count Star
}
`));

  it('knows Sequelize by what it is, not by its names', () =>
    check(`class Model {
  static findAll(options?: object) { return []; }
  async getPosts() { return []; }
}
class User extends Model {}
export async function look(list: User[], store: Map<string, User>) {
  User.findAll({ where: { id: 1 } });
  await list[0].getPosts();
  store.set('x', list[0]);
  const user = new User();
  await user.getPosts();
}
`));

  it('names a relation by its owner, and orders as other libraries do', async () => {
    const { queries } = await buildModel({
      ...PROJECT,
      'src/find.ts': `import { User } from './models';
export const find = () => User.findAll({ attributes: ['id'], order: [['name', 'DESC']], limit: 3, offset: 6 });
export const posts = (user: User) => user.getPosts();
`,
    });
    const [found, posts] = queries('src/find.ts').map(({ query }) => query);
    assert.deepEqual(
      found?.clauses.map(({ key }) => key),
      ['select', 'orderBy', 'take', 'skip'],
    );
    const order = found?.clauses[1]?.value;
    const first = order?.kind === 'array' ? order.items[0] : undefined;
    assert.deepEqual(first?.kind === 'object' && first.entries.map(({ key }) => key), ['name']);
    assert.equal(posts?.label, 'posts of User');
  });
});
