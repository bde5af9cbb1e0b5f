import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FileSystem } from '../../server/src/core/ports';
import { createNodeFileSystem } from '../../server/src/host/node-file-system';
import { runSargable, useFolders } from './command-line';

interface Report {
  readonly version: string;
  readonly findings: readonly { readonly [key: string]: unknown; readonly path: string; readonly ruleId: string }[];
  readonly problems: readonly { readonly path: string; readonly startLine: number; readonly message: string }[];
}

describe('sargable check', () => {
  const makeFolder = useFolders();

  async function checkJson(args: readonly string[], cwd: string): Promise<Report & { readonly exitCode: number }> {
    const run = await runSargable(['check', '--format', 'json', ...args], { cwd });
    return { ...(JSON.parse(run.stdout) as Report), exitCode: run.exitCode };
  }

  describe('exit code', () => {
    const cases: readonly (readonly [string, string, number])[] = [
      ['@error', 'error', 1],
      ['@warning', 'error', 0],
      ['@warning', 'warning', 1],
      ['@info', 'warning', 0],
      ['@info', 'info', 1],
      ['@hint', 'info', 0],
      ['@hint', 'hint', 1],
      ['clean', 'hint', 0],
    ];
    for (const [text, threshold, expected] of cases) {
      it(`is ${expected} for ${text} with --fail-on ${threshold}`, async () => {
        const cwd = makeFolder({ 'a.ts': text });
        assert.equal((await runSargable(['check', '--fail-on', threshold], { cwd })).exitCode, expected);
      });
    }

    it('takes warnings as the threshold when none is given', async () => {
      const cwd = makeFolder({ 'a.ts': '@warning' });
      assert.equal((await runSargable(['check'], { cwd })).exitCode, 1);
    });

    const failures: readonly (readonly [string, readonly string[]])[] = [
      ['an unknown option', ['check', '--nonsense']],
      ['an unknown command', ['chekc']],
      ['an unknown format', ['check', '--format', 'xml']],
      ['an unknown severity', ['check', '--fail-on', 'fatal']],
      ['a path that does not exist', ['check', 'nowhere']],
      ['a path below a file', ['check', 'a.ts/b']],
      ['a configuration that does not exist', ['check', '--config', 'nowhere.json']],
      ['a configuration that is not JSON', ['check', '--config', 'a.ts']],
    ];
    for (const [what, args] of failures) {
      it(`is 2 with one line on stderr for ${what}`, async () => {
        const cwd = makeFolder({ 'a.ts': '@error' });
        const run = await runSargable(args, { cwd });
        assert.equal(run.exitCode, 2);
        assert.equal(run.stdout, '');
        assert.match(run.stderr, /^sargable: [^\n]+\n$|^sargable: [^\n]+\n\(Did you mean [^\n]+\)\n$/);
      });
    }

    it('is 2 when the project itself has a configuration that is not JSON', async () => {
      const cwd = makeFolder({ 'sargable.config.json': '{\n  "rules": }', 'a.ts': '' });
      const run = await runSargable(['check'], { cwd });
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, /sargable\.config\.json:2:12/);
    });

    it('is 2 and tells where when the engine has a bug', async () => {
      const cwd = makeFolder({ 'a.ts': '' });
      const environment = { loadHost: () => Promise.reject(new TypeError('boom')) };
      const run = await runSargable(['check'], { cwd, environment });
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, /bug.*TypeError: boom/);
    });

    it('is 130 without a word when the user interrupts', async () => {
      const cwd = makeFolder({ 'a.ts': '@error' });
      const run = await runSargable(['check'], { cwd, signal: AbortSignal.abort() });
      assert.deepEqual([run.exitCode, run.stdout, run.stderr], [130, '', '']);
    });

    it('is 0 for help and version, which load no engine', async () => {
      const environment = { loadHost: () => Promise.reject(new Error('loaded')) };
      const cwd = makeFolder({});
      for (const args of [['--help'], ['check', '--help'], ['help', 'fix'], ['rules', '--help']]) {
        const run = await runSargable(args, { cwd, environment });
        assert.equal(run.exitCode, 0);
        assert.match(run.stdout, /Examples:\n {2}sargable/);
      }
      assert.equal((await runSargable(['--version'], { cwd, environment })).stdout, '1.2.3\n');
    });
  });

  describe('--format json', () => {
    it('has exactly the fields that other programs read', async () => {
      const cwd = makeFolder({ 'package.json': '{}', 'src/a.ts': 'const a = 1;\n  @safe;\n@target\n@broken\n' });
      const report = await checkJson([], cwd);
      assert.deepEqual(Object.keys(report).slice(0, 3), ['version', 'findings', 'problems']);
      const [finding] = report.findings;
      assert.match(String(finding?.id), /^[0-9a-f]{14}$/);
      assert.deepEqual(
        { ...finding, id: '' },
        {
          id: '',
          ruleId: 'test/safe',
          severity: 'warning',
          message: 'Found safe.',
          path: 'src/a.ts',
          startLine: 2,
          startColumn: 3,
          endLine: 2,
          endColumn: 8,
          related: [{ path: 'src/a.ts', startLine: 3, message: 'This is the target.' }],
          fixes: ['Replace safe'],
        },
      );
      assert.deepEqual(report.problems, [{ path: 'src/a.ts', startLine: 4, message: 'This is broken.' }]);
    });

    it('sorts by path, line, column and rule, and is the same in every run', async () => {
      const files = { 'b.ts': '@info @error\n@hint', 'a/z.ts': '@error', 'a.ts': '\n@error', 'B.ts': '@error' };
      const cwd = makeFolder(files);
      const first = await runSargable(['check', '--format', 'json'], { cwd });
      const second = await runSargable(['check', '--format', 'json'], { cwd });
      assert.equal(first.stdout, second.stdout);
      const places = (JSON.parse(first.stdout) as Report).findings.map(
        ({ path, startLine, startColumn }) => `${path}:${startLine}:${startColumn}`,
      );
      assert.deepEqual(places, ['B.ts:1:1', 'a.ts:2:1', 'a/z.ts:1:1', 'b.ts:1:1', 'b.ts:1:7', 'b.ts:2:1']);
    });

    it('counts columns in UTF-16 units of the text without its byte order mark', async () => {
      const cwd = makeFolder({ 'a.ts': '\uFEFF"😀" @error' });
      const [finding] = (await checkJson([], cwd)).findings;
      assert.deepEqual([finding?.startColumn, finding?.endColumn], [6, 12]);
    });

    it('lists files that cannot be read as problems', async () => {
      const cwd = makeFolder({ 'a.ts': '@error', 'b.ts': '@error' });
      const disk = createNodeFileSystem();
      const fileSystem: FileSystem = {
        ...disk,
        read: uri =>
          uri.endsWith('/b.ts') ? Promise.resolve({ kind: 'failed', message: 'no access' }) : disk.read(uri),
      };
      for (const paths of [[], ['a.ts', 'b.ts'], ['b.ts']]) {
        const run = await runSargable(['check', '--format', 'json', ...paths], { cwd, fileSystem });
        const report = JSON.parse(run.stdout) as Report;
        assert.deepEqual(report.problems, [{ path: 'b.ts', startLine: 1, message: 'no access' }]);
      }
    });
  });

  describe('paths', () => {
    const files = {
      'package.json': '{}',
      'prisma/schema.sql': '@error',
      'src/orders/a.ts': '@error',
      'src/b.ts': '@error',
    };
    const pathsOf = (report: Report) => report.findings.map(({ path }) => path);

    it('are relative to a single folder', async () => {
      const cwd = makeFolder(files);
      assert.deepEqual(pathsOf(await checkJson(['src'], cwd)), ['b.ts', 'orders/a.ts']);
      assert.deepEqual(pathsOf(await checkJson([join(cwd, 'src')], '/')), ['b.ts', 'orders/a.ts']);
    });

    it('are relative to the project for files and several folders', async () => {
      const cwd = makeFolder(files);
      const inside = join(cwd, 'src');
      assert.deepEqual(pathsOf(await checkJson(['b.ts'], inside)), ['src/b.ts']);
      assert.deepEqual(pathsOf(await checkJson(['orders', '../prisma'], inside)), [
        'prisma/schema.sql',
        'src/orders/a.ts',
      ]);
    });

    it('are relative to where the user stands when there is no project', async () => {
      const cwd = makeFolder({ 'one/a.ts': '@error', 'two/b.ts': '@error' });
      assert.deepEqual(pathsOf(await checkJson(['one/a.ts', 'two/b.ts'], cwd)), ['one/a.ts', 'two/b.ts']);
      assert.deepEqual(pathsOf(await checkJson(['../one/a.ts'], join(cwd, 'two'))), ['a.ts']);
    });

    it('report only what was asked for, while the engine gets the whole project', async () => {
      const cwd = makeFolder({ ...files, 'sargable.config.json': '{ "ignore": [] }' });
      const run = await runSargable(['check', '--format', 'json', 'src/orders/a.ts'], { cwd });
      assert.deepEqual(pathsOf(JSON.parse(run.stdout) as Report), ['src/orders/a.ts']);
      assert.equal(run.configured.length, 1);
    });

    it('belong to the monorepo around a package', async () => {
      const cwd = makeFolder({
        'pnpm-workspace.yaml': '',
        'packages/web/package.json': '{}',
        'packages/web/a.ts': '@error',
      });
      assert.deepEqual(pathsOf(await checkJson(['packages/web/a.ts'], cwd)), ['packages/web/a.ts']);
      assert.deepEqual(pathsOf(await checkJson(['packages/web'], cwd)), ['a.ts']);
    });

    it('leave out what git ignores, unless it is named', async () => {
      const cwd = makeFolder({
        '.git/HEAD': '',
        '.gitignore': 'generated.ts\n',
        'generated.ts': '@error',
        'a.ts': '@error',
      });
      assert.deepEqual(pathsOf(await checkJson([], cwd)), ['a.ts']);
      assert.deepEqual(pathsOf(await checkJson(['generated.ts'], cwd)), ['generated.ts']);
    });
  });

  describe('settings', () => {
    it('come from the files of the project, each for its folder', async () => {
      const cwd = makeFolder({
        'sargable.config.json': '{ "ignore": ["a"] } // the project',
        'part/sargable.config.json': '{ "ignore": ["b"], }',
      });
      const { configured } = await runSargable(['check'], { cwd });
      assert.deepEqual(
        configured.map(layer => {
          const { source, folder, value } = layer as Readonly<Record<string, unknown>>;
          return { source, folder, value };
        }),
        [
          { source: 'project-file', folder: `file://${cwd}/part`, value: { ignore: ['b'] } },
          { source: 'project-file', folder: `file://${cwd}`, value: { ignore: ['a'] } },
        ],
      );
    });

    it('come from the file of --config alone when it is given', async () => {
      const cwd = makeFolder({ 'sargable.config.json': '{ "ignore": ["a"] }', 'other.json': '{ "ignore": ["c"] }' });
      const { configured } = await runSargable(['check', '--config', 'other.json'], { cwd });
      assert.equal(configured.length, 1);
      const [layer] = configured as readonly Readonly<Record<string, unknown>>[];
      assert.deepEqual(
        [layer?.folder, layer?.origin, layer?.value],
        [`file://${cwd}`, `file://${cwd}/other.json`, { ignore: ['c'] }],
      );
    });
  });

  it('prints timings and log lines to stderr only', async () => {
    const cwd = makeFolder({ 'a.ts': '' });
    const quiet = await runSargable(['check', '--format', 'json'], { cwd });
    const loud = await runSargable(['check', '--format', 'json', '--timings', '--verbose'], { cwd });
    assert.equal(loud.stdout, quiet.stdout);
    assert.equal(quiet.stderr, '');
    assert.match(loud.stderr, /^sargable: root/);
    assert.match(loud.stderr, /rule +test\/slow +20\.0 +2\nphase +quick +1\.0 +1\n$/);
  });
});
