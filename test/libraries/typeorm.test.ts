import assert from 'node:assert/strict';
import { fkWithoutIndex } from '../../server/src/rules/index/fk-without-index';
import { redundantPrefix } from '../../server/src/rules/index/redundant-prefix';
import { describeTable } from '../model/describe-table';
import { type DeclaredSchema, readSchema, type SchemaSettings } from './declared-schema';

const USER = `import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Post } from './post';
@Entity('users')
export class User {
  @PrimaryGeneratedColumn() id: number;
  @Column({ unique: true }) mail: string;
  @OneToMany(() => Post, post => post.author) posts: Post[];
}
`;

describe('TypeORM entities', () => {
  it('have relations that lead both ways', async () => {
    const schema = await readSchema({ 'user.ts': USER, 'post.ts': post('@ManyToOne(() => User, user => user.posts)') });
    assert.equal(describeTable(schema.table('post')), 'post: id, authorId?; primary(id); fk(authorId) → users(id)');
    const [posts] = schema.table('users').relations;
    assert.deepEqual(posts && [posts.target, posts.list, posts.fields, posts.targetFields], [
      'Post',
      true,
      ['id'],
      ['author'],
    ]);
  });

  it('are found by name where classes would import each other in a circle', async () => {
    const files = { 'user.ts': USER, 'post.ts': post("@ManyToOne('User', 'posts')").replace(/import \{ User.*\n/, '') };
    const schema = await readSchema(files);
    assert.match(describeTable(schema.table('post')), /fk\(authorId\) → users\(id\)/);
  });

  it('say where the foreign key without an index is, and are silent where there is one', async () => {
    for (const [decorators, count] of [
      ['@ManyToOne(() => User)', 1],
      ['@Index() @ManyToOne(() => User)', 0],
      ['@OneToOne(() => User) @JoinColumn()', 0],
      ['@ManyToOne(() => User, { createForeignKeyConstraints: false })', 0],
      ['@ManyToOne(() => User) @JoinColumn(settings())', 0],
      ['@Indexed() @ManyToOne(() => User)', 0],
    ] as const) {
      const schema = await readSchema({ 'user.ts': USER, 'post.ts': post(decorators) });
      assert.equal(findings(schema, fkWithoutIndex).length, count, decorators);
    }
  });

  it('have the indexes of decorators that the project makes of TypeORM’s own', async () => {
    const files = {
      'user.ts': USER,
      'own.ts': `import { Column, Index, ManyToOne } from 'typeorm';
import { applyDecorators } from '@nestjs/common';
import { User } from './user';
export const Author = () => applyDecorators(ManyToOne(() => User), Index());
export function Short(length: number, options = {}) { return Column({ type: 'varchar', length, ...options }); }
`,
      'post.ts': `import { Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Author, Short } from './own';
@Entity() export class Post {
  @PrimaryGeneratedColumn() id: number;
  @Author() author: User;
  @Short(12, { nullable: true, name: 'label' }) title: string;
}
`,
    };
    const schema = await readSchema(files, { others: ['own.ts'] });
    const table = schema.table('post');
    assert.equal(
      describeTable(table),
      'post: id, label?, authorId?; primary(id); index(authorId); fk(authorId) → users(id)',
    );
    assert.equal(table.columns.find(({ name }) => name === 'label')?.databaseType, 'character varying(12)');
  });

  it('claim nothing of what is missing when a part of them cannot be read', async () => {
    for (const text of [
      post('@ManyToOne(() => User)').replace('class Post', 'class Post extends Audited(Base)'),
      post('@ManyToOne(() => User)').replace('class Post', 'class Post extends External'),
      post('@ManyToOne(() => User)').replace('@Entity()', "@Entity() @Index('by_hand', { synchronize: false })"),
      post('@ManyToOne(() => User)').replace('@Entity()', '@Entity() @Index(columns())'),
    ]) {
      const schema = await readSchema({ 'user.ts': USER, 'post.ts': text });
      assert.equal(schema.table('post').complete, false);
      assert.deepEqual(findings(schema, fkWithoutIndex), []);
    }
  });

  it('hold keys and indexes by property where the names are those of an unknown strategy', async () => {
    const text = post("@Index() @Column() authorId: number; @ManyToOne(() => User) @JoinColumn({ name: 'author_id' })");
    const schema = await readSchema({ 'user.ts': USER, 'post.ts': text }, { naming: 'unknown' });
    const table = schema.table('post');
    assert.deepEqual([table.complete, table.columnsComplete], [true, false]);
    assert.deepEqual(findings(schema, fkWithoutIndex), []);
    assert.ok(table.indexes.every(({ name }) => name === undefined));
  });

  it('are not blamed for the indexes of join tables', async () => {
    const files = {
      'user.ts': USER.replace(
        '@OneToMany(() => Post, post => post.author)',
        '@ManyToMany(() => Post) @JoinTable()',
      ).replace('Column,', 'Column, JoinTable, ManyToMany,'),
      'post.ts': post('@Column()').replace('User;', 'string;'),
    };
    const schema = await readSchema(files);
    assert.equal(schema.table('users_posts_post').indexes.length, 3);
    assert.deepEqual(findings(schema, redundantPrefix), []);
  });

  it('are those of MySQL and SQLite as well', async () => {
    const types = async (settings: SchemaSettings) =>
      (await readSchema({ 'kind.ts': KIND }, settings)).table('kind').columns.map(({ databaseType }) => databaseType);
    assert.deepEqual(await types({ dialect: 'mysql' }), [
      'int',
      'varchar(255)',
      'tinyint',
      'datetime(6)',
      'decimal(8,2)',
      "enum('a','b')",
    ]);
    assert.deepEqual(await types({ dialect: 'sqlite' }), [
      'integer',
      'varchar',
      'boolean',
      'datetime',
      'decimal',
      'varchar',
    ]);
  });

  it('are entities of TypeORM by their import, not by their name', async () => {
    const schema = await readSchema({ 'user.ts': USER.replace("'typeorm'", "'./my-orm'") });
    assert.deepEqual(schema.tables, []);
  });

  it('survive half-typed code and circles', async () => {
    const text = `import { Entity, ManyToOne, PrimaryColumn, JoinColumn } from 'typeorm';
@Entity() export class A extends B { @PrimaryColumn() @ManyToOne(() => A, { primary: true }) @JoinColumn() a: A; @ManyToOne(() => ) x: }
@Entity() export class B extends A { @ManyToOne(() => B) b: B; @ManyToOne(`;
    for (let end = 60; end <= text.length; end += 7) await readSchema({ 'a.ts': text.slice(0, end) });
  });
});

const KIND = `import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity() export class Kind {
  @PrimaryGeneratedColumn() id: number;
  @Column() label: string;
  @Column() active: boolean;
  @CreateDateColumn() made: Date;
  @Column('decimal', { precision: 8, scale: 2 }) price: string;
  @Column({ type: 'simple-enum', enum: ['a', 'b'] }) grade: string;
}
`;

function post(decorators: string): string {
  return `import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryGeneratedColumn } from 'typeorm';
import { External } from 'elsewhere';
import { User } from './user';
@Entity()
export class Post {
  @PrimaryGeneratedColumn() id: number;
  ${decorators} author: User;
}
`;
}

type TableRule = typeof fkWithoutIndex | typeof redundantPrefix;

function findings({ tables, model }: DeclaredSchema, rule: TableRule): unknown[] {
  return tables.flatMap(table => (rule.scope === 'table' ? rule.check(table, model, {}) : []));
}
