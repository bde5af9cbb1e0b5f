import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFacts } from '../../server/src/core/project';
import { relativeTo } from '../../server/src/core/uri';
import { createNodeFileSystem } from '../../server/src/host/node-file-system';
import { discoverProject } from '../../server/src/host/project-discovery';
import { createTemporaryFolder, removeTemporaryFolders } from './temporary-folder';

const POSTGRES = 'datasource db {\n  provider = "postgresql"\n}\n';
const CLIENT = 'generator client {\n  provider = "prisma-client-js"\n}\n';
const MODEL = 'model A {\n  id Int @id\n}\n';

describe('discovery of packages and aliases', () => {
  after(removeTemporaryFolders);

  it('reads names, entries and dependencies', async () => {
    const { packages } = await discover({
      'package.json': '{ "name": "root", "private": true }',
      'packages/db/package.json': JSON.stringify({
        name: '@acme/db',
        exports: {
          '.': { types: './dist/index.d.ts', import: './dist/esm/index.js', default: './dist/index.cjs' },
          './client': './src/client.ts',
          './styles.css': './dist/styles.css',
          './*': './lib/*.js',
        },
        dependencies: { pg: '8.0.0' },
        devDependencies: { pg: '7.0.0', tsx: '^4' },
      }),
      'packages/old/package.json': '{ "name": "old", "main": "./dist/main.js", }',
      'packages/plain/package.json': '{ "name": "plain" }',
      'packages/broken/package.json': '{ "name": "broken", "dependencies": { "knex": "1" ',
      'packages/list/package.json': '[1, 2]',
    });
    const by = (name: string) => packages.find(fact => fact.name === name);
    assert.deepEqual(by('@acme/db')?.entries['.'], [
      'src/index.ts',
      'src/index.tsx',
      'index.ts',
      'index.tsx',
      'dist/index.ts',
      'dist/index.tsx',
      'dist/index.d.ts',
      'dist/esm/index.ts',
      'dist/esm/index.tsx',
      'dist/esm/index.js',
      'dist/index.cjs',
    ]);
    assert.deepEqual(by('@acme/db')?.entries['./client'], ['src/client.ts']);
    assert.deepEqual(by('@acme/db')?.entries['./*']?.slice(0, 1), ['src/*.ts']);
    assert.deepEqual(by('@acme/db')?.dependencies, { pg: '8.0.0', tsx: '^4' });
    assert.deepEqual(by('old')?.entries['.']?.slice(0, 1), ['src/main.ts']);
    assert.equal(by('plain')?.entries['.']?.[0], 'src/index.ts');
    assert.deepEqual(by('broken')?.dependencies, { knex: '1' });
    assert.equal(packages.length, 6);
  });

  it('reads paths through extends, of files and of workspace packages, and through references', async () => {
    const facts = await discover({
      'packages/config/package.json': '{ "name": "@acme/tsconfig" }',
      'packages/config/base.json': '{ "compilerOptions": { "paths": { "@shared/*": ["../shared/*"] } } }',
      'tsconfig.base.json':
        '{ "extends": "./tsconfig.base.json", "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }',
      'apps/a/tsconfig.json': '// base\n{ "extends": "../../tsconfig.base", "compilerOptions": { "strict": true, } }',
      'apps/b/tsconfig.json': '{ "extends": ["@acme/tsconfig/base.json"], "compilerOptions": { "baseUrl": "./src" } }',
      'apps/c/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "../a" }] }',
      'apps/c/tsconfig.app.json': '{ "compilerOptions": { "paths": { "#/*": ["${configDir}/app/*"] } } }',
      'apps/d/jsconfig.json': '{ "compilerOptions": { "baseUrl": "." } }',
      'apps/e/tsconfig.json': '{ "extends": "./missing.json", "compilerOptions": ',
    });
    assert.deepEqual(facts.pathAliases, [
      { folder: 'apps/a', paths: [{ pattern: '~/*', targets: ['src/*'] }] },
      { folder: 'apps/b', baseUrl: 'apps/b/src', paths: [{ pattern: '@shared/*', targets: ['apps/b/shared/*'] }] },
      { folder: 'apps/c', paths: [{ pattern: '#/*', targets: ['apps/c/app/*'] }] },
      { folder: 'apps/d', baseUrl: 'apps/d', paths: [] },
    ]);
  });
});

describe('discovery of Prisma databases', () => {
  after(removeTemporaryFolders);

  it('finds a schema with its migrations in order, and the client package', async () => {
    const facts = await discover({
      'prisma/schema.prisma': `${POSTGRES}${CLIENT}${MODEL}`,
      'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
      'prisma/migrations/20260201000000_b/migration.sql': '',
      'prisma/migrations/20260101000000_a/migration.sql': '',
      'prisma/migrations/20260101000000_a/down.sql': '',
    });
    assert.deepEqual(facts.databases, [
      {
        id: 'prisma:prisma/schema.prisma',
        dialect: 'postgres',
        schemaFiles: ['prisma/schema.prisma'],
        clientModules: [],
        clientPackages: ['@prisma/client'],
        emulatedRelations: false,
      },
    ]);
    assert.deepEqual(facts.migrationSets, [
      {
        tool: 'prisma',
        database: 'prisma:prisma/schema.prisma',
        folder: 'prisma/migrations',
        files: ['prisma/migrations/20260101000000_a/migration.sql', 'prisma/migrations/20260201000000_b/migration.sql'],
        transaction: 'file',
        editable: false,
      },
    ]);
  });

  it('tells the two databases of a monorepo apart', async () => {
    const { databases } = await discover({
      'package.json': '{}',
      'packages/orders/package.json': '{ "name": "orders" }',
      'packages/orders/prisma/schema.prisma':
        'datasource db {\n  provider = "mysql" // "sqlite"\n  relationMode = "prisma"\n}\ngenerator client {\n  provider = "prisma-client"\n  output = "../src/generated/client"\n}\n',
      'packages/orders/src/generated/client/schema.prisma': `${POSTGRES}${CLIENT}`,
      'packages/users/package.json': '{ "name": "users" }',
      'packages/users/prisma/schema.prisma': `// datasource x {\n${POSTGRES}generator kysely {\n  provider = "prisma-kysely"\n  output = "../src/kysely"\n}\ngenerator client {\n  provider = "prisma-client-js"\n  output = "../../../node_modules/@acme/users-client"\n}\n`,
    });
    assert.deepEqual(
      databases.map(({ id, dialect, clientModules, clientPackages, emulatedRelations }) => [
        id,
        dialect,
        clientModules,
        clientPackages,
        emulatedRelations,
      ]),
      [
        ['prisma:packages/orders/prisma/schema.prisma', 'mysql', ['packages/orders/src/generated/client'], [], true],
        ['prisma:packages/users/prisma/schema.prisma', 'postgres', [], ['@acme/users-client'], false],
      ],
    );
  });

  it('puts the files of a schema folder together, configured or not', async () => {
    const parts = {
      'prisma/schema/base/main.prisma': `${POSTGRES}${CLIENT}`,
      'prisma/schema/models/a.prisma': MODEL,
      'prisma/schema/models/deep/b.prisma': MODEL,
      'prisma/migrations/1_a/migration.sql': '',
    };
    const files = [
      'prisma/schema/base/main.prisma',
      'prisma/schema/models/a.prisma',
      'prisma/schema/models/deep/b.prisma',
    ];
    const configs: readonly Readonly<Record<string, string>>[] = [
      {},
      { 'package.json': '{ "prisma": { "schema": "./prisma/schema" } }' },
      { 'prisma.config.ts': "export default defineConfig({ /* schema: 'x' */ schema: 'prisma/schema' });" },
      {
        'prisma.config.ts': "throw new Error('never run');\nexport default { schema: path.join('prisma', 'schema') };",
      },
      { '.config/prisma.ts': 'export default defineConfig({\n  schema: path.join(__dirname, "../prisma/schema"),\n})' },
    ];
    for (const config of configs) {
      const facts = await discover({ ...parts, ...config });
      assert.deepEqual(
        facts.databases.map(({ id, schemaFiles }) => [id, schemaFiles]),
        [['prisma:prisma/schema', files]],
        JSON.stringify(config),
      );
      assert.deepEqual(
        facts.migrationSets.map(({ database, folder }) => [database, folder]),
        [['prisma:prisma/schema', 'prisma/migrations']],
      );
    }
  });

  it('takes the migrations of a config before those beside the schema', async () => {
    const { migrationSets } = await discover({
      'prisma.config.ts':
        "export default defineConfig({ schema: 'db/schema.prisma', migrations: { seed: 'x', path: `db/history` } });",
      'db/schema.prisma': POSTGRES,
      'db/history/1_a/migration.sql': '',
      'db/migrations/1_b/migration.sql': '',
    });
    assert.deepEqual(
      migrationSets.map(({ database, folder }) => [database, folder]),
      [
        ['prisma:db/schema.prisma', 'db/history'],
        ['sql:db/migrations', 'db/migrations'],
      ],
    );
  });

  it('keeps a schema for each dialect apart, and does not guess whose a shared file is', async () => {
    const { databases } = await discover({
      'prisma/mysql.prisma': 'datasource db {\n  provider = "mysql"\n}\n',
      'prisma/postgres.prisma': POSTGRES,
      'prisma/models.prisma': MODEL,
    });
    assert.deepEqual(
      databases.map(({ dialect, schemaFiles }) => [dialect, schemaFiles]),
      [
        ['mysql', ['prisma/mysql.prisma']],
        ['postgres', ['prisma/postgres.prisma']],
      ],
    );
  });

  it('knows a schema that has no datasource yet, and one whose provider is being typed', async () => {
    const begun = await discover({ 'schema.prisma': MODEL });
    assert.deepEqual(
      begun.databases.map(({ id, dialect, clientPackages }) => [id, dialect, clientPackages]),
      [['prisma:schema.prisma', 'postgres', ['@prisma/client']]],
    );
    const typing = await discover({
      'prisma/schema.prisma': 'datasource db {\n  provider = "mys\n}\n',
      'prisma/migrations/migration_lock.toml': 'provider = "mysql"\n',
      'prisma/migrations/1_a/migration.sql': '',
    });
    assert.deepEqual(
      typing.databases.map(({ dialect }) => dialect),
      ['mysql'],
    );
  });

  it('names databases after their root when there are several', async () => {
    const first = createTemporaryFolder();
    const second = createTemporaryFolder();
    for (const folder of [first, second]) folder.write({ 'schema.prisma': POSTGRES });
    const files = [first.at('schema.prisma'), second.at('schema.prisma')];
    const fileSystem = createNodeFileSystem();
    const { signal } = new AbortController();
    const facts = await discoverProject([first.uri, second.uri], files, fileSystem, signal);
    assert.equal(new Set(facts.databases.map(({ id }) => id)).size, 2);
  });

  it('outlives unreadable files', async () => {
    const folder = createTemporaryFolder();
    folder.write({ 'good/schema.prisma': POSTGRES, 'other/package.json/file.txt': '' });
    symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'schema.prisma'));
    const files = ['good/schema.prisma', 'schema.prisma', 'other/package.json', 'tsconfig.json'].map(folder.at);
    const facts = await discoverProject([folder.uri], files, createNodeFileSystem(), new AbortController().signal);
    assert.equal(facts.databases.length, 1);
    assert.deepEqual(facts.packages, []);
  });
});

describe('discovery of SQL migrations', () => {
  after(removeTemporaryFolders);

  const cases: readonly {
    readonly name: string;
    readonly files: Readonly<Record<string, string>>;
    readonly sets: readonly (readonly [tool: string, folder: string, files: readonly string[], more?: string])[];
  }[] = [
    {
      name: 'numbered files by number, without what undoes them',
      files: {
        'db/migrations/10_c.sql': '',
        'db/migrations/2_b.up.sql': '',
        'db/migrations/2_b.down.sql': '',
        'db/migrations/001_a.sql': '',
        'db/migrations/README.md': '',
        'db/migrations/notes.sql': '',
      },
      sets: [['plain-sql', 'db/migrations', ['001_a.sql', '2_b.up.sql', '10_c.sql']]],
    },
    {
      name: 'numbered files that say CONCURRENTLY run without a transaction',
      files: {
        'migrations/1_a.sql': 'create table a (id int);',
        'migrations/2_b.sql': 'create index concurrently on a (id);',
      },
      sets: [['plain-sql', 'migrations', ['1_a.sql', '2_b.sql'], 'postgres none']],
    },
    {
      name: 'flyway by version, repeatable ones last, no undo',
      files: {
        'flyway/sql/V1.10__c.sql': '',
        'flyway/sql/V1.2__b.sql': '',
        'flyway/sql/V1__a.sql': '',
        'flyway/sql/R__views.sql': '',
        'flyway/sql/U1__a.sql': '',
      },
      sets: [['flyway', 'flyway/sql', ['V1__a.sql', 'V1.2__b.sql', 'V1.10__c.sql', 'R__views.sql']]],
    },
    {
      name: 'supabase',
      files: { 'supabase/migrations/20260101000000_a.sql': '', 'supabase/seed.sql': '' },
      sets: [['supabase', 'supabase/migrations', ['20260101000000_a.sql']]],
    },
    {
      name: 'drizzle in the order of its journal',
      files: {
        'drizzle/0000_b.sql': '',
        'drizzle/0001_a.sql': '',
        'drizzle/0002_orphan.sql': '',
        'drizzle/meta/_journal.json': JSON.stringify({
          dialect: 'mysql',
          entries: [
            { idx: 0, tag: '0001_a' },
            { idx: 1, tag: '0000_b' },
            { idx: 2, tag: '0009_gone' },
          ],
        }),
      },
      sets: [['drizzle', 'drizzle', ['0001_a.sql', '0000_b.sql'], 'mysql file']],
    },
    {
      name: 'knex and node-pg-migrate by their packages',
      files: {
        'a/package.json': '{ "dependencies": { "knex": "3", "better-sqlite3": "11" } }',
        'a/migrations/1_a.sql': '',
        'b/package.json': '{ "dependencies": { "node-pg-migrate": "7", "mysql2": "3" } }',
        'b/migrations/1_a.sql': '',
      },
      sets: [
        ['knex', 'a/migrations', ['1_a.sql'], 'sqlite file'],
        ['node-pg-migrate', 'b/migrations', ['1_a.sql'], 'postgres file'],
      ],
    },
    {
      name: 'a folder for each migration',
      files: {
        'migrations/2026-02_b/up.sql': '',
        'migrations/2026-02_b/down.sql': '',
        'migrations/2026-01_a/up.sql': '',
        'drizzle/20260101_a/migration.sql': '',
        'drizzle/20260101_a/snapshot.json': '{}',
        // Prisma's own order.
        'history/9_b/migration.sql': '',
        'history/10_a/migration.sql': '',
      },
      sets: [
        ['drizzle', 'drizzle', ['20260101_a/migration.sql']],
        ['prisma', 'history', ['10_a/migration.sql', '9_b/migration.sql']],
        ['plain-sql', 'migrations', ['2026-01_a/up.sql', '2026-02_b/up.sql']],
      ],
    },
    {
      name: 'a lone schema.sql, which may be edited; not one beside migrations',
      files: {
        'package.json': '{ "dependencies": { "mysql2": "3" } }',
        'a/schema.sql': '',
        'b/structure.sql': '',
        'b/migrate/1_a.sql': '',
        'c/queries.sql': '',
      },
      sets: [
        ['plain-sql', 'a', ['schema.sql'], 'mysql none editable'],
        ['plain-sql', 'b/migrate', ['1_a.sql'], 'mysql file'],
      ],
    },
    {
      name: 'no seeds, fixtures or single numbered queries',
      files: { 'db/seeds/1_a.sql': '', 'db/seeds/2_b.sql': '', 'tests/fixtures/1_x.sql': '', 'reports/2026.sql': '' },
      sets: [],
    },
  ];
  for (const { name, files, sets } of cases) {
    it(name, async () => {
      const facts = await discover(files);
      assert.deepEqual(
        facts.migrationSets.map(({ tool, folder, files: ordered }) => [
          tool,
          folder,
          ordered.map(file => relativeTo(file, folder)),
        ]),
        sets.map(set => set.slice(0, 3)),
      );
      facts.migrationSets.forEach(({ database, transaction, editable }, i) => {
        const dialect = facts.databases.find(({ id }) => id === database)?.dialect;
        const expected = sets[i]?.[3];
        if (expected) assert.equal(`${dialect} ${transaction}${editable ? ' editable' : ''}`, expected);
      });
    });
  }
});

/** The facts of a project on disk, every address relative to its folder. */
async function discover(files: Readonly<Record<string, string>>): Promise<ProjectFacts> {
  const folder = createTemporaryFolder();
  folder.write(files);
  const fileSystem = createNodeFileSystem();
  const { signal } = new AbortController();
  const listed = await fileSystem.list(folder.uri, signal);
  const facts = await discoverProject([folder.uri], [...listed].reverse(), fileSystem, signal);
  assert.deepEqual(structuredClone(facts), facts);
  return JSON.parse(JSON.stringify(facts).replaceAll(`${folder.uri}/`, '').replaceAll(folder.uri, '.'));
}
