import assert from 'node:assert/strict';
import type { Table } from '../../server/src/core/model';
import { buildModel, type TestFiles, type TestModel } from './build-model';
import { describeTable } from './describe-table';

const HEAD = 'datasource db {\n  provider = "postgresql"\n}\n';

const SHOP = `${HEAD}
model User {
  id      Int      @id
  mail    String   @map("e_mail")
  role    Role     @default(BUYER)
  written Review[] @relation("author")
  checked Review[] @relation("checker")
  profile Profile?
  teams   Team[]
  hidden  Hidden[]
  @@index([mail(sort: Desc)], map: "by_mail")
  @@map("users")
}

model Review {
  id        Int   @id
  authorId  Int   @map("author_id")
  checkerId Int?
  author    User  @relation("author", fields: [authorId], references: [id], onDelete: Cascade)
  checker   User? @relation("checker", fields: [checkerId], references: [id])
  @@unique([authorId, checkerId])
}

model Profile {
  userId Int  @id
  user   User @relation(fields: [userId], references: [id])
}

model Category {
  id       Int        @id
  parentId Int?
  parent   Category?  @relation("tree", fields: [parentId], references: [id])
  children Category[] @relation("tree")
}

model Line {
  order Int
  no    Int
  notes Note[]
  @@id([order, no])
}

model Note {
  id    Int  @id
  order Int
  no    Int
  line  Line @relation(fields: [order, no], references: [order, no])
  @@index(no)
}

model Team {
  id    Int    @id
  users User[]
}

model Hidden {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
  @@ignore
}

view Totals {
  id Int @unique
}

enum Role {
  BUYER
  SELLER
}
`;

describe('tables of a declared schema', () => {
  it('have database names, keys, indexes and foreign keys', async () => {
    assert.deepEqual(await described({ 'prisma/schema.prisma': SHOP }), [
      'users: id, e_mail, role; primary(id); index(e_mail desc)',
      'Review: id, author_id, checkerId?; primary(id); unique(author_id, checkerId); fk(author_id) → users(id) on delete cascade; fk(checkerId) → users(id) on delete set-null',
      'Profile: userId; primary(userId); fk(userId) → users(id) on delete restrict',
      'Category: id, parentId?; primary(id); fk(parentId) → Category(id) on delete set-null',
      'Line: order, no; primary(order, no)',
      'Note: id, order, no; primary(id); index(no); fk(order,no) → Line(order,no) on delete restrict',
      'Team: id; primary(id)',
      'Totals: id; view',
      '_TeamToUser: A, B; primary(A, B); index(B); fk(A) → Team(id) on delete cascade; fk(B) → users(id) on delete cascade; unmanaged',
    ]);
  });

  it('know each relation from both sides, by its name where there are several', async () => {
    const relations = relationsOf(await tables(await buildModel({ 'prisma/schema.prisma': SHOP })));
    assert.deepEqual(relations, [
      'User.written: Review[] id = authorId',
      'User.checked: Review[] id = checkerId',
      'User.profile: Profile? id = userId',
      'User.teams: Team[]  = ',
      'Review.author: User authorId = id',
      'Review.checker: User? checkerId = id',
      'Profile.user: User userId = id',
      'Category.parent: Category? parentId = id',
      'Category.children: Category[] id = parentId',
      'Line.notes: Note[] order,no = order,no',
      'Note.line: Line order,no = order,no',
      'Team.users: User[]  = ',
    ]);
  });

  it('are found by the name the program uses and by their own', async () => {
    const { model, uri } = await buildModel({ 'prisma/schema.prisma': SHOP });
    const [database] = model.project.databases;
    assert.ok(database);
    for (const name of ['User', 'user'])
      assert.equal(model.tableByLogicalName(database.id, name)?.ref.name, 'users', name);
    for (const name of ['users', 'USER', 'constructor', '__proto__', 'Hidden'])
      assert.equal(model.tableByLogicalName(database.id, name), undefined, name);
    assert.equal(model.table({ database: database.id, schema: 'public', name: 'users' })?.logicalName, 'User');
    assert.equal(model.table({ database: database.id, schema: 'public', name: 'User' }), undefined);
    assert.equal(model.table({ database: 'other', schema: 'public', name: 'users' }), undefined);
    assert.equal(model.tablesIn(uri('prisma/schema.prisma')).length, 8);
  });

  it('stand in several files and schemas', async () => {
    assert.deepEqual(
      await described({
        'prisma/schema/base.prisma': `datasource db {
  provider = "postgresql"
  schemas  = ["auth", "public"]
}
`,
        'prisma/schema/user.prisma': 'model User {\n  id Int @id\n  posts Post[]\n  @@schema("auth")\n}\n',
        'prisma/schema/post.prisma':
          'model Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n  @@schema("public")\n}\n',
      }),
      ['Post: id, userId; primary(id); fk(userId) → auth.User(id) on delete restrict', 'auth.User: id; primary(id)'],
    );
  });

  it('say nothing about what is half-typed', async () => {
    assert.deepEqual(
      await described({
        'prisma/schema.prisma': `${HEAD}
model Post {
  id Int @id
  userId Int
  user Usr @relation(fields: [userId], references: [id])
  teamId Int
  team
}

model Team {
  id Int @id
  @@index([
`,
      }),
      ['Post: id, userId, teamId; primary(id)', 'Team: id; primary(id)'],
    );
  });

  it('belong to one of several databases', async () => {
    const schema = (field: string) =>
      `${HEAD}generator client {\n  provider = "prisma-client-js"\n}\nmodel User {\n  id Int @id\n  ${field} Int\n}\n`;
    const test = await buildModel({
      'apps/a/package.json': '{ "name": "a", "dependencies": { "@prisma/client": "7.10.0" } }',
      'apps/a/prisma/schema.prisma': schema('ofA'),
      'apps/b/package.json': '{ "name": "b", "dependencies": { "@prisma/client": "7.10.0" } }',
      'apps/b/prisma/schema.prisma': schema('ofB'),
      'apps/a/users.ts': "import { PrismaClient } from '@prisma/client';\nnew PrismaClient().user.findMany();\n",
      'apps/b/users.ts': "import { PrismaClient } from '@prisma/client';\nnew PrismaClient().user.findMany();\n",
    });
    const columnsUsed = ['a', 'b'].map(app => {
      const [found] = test.queries(`apps/${app}/users.ts`);
      const table = found?.query.table && test.model.table(found.query.table);
      return table?.columns.map(({ name }) => name);
    });
    assert.deepEqual(columnsUsed, [
      ['id', 'ofA'],
      ['id', 'ofB'],
    ]);
  });
});

const POSTS = `${HEAD}
model Post {
  id     Int    @id
  userId Int    @map("user_id")
  title  String
  @@index([title])
  @@map("posts")
}
`;

describe('a declared schema and its migrations', () => {
  it('take from migrations the indexes that the schema cannot say', async () => {
    const migration = `CREATE TABLE posts (id int PRIMARY KEY, user_id int NOT NULL, title text, old int);
CREATE INDEX other_name ON posts (title);
CREATE INDEX by_user ON posts (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX by_words ON posts USING gin (to_tsvector('english', title));
CREATE INDEX by_old ON posts (old);
DROP INDEX by_old;
CREATE TABLE others (id int);
`;
    assert.deepEqual(
      await described({
        'prisma/schema.prisma': POSTS,
        'prisma/migrations/20260101000000_init/migration.sql': migration,
      }),
      [
        "posts: id, user_id, title; primary(id); index(title); index(user_id) where user_id IS NOT NULL; index gin((to_tsvector('english', title))); columns unknown",
        'others: id?; unmanaged',
      ],
    );
  });
});

describe('a schema that changes', () => {
  const STEPS: readonly (readonly [string, TestFiles])[] = [
    ['a migration set appears', { 'migrations/0001_init.sql': 'CREATE TABLE a (id int);' }],
    ['a migration is added', { 'migrations/0002_b.sql': 'ALTER TABLE a ADD b int REFERENCES a;' }],
    ['one is put between', { 'migrations/00015_c.sql': 'ALTER TABLE a ADD c int;' }],
    ['one changes', { 'migrations/0002_b.sql': 'ALTER TABLE a ADD d int;\nCREATE INDEX ON a (d);' }],
    ['one goes', { 'migrations/0002_b.sql': undefined }],
    ['a schema appears', { 'prisma/schema.prisma': POSTS }],
    [
      'its migrations appear',
      {
        'prisma/migrations/20260101000000_x/migration.sql':
          'CREATE TABLE posts (id int);\nCREATE INDEX ON posts USING hash (id);',
      },
    ],
    ['a model is added', { 'prisma/schema.prisma': `${POSTS}model User {\n  id Int @id\n}\n` }],
    ['the dialect changes', { 'prisma/schema.prisma': POSTS.replace('postgresql', 'mysql') }],
    ['the schema goes', { 'prisma/schema.prisma': undefined }],
    [
      'everything goes',
      {
        'migrations/0001_init.sql': undefined,
        'migrations/00015_c.sql': undefined,
        'prisma/migrations/20260101000000_x/migration.sql': undefined,
      },
    ],
  ];

  it('is what it would be from scratch', async () => {
    const test = await buildModel({});
    const files: Record<string, string> = {};
    for (const [title, changes] of STEPS) {
      await test.write(changes);
      for (const [path, text] of Object.entries(changes)) {
        if (text === undefined) delete files[path];
        else files[path] = text;
      }
      const scratch = await buildModel(files);
      assert.deepEqual(await tables(test), await tables(scratch), title);
    }
    assert.deepEqual(await tables(test), []);
  });

  it('changes what a query means', async () => {
    const users = "import { PrismaClient } from '@prisma/client';\nnew PrismaClient().post.findMany();\n";
    const test = await buildModel({
      'package.json': '{ "dependencies": { "@prisma/client": "7.10.0" } }',
      'users.ts': users,
    });
    const table = () => test.queries('users.ts')[0]?.query.table?.name;
    assert.equal(table(), undefined);
    await test.write({ 'prisma/schema.prisma': POSTS });
    assert.equal(table(), 'posts');
    await test.write({ 'prisma/schema.prisma': POSTS.replace('"posts"', '"articles"') });
    assert.equal(table(), 'articles');
    await test.write({ 'prisma/schema.prisma': undefined });
    assert.equal(table(), undefined);
  });
});

async function tables({ model }: TestModel): Promise<readonly Table[]> {
  return model.project.databases.flatMap(({ id }) => model.tables(id));
}

async function described(files: TestFiles): Promise<string[]> {
  return (await tables(await buildModel(files))).map(describeTable);
}

function relationsOf(all: readonly Table[]): string[] {
  return all.flatMap(({ logicalName, relations }) =>
    relations.map(
      ({ logicalName: field, target, list, nullable, fields, targetFields }) =>
        `${logicalName}.${field}: ${target}${list ? '[]' : ''}${nullable ? '?' : ''} ${fields} = ${targetFields}`,
    ),
  );
}
