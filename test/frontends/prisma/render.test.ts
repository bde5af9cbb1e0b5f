import assert from 'node:assert/strict';
import type { FixAction, RenderContext } from '../../../server/src/core/fix';
import type { Span } from '../../../server/src/core/text';
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

describe('remove-index in a Prisma schema', () => {
  const model = (body: string) => `model Post {\n  id Int @id\n  a  Int\n  b  Int\n${body}}\n`;
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'takes the line with its comment, and the blank line that set it apart',
      model('\n  @@index([a]) // old\n'),
      '@@index([a])',
      model(''),
    ],
    [
      'leaves the lines around it',
      model('\n  // two ways\n  @@index([a])\n  @@index([a, b])\n  @@map("posts")\n'),
      '@@index([a])',
      model('\n  // two ways\n  @@index([a, b])\n  @@map("posts")\n'),
    ],
    [
      'takes a key that another one repeats',
      model('  @@unique([b, a])\n  @@unique([a, b])\n'),
      '@@unique([a, b])',
      model('  @@unique([b, a])\n'),
    ],
    [
      'takes the attribute of a field and leaves its comment',
      'model Post {\n  id Int @id\n  a  Int @unique @map("x") // first\n\n  @@unique([a])\n}\n',
      '@unique',
      'model Post {\n  id Int @id\n  a  Int @map("x") // first\n\n  @@unique([a])\n}\n',
    ],
    [
      'takes the last attribute of a field',
      'model Post {\n  id Int @id @unique // first\n}\n',
      '@unique',
      'model Post {\n  id Int @id // first\n}\n',
    ],
  ];
  for (const [name, before, anchor, after] of cases) {
    it(name, () => {
      assert.equal(removeIndex(before, anchor), after);
      const [dosBefore, dosAfter] = [before, after].map(text => text.replaceAll('\n', '\r\n'));
      assert.equal(removeIndex(dosBefore ?? '', anchor), dosAfter);
    });
  }

  it('is declined where something would be lost', () => {
    assert.match(removeIndex(model('  @@unique([a])\n'), '@@unique([a])'), /declined: No other key/);
    assert.match(removeIndex(model('  @@unique([a])\n'), '@id'), /declined: .* primary key/);
    assert.match(
      removeIndex(model('  @@unique([a, b], name: "pair")\n  @@unique([b, a])\n'), '@@unique([a, b]'),
      /declined: The client/,
    );
    assert.match(removeIndex(model(''), 'a  Int'), /declined: .* no longer has this index/);
  });
});

describe('set-index-method in a Prisma schema', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['@@index([tags])', 'gin', '@@index([tags], type: Gin)'],
    ['@@index(fields: [tags], map: "t") // why', 'gin', '@@index(fields: [tags], map: "t", type: Gin) // why'],
    ['@@index([tags], type: BTree, map: "t")', 'spgist', '@@index([tags], type: SpGist, map: "t")'],
    ['@@index([tags], type: Gin, map: "t")', 'btree', '@@index([tags], map: "t")'],
    ['@@index([tags], type: Gin)', 'btree', '@@index([tags])'],
    ['@@index(type: Hash, fields: [tags])', 'btree', '@@index(fields: [tags])'],
    ['@@index([tags], type: Gin)', 'gin', 'declined: The index has this method.'],
    ['@@index([tags])', 'btree', 'declined: The index has this method.'],
    ['@@unique([tags])', 'gin', 'declined: The model Post no longer has this index.'],
  ];
  for (const [before, method, after] of cases) {
    it(`${method} for ${before}`, () => {
      const inModel = (line: string) => `model Post {\n  tags String[]\n  ${line}\n}\n`;
      const text = inModel(before);
      const start = text.indexOf('@@');
      const action = { kind: 'set-index-method', language: 'prisma', method } as const;
      const result = render(text, { start, end: start + before.replace(/ \/\/.*/, '').length }, action);
      assert.equal(result, after.startsWith('declined') ? after : inModel(after));
    });
  }
});

describe('set-column-type in a Prisma schema', () => {
  const cases: readonly (readonly [string, string, { readonly type: string; readonly nativeType?: string }, string])[] =
    [
      [
        'changes the type and keeps what follows in its column',
        '  price Float    @default(0) // net',
        { type: 'Decimal' },
        '  price Decimal  @default(0) // net',
      ],
      [
        'adds the mark behind everything else',
        '  price Float? @default(0) // net',
        { type: 'Decimal', nativeType: 'Decimal(12, 2)' },
        '  price Decimal? @default(0) @db.Decimal(12, 2) // net',
      ],
      [
        'adds the mark to a field without attributes',
        '  at DateTime // when',
        { type: 'DateTime', nativeType: 'Timestamptz(3)' },
        '  at DateTime @db.Timestamptz(3) // when',
      ],
      [
        'replaces the mark',
        '  at DateTime[] @db.Timestamp(6) @map("x")',
        { type: 'DateTime', nativeType: 'Timestamptz(6)' },
        '  at DateTime[] @db.Timestamptz(6) @map("x")',
      ],
      [
        'takes away the mark that is no longer meant',
        '  key String @db.Text @map("x")',
        { type: 'Int' },
        '  key Int @map("x")',
      ],
      [
        'takes away a mark at the end',
        '  key String @map("x") @db.Text // why',
        { type: 'Int' },
        '  key Int @map("x") // why',
      ],
    ];
  for (const [name, line, change, after] of cases) {
    it(name, () => {
      const before = `model Post {\n  id Int @id\n${line}\n}\n`;
      assert.equal(setType(before, line.trim().split(' ', 1)[0] ?? '', change), before.replace(line, after));
    });
  }

  it('uses the name of the datasource', () => {
    const before = 'datasource main {\n  provider = "postgresql"\n}\nmodel Post {\n  key String @id\n}\n';
    assert.equal(
      setType(before, 'key', { type: 'String', nativeType: 'Uuid' }),
      before.replace('@id', '@id @main.Uuid'),
    );
  });

  it('is declined where there is nothing to change, or no such field', () => {
    const text = 'model Post {\n  key String @id\n  user User @relation(fields: [key], references: [id])\n}\n';
    assert.match(setType(text, 'key', { type: 'String' }), /declined: The field key has this type/);
    assert.match(setType(text, 'user', { type: 'Int' }), /declined: The type of user/);
    assert.match(setType(text, 'key', { type: 'Int' }, 'other'), /declined: .* no longer has the field other/);
  });
});

function removeIndex(text: string, anchor: string): string {
  const start = text.indexOf(anchor);
  return render(
    text,
    { start, end: start + anchor.length },
    {
      kind: 'remove-index',
      language: 'prisma',
      table: 'Post',
      columns: ['a'],
      indexName: 'Post_a_idx',
    },
  );
}

function setType(
  text: string,
  field: string,
  change: { readonly type: string; readonly nativeType?: string },
  column = field,
): string {
  const start = text.indexOf(`  ${field} `) + 2;
  return render(
    text,
    { start, end: start + field.length },
    { kind: 'set-column-type', language: 'prisma', column, ...change },
  );
}

/** The text after the fix; `declined: …` when it was. */
function apply(text: string, columns: readonly string[], anchor = 'Post {'): string {
  const start = text.indexOf(anchor);
  const at = start < 0 ? undefined : { start, end: start + anchor.length - 2 };
  return render(text, at, { kind: 'add-index', language: 'prisma', table: 'Post', columns, indexName: 'post_author' });
}

function render(text: string, at: Span | undefined, action: FixAction): string {
  const context: RenderContext = {
    read: () => ({ text, expect: { version: 7 } }),
    locate: () => at,
    isCommitted: () => true,
    timestamp: '20261122153000',
  };
  const result = prismaFrontend.renderer.render(
    { title: 'Fix', safety: 'review', at: { uri: URI, unit: 'model Post', span: { start: 0, end: 1 } }, ...action },
    context,
  );
  if ('declined' in result) return `declined: ${result.declined}`;
  assert.deepEqual(result.create, []);
  assert.equal(result.edits.length, 1);
  assert.deepEqual(result.edits[0]?.expect, { version: 7 });
  return [...(result.edits[0]?.edits ?? [])].reduceRight(
    (changed, { span, newText }) => changed.slice(0, span.start) + newText + changed.slice(span.end),
    text,
  );
}
