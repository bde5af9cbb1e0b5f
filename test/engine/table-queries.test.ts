import assert from 'node:assert/strict';
import type { TableQuery } from '../../server/src/core/model';
import { fakeRule } from '../harness/fake-rule';
import { openWorkspace, type TestWorkspace } from '../harness/workspace';

const FILES = new Map([
  ['migrations/0001_posts.sql', 'CREATE TABLE posts (id bigint PRIMARY KEY, slug text, title text);\n'],
  ['package.json', '{ "name": "blog", "dependencies": { "pg": "8.23.1" } }'],
  ['src/posts.ts', program("SELECT id FROM posts WHERE slug = 'a'")],
]);
const SCHEMA = 'migrations/0001_posts.sql';

describe('the queries on a table', () => {
  let seen: readonly TableQuery[] | undefined;
  let workspace: TestWorkspace;

  beforeEach(async () => {
    seen = undefined;
    const rule = fakeRule('fake/queries', {
      scope: 'table',
      check(table, model) {
        seen = model.queriesOn(table.ref);
        return [];
      },
    });
    workspace = await openWorkspace(FILES, { rules: [rule] });
  });

  it('are not counted before the whole workspace has been read', async () => {
    await workspace.engine.checkFile(workspace.uri(SCHEMA), new AbortController().signal);
    assert.deepEqual(seen, []);
  });

  it('are those of all files once it has, and again after the next check', async () => {
    await workspace.check();
    assert.deepEqual(
      seen?.map(({ equality }) => equality),
      [['slug']],
    );

    workspace.engine.openDocument(workspace.uri('src/posts.ts'), program("SELECT id FROM posts WHERE title = 'b'"), 1);
    await workspace.engine.checkFile(workspace.uri(SCHEMA), new AbortController().signal);
    assert.deepEqual(
      seen?.map(({ equality }) => equality),
      [['slug']],
      'nothing is counted while typing',
    );

    await workspace.check();
    assert.deepEqual(
      seen?.map(({ equality }) => equality),
      [['title']],
    );
  });

  it('stand where they are written', async () => {
    await workspace.check();
    assert.deepEqual(
      seen?.map(({ place }) => workspace.path(place.uri)),
      ['src/posts.ts'],
    );
  });
});

function program(sql: string): string {
  return `import { Pool } from 'pg';\nconst pool = new Pool();\nexport const posts = () => pool.query("${sql}");\n`;
}
