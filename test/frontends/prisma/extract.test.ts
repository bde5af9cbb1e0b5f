import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFacts } from '../../../server/src/core/facts/index';
import type { TableDeclaration } from '../../../server/src/core/facts/schema';
import { shiftSpan } from '../../../server/src/core/text';
import { prismaFrontend } from '../../../server/src/frontends/prisma/index';
import { lintPrismaSchema } from '../../../server/src/frontends/prisma/lint';

const URI = 'file:///shop/schema.prisma';

describe('facts of a Prisma schema', () => {
  const text = readFileSync(join(__dirname, 'library.prisma'), 'utf8');

  it('are those of the snapshot', () => {
    const facts = extract(text);
    const file = join(__dirname, 'library.facts.json');
    const actual = `${JSON.stringify(facts, undefined, 2)}\n`;
    if (process.env.UPDATE === '1') writeFileSync(file, actual);
    assert.equal(actual, readFileSync(file, 'utf8'));
  });

  it('come from a schema that Prisma accepts', async () => {
    assert.deepEqual(await lintPrismaSchema([{ uri: URI, text }]), []);
  });

  it('are plain data', () => {
    const facts = extract(text);
    assert.deepEqual(structuredClone(facts), facts);
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
  });

  it('have spans that cut out what they speak of', () => {
    const facts = extract(text);
    const loan = tableAt(facts, 'model Loan');
    const cut = cutter(text, facts, 'model Loan');
    assert.equal(cut(loan.nameSpan), 'Loan');
    assert.match(cut(loan.span), /^model Loan \{[^}]*.*\}$/s);
    assert.deepEqual(
      loan.foreignKeys.map(key => cut(key.span)),
      ['reader Reader @relation(fields: readerId, references: id)'],
    );
    assert.deepEqual(loan.indexes.map(index => cut(index.span)).slice(0, 3), [
      '@@id([readerId, copy], map: "loan_key")',
      '@@unique([copy, dueAt(sort: Desc)])',
      '@@index(dueAt)',
    ]);
    assert.equal(cut(loan.columns[2]?.span ?? loan.span), 'state      LoanState @default(OPEN)');
  });

  it('leave the comment behind a relation out of its span', () => {
    const facts = extract(text);
    const reader = tableAt(facts, 'model Reader');
    assert.equal(
      cutter(text, facts, 'model Reader')(reader.foreignKeys[0]?.span ?? reader.span),
      'sponsor Reader?  @relation("Sponsors", fields: [sponsorId], references: [id], onDelete: SetNull)',
    );
  });

  it('do not depend on line ends or a byte order mark', () => {
    const plain = declarations(extract(text)).map(withoutSpans);
    assert.deepEqual(declarations(extract(text.replace(/\n/g, '\r\n'))).map(withoutSpans), plain);
    assert.deepEqual(declarations(extract(text.replace(/\n/g, '\r'))).map(withoutSpans), plain);
    assert.deepEqual(declarations(extract(`\uFEFF${text}`)).map(withoutSpans), plain);
  });

  it('keep every fingerprint when text is inserted above', () => {
    const before = extract(text);
    const after = extract(`// 🐘 a comment\n\n${text}`);
    assert.deepEqual(after.units, before.units);
    assert.deepEqual(
      after.starts,
      before.starts.map(start => start + '// 🐘 a comment\n\n'.length),
    );
  });

  it('number blocks of the same name', () => {
    const facts = extract('model A {\n  id Int @id\n}\nmodel A {\n  id String @id\n}\nenum A {\n  X\n}\n');
    assert.deepEqual(
      facts.units.map(unit => unit.id),
      ['model A', 'model A~2', 'enum A'],
    );
  });

  it('read directives with and without code before them', () => {
    const schema =
      '// sargable-ignore-file index/duplicate: legacy\r\nmodel A {\n  id Int @id // sargable-ignore index/x\n  /* sargable-ignore index/y */\n}\n';
    const { directives } = extract(schema);
    assert.deepEqual(
      directives.map(({ form, rules, trailing, span }) => [
        form,
        rules[0],
        trailing,
        schema.slice(span.start, span.end),
      ]),
      [
        ['file', 'index/duplicate', false, '// sargable-ignore-file index/duplicate: legacy'],
        ['line', 'index/x', true, '// sargable-ignore index/x'],
        ['line', 'index/y', false, '/* sargable-ignore index/y */'],
      ],
    );
  });

  it('list a field of unknown kind as a column and as a relation', () => {
    const table = tableAt(extract('model A {\n  id Int @id\n  mood Mood\n  state State @default(ON)\n}\n'), 'model A');
    assert.deepEqual(
      table.columns.map(column => column.logicalName),
      ['id', 'mood', 'state'],
    );
    assert.deepEqual(
      table.relations.map(relation => relation.logicalName),
      ['mood'],
    );
  });
});

describe('a Prisma schema that is being edited', () => {
  const other =
    'model Post {\n  id Int @id\n  authorId Int\n  author User @relation(fields: [authorId], references: [id])\n}\n';
  const cases: readonly { readonly name: string; readonly broken: string; readonly keeps?: readonly string[] }[] = [
    { name: 'a keyword', broken: 'mod\n' },
    { name: 'a header without its brace', broken: 'model Us\n' },
    { name: 'a header without a name', broken: 'model {\n}\n' },
    {
      name: 'a block that is not closed',
      broken: 'model User {\n  id Int @id\n  posts Post[]\n\n',
      keeps: ['id', 'posts'],
    },
    {
      name: 'a field without a type',
      broken: 'model User {\n  id Int @id\n  na\n  posts Post[]\n}\n',
      keeps: ['id', 'posts'],
    },
    {
      name: 'an open parenthesis',
      broken: 'model User {\n  id Int @id @default(\n  posts Post[]\n}\n',
      keeps: ['id', 'posts'],
    },
    {
      name: 'an open bracket',
      broken: 'model User {\n  id Int @id\n  posts Post[]\n  @@index([id\n}\n',
      keeps: ['id', 'posts'],
    },
    {
      name: 'an open string',
      broken: 'model User {\n  id Int @id @map("x\n  posts Post[]\n}\n',
      keeps: ['id', 'posts'],
    },
    { name: 'an open comment', broken: 'model User {\n  id Int @id /* x\n  posts Post[]\n}\n', keeps: ['id', 'posts'] },
    {
      name: 'an open object',
      broken: 'model User {\n  id Int @id\n  @@index([id], where: {\n  posts Post[]\n}\n',
      keeps: ['id', 'posts'],
    },
    { name: 'a stray brace', broken: 'model User {\n  id Int @id\n}\n}\n', keeps: ['id'] },
    { name: 'a lone @', broken: 'model User {\n  id Int @\n  @@\n  posts Post[]\n}\n', keeps: ['id', 'posts'] },
  ];
  for (const { name, broken, keeps } of cases) {
    it(`${name} costs only its own block or line`, () => {
      for (const lineEnd of ['\n', '\r\n']) {
        const intact = extract(other.replaceAll('\n', lineEnd)).units[0];
        for (const text of [broken + other, other + broken, `${other}${broken}${other.replace('Post', 'Last')}`]) {
          const facts = extract(text.replaceAll('\n', lineEnd));
          assert.deepEqual(
            facts.units.find(unit => unit.id === 'model Post'),
            intact,
          );
          if (text.includes('Last')) assert.equal(tableAt(facts, 'model Last').foreignKeys.length, 1);
          if (keeps) {
            assert.deepEqual(
              tableAt(facts, 'model User').columns.map(column => column.logicalName),
              keeps,
            );
          }
          if (name !== 'an open comment') assert.notEqual(facts.problems.length, 0);
        }
      }
    });
  }

  it('a relation that is being typed is no foreign key yet', () => {
    for (const attribute of [
      '@relation(',
      '@relation(fields: [',
      '@relation(fields: [a]',
      '@relation(fields: [a], references: [',
    ]) {
      const table = tableAt(extract(`model A {\n  a Int\n  b B ${attribute}\n}\n`), 'model A');
      assert.deepEqual(table.foreignKeys, [], attribute);
    }
  });

  it('reads only the block that changed', () => {
    const before = prismaFrontend.extract({ uri: URI, text: `${other}model User {\n  id Int @id\n}\n` });
    const after = prismaFrontend.extract(
      { uri: URI, text: `${other}model User {\n  id Int @id\n  name String\n}\n` },
      before,
    );
    const [untouched] = declarations(after.facts);
    assert.ok(
      untouched !== undefined && untouched === declarations(before.facts)[0],
      'the same object, not an equal one',
    );
    assert.notEqual(after.facts.units[1]?.fingerprint, before.facts.units[1]?.fingerprint);
    assert.deepEqual(after.facts, extract(`${other}model User {\n  id Int @id\n  name String\n}\n`));
  });
});

function extract(text: string): FileFacts {
  return prismaFrontend.extract({ uri: URI, text }).facts;
}

function declarations(facts: FileFacts): readonly unknown[] {
  return facts.units.map(unit => (unit.kind === 'declaration' ? unit.declaration : unit));
}

function withoutSpans(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (/span$|^(?:start|end)$/i.test(key) ? undefined : inner)),
  );
}

function tableAt(facts: FileFacts, id: string): TableDeclaration {
  const unit = facts.units.find(candidate => candidate.id === id);
  assert.ok(unit?.kind === 'declaration' && unit.declaration.kind === 'table', `no table ${id}`);
  return unit.declaration;
}

function cutter(text: string, facts: FileFacts, id: string): (span: { start: number; end: number }) => string {
  const start = facts.starts[facts.units.findIndex(unit => unit.id === id)] ?? 0;
  return span => {
    const shifted = shiftSpan(span, start);
    return text.slice(shifted.start, shifted.end);
  };
}
