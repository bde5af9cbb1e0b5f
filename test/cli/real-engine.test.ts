import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadHost } from '../../server/src/cli/node-host';
import { RULE_LIST } from '../../server/src/cli/rule-list';
import { runSargable, useFolders } from './command-line';

interface Finding {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly path: string;
  readonly startLine: number;
  readonly fixes: readonly string[];
}

const SCHEMA = `generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "postgresql"
}

model User {
  id     Int     @id
  orders Order[]
}

model Order {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
}
`;

const SERVICE = `import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function load(ids: number[]) {
  const all = [];
  for (const id of ids) {
    all.push(await prisma.order.findMany({ where: { userId: id } }));
  }
  return all;
}
`;

const PROJECT = {
  'package.json': '{ "dependencies": { "@prisma/client": "7.0.0" } }',
  'prisma/schema.prisma': SCHEMA,
  'src/orders/service.ts': SERVICE,
};

describe('command line with the real engine', function () {
  this.timeout(60_000);
  const makeFolder = useFolders();

  const run = (args: readonly string[], cwd: string) =>
    runSargable(args, { cwd, environment: { loadHost, loadRules: () => Promise.resolve(RULE_LIST) } });

  async function check(args: readonly string[], cwd: string) {
    const { stdout, stderr, exitCode } = await run(['check', '--format', 'json', ...args], cwd);
    assert.equal(stderr, '');
    return {
      ...(JSON.parse(stdout) as { findings: Finding[]; problems: { path: string; startLine: number }[] }),
      exitCode,
    };
  }

  const summary = ({ findings }: { readonly findings: readonly Finding[] }) =>
    findings.map(({ ruleId, path, startLine }) => `${path}:${startLine} ${ruleId}`);

  it('finds the same in a file alone as in the whole project', async () => {
    const cwd = makeFolder(PROJECT);
    const whole = await check([], cwd);
    assert.deepEqual(summary(whole), [
      'prisma/schema.prisma:17 index/fk-without-index',
      'src/orders/service.ts:8 n-plus-one/query-in-loop',
    ]);
    for (const path of ['prisma/schema.prisma', 'src/orders/service.ts']) {
      const alone = await check([path], cwd);
      assert.deepEqual(
        alone.findings,
        whole.findings.filter(finding => finding.path === path),
      );
    }
    const [part] = (await check(['src/orders'], cwd)).findings;
    assert.deepEqual([part?.path, part?.id], ['service.ts', whole.findings[1]?.id]);
  });

  it('tells the syntax problems of a script that belongs to no database where it is named', async () => {
    const cwd = makeFolder({ ...PROJECT, 'reports/broken.sql': 'SELECT 1;\n\nSELECT FROM WHERE;\n' });
    const problems = async (...args: string[]) => (await check(args, cwd)).problems.map(({ startLine }) => startLine);
    assert.deepEqual(await problems('reports/broken.sql'), [3]);
    assert.deepEqual(await problems('reports'), []);
    assert.deepEqual(await problems(), []);
  });

  it('checks a schema whose builders another module re-exports', async () => {
    const cwd = makeFolder({
      'package.json': '{ "dependencies": { "drizzle-orm": "0.45.0" } }',
      'drizzle.config.ts':
        "import { defineConfig } from 'drizzle-kit';\nexport default defineConfig({ dialect: 'postgresql', schema: './src/schema.ts' });\n",
      'src/builders.ts': "export { integer, pgTable } from 'drizzle-orm/pg-core';\n",
      'src/schema.ts': `import { integer, pgTable } from './builders';

export const users = pgTable('users', { id: integer().primaryKey() });
export const orders = pgTable('orders', {
  id: integer().primaryKey(),
  userId: integer().references(() => users.id),
});
`,
    });
    const expected = ['src/schema.ts:6 index/fk-without-index'];
    assert.deepEqual(summary(await check([], cwd)), expected);
    assert.deepEqual(summary(await check(['src/schema.ts'], cwd)), expected);
  });

  it('applies the settings of the project and those of --config', async () => {
    const cwd = makeFolder({
      ...PROJECT,
      'sargable.config.json': '{ "rules": { "n-plus-one/query-in-loop": "off", "index/fk-without-index": "info" } }',
      'strict.json': '{ "rules": { "index/fk-without-index": "error" }, "ignore": ["src/**"] }',
    });
    const own = await check([], cwd);
    assert.deepEqual([own.findings.map(({ severity }) => severity), own.exitCode], [['info'], 0]);
    const strict = await check(['--config', 'strict.json', '--fail-on', 'error'], cwd);
    assert.deepEqual([strict.findings.map(({ severity }) => severity), strict.exitCode], [['error'], 1]);
  });

  it('reports what a configuration says in vain', async () => {
    const config = '{\n  "rules": { "index/fk-without-indx": "off" }\n}';
    const cwd = makeFolder({ ...PROJECT, 'sargable.config.json': config });
    assert.ok(summary(await check([], cwd)).includes('sargable.config.json:2 config/unknown-key'));
    assert.deepEqual(summary(await check(['sargable.config.json'], cwd)), [
      'sargable.config.json:2 config/unknown-key',
    ]);
    assert.deepEqual(summary(await check(['src'], cwd)), ['orders/service.ts:8 n-plus-one/query-in-loop']);
  });

  it('reports what a configuration given with --config says in vain, wherever it lies', async () => {
    const cwd = makeFolder({ 'project/package.json': '{}', 'project/a.ts': '', 'other.json': '{ "rule": {} }' });
    assert.deepEqual(summary(await check(['project', '--config', 'other.json'], cwd)), [
      '../other.json:1 config/unknown-key',
    ]);
  });

  it('lists what it could not understand, and still finds the rest', async () => {
    const cwd = makeFolder({ ...PROJECT, 'prisma/schema.prisma': `${SCHEMA}\nmodel Half {\n  id Int @id(\n` });
    const report = await check([], cwd);
    assert.ok(summary(report).includes('prisma/schema.prisma:17 index/fk-without-index'));
    assert.ok(report.problems.length > 0);
    for (const { path, startLine } of report.problems) {
      assert.equal(path, 'prisma/schema.prisma');
      assert.ok(startLine >= 18);
    }
  });

  it('tells of no fix in a migration that may have run elsewhere', async () => {
    const table = 'CREATE TABLE notes (id bigint PRIMARY KEY, attrs jsonb NOT NULL);\n';
    const cwd = makeFolder({
      'package.json': '{ "dependencies": { "pg": "8.13.0", "node-pg-migrate": "7.9.1" } }',
      // No branch is checked out and nothing has been added: what git's index does not name may still be edited.
      '.git/HEAD': 'ref: refs/heads/main\n',
      'migrations/1700000000000_notes.sql': `-- Up Migration\n${table}CREATE INDEX ON notes (attrs);\n`,
    });
    const fixesOf = async () => (await check([], cwd)).findings.map(({ ruleId, fixes }) => [ruleId, fixes]);
    assert.deepEqual(await fixesOf(), [['index/wrong-method', ['Write USING gin']]]);
    rmSync(join(cwd, '.git'), { recursive: true });
    assert.deepEqual(await fixesOf(), [['index/wrong-method', []]]);
    const { stdout } = await run(['check', '--fail-on', 'error'], cwd);
    assert.doesNotMatch(stdout, /fix/);
  });

  it('repairs a file with its byte order mark and line breaks', async () => {
    const schema = `\uFEFF${SCHEMA.replaceAll('\n', '\r\n')}`;
    const cwd = makeFolder({ 'package.json': '{}', 'schema.prisma': schema });
    assert.equal((await run(['fix', '--unsafe'], cwd)).exitCode, 0);
    const fixed = readFileSync(join(cwd, 'schema.prisma'), 'utf8');
    assert.match(fixed, /^\uFEFFgenerator/);
    assert.match(fixed, /@@index\(\[userId\]\)\r\n/);
    assert.doesNotMatch(fixed, /[^\r]\n/);
    assert.deepEqual(summary(await check([], cwd)), []);
  });

  it('writes a new migration beside committed ones, and finds nothing any more', async () => {
    const initial =
      'CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id));\n';
    const cwd = makeFolder({ 'migrations/0001_initial.sql': initial });
    assert.deepEqual(summary(await check([], cwd)), ['migrations/0001_initial.sql:2 index/fk-without-index']);
    const dry = await run(['fix', '--unsafe', '--dry-run'], cwd);
    assert.match(dry.stdout, /^--- \/dev\/null\n\+\+\+ b\/migrations\//);
    assert.deepEqual(readdirSync(join(cwd, 'migrations')), ['0001_initial.sql']);
    assert.equal((await run(['fix', '--unsafe'], cwd)).exitCode, 0);
    assert.equal(readFileSync(join(cwd, 'migrations/0001_initial.sql'), 'utf8'), initial);
    assert.equal(readdirSync(join(cwd, 'migrations')).length, 2);
    assert.deepEqual(summary(await check([], cwd)), []);
  });
});
