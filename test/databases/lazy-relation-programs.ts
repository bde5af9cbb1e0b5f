import type { Files } from '../harness/workspace';

export interface LazyProgram {
  readonly name: string;
  readonly files: Files;
}

const CALL = 'export type OnStatement = (sql: string) => void;\n';

/** Two authors have written, one of them twice; one has not; two have the same name. */
const FILL = `INSERT INTO author (id, name) VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Ada');
INSERT INTO book (id, title, author_id) VALUES (1, 'b', 1), (2, 'a', 1), (3, 'c', 3), (4, 'd', NULL);`;

const TYPEORM: Files = new Map([
  ['package.json', '{ "name": "library", "dependencies": { "typeorm": "1.1.1", "pg": "8.23.1" } }'],
  ['statements.ts', CALL],
  [
    'entities.ts',
    `import { Column, Entity, Index, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm';

@Entity({ name: 'author' })
export class Author {
  @PrimaryColumn('int') id: number;
  @Column('text') name: string;
  @OneToMany(() => Book, book => book.author) books: Promise<Book[]>;
}

@Entity({ name: 'book' })
export class Book {
  @PrimaryColumn('int') id: number;
  @Column('text') title: string;
  @Index()
  @ManyToOne(() => Author, author => author.books, { nullable: true })
  @JoinColumn({ name: 'author_id' })
  author: Promise<Author | null>;
}
`,
  ],
  [
    'digest.ts',
    `import type { DataSource } from 'typeorm';
import { Author, Book } from './entities';

export async function digest(database: DataSource) {
  const authors = await database.getRepository(Author).find({ order: { id: 'ASC' } });
  const lines: string[] = [];
  for (const author of authors) {
    const books = await author.books;
    lines.push(author.name + ': ' + books.map(book => book.title).sort().join());
  }
  return lines;
}
`,
  ],
  [
    'owners.ts',
    `import type { DataSource } from 'typeorm';
import { Book } from './entities';

export async function owners(database: DataSource) {
  const books = await database.manager.find(Book, { order: { id: 'ASC' } });
  return Promise.all(books.map(async book => (await book.author)?.name ?? 'nobody'));
}
`,
  ],
  [
    'program.ts',
    `import { DataSource } from 'typeorm';
import { digest } from './digest';
import { Author, Book } from './entities';
import { owners } from './owners';
import type { OnStatement } from './statements';

export async function run(url: string, onStatement: OnStatement) {
  const nothing = () => {};
  const rest = { logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing };
  const logger = { ...rest, logQuery: onStatement };
  const database = new DataSource({ type: 'postgres', url, entities: [Author, Book], logging: true, logger });
  await database.initialize();
  try {
    await database.synchronize(true);
    await database.query(\`${FILL}\`);
    onStatement('');
    return [await digest(database), await owners(database)];
  } finally {
    await database.destroy();
  }
}
`,
  ],
]);

const SEQUELIZE: Files = new Map([
  ['package.json', '{ "name": "library", "dependencies": { "sequelize": "6.37.8", "pg": "8.23.1" } }'],
  ['statements.ts', CALL],
  [
    'models.ts',
    `import { DataTypes, type HasManyGetAssociationsMixin, Model, type NonAttribute, type Sequelize } from 'sequelize';

export class Author extends Model {
  declare name: string;
  declare books: NonAttribute<Book[]>;
  declare getBooks: HasManyGetAssociationsMixin<Book>;
}

export class Book extends Model {
  declare title: string;
}

export function declare(sequelize: Sequelize) {
  const id = { type: DataTypes.INTEGER, primaryKey: true };
  const plain = { sequelize, timestamps: false, underscored: true };
  Author.init({ id, name: DataTypes.TEXT }, { ...plain, tableName: 'author' });
  Book.init({ id, title: DataTypes.TEXT, authorId: DataTypes.INTEGER }, { ...plain, tableName: 'book' });
  Author.hasMany(Book, { as: 'books', foreignKey: 'authorId' });
}
`,
  ],
  [
    'digest.ts',
    `import { Author } from './models';

export async function digest() {
  const authors = await Author.findAll({ order: [['id', 'ASC']] });
  const lines: string[] = [];
  for (const author of authors) {
    const books = await author.getBooks();
    lines.push(author.name + ': ' + books.map(book => book.title).sort().join());
  }
  return lines;
}
`,
  ],
  [
    'program.ts',
    `import { Sequelize } from 'sequelize';
import { digest } from './digest';
import { declare } from './models';
import type { OnStatement } from './statements';

export async function run(url: string, onStatement: OnStatement) {
  const sequelize = new Sequelize(url, { logging: onStatement });
  declare(sequelize);
  try {
    await sequelize.sync({ force: true });
    await sequelize.query(\`${FILL}\`);
    onStatement('');
    return await digest();
  } finally {
    await sequelize.close();
  }
}
`,
  ],
]);

const MIKRO_ORM: Files = new Map([
  [
    'package.json',
    '{ "name": "library", "dependencies": { "@mikro-orm/core": "6.6.16", "@mikro-orm/postgresql": "6.6.16" } }',
  ],
  ['statements.ts', CALL],
  [
    'entities.ts',
    `import { Collection, Entity, Index, ManyToOne, OneToMany, PrimaryKey, Property, type Ref } from '@mikro-orm/core';

@Entity({ tableName: 'author' })
export class Author {
  @PrimaryKey({ type: 'integer', autoincrement: false }) id!: number;
  @Property({ type: 'text' }) name!: string;
  @OneToMany({ entity: () => Book, mappedBy: 'author' }) books = new Collection<Book>(this);
}

@Entity({ tableName: 'book' })
export class Book {
  @PrimaryKey({ type: 'integer', autoincrement: false }) id!: number;
  @Property({ type: 'text' }) title!: string;
  @Index()
  @ManyToOne({ entity: () => Author, ref: true, nullable: true })
  author?: Ref<Author>;
}
`,
  ],
  [
    'digest.ts',
    `import type { EntityManager } from '@mikro-orm/postgresql';
import { Author } from './entities';

export async function digest(em: EntityManager) {
  const authors = await em.find(Author, {}, { orderBy: { id: 'asc' } });
  const lines: string[] = [];
  for (const author of authors) {
    await author.books.init();
    lines.push(author.name + ': ' + author.books.getItems().map(book => book.title).sort().join());
  }
  return lines;
}
`,
  ],
  [
    'items.ts',
    `import type { EntityManager } from '@mikro-orm/postgresql';
import { Author } from './entities';

export async function items(em: EntityManager) {
  const authors = await em.getRepository(Author).findAll({ orderBy: { id: 'asc' } });
  return Promise.all(authors.map(async author => (await author.books.loadItems()).map(book => book.title).sort()));
}
`,
  ],
  [
    'program.ts',
    `import { MikroORM } from '@mikro-orm/postgresql';
import { digest } from './digest';
import { Author, Book } from './entities';
import { items } from './items';
import type { OnStatement } from './statements';

export async function run(url: string, onStatement: OnStatement) {
  const orm = await MikroORM.init({ clientUrl: url, entities: [Author, Book], debug: ['query'], logger: onStatement });
  try {
    await orm.schema.refreshDatabase();
    await orm.em.getConnection().execute(\`${FILL}\`);
    onStatement('');
    return [await digest(orm.em.fork()), await items(orm.em.fork())];
  } finally {
    await orm.close(true);
  }
}
`,
  ],
]);

export const LAZY_PROGRAMS: readonly LazyProgram[] = [
  { name: 'TypeORM', files: TYPEORM },
  { name: 'Sequelize', files: SEQUELIZE },
  { name: 'MikroORM', files: MIKRO_ORM },
];
