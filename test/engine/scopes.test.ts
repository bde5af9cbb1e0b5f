import assert from 'node:assert/strict';
import type { Rule } from '../../server/src/core/rule';
import type { Place } from '../../server/src/core/text';
import { fakeRule } from '../harness/fake-rule';
import { openWorkspace } from '../harness/workspace';

const FILES = new Map([
  ['db/migrations/0001_posts.sql', 'CREATE TABLE posts (id bigint PRIMARY KEY);\nDROP TABLE posts;\n'],
  [
    'src/posts.ts',
    "import { Pool } from 'pg';\nconst pool = new Pool();\nexport const posts = () => pool.query('SELECT id FROM posts');\nexport const none = () => 1;\n",
  ],
]);

const found = (at: Place, message: string) => [{ at, message, data: {} }];

describe('rules of a scope', () => {
  it('look at each statement of an SQL file', async () => {
    const rule = fakeRule('fake/statement', {
      scope: 'statement',
      check: ({ uri, unit, steps }) => found({ uri, unit, span: { start: 0, end: 4 } }, steps.map(s => s.kind).join()),
    });
    assert.deepEqual(await messages(rule), [
      'db/migrations/0001_posts.sql 0 create-table',
      'db/migrations/0001_posts.sql 44 drop-table',
    ]);
  });

  it('look at each query', async () => {
    const rule = fakeRule('fake/query', { scope: 'query', check: query => found(query.place, query.operation) });
    assert.deepEqual(await messages(rule), ['src/posts.ts 79 raw']);
  });

  it('look at each function', async () => {
    const rule = fakeRule('fake/function', {
      scope: 'function',
      check: ({ uri, unit, fact }) => found({ uri, unit, span: fact.span }, fact.id),
    });
    assert.deepEqual(await messages(rule), ['src/posts.ts 73 posts', 'src/posts.ts 135 none']);
  });

  async function messages(rule: Rule): Promise<string[]> {
    const workspace = await openWorkspace(FILES, { rules: [rule] });
    const reports = await workspace.check();
    return [...reports].flatMap(([path, { findings }]) =>
      findings.map(({ span, message }) => `${path} ${span.start} ${message}`),
    );
  }
});
