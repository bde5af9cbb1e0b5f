import assert from 'node:assert/strict';
import type { Library } from '../../server/src/core/library';
import { createModuleIndex, type ModuleIndex } from '../../server/src/engine/module-index';
import { outlineTypeScript } from '../../server/src/frontends/typescript/outline';
import { pg } from '../../server/src/libraries/pg';
import { prisma } from '../../server/src/libraries/prisma';

const ROOT = 'file:///w';
const REPEATS = 'for (const x of await xs) ;';

/** An index of texts by path; those that hold `QUERY` are about a database. */
function indexOf(
  texts: Readonly<Record<string, string>>,
  uses: readonly Library[] = [],
): {
  index: ModuleIndex;
  set(path: string, text: string): void;
} {
  const known = new Set(Object.keys(texts).map(path => `${ROOT}/${path}`));
  const index = createModuleIndex(uri => known.has(uri));
  index.setProject(
    {
      roots: [ROOT],
      packages: [
        { name: '@acme/db', folder: `${ROOT}/packages/db`, entries: { '.': ['src/index.ts'] }, dependencies: {} },
      ],
      pathAliases: [{ folder: ROOT, paths: [{ pattern: '@/*', targets: [`${ROOT}/src/*`] }] }],
      databases: [],
      migrationSets: [],
    },
    uses,
  );
  const set = (path: string, text: string) => {
    known.add(`${ROOT}/${path}`);
    const libraries = [prisma, pg].filter(({ id }) => text.includes(`ASKS ${id}`));
    index.set(`${ROOT}/${path}`, {
      outline: outlineTypeScript(text),
      asked: text.includes('QUERY') ? 'always' : libraries,
      taken: [prisma, pg].filter(({ id }) => text.includes(`from '${id}'`)),
    });
  };
  for (const [path, text] of Object.entries(texts)) set(path, text);
  index.settle();
  return { index, set };
}

function reached(index: ModuleIndex, texts: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(texts).filter(path => index.reaches(`${ROOT}/${path}`));
}

describe('which modules lead to a database', () => {
  it('those that import it, by whatever way', () => {
    const texts = {
      'src/users.ts': 'export const load = () => QUERY;',
      'src/barrel.ts': "export * from './users';",
      'src/page.ts': "import { load } from './barrel';",
      'src/alias.ts': "import { load } from '@/users';",
      'src/required.js': "const { load } = require('./users');",
      'src/later.ts': "const load = await import('./users');",
      'packages/db/src/index.ts': 'QUERY',
      'src/package.ts': "import { db } from '@acme/db';",
      'src/other.ts': "import { x } from './unrelated';",
      'src/unrelated.ts': "import fs from 'node:fs'; export const x = 1;",
      'src/circle-a.ts': "import './circle-b';",
      'src/circle-b.ts': "import './circle-a';",
    };
    const { index } = indexOf(texts);
    assert.deepEqual(reached(index, texts), [
      'src/users.ts',
      'src/barrel.ts',
      'src/page.ts',
      'src/alias.ts',
      'src/required.js',
      'src/later.ts',
      'packages/db/src/index.ts',
      'src/package.ts',
    ]);
  });

  it('through types only where what has the type asks itself', () => {
    const texts = {
      'src/posts.ts': 'export class Posts { QUERY }',
      'src/digest.ts': "import type { Posts } from './posts';",
      'src/far.ts': "import type { Digest } from './digest';",
      'src/router.ts': "import { Posts } from './posts';",
      'src/browser.ts': "import type { AppRouter } from './router';",
    };
    const { index } = indexOf(texts);
    assert.deepEqual(reached(index, texts), ['src/posts.ts', 'src/digest.ts', 'src/router.ts']);
  });

  it('through an interface to the classes that implement it', () => {
    const texts = {
      'src/repository.ts': 'export interface Repository { find(): unknown }',
      'src/sql-repository.ts':
        "import type { Repository } from './repository';\nexport class Sql implements Repository { QUERY }",
      'src/service.ts': "import type { Repository } from './repository';",
    };
    const { index } = indexOf(texts);
    assert.deepEqual(reached(index, texts), Object.keys(texts));
    assert.deepEqual(index.implementers(`${ROOT}/src/repository.ts`), [`${ROOT}/src/sql-repository.ts`]);
  });

  it('or whose types lead to one may give what asks it, not who has nothing to do with one', () => {
    const texts = {
      'src/posts.ts': 'export class Posts { QUERY }',
      'src/router.ts': "import { Posts } from './posts';",
      'src/browser.ts': "import type { AppRouter } from './router';",
      'src/format.ts': 'export const format = String;',
    };
    const { index } = indexOf(texts);
    assert.ok(index.leads(`${ROOT}/src/format.ts`), 'while not all files are known');
    index.setComplete();
    index.settle();
    assert.deepEqual(
      Object.keys(texts).filter(path => index.leads(`${ROOT}/${path}`)),
      ['src/posts.ts', 'src/router.ts', 'src/browser.ts'],
    );
  });

  it('ask only the libraries that some module takes something from, once all modules are known', () => {
    const { index, set } = indexOf({
      'src/users.ts': "import { Pool } from 'pg'; ASKS pg",
      'src/list.ts': 'ASKS prisma',
      'src/other.ts': 'ASKS pg ASKS prisma',
    });
    const asking = () => ['users', 'list', 'other'].filter(name => index.asks(`${ROOT}/src/${name}.ts`));
    assert.deepEqual(asking(), ['users', 'list', 'other']);
    index.setComplete();
    index.settle();
    assert.deepEqual(asking(), ['users', 'other']);
    set('src/client.ts', "import { PrismaClient } from 'prisma';");
    assert.ok(index.settle().includes(`${ROOT}/src/list.ts`), 'its answer has changed');
    assert.deepEqual(asking(), ['users', 'list', 'other']);
    set('src/client.ts', '');
    index.settle();
    assert.deepEqual(asking(), ['users', 'list', 'other'], 'what was in use once counts');
  });

  it('ask what the project uses, whatever is imported', () => {
    const { index } = indexOf({ 'src/list.ts': 'ASKS prisma' }, [prisma]);
    index.setComplete();
    index.settle();
    assert.ok(index.asks(`${ROOT}/src/list.ts`));
  });

  it('export what their own statements say and what they pass on', () => {
    const { index } = indexOf({
      'src/all.ts': "export * from './barrel'; export * from './common'; export * from './elsewhere';",
      'src/elsewhere.ts': "export * from './users'; export * from 'elsewhere';",
      'src/barrel.ts': "export * from './users'; export const own = 1;",
      'src/users.ts': 'export function load() {}',
      'src/common.js': 'exports.load = load;',
    });
    const exports = index.exports(`${ROOT}/src/barrel.ts`);
    assert.deepEqual(exports?.names, ['own']);
    assert.deepEqual(exports?.passesOn, [`${ROOT}/src/users.ts`]);
    assert.deepEqual(index.exports(`${ROOT}/src/users.ts`)?.names, ['load']);
    assert.equal(index.exports(`${ROOT}/src/elsewhere.ts`), undefined, 'a package may export anything');
    assert.equal(index.exports(`${ROOT}/src/common.js`), undefined, 'CommonJS is not read');
    assert.equal(index.exports(`${ROOT}/src/all.ts`), undefined, 'nobody passes it on');
  });

  it('are looked at only where something is done once per element', () => {
    const texts = {
      'src/users.ts': 'QUERY',
      'src/loop.ts': `import './users'; ${REPEATS}`,
      'src/callback.ts': "import './users'; await Promise.all(ids.map(load));",
      'src/plain.ts': "import './users'; await load();",
      'src/client.tsx': `/* a list */\n'use client';\nimport './users'; ${REPEATS}`,
      'src/list.tsx': "import './users'; export const List = () => items.map(item => <li>{item}</li>);",
    };
    const { index } = indexOf(texts);
    const repeating = Object.keys(texts).filter(path => index.mayRepeat(`${ROOT}/${path}`));
    assert.deepEqual(repeating, ['src/loop.ts', 'src/callback.ts']);
  });

  it('is told again only for the files whose answer has changed', () => {
    const { index, set } = indexOf({
      'src/users.ts': 'QUERY',
      'src/page.ts': "import './view';",
      'src/view.ts': 'export {};',
      'src/else.ts': 'export {};',
    });
    assert.deepEqual(index.settle(), []);
    set('src/view.ts', "import './users';");
    assert.deepEqual([...index.settle()].sort(), [`${ROOT}/src/page.ts`, `${ROOT}/src/view.ts`]);
    set('src/users.ts', 'no longer');
    assert.deepEqual(
      [...index.settle()].sort(),
      ['page', 'users', 'view'].map(name => `${ROOT}/src/${name}.ts`),
    );
    set('src/view.ts', "import './new';");
    index.settle();
    assert.equal(index.reaches(`${ROOT}/src/view.ts`), false);
    set('src/new.ts', 'QUERY');
    assert.ok(index.settle().includes(`${ROOT}/src/page.ts`), 'a file that appears is what an import meant');
    index.delete(`${ROOT}/src/new.ts`);
    index.settle();
    assert.equal(index.reaches(`${ROOT}/src/view.ts`), false);
  });
});
