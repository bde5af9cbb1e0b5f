import assert from 'node:assert/strict';
import { openWorkspace } from '../harness/workspace';

const FILES = new Map(
  Object.entries({
    'package.json': '{ "name": "app", "dependencies": { "pg": "8.23.1" } }',
    'src/pool.ts': "import { Pool } from 'pg';\nexport const pool = new Pool();\n",
    'src/authors.ts': `import { pool } from './pool';

export async function loadAuthor(id: number) {
  const label = 'author';
  const { rows } = await pool.query('SELECT * FROM author WHERE id = $1', [id]);
  return { label, author: rows[0] };
}
`,
    'src/feed.ts': `import { loadAuthor } from './authors';

export async function feed(ids: number[]) {
  for (const id of ids) await loadAuthor(id);
}
`,
    'src/comments.ts': `import { pool } from './pool';

async function loadComments(id: number) {
  return pool.query('SELECT * FROM comment WHERE post_id = $1', [id]);
}

export async function comments(ids: number[]) {
  for (const id of ids) await loadComments(id);
}
`,
  }),
);

/** What a keystroke may compute again: queries, what calls lead to, and what rules say of it. */
const FAMILIES = ['queries', 'callees', 'repeated-calls', 'rule'];

describe('a keystroke in a function that others call in a loop', () => {
  it('computes again what is said of the function, and of the loops that lead to it, and nothing else', async () => {
    const { engine, graph, uri } = await openWorkspace(FILES);
    const { signal } = new AbortController();
    const files = ['src/authors.ts', 'src/feed.ts', 'src/comments.ts'];
    const checkAll = async () => {
      const found: string[] = [];
      for (const path of files) {
        for (const { ruleId } of (await engine.checkFile(uri(path), signal)).findings) found.push(`${path} ${ruleId}`);
      }
      return found;
    };
    const expected = ['src/feed.ts n-plus-one/query-in-loop', 'src/comments.ts n-plus-one/query-in-loop'];
    assert.deepEqual(await checkAll(), expected);

    const text = FILES.get('src/authors.ts') ?? '';
    engine.openDocument(uri('src/authors.ts'), text, 1);
    await checkAll();
    const runs = () => Object.fromEntries(FAMILIES.map(family => [family, graph.runs(family)]));
    const before = runs();
    await checkAll();
    assert.deepEqual(runs(), before, 'nothing was typed');

    engine.openDocument(uri('src/authors.ts'), text.replace("'author'", "'writer'"), 2);
    assert.deepEqual(await checkAll(), expected);
    const after = runs();
    const again = Object.fromEntries(FAMILIES.map(family => [family, (after[family] ?? 0) - (before[family] ?? 0)]));
    // The edited unit; and for the call in feed.ts the way to the query and what is said of it, as its fix reads the function.
    assert.deepEqual(again, { queries: 1, callees: 1, 'repeated-calls': 2, rule: 3 });
  });
});
