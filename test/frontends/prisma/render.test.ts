import assert from 'node:assert/strict';
import type { RenderContext } from '../../../server/src/core/fix';
import { prismaFrontend } from '../../../server/src/frontends/prisma/index';

const URI = 'file:///shop/schema.prisma';

describe('add-index in a Prisma schema', () => {
  const cases: readonly { readonly name: string; readonly before: string; readonly after: string }[] = [
    {
      name: 'stands behind a blank line when the last line is a field',
      before: 'model Post {\n  id Int @id\n  authorId Int\n}\n',
      after: 'model Post {\n  id Int @id\n  authorId Int\n\n  @@index([authorId])\n}\n',
    },
    {
      name: 'uses the blank line that is there',
      before: 'model Post {\n  id Int @id\n  authorId Int\n\n}\n',
      after: 'model Post {\n  id Int @id\n  authorId Int\n\n  @@index([authorId])\n}\n',
    },
    {
      name: 'stands with the other keys and indexes',
      before: 'model Post {\n  authorId Int\n\n  @@unique([authorId, id]) // two\n  @@map("posts")\n\n}\n',
      after:
        'model Post {\n  authorId Int\n\n  @@unique([authorId, id]) // two\n  @@index([authorId])\n  @@map("posts")\n\n}\n',
    },
    {
      name: 'stands before the other block attributes',
      before: 'model Post {\n  authorId Int\n\n  @@map("posts")\n}\n',
      after: 'model Post {\n  authorId Int\n\n  @@index([authorId])\n  @@map("posts")\n}\n',
    },
    {
      name: 'keeps CRLF and tabs',
      before: 'model Post {\r\n\tauthorId Int\r\n}\r\n',
      after: 'model Post {\r\n\tauthorId Int\r\n\r\n\t@@index([authorId])\r\n}\r\n',
    },
    {
      name: 'goes below trailing comments',
      before: '// 🐘\nmodel Post {\n    authorId Int // who }\n    // last words }\n}',
      after: '// 🐘\nmodel Post {\n    authorId Int // who }\n    // last words }\n\n    @@index([authorId])\n}',
    },
    {
      name: 'touches nothing but its own model',
      before: 'model A {\n  authorId Int\n}\nmodel Post {\n  authorId Int\n}\nmodel B {\n  authorId Int\n',
      after:
        'model A {\n  authorId Int\n}\nmodel Post {\n  authorId Int\n\n  @@index([authorId])\n}\nmodel B {\n  authorId Int\n',
    },
  ];
  for (const { name, before, after } of cases) {
    it(name, () => {
      assert.equal(apply(before, ['authorId']), after);
      assert.match(String(apply(after, ['authorId'])), /declined: The model Post has this index/);
      assert.deepEqual(
        prismaFrontend.extract({ uri: URI, text: after }).facts.problems.length,
        before.endsWith('Int\n') ? 1 : 0,
      );
    });
  }

  it('takes several columns, and a model by its relation field', () => {
    const before = 'model Post {\n  a Int\n  b Int\n  author User @relation(fields: [a, b], references: [x, y])\n}\n';
    const expected = before.replace('}\n', '\n  @@index([a, b])\n}\n');
    assert.equal(apply(before, ['a', 'b']), expected);
    assert.equal(apply(before, ['a', 'b'], 'author User'), expected);
  });

  it('adds a full index beside a partial one', () => {
    const before = 'model Post {\n  authorId Int?\n\n  @@index([authorId], where: { authorId: 3 })\n}\n';
    assert.equal(apply(before, ['authorId']), before.replace('})\n', '})\n  @@index([authorId])\n'));
  });

  it('is declined where the model is broken or gone', () => {
    assert.match(apply('model Post {\n  authorId Int\n', ['authorId']), /declined: The model Post is not closed/);
    assert.match(apply('model Post { authorId Int }\n', ['authorId']), /declined: The closing brace/);
    assert.match(apply('model Post {\n  id Int\n}\n', ['authorId']), /declined: .* no field authorId/);
    assert.match(apply('view Post {\n  authorId Int\n}\n', ['authorId']), /declined: The model is no longer there/);
    assert.match(
      apply('enum Post {\n  authorId\n}\n', ['authorId'], 'nowhere'),
      /declined: The model is no longer there/,
    );
  });
});

/** The text after the fix; `declined: …` when it was. */
function apply(text: string, columns: readonly string[], anchor = 'Post {'): string {
  const start = text.indexOf(anchor);
  const context: RenderContext = {
    read: () => ({ text, expect: { version: 7 } }),
    locate: () => (start < 0 ? undefined : { start, end: start + anchor.length - 2 }),
    isCommitted: () => true,
    timestamp: '20261122153000',
  };
  const result = prismaFrontend.renderer.render(
    {
      kind: 'add-index',
      language: 'prisma',
      title: 'Add an index',
      safety: 'review',
      at: { uri: URI, unit: 'model Post', span: { start: 0, end: 1 } },
      table: 'Post',
      columns,
      indexName: 'post_author',
    },
    context,
  );
  if ('declined' in result) return `declined: ${result.declined}`;
  assert.deepEqual(result.create, []);
  assert.equal(result.edits.length, 1);
  assert.deepEqual(result.edits[0]?.expect, { version: 7 });
  const [edit] = result.edits[0]?.edits ?? [];
  assert.ok(edit);
  return text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
}
