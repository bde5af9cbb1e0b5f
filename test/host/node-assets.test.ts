import assert from 'node:assert/strict';
import { systemClock } from '../../server/src/host/clock';
import { pathOfUri, uriOfPath } from '../../server/src/host/file-uri';
import { createNodeAssets } from '../../server/src/host/node-assets';
import { createTemporaryFolder, removeTemporaryFolders } from './temporary-folder';

describe('assets', () => {
  after(removeTemporaryFolders);
  const isWebAssembly = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString() === '\0asm';

  it('come from beside the bundle', async () => {
    const folder = createTemporaryFolder();
    folder.write({ 'libpg-query.wasm': 'beside' });
    assert.equal(Buffer.from(await createNodeAssets(folder.path).load('libpg-query.wasm')).toString(), 'beside');
  });

  it('come from their packages when there is no bundle', async () => {
    const assets = createNodeAssets(__dirname);
    assert.ok(isWebAssembly(await assets.load('libpg-query.wasm')));
    assert.ok(isWebAssembly(await assets.load('prisma_schema_build_bg.wasm')));
  });

  it('are missed loudly', async () => {
    await assert.rejects(createNodeAssets(__dirname).load('absent.wasm'), /ENOENT.*absent\.wasm/);
    await assert.rejects(createNodeAssets('/').load('libpg-query.wasm'), /libpg-query\.wasm was not found/);
  });
});

describe('addresses of files', () => {
  it('keep every character of a path', () => {
    for (const path of ['/app/[id]/a b%20é🐘#?.ts', '/']) {
      assert.equal(pathOfUri(uriOfPath(path)), path);
    }
    assert.equal(uriOfPath('/app/../b/'), 'file:///b');
    assert.equal(pathOfUri('file:///C:/app/a.ts'), 'C:/app/a.ts');
    assert.equal(pathOfUri('vscode-remote://host/a.ts'), undefined);
  });
});

describe('the clock', () => {
  it('writes the present as Prisma names its migrations', () => {
    assert.match(systemClock.timestamp(), /^20\d{12}$/);
    const before = systemClock.now();
    assert.ok(systemClock.now() >= before);
  });
});
