import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createNodeFileSystem } from '../../server/src/host/node-file-system';
import { runSargable, useFolders } from './command-line';

describe('sargable fix', () => {
  const makeFolder = useFolders();
  const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

  it('applies safe fixes only, and says what is left', async () => {
    const cwd = makeFolder({ 'a.ts': 'x @safe y @review z @warning', 'b.ts': '@hint' });
    const run = await runSargable(['fix'], { cwd });
    assert.equal(run.exitCode, 0);
    assert.equal(read(cwd, 'a.ts'), 'x  y @review z @warning');
    assert.match(run.stdout, /^Fixed 1 finding in 1 file:\n {2}a\.ts\n\n1 more finding .*--unsafe/);
  });

  it('applies the reviewed ones too with --unsafe, and creates files', async () => {
    const cwd = makeFolder({ 'db/a.ts': '@safe @review @create' });
    const run = await runSargable(['fix', '--unsafe'], { cwd });
    assert.equal(read(cwd, 'db/a.ts'), '  ');
    assert.equal(read(cwd, 'db/migrations/1_new/migration.sql'), 'CREATE;\n');
    assert.match(run.stdout, /db\/migrations\/1_new\/migration\.sql \(new\)/);
  });

  it('does not replace a file that is there already', async () => {
    const cwd = makeFolder({ 'a.ts': '@create', 'migrations/1_new/migration.sql': 'MINE;' });
    const run = await runSargable(['fix', '--unsafe'], { cwd });
    assert.equal(read(cwd, 'migrations/1_new/migration.sql'), 'MINE;');
    assert.equal(read(cwd, 'a.ts'), '@create');
    assert.match(run.stdout, /a\.ts:1:1 test\/create: .*there already/);
  });

  it('goes on until nothing changes', async () => {
    const cwd = makeFolder({ 'a.ts': '<@twice>' });
    const run = await runSargable(['fix'], { cwd });
    assert.equal(read(cwd, 'a.ts'), '<>');
    assert.match(run.stdout, /Fixed 2 findings/);
  });

  it('ends when a fix changes nothing', async () => {
    const cwd = makeFolder({ 'a.ts': '@forever' });
    assert.match((await runSargable(['fix'], { cwd })).stdout, /^Nothing to fix/);
  });

  it('ends when fixes keep undoing each other, and says so', async () => {
    const cwd = makeFolder({ 'a.ts': '@ping', 'b.ts': '@safe' });
    const run = await runSargable(['fix'], { cwd });
    assert.equal(run.exitCode, 0);
    assert.match(run.stdout, /\nStopped before everything was settled/);
    assert.equal(read(cwd, 'b.ts'), '');
  });

  it('lists what was declined and why', async () => {
    const run = await runSargable(['fix'], { cwd: makeFolder({ 'a.ts': '\n @declined' }) });
    assert.match(run.stdout, /Not fixed:\n {2}a\.ts:2:2 test\/declined: It is not possible here\.\n/);
  });

  it('keeps byte order marks, line breaks, encodings and permissions', async () => {
    const cwd = makeFolder({
      'marked.ts': '\uFEFFone\r\n@lines\r\ntwo\r\n',
      'wide.ts': Buffer.from('\uFEFFone\n@lines\n', 'utf16le'),
      'big.ts': Buffer.from('\uFEFFone\n@safe\n', 'utf16le').swap16(),
      'run.ts': '#!/usr/bin/env node\n@safe\n',
    });
    chmodSync(join(cwd, 'run.ts'), 0o754);
    await runSargable(['fix'], { cwd });
    assert.equal(read(cwd, 'marked.ts'), '\uFEFFone\r\none\r\ntwo\r\nthree\r\ntwo\r\n');
    assert.deepEqual(readFileSync(join(cwd, 'wide.ts')), Buffer.from('\uFEFFone\none\ntwo\nthree\n', 'utf16le'));
    assert.deepEqual(readFileSync(join(cwd, 'big.ts')), Buffer.from('\uFEFFone\n\n', 'utf16le').swap16());
    assert.equal(statSync(join(cwd, 'run.ts')).mode & 0o777, 0o754);
    assert.deepEqual(readdirSync(cwd).sort(), ['big.ts', 'marked.ts', 'run.ts', 'wide.ts']);
  });

  it('writes nothing at all when one of the files would be damaged', async () => {
    const latin1 = Buffer.from('caf\u00e9 @safe', 'latin1');
    const cwd = makeFolder({ 'a.ts': '@safe', 'b.ts': latin1 });
    const run = await runSargable(['fix'], { cwd });
    assert.equal(run.exitCode, 2);
    assert.match(run.stderr, /b\.ts is not encoded as UTF-8/);
    assert.equal(read(cwd, 'a.ts'), '@safe');
    assert.deepEqual(readFileSync(join(cwd, 'b.ts')), latin1);
  });

  it('does not overwrite what somebody else changed meanwhile', async () => {
    const cwd = makeFolder({ 'a.ts': '@safe', 'b.ts': '@safe' });
    const disk = createNodeFileSystem();
    let writes = 0;
    const fileSystem = {
      ...disk,
      read: async (uri: string) => {
        const result = await disk.read(uri);
        if (uri.endsWith('/b.ts')) writeFileSync(join(cwd, 'a.ts'), `@safe, changed ${++writes} times`);
        return result;
      },
    };
    const run = await runSargable(['fix'], { cwd, fileSystem });
    assert.equal(run.exitCode, 2);
    assert.equal(read(cwd, 'a.ts'), `@safe, changed ${writes} times`);
    assert.equal(read(cwd, 'b.ts'), '@safe');
  });

  it('writes the target of a link and leaves the link', async () => {
    const cwd = makeFolder({ 'real/a.ts': '@safe!' });
    symlinkSync(join('real', 'a.ts'), join(cwd, 'link.ts'));
    await runSargable(['fix', 'link.ts'], { cwd });
    assert.equal(read(cwd, 'real/a.ts'), '!');
    assert.ok(lstatSync(join(cwd, 'link.ts')).isSymbolicLink());
  });

  it('fixes only what was asked for', async () => {
    const cwd = makeFolder({ 'package.json': '{}', 'src/a.ts': '@safe', 'b.ts': '@safe' });
    await runSargable(['fix', 'src'], { cwd });
    assert.deepEqual([read(cwd, 'src/a.ts'), read(cwd, 'b.ts')], ['', '@safe']);
  });

  it('writes nothing when it is interrupted', async () => {
    const cwd = makeFolder({ 'a.ts': '@safe' });
    const run = await runSargable(['fix'], { cwd, signal: AbortSignal.abort() });
    assert.deepEqual([run.exitCode, run.stdout, read(cwd, 'a.ts')], [130, '', '@safe']);
  });

  describe('--dry-run', () => {
    const files = {
      'src/a.ts': 'one\r\n@lines\r\nthree\r\n',
      'b.ts': '\uFEFF@safe no line break',
      'db/c.ts': '@create\n',
    };

    it('leaves the files alone', async () => {
      const cwd = makeFolder(files);
      const run = await runSargable(['fix', '--dry-run', '--unsafe'], { cwd });
      assert.equal(run.exitCode, 0);
      for (const [path, content] of Object.entries(files)) assert.equal(read(cwd, path), content);
      assert.ok(!existsSync(join(cwd, 'db/migrations')));
      assert.match(run.stderr, /^Would fix 3 findings in 4 files:/);
    });

    it('prints a diff that git applies to the same result', async () => {
      const [dry, wet] = [makeFolder(files), makeFolder(files)];
      const { stdout } = await runSargable(['fix', '--dry-run', '--unsafe'], { cwd: dry });
      await runSargable(['fix', '--unsafe'], { cwd: wet });
      const git = spawnSync('git', ['apply', '--whitespace=nowarn'], { cwd: dry, input: stdout, encoding: 'utf8' });
      assert.equal(git.status, 0, git.stderr);
      for (const path of [...Object.keys(files), 'db/migrations/1_new/migration.sql']) {
        assert.equal(read(dry, path), read(wet, path), path);
      }
    });

    it('prints nothing to stdout when there is nothing to do', async () => {
      const run = await runSargable(['fix', '--dry-run'], { cwd: makeFolder({ 'a.ts': '@error' }) });
      assert.deepEqual([run.exitCode, run.stdout], [0, '']);
    });

    it('colours the diff on a terminal only', async () => {
      const cwd = makeFolder({ 'a.ts': '@safe' });
      assert.ok((await runSargable(['fix', '--dry-run'], { cwd, terminal: true })).stdout.includes('\u001B[31m-@safe'));
      assert.ok(!(await runSargable(['fix', '--dry-run'], { cwd })).stdout.includes('\u001B'));
    });
  });
});
