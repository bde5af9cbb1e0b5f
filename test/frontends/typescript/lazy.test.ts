import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const FRONTEND = join(__dirname, '../../../server/src/frontends/typescript/index');

/** Whether the compiler is loaded after the front end, and after its first file. */
const PROGRAM = `
  const { typescriptFrontend } = require(${JSON.stringify(FRONTEND)});
  const isLoaded = () => Object.keys(require.cache).some(file => /typescript[\\\\/]lib[\\\\/]typescript\\.js$/.test(file));
  const before = isLoaded();
  typescriptFrontend.extract({ uri: 'file:///a.ts', text: '' });
  process.stdout.write(JSON.stringify([before, isLoaded()]));
`;

describe('The TypeScript front end', () => {
  it('loads the compiler with its first file', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', PROGRAM], {
      cwd: join(__dirname, '../../..'),
      encoding: 'utf8',
    });
    assert.equal(stdout, '[false,true]', stderr);
  }).timeout(20_000);
});
