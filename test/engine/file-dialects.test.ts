import assert from 'node:assert/strict';
import type { ExtractInput, Frontend } from '../../server/src/core/frontend';
import type { ConfigLayer } from '../../server/src/engine/config';
import { prismaFrontend } from '../../server/src/frontends/prisma/index';
import { sqlFrontend } from '../../server/src/frontends/sql/index';
import { discoverProject } from '../../server/src/host/project-discovery';
import { fakeRule } from '../harness/fake-rule';
import { createMemoryFileSystem } from '../harness/memory-file-system';
import { createTestEngine } from '../harness/test-engine';

const ROOT = 'file:///app';
const never = new AbortController().signal;
const PLAIN = 'CREATE TABLE note (id int PRIMARY KEY, body varchar(20));\n';
const MYSQL = 'CREATE TABLE `label` (`id` int AUTO_INCREMENT PRIMARY KEY);\n';
const POSTGRES = 'CREATE TABLE label (id bigserial PRIMARY KEY, data jsonb);\n';
const SQLITE = 'CREATE TABLE label (id INTEGER PRIMARY KEY AUTOINCREMENT);\n';

const dialectOfTable = fakeRule('fake/dialect', {
  scope: 'table',
  check: table => [{ at: table.place, message: `${table.ref.name} ${table.dialect}`, data: {} }],
});

/** An engine that notes which dialect the SQL front end was told for each file. */
async function open(files: Readonly<Record<string, string>>, dialects?: unknown) {
  const told: string[] = [];
  const watched: Frontend = {
    ...sqlFrontend,
    extract(input: ExtractInput, previous) {
      told.push(`${input.uri.slice(ROOT.length + 1)} ${input.dialect ?? '-'}`);
      return sqlFrontend.extract(input, previous);
    },
  };
  const fileSystem = createMemoryFileSystem(Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text]));
  const { engine } = createTestEngine({ fileSystem, rules: [dialectOfTable], frontends: [prismaFrontend, watched] });
  const uris = [...fileSystem.files.keys()];
  engine.setProject(await discoverProject([ROOT], uris, fileSystem, never), uris);
  const configure = (value: unknown): void => {
    const layer: ConfigLayer = { source: 'project-file', folder: ROOT, value: { dialects: value } };
    engine.setConfig(value === undefined ? [] : [layer]);
  };
  configure(dialects);
  return {
    engine,
    fileSystem,
    configure,
    /** Checks everything: what was told since the last time, and the dialects of tables. */
    async check() {
      const tables: string[] = [];
      await engine.checkWorkspace(never, ({ findings }) => tables.push(...findings.map(({ message }) => message)));
      return { told: told.splice(0).sort(), tables: tables.sort() };
    },
  };
}

describe('the dialect of a file', () => {
  it('is the one of the Prisma provider, whatever a setting and the text say', async () => {
    const { check } = await open(
      {
        'prisma/schema.prisma': 'datasource db {\n  provider = "mysql"\n}\n',
        'prisma/migrations/1_a/migration.sql': POSTGRES,
        'prisma/views.sql': PLAIN,
      },
      { 'prisma/migrations/**': 'sqlite' },
    );
    assert.deepEqual((await check()).told, ['prisma/migrations/1_a/migration.sql mysql', 'prisma/views.sql mysql']);
  });

  it('is the one of the lock file', async () => {
    const { check } = await open({
      'db/migrations/migration_lock.toml': 'provider = "sqlite"\n',
      'db/migrations/1_a/migration.sql': PLAIN,
    });
    assert.deepEqual(await check(), { told: ['db/migrations/1_a/migration.sql sqlite'], tables: ['note sqlite'] });
  });

  it('is the one of a setting where nothing else says it, before what the text gives away', async () => {
    const { check } = await open(
      { 'legacy/migrations/001.sql': MYSQL, 'reports/top.sql': PLAIN, 'reports/all/top.sql': PLAIN },
      { 'legacy/**': 'sqlite', 'reports/*': 'mysql', 'reports/all/': 'sqlite' },
    );
    assert.deepEqual(await check(), {
      told: ['legacy/migrations/001.sql sqlite', 'reports/all/top.sql sqlite', 'reports/top.sql mysql'],
      tables: ['label sqlite'],
    });
  });

  it('is what the migrations of the folder give away together, before the driver of the package', async () => {
    const { check } = await open({
      'package.json': '{ "name": "a", "dependencies": { "pg": "8" } }',
      'migrations/001.sql': PLAIN,
      'migrations/002.sql': MYSQL,
      'lite/migrations/001.sql': PLAIN,
      'lite/migrations/002.sql': SQLITE,
      'other/migrations/001.sql': PLAIN,
      'lone.sql': MYSQL,
    });
    assert.deepEqual(await check(), {
      told: [
        'lite/migrations/001.sql sqlite',
        'lite/migrations/002.sql sqlite',
        'lone.sql -',
        'migrations/001.sql mysql',
        'migrations/002.sql mysql',
        'other/migrations/001.sql postgres',
      ],
      tables: ['label mysql', 'label sqlite', 'note mysql', 'note postgres', 'note sqlite'],
    });
  });

  it('may be one that nobody reads: such a folder says nothing and is no broken script', async () => {
    const { check, engine } = await open({
      'package.json': '{ "name": "a", "dependencies": { "pg": "8" } }',
      'events/migrations/001.sql': 'CREATE TABLE event (id String) ENGINE = MergeTree ORDER BY id;\n',
      'events/migrations/002.sql': 'ALTER TABLE event ADD INDEX by_id id TYPE minmax;\nCREATE TABLE plain (id int);\n',
      'lone.sql': 'CREATE TABLE event (`id` String) ENGINE = MergeTree ORDER BY tuple();\n',
      'migrations/001.sql': PLAIN,
    });
    const { told, tables } = await check();
    assert.deepEqual(told, [
      'events/migrations/001.sql clickhouse',
      'events/migrations/002.sql clickhouse',
      'lone.sql -',
      'migrations/001.sql postgres',
    ]);
    assert.deepEqual(tables, ['note postgres']);
    const { problems } = await engine.checkFile(`${ROOT}/events/migrations/002.sql`, never);
    assert.deepEqual(problems, []);
  });

  it('is left to the text where the folder tells nothing', async () => {
    const { check } = await open({ 'migrations/001.sql': PLAIN });
    assert.deepEqual(await check(), { told: ['migrations/001.sql -'], tables: ['note postgres'] });
  });

  it('makes files be read again when it changes, and only those', async () => {
    const { check, configure, engine, fileSystem } = await open({
      'a/migrations/001.sql': PLAIN,
      'b/migrations/001.sql': MYSQL,
    });
    await check();
    assert.deepEqual((await check()).told, []);
    configure({ 'a/**': 'mysql' });
    assert.deepEqual(await check(), {
      told: ['a/migrations/001.sql mysql'],
      tables: ['label mysql', 'note mysql'],
    });
    configure(undefined);
    assert.deepEqual((await check()).told, ['a/migrations/001.sql -']);
    fileSystem.files.set(`${ROOT}/b/migrations/001.sql`, SQLITE);
    engine.filesChanged([`${ROOT}/b/migrations/001.sql`], []);
    assert.deepEqual(await check(), {
      told: ['b/migrations/001.sql sqlite'],
      tables: ['label sqlite', 'note postgres'],
    });
    engine.openDocument(`${ROOT}/b/migrations/001.sql`, MYSQL, 1);
    assert.deepEqual((await check()).tables, ['label mysql', 'note postgres']);
  });
});

describe('what cannot be read', () => {
  it('is told of the schemas and migrations of a database, of no other script', async () => {
    const broken = 'CREATE TABLE {{ name }} (id int);\n';
    const { engine } = await open({ 'migrations/001.sql': broken, 'templates/table.sql': broken });
    const told: string[] = [];
    await engine.checkWorkspace(never, ({ uri, problems }) => told.push(...problems.map(() => uri)), true);
    assert.deepEqual(told, [`${ROOT}/migrations/001.sql`]);
  });
});
