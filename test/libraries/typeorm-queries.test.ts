import assert from 'node:assert/strict';
import { buildModel, type TestFiles } from '../model/build-model';
import { checkQueryMarks } from './query-marks';

const PROJECT: TestFiles = {
  'package.json': '{ "name": "app", "dependencies": { "typeorm": "0.3.27", "pg": "8.16.3" } }',
  'src/entities.ts': `import { BaseEntity, Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
@Entity()
export class User extends BaseEntity {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  @Column() age: number;
}
@Entity()
export class Post {
  @PrimaryGeneratedColumn() id: number;
  @Column() title: string;
  @Column() userId: number;
  @ManyToOne(() => User) user: User;
}
`,
  'src/database.ts': `import { DataSource } from 'typeorm';
import { Post, User } from './entities';
export const dataSource = new DataSource({ type: 'postgres', entities: [User, Post] });
`,
};

function check(text: string): Promise<void> {
  return checkQueryMarks({ ...PROJECT, 'src/service.ts': text });
}

describe('queries of TypeORM', () => {
  it('reads find options and conditions of repositories', () =>
    check(`import { Between, ILike, In, IsNull, MoreThan, Not, Raw, Repository } from 'typeorm';
import { InjectRepository } from '@nestjs/typeorm';
import { Post } from './entities';
export class PostService {
  constructor(@InjectRepository(Post) private readonly posts: Repository<Post>) {}
  async read(ids: number[], id: number, filter: object) {
    await this.posts.find(); //=> find-many Post
    await this.posts.find({ where: { userId: id, title: Not('x') }, relations: { user: true }, take: 10 }); //=> find-many Post (userId equals, title not)
    await this.posts.find({ where: [{ userId: id }, { title: 'x' }] }); //=> find-many Post (...)
    await this.posts.find({ where: filter }); //=> find-many Post (...)
    await this.posts.findBy({ userId: In(ids), id: Between(1, 9) }); //=> find-many Post (userId in, id compare)
    await this.posts.findAndCount({ where: { title: ILike('%x%') } }); //=> find-many Post (title like infix)
    await this.posts.findOneBy({ id }); //=> find-first Post (id equals)
    await this.posts.findOneByOrFail({ title: IsNull() }); //=> find-first Post (title equals)
    await this.posts.findOne({ where: { user: { name: 'x' } } }); //=> find-first Post (user relation)
    await this.posts.findOne(id); //=> find-first Post (...)
    await this.posts.findOne({ title: 'x' }); //=> find-first Post (title equals)
    await this.posts.existsBy({ id: MoreThan(3) }); //=> count Post (id compare)
    await this.posts.countBy({ title: Raw('x') }); //=> count Post (title other)
    await this.posts.sum('userId', { title: 'x' }); //=> aggregate Post (title equals)
  }
}
`));

  it('reads what writes and what does not ask the database', () =>
    check(`import { EntityManager, Repository } from 'typeorm';
import { Post } from './entities';
export async function write(posts: Repository<Post>, manager: EntityManager, rows: object[]) {
  const post = posts.create({ title: 'x' });
  posts.merge(post, { title: 'y' });
  posts.getId(post);
  posts.metadata.columns.find(column => column.isPrimary);
  await posts.save(post); //=> upsert Post (...) writes
  await posts.insert({ title: 'x' }); //=> create Post writes
  await posts.insert([{ title: 'x' }, { title: 'y' }]); //=> create-many Post writes
  await posts.update({ userId: 1 }, { title: 'x' }); //=> update-many Post (userId equals) writes
  await posts.update(1, { title: 'x' }); //=> update-many Post (...) writes
  await posts.upsert(rows, ['id']); //=> upsert Post (...) writes
  await posts.delete({ userId: 1 }); //=> delete-many Post (userId equals) writes
  await posts.softDelete(3); //=> update-many Post (...) writes
  await posts.increment({ id: 1 }, 'userId', 1); //=> update-many Post (id equals) writes
  await posts.remove(post); //=> delete Post (...) writes
  await manager.save(Post, post); //=> upsert Post (...) writes
  await manager.save(post); //=> upsert Post (...) writes
}
`));

  it('follows data sources, managers, query runners and transactions', () =>
    check(`import { dataSource } from './database';
import { Post, User } from './entities';
const users = dataSource.getRepository(User);
export async function work(id: number) {
  await users.findOneBy({ id }); //=> find-first User (id equals)
  await dataSource.manager.find(Post, { where: { userId: id } }); //=> find-many Post (userId equals)
  await dataSource.manager.getRepository('Post').count(); //=> count Post
  await dataSource.transaction(async manager => {
    await manager.findOneBy(User, { id }); //=> find-first User (id equals) tx
    await manager.getRepository(Post).delete({ id }); //=> delete-many Post (id equals) writes tx
    await manager.withRepository(users).find(); //=> find-many User tx
  });
  await dataSource.transaction('SERIALIZABLE', async manager => {
    await manager.query('select 1'); //=> raw tx
  });
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  await runner.query('select $1', [id]); //=> raw
  await runner.manager.count(User); //=> count User
  await runner.release();
}
`));

  it('reads query builders', () =>
    check(`import { Brackets, Repository, SelectQueryBuilder } from 'typeorm';
import { dataSource } from './database';
import { Post, User } from './entities';
export async function build(posts: Repository<Post>, id: number, ids: number[], given: SelectQueryBuilder<Post>) {
  await posts.createQueryBuilder('post').where('post.id = :id', { id }).getOne(); //=> find-first Post (id equals)
  await posts
    .createQueryBuilder('post')
    .leftJoinAndSelect('post.user', 'user')
    .where('post.userId IN (:...ids) AND post.title LIKE :title', { ids, title: 'x%' })
    .andWhere('post.title IS NOT NULL')
    .orderBy('post.title', 'DESC')
    .getMany(); //=> find-many Post (userId in, title like prefix, title not)
  await posts.createQueryBuilder('post').where('user.id = :id', { id }).getMany(); //=> find-many Post (...)
  await posts.createQueryBuilder('p').where({ id }).orWhere({ userId: id }).getCount(); //=> count Post (...)
  await posts.createQueryBuilder('p').where(new Brackets(qb => qb.where('p.id = 1'))).getRawMany(); //=> find-many Post (...)
  await dataSource.createQueryBuilder(User, 'u').where('u.age > :age', { age: 3 }).getRawOne(); //=> find-first User (age compare)
  await dataSource.createQueryBuilder().delete().from(Post).where('id = :id', { id }).execute(); //=> delete-many Post (id equals) writes
  await dataSource.createQueryBuilder().insert().into(User).values({ name: 'x' }).execute(); //=> create User writes
  await dataSource.createQueryBuilder().update(Post).set({ title: 'x' }).where({ id }).execute(); //=> update-many Post (id equals) writes
  await dataSource.createQueryBuilder().relation(User, 'posts').of(id).loadMany(); //=> find-many (...) relation posts
  const kept = posts.createQueryBuilder('post').where('post.userId = :id', { id });
  if (ids.length > 0) kept.andWhere('post.id IN (:...ids)', { ids });
  await kept.getManyAndCount(); //=> find-many Post (userId equals, ...)
  await given.getMany(); //=> find-many Post (...)
  return posts.createQueryBuilder('post').getQuery();
}
`));

  it('keeps to itself what another function told a builder', () =>
    check(`import { Repository } from 'typeorm';
import { Post } from './entities';
export class Posts {
  constructor(private readonly posts: Repository<Post>) {}
  private ofUser(id: number) {
    return this.posts.createQueryBuilder('post').where('post.userId = :id', { id });
  }
  async count(id: number) {
    return this.ofUser(id).getCount(); //=> count Post (...)
  }
}
`));

  it('reads custom repositories and active record', () =>
    check(`import { DataSource, EntityRepository, getCustomRepository, getManager, getRepository, Repository } from 'typeorm';
import { dataSource } from './database';
import { Post, User } from './entities';
@EntityRepository(Post)
export class PostRepository extends Repository<Post> {
  constructor(source: DataSource) {
    super(Post, source.createEntityManager());
  }
  ofUser(userId: number) {
    return this.findBy({ userId }); //=> find-many Post (userId equals)
  }
  count2() {
    return this.manager.count(User); //=> count User
  }
}
class BaseRepository<T> extends Repository<T> {
  all() {
    return this.find(); //=> find-many
  }
}
export class TagRepository extends BaseRepository<Post> {
  first() {
    return this.findOneBy({ id: 1 }); //=> find-first Post (id equals)
  }
}
export const Users = dataSource.getRepository(User).extend({ byName(name: string) { return name; } });
export async function use(repository: PostRepository, id: number) {
  await repository.findOneBy({ id }); //=> find-first Post (id equals)
  await getCustomRepository(PostRepository).find(); //=> find-many Post
  await Users.findOneBy({ id }); //=> find-first User (id equals)
  await getRepository(User).count(); //=> count User
  await getManager().findOne(User, { where: { id } }); //=> find-first User (id equals)
  const user = await User.findOneBy({ id }); //=> find-first User (id equals)
  await user.save(); //=> upsert User (...) writes
  await user.reload(); //=> find-unique User (...)
  const made = new User();
  await made.remove(); //=> delete User (...) writes
  const all = await User.find(); //=> find-many User
  for (const one of all) {
    await one.softRemove(); //=> update User (...) writes
  }
}
`));

  it('knows TypeORM by what it is, not by its names', () =>
    check(`import { Post } from './entities';
class Repository<T> {
  find(options?: object): T[] { return []; }
  save(row: T): void {}
}
export function look(posts: Repository<Post>, list: Post[], map: Map<string, Post>, In: (ids: number[]) => number) {
  posts.find({ where: { id: 1 } });
  posts.save(list[0]);
  list.find(post => post.id === 1);
  map.delete('x');
  new Set<number>().delete(1);
}
`));

  it('hands on the text and the values of raw queries', async () => {
    const { queries } = await buildModel({
      ...PROJECT,
      'src/raw.ts': `import { dataSource } from './database';
export const load = (id: number) => dataSource.query('select * from post where id = $1', [id]);
`,
    });
    const [raw] = queries('src/raw.ts').map(({ query }) => query.raw);
    assert.equal(raw?.dialect, 'postgres');
    assert.equal(raw?.api, 'text-and-values');
    assert.equal(raw?.values?.kind, 'array');
  });

  it('speaks the dialect of the database around', async () => {
    const { queries } = await buildModel({
      ...PROJECT,
      'src/database.ts': PROJECT['src/database.ts']?.replace("'postgres'", "'mysql'"),
      'src/raw.ts': `import { EntityManager } from 'typeorm';
export const load = (manager: EntityManager, id: number) => manager.query('select * from post where id = ?', [id]);
`,
    });
    const [raw] = queries('src/raw.ts').map(({ query }) => query.raw);
    assert.equal(raw?.dialect, 'mysql');
    assert.equal(raw?.style, 'question-mark');
  });

  it('names relations, orders and limits as other libraries do', async () => {
    const { queries } = await buildModel({
      ...PROJECT,
      'src/find.ts': `import { Repository } from 'typeorm';
import { Post } from './entities';
export const latest = (posts: Repository<Post>) =>
  posts.find({ relations: { user: true }, order: { id: 'DESC' }, take: 3 });
export const built = (posts: Repository<Post>) =>
  posts.createQueryBuilder('p').orderBy('p.title').addOrderBy('p.id', 'DESC').limit(3).getMany();
`,
    });
    const [found, built] = queries('src/find.ts').map(({ query }) => query);
    assert.deepEqual(
      found?.clauses.map(({ key }) => key),
      ['include', 'orderBy', 'take'],
    );
    const order = found?.clauses[1]?.value;
    const direction = order?.kind === 'object' ? order.entries[0]?.value : undefined;
    assert.equal(direction?.kind === 'literal' && direction.value, 'desc');
    assert.deepEqual(
      built?.clauses.map(({ key, value }) => [key, value.kind]),
      [
        ['orderBy', 'array'],
        ['take', 'literal'],
      ],
    );
    assert.equal(built?.label, 'Post.getMany');
  });
});
