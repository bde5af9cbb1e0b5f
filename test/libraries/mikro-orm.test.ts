import assert from 'node:assert/strict';
import { fkWithoutIndex } from '../../server/src/rules/index/fk-without-index';
import { describeTable } from '../model/describe-table';
import { type DeclaredSchema, readSchema } from './declared-schema';

const USER = `import { Collection, Entity, OneToMany, PrimaryKey, Property } from '@mikro-orm/core';
import { Post } from './post';
@Entity()
export class User {
  @PrimaryKey() id!: number;
  @Property() fullName!: string;
  @OneToMany(() => Post, post => post.author) posts = new Collection<Post>(this);
}
`;

describe('MikroORM entities', () => {
  it('have relations that lead both ways', async () => {
    const schema = await readSchema({ 'user.ts': USER, 'post.ts': post('@ManyToOne(() => User)') });
    assert.equal(describeTable(schema.table('post')), 'post: id, author_id; primary(id); fk(author_id) → user(id)');
    const [posts] = schema.table('user').relations;
    assert.deepEqual(posts && [posts.target, posts.list, posts.targetFields], ['Post', true, ['author']]);
  });

  it('say where the foreign key without an index is, and are silent where there is one', async () => {
    for (const [decorators, count] of [
      ['@ManyToOne(() => User)', 1],
      ['@ManyToOne()', 1],
      ['@Index() @ManyToOne(() => User)', 0],
      ['@ManyToOne(() => User, { index: true })', 0],
      ['@OneToOne(() => User)', 0],
      ['@ManyToOne(() => User, { createForeignKeyConstraint: false })', 0],
      ['@AuthorIndex() @ManyToOne(() => User)', 0],
      ["@Index({ expression: 'create index x on post (author_id)' }) @ManyToOne(() => User)", 0],
    ] as const) {
      const schema = await readSchema({ 'user.ts': USER, 'post.ts': post(decorators) });
      assert.equal(findings(schema).length, count, decorators);
    }
  });

  it('have an index on every foreign key where the ORM makes one', async () => {
    const schema = await readSchema(
      { 'user.ts': USER, 'post.ts': post('@ManyToOne(() => User)') },
      { dialect: 'sqlite' },
    );
    assert.match(describeTable(schema.table('post')), /index\(author_id\)/);
    assert.deepEqual(findings(schema), []);
  });

  it('are read from the packages of version 7 as well', async () => {
    const text = post('@ManyToOne(() => User)').replace("'@mikro-orm/core'", "'@mikro-orm/decorators/legacy'");
    const schema = await readSchema({ 'user.ts': USER, 'post.ts': text });
    assert.equal(schema.tables.length, 2);
  });

  it('are defined without classes', async () => {
    const schema = await readSchema({
      'tree.ts': `import { defineEntity } from '@mikro-orm/core';
const size = 20;
export const Tree = defineEntity({
  name: 'Tree',
  tableName: 'trees',
  properties: p => ({
    id: p.bigint().primary(),
    label: p.string().length(size).unique(),
    parent: () => p.manyToOne(Tree).nullable(),
  }),
  indexes: [{ properties: ['parent', 'label'] }],
});
`,
    });
    assert.equal(
      describeTable(schema.table('trees')),
      'trees: id, label, parent_id?; primary(id); unique(label); index(parent_id, label); fk(parent_id) → trees(id) on delete set-null',
    );
  });

  it('survive half-typed code and circles', async () => {
    const text = `import { Entity, ManyToOne, Embedded, Embeddable } from '@mikro-orm/core';
@Entity() export class A extends B { @ManyToOne({ primary: true }) a!: A; @ManyToOne(() => ) x: }
@Embeddable() export class C { @Embedded(() => C) c!: C; }
@Entity() export class B extends A { @Embedded(() => C) c!: C; @ManyToOne(`;
    for (let end = 60; end <= text.length; end += 7) await readSchema({ 'a.ts': text.slice(0, end) });
  });
});

function post(decorators: string): string {
  return `import { Entity, Index, ManyToOne, OneToOne, PrimaryKey } from '@mikro-orm/core';
import { createIndex } from './indexes';
import { User } from './user';
const AuthorIndex = createIndex({ columns: 'author_id' }).decorator;
@Entity()
export class Post {
  @PrimaryKey() id!: number;
  ${decorators} author!: User;
}
`;
}

function findings({ tables, model }: DeclaredSchema): unknown[] {
  return tables.flatMap(table => (fkWithoutIndex.scope === 'table' ? fkWithoutIndex.check(table, model, {}) : []));
}
