import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeFileSystem } from '../../server/src/host/node-file-system';
import { createTemporaryFolder, removeTemporaryFolders } from './temporary-folder';

const never = new AbortController().signal;

describe('reading files', () => {
  after(removeTemporaryFolders);
  const fileSystem = createNodeFileSystem();

  it('gives the text as an editor shows it', async () => {
    const folder = createTemporaryFolder();
    folder.write({
      'plain [id].ts': 'const a = "é🐘";\r\n',
      'marked.sql': '\uFEFFselect 1',
      'wide.sql': Buffer.from('\uFEFFselect 2', 'utf16le'),
      'wide-big.sql': Buffer.from('\uFEFFselect 3', 'utf16le').swap16(),
      'latin.sql': Buffer.from([0x73, 0xe9, 0x74]),
      empty: '',
    });
    const texts = async (name: string) => await fileSystem.read(folder.at(name));
    assert.deepEqual(await texts('plain [id].ts'), { kind: 'text', text: 'const a = "é🐘";\r\n' });
    assert.deepEqual(await texts('marked.sql'), { kind: 'text', text: 'select 1' });
    assert.deepEqual(await texts('wide.sql'), { kind: 'text', text: 'select 2' });
    assert.deepEqual(await texts('wide-big.sql'), { kind: 'text', text: 'select 3' });
    assert.deepEqual(await texts('latin.sql'), { kind: 'text', text: 's\uFFFDt' });
    assert.deepEqual(await texts('empty'), { kind: 'text', text: '' });
  });

  it('skips binary and huge files, and reads one of 5 MB', async () => {
    const folder = createTemporaryFolder();
    folder.write({
      'data.sql': Buffer.from([0x53, 0x51, 0x4c, 0x00, 0x01]),
      'dump.sql': Buffer.alloc(8 * 1024 * 1024 + 1, 'x'),
      'large.sql': Buffer.alloc(5 * 1024 * 1024, 'select 1;\n'),
    });
    assert.deepEqual(await fileSystem.read(folder.at('data.sql')), { kind: 'skipped', reason: 'binary' });
    assert.deepEqual(await fileSystem.read(folder.at('dump.sql')), { kind: 'skipped', reason: 'too-large' });
    const large = await fileSystem.read(folder.at('large.sql'));
    assert.equal(large.kind === 'text' && large.text.length, 5 * 1024 * 1024);
  });

  it('fails on what is no readable file, and says why', async () => {
    const folder = createTemporaryFolder();
    mkdirSync(join(folder.path, 'folder.ts'));
    symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'broken.ts'));
    symlinkSync(join(folder.path, 'loop.ts'), join(folder.path, 'loop.ts'));
    for (const uri of [...['folder.ts', 'broken.ts', 'loop.ts', 'absent.ts'].map(folder.at), 'untitled:Untitled-1']) {
      const result = await fileSystem.read(uri);
      assert.equal(result.kind, 'failed', uri);
      assert.notEqual(result.kind === 'failed' && result.message, '');
    }
  });
});

describe('listing files', () => {
  after(removeTemporaryFolders);
  const fileSystem = createNodeFileSystem();

  it('follows every .gitignore in its own folder', async () => {
    const folder = createTemporaryFolder();
    folder.write({
      '.gitignore': '*.log\n/local\ngenerated/\n!keep.log\n',
      'a.ts': '',
      'a.log': '',
      'keep.log': '',
      'local/b.ts': '',
      'deep/local/c.ts': '',
      'deep/generated/d.ts': '',
      'deep/.gitignore': '!special.log\n/secret.ts\n',
      'deep/special.log': '',
      'deep/secret.ts': '',
      'deep/er/secret.ts': '',
    });
    assert.deepEqual(folder.below(await fileSystem.list(folder.uri, never)), [
      '.gitignore',
      'a.ts',
      'deep/.gitignore',
      'deep/er/secret.ts',
      'deep/local/c.ts',
      'deep/special.log',
      'keep.log',
    ]);
  });

  it('follows the .gitignore files above a folder of a repository, and no further', async () => {
    const folder = createTemporaryFolder();
    folder.write({
      '.gitignore': '*.ts\n',
      'repository/.git/info/exclude': 'mine.ts\n',
      'repository/.gitignore': '/packages/app/built\n',
      'repository/packages/.gitignore': '*.tmp.ts\n',
      'repository/packages/app/a.ts': '',
      'repository/packages/app/mine.ts': '',
      'repository/packages/app/b.tmp.ts': '',
      'repository/packages/app/built/c.ts': '',
    });
    const app = 'repository/packages/app';
    assert.deepEqual(folder.below(await fileSystem.list(folder.at(app), never)), [`${app}/a.ts`]);
  });

  it('lists a folder that is ignored when it is named itself', async () => {
    const folder = createTemporaryFolder();
    folder.write({
      '.git/info/exclude': '',
      '.gitignore': '/legacy\n',
      'legacy/src/a.ts': '',
      'legacy/.gitignore': 'b.ts\n',
    });
    folder.write({ 'legacy/src/b.ts': '' });
    const files = folder.below(await fileSystem.list(folder.at('legacy'), never));
    assert.deepEqual(files, ['legacy/.gitignore', 'legacy/src/a.ts']);
  });

  it('leaves out dependencies, build output and generated clients', async () => {
    const folder = createTemporaryFolder();
    const skipped = ['node_modules', 'dist', 'build', 'out', '.next', 'coverage', 'vendor', '.git'];
    for (const name of skipped) folder.write({ [`packages/app/${name}/a.ts`]: '' });
    folder.write({
      'packages/app/src/a.ts': '',
      'packages/app/src/client/index.d.ts': '',
      'packages/app/src/client/package.json': '{}',
      'packages/app/src/client/schema.prisma': '',
      'packages/app/src/client/runtime/library.js': '',
      'packages/app/src/generated/client.ts': '',
      'packages/app/src/generated/commonInputTypes.ts': '',
      'packages/app/src/generated/internal/class.ts': '',
      'packages/app/prisma/schema.prisma': '',
    });
    assert.deepEqual(folder.below(await fileSystem.list(folder.uri, never)), [
      'packages/app/prisma/schema.prisma',
      'packages/app/src/a.ts',
    ]);
  });

  it('ends in loops of links, and lists a file under one address', async () => {
    const folder = createTemporaryFolder();
    const outside = createTemporaryFolder();
    outside.write({ 'shared/b.ts': '', 'lone.ts': '' });
    folder.write({ 'a/a.ts': '' });
    const link = (target: string, name: string) => symlinkSync(target, join(folder.path, name));
    link(folder.path, 'a/up');
    link(join(folder.path, 'a'), 'again');
    link(join(folder.path, 'self'), 'self');
    link(join(folder.path, 'nowhere'), 'broken');
    link('/', 'everything');
    link(join(outside.path, 'shared'), 'first');
    link(join(outside.path, 'shared'), 'second');
    link(join(outside.path, 'lone.ts'), 'lone.ts');
    symlinkSync(outside.path, join(outside.path, 'shared', 'back'));
    assert.deepEqual(folder.below(await fileSystem.list(folder.uri, never)), ['a/a.ts', 'first/b.ts', 'lone.ts']);
  });

  it('is empty for a folder that is not there, and stops when it is told to', async () => {
    const folder = createTemporaryFolder();
    folder.write({ 'a/b.ts': '' });
    assert.deepEqual(await fileSystem.list(folder.at('absent'), never), []);
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(fileSystem.list(folder.uri, controller.signal), { name: 'AbortError' });
  });
});
