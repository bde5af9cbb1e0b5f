import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FRONTENDS } from '../server/src/frontends/index';
import { LIBRARIES } from '../server/src/libraries/index';
import { RULES } from '../server/src/rules/index';

const source = join(__dirname, '../server/src');

/** Folders and files of a directory without its registry, in order. */
function namesIn(folder: string): string[] {
  return readdirSync(join(source, folder))
    .filter(name => name !== 'index.ts')
    .map(name => name.replace(/\.ts$/, ''))
    .sort();
}

describe('registries', () => {
  it('rules/index.ts holds every file of rules/ in order', () => {
    const written = namesIn('rules')
      .filter(family => family !== 'shared')
      .flatMap(family => namesIn(`rules/${family}`).map(name => `${family}/${name}`));
    assert.deepEqual(
      RULES.map(rule => rule.meta.id),
      written,
    );
  });

  it('libraries/index.ts holds every file of libraries/ in order', () => {
    // What one library is made of stands in a folder of its name.
    const files = new Set(readdirSync(join(source, 'libraries')).filter(name => name.endsWith('.ts')));
    assert.deepEqual(
      LIBRARIES.map(library => library.id),
      namesIn('libraries').filter((name, at, names) => files.has(`${name}.ts`) && names[at - 1] !== name),
    );
  });

  it('frontends/index.ts holds every folder of frontends/ in order', () => {
    assert.deepEqual(
      FRONTENDS.map(frontend => frontend.id),
      namesIn('frontends'),
    );
  });

  it('no two front ends claim one extension', () => {
    const extensions = FRONTENDS.flatMap(frontend => frontend.extensions);
    assert.equal(new Set(extensions).size, extensions.length);
    assert.ok(extensions.every(extension => extension.startsWith('.')));
  });
});
