import assert from 'node:assert/strict';
import { buildModel, type TestFiles, type TestModel } from './build-model';
import { describeTable } from './describe-table';

const HEAD = 'datasource db {\n  provider = "postgresql"\n}\n';
const MIGRATION = 'prisma/migrations/20260101000000_init/migration.sql';
const LOCK = { 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n' };

describe('a schema of several sources', () => {
  it('has the tables and views that only its migrations know', async () => {
    const test = await buildModel({
      ...LOCK,
      'prisma/schema.prisma': `${HEAD}model User {\n  id Int @id\n}\n`,
      [MIGRATION]: `CREATE TABLE "User" (id int PRIMARY KEY);
CREATE TABLE audit (id int PRIMARY KEY, user_id int REFERENCES "User" (id));
CREATE VIEW totals AS SELECT count(*) AS number FROM audit;`,
    });
    assert.deepEqual(described(test), [
      'User: id; primary(id)',
      'audit: id, user_id?; primary(id); fk(user_id) → User(id); unmanaged',
      'totals: number?; view; unmanaged',
    ]);
    // Prisma would drop them with its next migration: they exist, and are no place for findings.
    assert.deepEqual(
      test.model.tablesIn(test.uri(MIGRATION)).map(({ ref }) => ref.name),
      [],
    );
    assert.equal(test.model.isComplete(idOf(test)), true);
  });

  it('knows ignored models and reports none of them', async () => {
    const test = await buildModel({
      ...LOCK,
      'prisma/schema.prisma': `${HEAD}model User {\n  id Int @id\n}\nmodel Old {\n  id Int @id\n  @@ignore\n  @@map("old")\n}\n`,
      [MIGRATION]: 'CREATE TABLE "User" (id int PRIMARY KEY);\nCREATE TABLE old (id int PRIMARY KEY);',
    });
    assert.deepEqual(described(test), ['User: id; primary(id)', 'old: id; primary(id); unmanaged']);
  });

  it('has what the migrations made of a join table', async () => {
    const test = await buildModel({
      ...LOCK,
      'prisma/schema.prisma': `${HEAD}model Post {\n  id Int @id\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}\n`,
      [MIGRATION]: `CREATE TABLE "Post" (id int PRIMARY KEY);
CREATE TABLE "Tag" (id int PRIMARY KEY);
CREATE TABLE "_PostToTag" ("A" int NOT NULL REFERENCES "Post", "B" int NOT NULL REFERENCES "Tag");
CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag" ("A", "B");
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag" ("B");`,
    });
    assert.deepEqual(described(test).slice(2), [
      '_PostToTag: A, B; unique(A, B); index(B); fk(A) → Post(id) on delete cascade; fk(B) → Tag(id) on delete cascade; unmanaged',
    ]);
  });

  it('has no key that its migrations took away, and the relation all the same', async () => {
    const drops = 'prisma/migrations/20260201000000_drop/migration.sql';
    const again = 'prisma/migrations/20260301000000_again/migration.sql';
    const add = 'ALTER TABLE "Post" ADD CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" (id);';
    const test = await buildModel({
      ...LOCK,
      'prisma/schema.prisma': `${HEAD}model User {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n`,
      [MIGRATION]: `CREATE TABLE "User" (id int PRIMARY KEY);
CREATE TABLE "Post" (id int PRIMARY KEY, "userId" int NOT NULL);
${add}`,
    });
    const post = (): string | undefined => described(test)[1];
    const withKey = 'Post: id, userId; primary(id); fk(userId) → User(id) on delete restrict';
    const withoutKey = 'Post: id, userId; primary(id)';
    assert.equal(post(), withKey);

    for (const [statement, expected] of [
      ['ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";', withoutKey],
      ['ALTER TABLE "Post" DROP CONSTRAINT "another_fkey";', withKey],
      ['DROP TABLE "User" CASCADE; CREATE TABLE "User" (id int PRIMARY KEY);', withoutKey],
      ['ALTER TABLE "User" DROP COLUMN id CASCADE; ALTER TABLE "User" ADD COLUMN id int PRIMARY KEY;', withoutKey],
      ['ALTER TABLE "User" DROP CONSTRAINT "User_pkey" CASCADE; ALTER TABLE "User" ADD PRIMARY KEY (id);', withoutKey],
      // Who makes the column or the table anew may have made the key with it: nothing took it away.
      ['ALTER TABLE "Post" DROP COLUMN "userId"; ALTER TABLE "Post" ADD COLUMN "userId" int NOT NULL;', withKey],
      ['DROP TABLE "Post"; CREATE TABLE "Post" (id int PRIMARY KEY, "userId" int NOT NULL);', withKey],
      // The statement fails.
      ['CREATE TABLE "User" (id int PRIMARY KEY);', withKey],
    ] as const) {
      await test.write({ [drops]: statement });
      assert.equal(post(), expected, statement);
      const relations = test.model.tables(idOf(test))[1]?.relations.map(({ logicalName }) => logicalName);
      assert.deepEqual(relations, ['user'], statement);
    }
    await test.write({ [drops]: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";', [again]: add });
    assert.equal(post(), withKey);
  });

  it('takes an index of the same name for the same one', async () => {
    const test = await buildModel({
      ...LOCK,
      'prisma/schema.prisma': `${HEAD}model Post {\n  id Int @id\n  at DateTime\n  title String\n  @@index([title, at], map: "by_title")\n}\n`,
      [MIGRATION]: `CREATE TABLE "Post" (id int PRIMARY KEY, at timestamp(3), title text);
CREATE INDEX by_title ON "Post" (title);
CREATE INDEX by_time ON "Post" (at) WHERE title IS NOT NULL;`,
    });
    assert.deepEqual(described(test), [
      'Post: id, at, title; primary(id); index(title, at); index(at) where title IS NOT NULL',
    ]);
  });

  it('is put together from several sets of migrations', async () => {
    const test = await buildModel({
      'package.json': '{ "dependencies": { "pg": "8.0.0" } }',
      'db/migrations/0001_users.sql': 'CREATE TABLE users (id int PRIMARY KEY, team_id int REFERENCES users);',
      'sql/migrations/0001_index.sql': 'CREATE INDEX ON users (team_id);\nCREATE TABLE logs (id int);',
    });
    const tables = test.model.project.databases.flatMap(({ id }) => test.model.tables(id).map(describeTable));
    assert.ok(tables.includes('logs: id?'));
    const complete = test.model.project.databases.map(({ id }) => test.model.isComplete(id));
    // One of the sets changes what it does not make.
    assert.ok(complete.includes(false));
  });
});

/** Foreign keys that nothing covers must be found whatever a second folder does: the keys of a declaration are its own. */
describe('a schema that a second set of migrations changes', () => {
  it('stays complete where it is declared, with the indexes of both', async () => {
    const test = await buildModel({
      ...LOCK,
      'prisma/schema.prisma': `${HEAD}model Post {\n  id Int @id\n  parentId Int\n  rootId Int\n  parent Post @relation("a", fields: [parentId], references: [id])\n  children Post[] @relation("a")\n  root Post @relation("b", fields: [rootId], references: [id])\n  all Post[] @relation("b")\n}\n`,
      [MIGRATION]: 'CREATE TABLE "Post" (id int PRIMARY KEY, "parentId" int NOT NULL, "rootId" int NOT NULL);',
      'prisma/manual/migrations/20260102000000_index/migration.sql':
        'CREATE INDEX ON "Post" ("rootId");\nALTER TABLE "Post" ADD COLUMN note text;',
    });
    const tables = test.model.project.databases.flatMap(({ id }) => test.model.tables(id));
    const posts = tables.filter(({ ref }) => ref.name === 'Post');
    assert.deepEqual(posts.filter(({ complete }) => !complete).map(describeTable), []);
    assert.deepEqual(posts[0]?.foreignKeys.map(({ columns }) => columns.join()).sort(), ['parentId', 'rootId']);
  });
});

describe('a database is described completely', () => {
  const CASES: Readonly<Record<string, readonly [files: TestFiles, complete: boolean]>> = {
    'by migrations that can be read': [{ 'migrations/0001_a.sql': 'CREATE TABLE a (id int);' }, true],
    'not by a block whose statements are made while it runs': [
      {
        'migrations/0001_a.sql':
          "CREATE TABLE a (id int); DO $$ BEGIN EXECUTE 'CREATE TABLE ' || 'b (id int)'; END $$;",
      },
      false,
    ],
    'not by a statement that does not parse': [
      { 'migrations/0001_a.sql': 'CREATE TABLE a (id int);\nCREATE TABLE b (id int;' },
      false,
    ],
    'not by migrations that begin in the middle': [
      { 'migrations/0001_a.sql': 'CREATE TABLE a (id int);\nALTER TABLE b ADD COLUMN c int;' },
      false,
    ],
    'not by migrations without a table': [{ 'migrations/0001_a.sql': 'SELECT 1;' }, false],
    'by a Prisma schema': [{ 'prisma/schema.prisma': `${HEAD}model User {\n  id Int @id\n}\n` }, true],
    'not by one that is being typed': [{ 'prisma/schema.prisma': `${HEAD}model User {\n  id Int @id\n` }, false],
    'not by an empty one': [{ 'prisma/schema.prisma': HEAD }, false],
  };
  for (const [name, [files, complete]] of Object.entries(CASES)) {
    it(name, async () => {
      const test = await buildModel(files);
      assert.equal(test.model.isComplete(idOf(test)), complete);
    });
  }

  it('only once its files were read', async () => {
    const { model } = await buildModel({ 'migrations/0001_a.sql': 'CREATE TABLE a (id int);' });
    assert.equal(model.isComplete('other'), false);
  });
});

describe('the enums of a database', () => {
  it('are those of the schema, then those of the migrations, in their order', async () => {
    const test = await buildModel({
      ...LOCK,
      'prisma/schema.prisma': `${HEAD}model User {\n  id Int @id\n  role Role\n}\nenum Role {\n  USER\n  ADMIN @map("admin")\n  @@map("user_role")\n}\n`,
      [MIGRATION]: `CREATE TYPE user_role AS ENUM ('USER');
CREATE TYPE mood AS ENUM ('sad', 'glad');
ALTER TYPE mood ADD VALUE 'calm' BEFORE 'glad';
CREATE TABLE "User" (id int PRIMARY KEY, role user_role NOT NULL);`,
    });
    assert.deepEqual(
      test.model
        .enums(idOf(test))
        .map(({ schema, name, logicalName, values }) => `${schema}.${name} ${logicalName}: ${values}`),
      ['public.user_role Role: USER,admin', 'public.mood mood: sad,calm,glad'],
    );
    const [user] = test.model.tables(idOf(test));
    assert.equal(user?.columns.find(({ name }) => name === 'role')?.databaseType, 'user_role');
  });
});

function described({ model }: TestModel): string[] {
  return model.project.databases.flatMap(({ id }) => model.tables(id).map(describeTable));
}

function idOf({ model }: TestModel): string {
  return model.project.databases[0]?.id ?? '';
}
