import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../../server/src/core/ports';
import { prismaFrontend } from '../../server/src/frontends/prisma/index';
import { createExtractPool } from '../../server/src/host/extract-pool';
import { createTemporaryFolder, removeTemporaryFolders } from './temporary-folder';

const SCRIPT = join(__dirname, '../../server/src/entries/extract-worker.ts');
const TSX = ['--require', 'tsx/cjs'];
const text = readFileSync(join(__dirname, '../frontends/prisma/library.prisma'), 'utf8');
const input = { uri: 'file:///shop/schema.prisma', text };

describe('the extract pool', () => {
  after(removeTemporaryFolders);

  it('gives the facts the front end gives, and says no at once when it is busy', async () => {
    const pool = createExtractPool({ script: SCRIPT, execArgv: TSX, size: 1, logger: loggerTo([]) });
    try {
      const answers = await Promise.all([1, 2, 3, 4].map(() => pool.extract('prisma', input)));
      const { facts } = prismaFrontend.extract(input);
      assert.deepEqual(answers, [facts, facts, undefined, undefined]);
      assert.deepEqual(await pool.extract('prisma', input), facts);
      assert.equal(await pool.extract('cobol', input), undefined);
    } finally {
      await pool.close();
    }
    assert.equal(await pool.extract('prisma', input), undefined);
  });

  it('lets the engine do the work when its workers cannot run, and says so once', async () => {
    const folder = createTemporaryFolder();
    folder.write({ 'dies.js': "throw new Error('no thread today')" });
    const warnings: string[] = [];
    const script = join(folder.path, 'dies.js');
    const pool = createExtractPool({ script, size: 2, logger: loggerTo(warnings) });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => pool.extract('prisma', input)));
    assert.deepEqual(answers, [undefined, undefined, undefined, undefined, undefined]);
    assert.equal(await pool.extract('prisma', input), undefined);
    assert.deepEqual(warnings, ['files are read in one thread from now on: no thread today']);
    await pool.close();
  });

  it('starts no thread where there is no core for it', async () => {
    const pool = createExtractPool({ script: '/nowhere.js', size: 0, logger: loggerTo([]) });
    assert.equal(await pool.extract('prisma', input), undefined);
    await pool.close();
  });
});

function loggerTo(warnings: string[]): Logger {
  const fail = (message: string) => assert.fail(message);
  return { error: fail, info: fail, debug: fail, warn: message => warnings.push(message) };
}
