import assert from 'node:assert/strict';
import { completeLockfile, problemsOfLockfile } from '../../scripts/lockfile.mjs';

const lockfile = {
  name: 'x',
  packages: {
    '': { name: 'x' },
    'node_modules/@tool/linux-x64': { version: '1.0.0', optional: true },
    'node_modules/tool': {
      version: '1.0.0',
      dev: true,
      license: 'MIT',
      optionalDependencies: {
        '@tool/linux-x64': '1.0.0',
        '@tool/darwin-arm64': '1.0.0',
        '@tool/linux-arm64-musl': '1.0.0',
      },
    },
  },
};

describe('scripts/lockfile', () => {
  it('reports a registry host', () => {
    const withHost = {
      packages: { 'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz' } },
    };
    assert.deepEqual(problemsOfLockfile(withHost), ['node_modules/a names a registry host (see .npmrc).']);
  });

  it('reports a platform that has no entry, and adds it with what its name says', () => {
    assert.equal(problemsOfLockfile(lockfile).length, 2);
    const complete = completeLockfile(lockfile);
    assert.deepEqual(problemsOfLockfile(complete), []);
    assert.deepEqual(complete.packages['node_modules/@tool/linux-arm64-musl'], {
      version: '1.0.0',
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
      dev: true,
      license: 'MIT',
      optional: true,
    });
    assert.deepEqual(
      complete.packages['node_modules/@tool/linux-x64'],
      lockfile.packages['node_modules/@tool/linux-x64'],
    );
  });
});
