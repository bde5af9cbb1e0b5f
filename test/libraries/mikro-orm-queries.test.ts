import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from '../model/build-model';
import { checkQueryMarks } from './query-marks';

const PROJECT: TestFiles = {
  'package.json': '{ "name": "app", "dependencies": { "@mikro-orm/core": "6.5.7", "@mikro-orm/postgresql": "6.5.7" } }',
  'src/entities.ts': `import { Collection, Entity, ManyToOne, OneToMany, PrimaryKey, Property, Ref } from '@mikro-orm/core';
@Entity()
export class User {
  @PrimaryKey() id!: number;
  @Property() name!: string;
  @OneToMany(() => Post, post => post.author) posts = new Collection<Post>(this);
}
@Entity()
export class Post {
  @PrimaryKey() id!: number;
  @Property() title!: string;
  @OneToMany(() => Post, post => post.author) replies!: Collection<Post>;
  @ManyToOne(() => User, { ref: true }) author!: Ref<User>;
}
`,
  'src/orm.ts': `import { MikroORM } from '@mikro-orm/postgresql';
import { Post, User } from './entities';
export const start = async () => {
  const orm = await MikroORM.init({ entities: [User, Post], dbName: 'app' });
  return orm;
};
`,
};

function check(text: string): Promise<void> {
  return checkQueryMarks({ ...PROJECT, 'src/service.ts': text });
}

describe('queries of MikroORM', () => {
  it('reads what entity managers ask', () =>
    check(`import { EntityManager } from '@mikro-orm/postgresql';
import { Post, User } from './entities';
export async function work(em: EntityManager, id: number, ids: number[], where: object) {
  await em.find(User, {}); //=> find-many User
  await em.find(User, { id: { $in: ids }, name: { $ilike: 'x%' } }, { populate: ['posts'], limit: 3 }); //=> find-many User (id in, name like prefix)
  await em.find(User, where); //=> find-many User (...)
  await em.find(User, { $or: [{ id }, { name: 'x' }] }); //=> find-many User (...)
  await em.find(User, { $and: [{ id }, { name: 'x' }] }); //=> find-many User (id equals, name equals)
  await em.find(Post, { author: { name: 'x' } }); //=> find-many Post (author relation)
  await em.findOne(User, id); //=> find-first User (...)
  await em.findOneOrFail('User', { id }); //=> find-first User (id equals)
  await em.findAll(Post, { where: { title: ['a', 'b'] } }); //=> find-many Post (title in)
  await em.count(Post, { id: { $gt: 3, $lte: 9 } }); //=> count Post (id compare, id compare)
  await em.nativeUpdate(Post, { id }, { title: 'x' }); //=> update-many Post (id equals) writes
  await em.nativeDelete(Post, { id }); //=> delete-many Post (id equals) writes
  await em.insert(Post, { title: 'x' }); //=> create Post writes
  await em.upsert(Post, { id, title: 'x' }); //=> upsert Post (...) writes
  await em.flush(); //=> update-many (...) writes
  await em.getConnection().execute('select ?', [id]); //=> raw
  await em.execute('select 1'); //=> raw
}
`));

  it('leaves the unit of work alone until it is flushed', () =>
    check(`import { EntityManager } from '@mikro-orm/core';
import { Post, User } from './entities';
export async function work(em: EntityManager, id: number) {
  const post = em.create(Post, { title: 'x' });
  em.assign(post, { title: 'y' });
  em.persist(post);
  em.remove(post);
  em.getReference(User, id);
  em.merge(Post, { id });
  await em.persistAndFlush(post); //=> upsert (...) writes
}
`));

  it('follows forks, transactions, repositories and builders', () =>
    check(`import { EntityManager, EntityRepository, MikroORM } from '@mikro-orm/postgresql';
import { InjectRepository } from '@mikro-orm/nestjs';
import { Post, User } from './entities';
import { start } from './orm';
export class UserRepository extends EntityRepository<User> {
  named(name: string) {
    return this.find({ name }); //=> find-many User (name equals)
  }
}
export class Service {
  constructor(
    @InjectRepository(Post) private readonly posts: EntityRepository<Post>,
    private readonly users: UserRepository,
    private readonly orm: MikroORM,
  ) {}
  async work(id: number) {
    await this.posts.findOne({ id }); //=> find-first Post (id equals)
    await this.posts.findAll({ where: { id } }); //=> find-many Post (id equals)
    await this.users.count({ id }); //=> count User (id equals)
    await this.orm.em.fork().find(User, { id }); //=> find-many User (id equals)
    await this.posts.getEntityManager().getRepository(User).find({ id }); //=> find-many User (id equals)
    await this.orm.em.transactional(async em => {
      await em.find(User, { id }); //=> find-many User (id equals) tx
      await em.getRepository(Post).nativeDelete({ id }); //=> delete-many Post (id equals) writes tx
    });
    const orm = await start();
    const em: EntityManager = orm.em;
    await em.createQueryBuilder(User, 'u').select('*').where({ id }).getResultList(); //=> find-many User (id equals)
    await em.createQueryBuilder(Post).update({ title: 'x' }).where({ id }).execute(); //=> update-many Post (id equals) writes
    await this.posts.createQueryBuilder('p').where('p.id = ?', [id]).getSingleResult(); //=> find-first Post (...)
    const builder = this.posts.createQueryBuilder('p').where({ id });
    const sql = builder.getQuery();
    return builder.limit(3).orWhere({ title: sql }).getCount(); //=> count Post (...)
  }
}
`));

  it('knows what loads a relation of a row', () =>
    check(`import { EntityManager, wrap } from '@mikro-orm/core';
import { Post, User } from './entities';
export async function load(em: EntityManager, user: User, post: Post) {
  await user.posts.init(); //=> find-many (...) relation posts
  await user.posts.loadCount(); //=> count (...) relation posts
  await post.replies.init(); //=> find-many Post (...) relation replies
  await post.author.load(); //=> find-unique User (...) relation author
  user.posts.add(post);
  const found = await em.find(User, {}); //=> find-many User
  for (const one of found) {
    await one.posts.loadItems(); //=> find-many (...) relation posts
  }
  const single = await em.findOneOrFail(User, { id: 1 }); //=> find-first User (id equals)
  await wrap(single).init(); //=> find-unique User (...)
}
`));

  it('knows MikroORM by what it is, not by its names', () =>
    check(`import { Post } from './entities';
class EntityManager {
  find(type: unknown, where: object) {}
  flush() {}
}
export async function look(em: EntityManager, posts: Post[], widget: { init(): void }, image: { load(): void }) {
  em.find(Post, { id: 1 });
  em.flush();
  posts.find(post => post.id === 1);
  await widget.init();
  await image.load();
}
`));

  it('names loading, orders and limits as other libraries do', async () => {
    const { queries } = await buildModel({
      ...PROJECT,
      'src/find.ts': `import { EntityManager } from '@mikro-orm/core';
import { User } from './entities';
export const find = (em: EntityManager) =>
  em.find(User, { id: 1 }, { populate: ['posts'], fields: ['id'], orderBy: { id: 'DESC' }, limit: 3, offset: 6 });
`,
    });
    const [found] = queries('src/find.ts').map(({ query }) => query);
    assert.deepEqual(
      found?.clauses.map(({ key }) => key),
      ['where', 'include', 'select', 'orderBy', 'take', 'skip'],
    );
    assert.equal(found?.label, 'User.find');
  });
});
