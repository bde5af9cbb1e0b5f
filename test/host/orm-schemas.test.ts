import assert from 'node:assert/strict';
import type { ProjectFacts } from '../../server/src/core/project';
import { describeOrmFile } from '../../server/src/host/orm-schemas';
import { discoverProject } from '../../server/src/host/project-discovery';
import { createMemoryFileSystem } from '../harness/memory-file-system';

const ROOT = 'file:///app';
const PG_TABLE =
  "import { pgTable, serial } from 'drizzle-orm/pg-core';\nexport const a = pgTable('a', { id: serial() });\n";
const ENTITY = "import { Entity } from 'typeorm';\n@Entity()\nexport class A {}\n";

/** One line for each database: id, dialect, naming, files. */
async function discover(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return describeDatabases(await projectOf(files));
}

async function projectOf(files: Readonly<Record<string, string>>): Promise<ProjectFacts> {
  const texts = Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text] as const);
  const uris = texts.map(([uri]) => uri);
  return discoverProject([ROOT], uris, createMemoryFileSystem(texts), new AbortController().signal);
}

function describeDatabases({ databases }: ProjectFacts): readonly string[] {
  return databases.map(({ id, dialect, naming = 'default', schemaFiles }) =>
    [id, dialect, naming, ...schemaFiles.map(uri => uri.slice(ROOT.length + 1))].join(' '),
  );
}

function dependencies(...names: readonly string[]): string {
  return JSON.stringify({ dependencies: Object.fromEntries(names.map(name => [name, '1'])) });
}

describe('discovery of schemas written with Drizzle', () => {
  it('finds files by what they declare, and by the configuration', async () => {
    assert.deepEqual(
      await discover({
        'package.json': dependencies('drizzle-orm', 'drizzle-kit'),
        'drizzle.config.ts':
          "export default defineConfig({ schema: './src/db/*.ts', dialect: 'postgresql', casing: 'snake_case' });",
        'src/db/users.ts': PG_TABLE,
        'src/db/index.ts': "export * from './users';\nexport * from '@/orders';",
        'src/orders.ts': PG_TABLE,
        'src/old.ts': PG_TABLE,
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
        'src/query.ts': "import { eq } from 'drizzle-orm';\nimport { PgTable } from 'drizzle-orm/pg-core';",
        'src/commented.ts': `/* ${PG_TABLE} */`,
        'test/fixtures/tables.ts': PG_TABLE,
        'src/users.test.ts': PG_TABLE,
      }),
      ['drizzle:. postgres snake src/db/users.ts src/orders.ts'],
    );
  });

  it('follows a configuration into other packages, and keeps everything where an import leads nobody knows where', async () => {
    const files = {
      'apps/web/package.json': dependencies('drizzle-orm', 'drizzle-kit', '@acme/db'),
      'apps/web/drizzle.config.ts':
        "export default { schema: './schema.ts', dialect: 'postgresql', casing: 'snake_case' };",
      'apps/web/schema.ts': "export * from '@acme/db/schema';",
      'packages/db/package.json': JSON.stringify({ name: '@acme/db', dependencies: { 'drizzle-orm': '1' } }),
      'packages/db/src/schema/index.ts': PG_TABLE,
      'packages/db/src/generated.ts': PG_TABLE,
    };
    assert.deepEqual(await discover(files), ['drizzle:packages/db postgres snake packages/db/src/schema/index.ts']);
    const leading = `${PG_TABLE}import '~/somewhere';`;
    assert.deepEqual(await discover({ ...files, 'packages/db/src/schema/index.ts': leading }), [
      'drizzle:packages/db postgres snake packages/db/src/generated.ts packages/db/src/schema/index.ts',
    ]);
  });

  it('tells dialects of one package apart', async () => {
    const sqlite = "import { sqliteTable } from 'drizzle-orm/sqlite-core';\nexport const b = sqliteTable('b', {});";
    assert.deepEqual(
      await discover({
        'packages/db/package.json': dependencies('drizzle-orm', 'drizzle-kit'),
        'packages/db/pg.ts': PG_TABLE,
        'packages/db/lite.ts': sqlite,
        'packages/db/relations.ts':
          "import { relations } from 'drizzle-orm';\nexport const r = relations(a, () => ({}));",
      }),
      [
        'drizzle:packages/db:postgres postgres default packages/db/pg.ts packages/db/relations.ts',
        'drizzle:packages/db:sqlite sqlite default packages/db/lite.ts packages/db/relations.ts',
      ],
    );
  });

  it('takes configurations of other files for other databases', async () => {
    assert.deepEqual(
      await discover({
        'package.json': dependencies('drizzle-orm', 'drizzle-kit'),
        'drizzle.config.ts': "export default { schema: ['./main/schema.ts'], dialect: 'postgresql' };",
        'drizzle.logs.config.ts':
          "export default { schema: './logs/schema.ts', dialect: 'postgresql', casing: 'camelCase' };",
        'main/schema.ts': `export * from './more.js';\n${PG_TABLE}`,
        'main/more.ts': PG_TABLE,
        'logs/schema.ts': PG_TABLE,
        'between.ts': PG_TABLE,
      }),
      [
        'drizzle:.:drizzle postgres default main/more.ts main/schema.ts',
        'drizzle:.:drizzle.logs postgres camel logs/schema.ts',
      ],
    );
  });

  it('finds tables that a creator, a schema or a callback makes', async () => {
    const file = (body: string) => `import { serial } from 'drizzle-orm/pg-core';\n${body}`;
    const [line] = await discover({
      'package.json': dependencies('drizzle-orm', 'drizzle-kit'),
      'creator.ts': file("export const a = createTable('a', { id: serial() });"),
      'schema.ts': file("export const b = auth.table('b', { id: serial() });"),
      'namespace.ts': "import * as pg from 'drizzle-orm/pg-core';\nexport const c = pg.pgTable('c', {});",
      'enums.ts': "import { pgEnum } from 'drizzle-orm/pg-core';\nexport const e = pgEnum('e', ['x']);",
    });
    assert.equal(line, 'drizzle:. postgres default creator.ts enums.ts namespace.ts schema.ts');
  });

  it('knows nothing of names when the client derives them otherwise than the configuration', async () => {
    const client =
      "import { drizzle } from 'drizzle-orm/node-postgres';\nexport const db = drizzle(url, { casing: 'snake_case' });";
    const files = {
      'package.json': dependencies('drizzle-orm', 'drizzle-kit'),
      'schema.ts': PG_TABLE,
      'client.ts': client,
    };
    assert.deepEqual(await discover(files), ['drizzle:. postgres snake schema.ts']);
    const config = "export default { schema: './schema.ts', dialect: 'postgresql' };";
    assert.deepEqual(await discover({ ...files, 'drizzle.config.ts': config }), [
      'drizzle:. postgres unknown schema.ts',
    ]);
  });

  it('leaves tables alone that only mirror what something else makes', async () => {
    assert.deepEqual(await discover({ 'package.json': dependencies('drizzle-orm'), 'schema.ts': PG_TABLE }), []);
    assert.deepEqual(await discover({ 'package.json': dependencies('other'), 'schema.ts': PG_TABLE }), []);
  });

  it('gives migrations to the database that they are made for', async () => {
    const migration = 'CREATE TABLE "a" ("id" serial);';
    const journal = '{ "dialect": "postgresql", "entries": [{ "idx": 0, "tag": "0000_first" }] }';
    const project = await projectOf({
      'package.json': dependencies('drizzle-orm', 'drizzle-kit'),
      'drizzle.config.ts':
        "export default { schema: './schema.ts', dialect: 'postgresql', out: './supabase/migrations' };",
      'schema.ts': PG_TABLE,
      'supabase/migrations/20240101000000_first.sql': migration,
      'supabase/migrations/20240102000000_second.sql': migration,
      'drizzle/meta/_journal.json': journal,
      'drizzle/0000_first.sql': migration,
    });
    assert.deepEqual(describeDatabases(project), ['drizzle:. postgres default schema.ts']);
    assert.deepEqual(
      project.migrationSets.map(({ tool, database }) => `${tool} ${database}`),
      ['drizzle drizzle:.', 'supabase drizzle:.'],
    );
  });
});

describe('discovery of schemas written with other ORMs', () => {
  const cases: Readonly<
    Record<string, readonly [files: Readonly<Record<string, string>>, expected: readonly string[]]>
  > = {
    'TypeORM with a data source': [
      {
        'package.json': dependencies('typeorm', 'pg', 'mysql2'),
        'a.entity.ts': ENTITY,
        'data-source.ts':
          "import { DataSource } from 'typeorm';\nexport default new DataSource({ type: 'mysql', entities: [] });",
      },
      ['typeorm:. mysql default a.entity.ts'],
    ],
    'TypeORM with names in snake case': [
      {
        'package.json': dependencies('typeorm', 'pg'),
        'a.entity.ts': ENTITY,
        'app.module.ts': `import { SnakeNamingStrategy } from 'typeorm-naming-strategies';
TypeOrmModule.forRootAsync({ useFactory: c => ({ type: 'postgres', url: c.get('URL'), namingStrategy: new SnakeNamingStrategy() }) });`,
      },
      ['typeorm:. postgres snake a.entity.ts'],
    ],
    'TypeORM with a naming strategy of its own': [
      {
        'package.json': dependencies('typeorm', 'pg'),
        'a.entity.ts': ENTITY,
        'ormconfig.json': '{ "type": "postgres", "namingStrategy": "custom" }',
        'source.ts':
          "import { DataSource } from 'typeorm';\nnew DataSource({ type: 'postgres', namingStrategy: new Names() });",
      },
      ['typeorm:. postgres unknown a.entity.ts'],
    ],
    'TypeORM whose dialect the driver tells': [
      { 'package.json': dependencies('typeorm', 'better-sqlite3'), 'a.entity.ts': ENTITY },
      ['typeorm:. sqlite default a.entity.ts'],
    ],
    'TypeORM whose dialect nobody tells': [{ 'package.json': dependencies('typeorm'), 'a.entity.ts': ENTITY }, []],
    'TypeORM that runs on another database in tests': [
      {
        'package.json': dependencies('typeorm', 'pg', 'sqlite3'),
        'a.entity.ts': ENTITY,
        'source.ts': "import { DataSource } from 'typeorm';\nnew DataSource({ type: 'postgres' });",
        'test/setup.ts': "import { DataSource } from 'typeorm';\nnew DataSource({ type: 'sqlite' });",
      },
      ['typeorm:. postgres default a.entity.ts'],
    ],
    Sequelize: [
      {
        'package.json': dependencies('sequelize'),
        'models/user.js':
          "module.exports = (sequelize, DataTypes) => sequelize.define('User', { name: DataTypes.STRING });",
        'models/post.ts':
          "import { DataTypes, Model } from 'sequelize';\nPost.init({ id: DataTypes.INTEGER }, { sequelize });",
        'config/config.json': '{ "development": { "dialect": "postgres", "define": { "underscored": true } } }',
        'src/other.ts': 'service.init({ a: 1 });',
      },
      ['sequelize:. postgres snake models/post.ts models/user.js'],
    ],
    'Sequelize with decorators, and an option that changes names': [
      {
        'package.json': dependencies('sequelize-typescript', 'mysql2'),
        'user.model.ts': "import { Table } from 'sequelize-typescript';\n@Table\nexport class User extends Model {}",
        'db.ts':
          "import { Sequelize } from 'sequelize-typescript';\nnew Sequelize(url, { define: { freezeTableName: true } });",
      },
      ['sequelize:. mysql unknown user.model.ts'],
    ],
    MikroORM: [
      {
        'package.json': dependencies('@mikro-orm/core', '@mikro-orm/postgresql'),
        'book.ts': "import { Entity } from '@mikro-orm/core';\n@Entity()\nexport class Book {}",
        'author.ts': "import { defineEntity } from '@mikro-orm/core';\nexport const Author = defineEntity({});",
        'mikro-orm.config.ts': 'export default { entities: [], namingStrategy: EntityCaseNamingStrategy };',
      },
      ['mikro-orm:. postgres unknown author.ts book.ts'],
    ],
    Mongoose: [
      {
        'package.json': dependencies('mongoose'),
        'user.ts': "import mongoose from 'mongoose';\nexport const user = new mongoose.Schema({ name: String });",
        'editor.ts': "import { Schema } from 'prosemirror-model';\nnew Schema({});",
      },
      ['mongoose:. mongo default user.ts'],
    ],
    'Mongoose in files that only name models, and schemas without `new`': [
      {
        'package.json': dependencies('mongoose'),
        'a.ts':
          "import mongoose from 'mongoose';\nimport { a } from './other';\nexport const A = mongoose.model('A', a);",
        'b.ts': "const { model } = require('mongoose');\nmodule.exports = model<B>(NAME, require('./other').b);",
        'c.js': "const mongoose = require('mongoose');\nmodule.exports = mongoose.Schema({ name: String });",
        'd.ts': "import { Base } from './base';\nimport 'mongoose';\nBase.discriminator('D', d);",
        'e.module.ts':
          "import { MongooseModule } from '@nestjs/mongoose';\nMongooseModule.forFeature([{ name: E.name, schema: ESchema }]);",
        'lookup.ts': "import mongoose from 'mongoose';\nconst User = mongoose.model('User');\nUser.find(getSchema());",
      },
      ['mongoose:. mongo default a.ts b.ts c.js d.ts e.module.ts'],
    ],
    'a fork of TypeORM, by its own name and by that of TypeORM': [
      {
        'package.json': JSON.stringify({ dependencies: { '@n8n/typeorm': '0.3', pg: '8' } }),
        'a.entity.ts': ENTITY.replace("'typeorm'", "'@n8n/typeorm'"),
        'other/package.json': JSON.stringify({ dependencies: { typeorm: 'npm:@n8n/typeorm@0.3', sqlite3: '5' } }),
        'other/b.entity.ts': ENTITY,
      },
      ['typeorm:. postgres default a.entity.ts', 'typeorm:other sqlite default other/b.entity.ts'],
    ],
    Kysely: [
      {
        'package.json': dependencies('kysely', 'pg'),
        'db.ts':
          "import { Kysely, PostgresDialect } from 'kysely';\nexport const db = new Kysely<DB>({ dialect: new PostgresDialect({}) });",
        'types.d.ts': "import type { Generated } from 'kysely';\nexport interface A { id: Generated<number> }",
        'migrations/1.ts': "import { Kysely } from 'kysely';\nexport async function up(db: Kysely<any>) {}",
      },
      ['kysely:. postgres default db.ts types.d.ts'],
    ],
    'Kysely beside a Prisma schema': [
      {
        'package.json': dependencies('kysely', '@prisma/client'),
        'schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
        'db.ts':
          "import { Kysely, PostgresDialect } from 'kysely';\nexport const db = new Kysely<DB>({ dialect: new PostgresDialect({}) });",
      },
      ['prisma:schema.prisma postgres default schema.prisma'],
    ],
    'two of them in one package': [
      {
        'package.json': dependencies('typeorm', '@mikro-orm/core', 'pg'),
        'a.ts': ENTITY,
        'b.ts': "import { Entity } from '@mikro-orm/core';\n@Entity()\nexport class B {}",
      },
      ['mikro-orm:. postgres default b.ts', 'typeorm:. postgres default a.ts'],
    ],
    'the package around one that does not depend on it': [
      {
        'package.json': dependencies('typeorm', 'pg'),
        'libs/users/package.json': '{ "name": "users" }',
        'libs/users/a.ts': ENTITY,
      },
      ['typeorm:. postgres default libs/users/a.ts'],
    ],
  };
  for (const [title, [files, expected]] of Object.entries(cases)) {
    it(`finds ${title}`, async () => assert.deepEqual(await discover(files), expected));
  }
});

describe('discovery that runs again', () => {
  it('reads only files that are not what they were', async () => {
    const path = (name: string) => `${ROOT}/${name}`;
    const memory = createMemoryFileSystem([
      [path('package.json'), dependencies('typeorm', 'pg')],
      [path('a.ts'), ENTITY],
      [path('b.ts'), 'export {};'],
    ]);
    const stamps = new Map([...memory.files.keys()].map(uri => [uri, '1']));
    const fileSystem = { ...memory, stamp: (uri: string) => stamps.get(uri) };
    const run = () =>
      discoverProject([ROOT], [...memory.files.keys()], fileSystem, new AbortController().signal).then(
        describeDatabases,
      );
    assert.deepEqual(await run(), ['typeorm:. postgres default a.ts']);
    memory.files.set(path('b.ts'), ENTITY);
    stamps.set(path('b.ts'), '2');
    assert.deepEqual(await run(), ['typeorm:. postgres default a.ts b.ts']);
    assert.equal(memory.reads.get(path('a.ts')), 1);
    assert.equal(memory.reads.get(path('b.ts')), 2);
  });

  it('is worth it when a text begins to declare tables or sets up another connection', () => {
    const path = `${ROOT}/a.ts`;
    const query = "import { eq } from 'drizzle-orm';\ndb.select().from(users);";
    const source = (type: string) => `import { DataSource } from 'typeorm';\nnew DataSource({ type: '${type}' });`;
    assert.equal(describeOrmFile(path, query), '');
    assert.notEqual(describeOrmFile(path, PG_TABLE), '');
    assert.notEqual(describeOrmFile(path, source('postgres')), describeOrmFile(path, source('mysql')));
  });
});
