import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Extraction } from '../../../server/src/core/frontend';
import { prismaFrontend } from '../../../server/src/frontends/prisma/index';

const URI = 'file:///shop/schema.prisma';
const library = readFileSync(join(__dirname, 'library.prisma'), 'utf8');

describe('the Prisma front end is total', () => {
  it('on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => void checkExtraction(text)),
      { seed: 1, numRuns: 500 },
    );
  });

  it('on any sequence of its own words', () => {
    const word = fc.constantFrom(
      ...[
        'model',
        'enum',
        'datasource',
        'type',
        'User',
        'id',
        'Int',
        '@id',
        '@@index',
        '@relation',
        'fields:',
        'where:',
      ],
      ...[
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '"',
        '\\',
        ',',
        '=',
        '?',
        '@',
        '//',
        '/*',
        '*/',
        ' ',
        '\n',
        '\r\n',
        '\r',
        '🐘',
        '\uFEFF',
      ],
    );
    const text = fc.array(word, { maxLength: 60 }).map(words => words.join(' '));
    fc.assert(
      fc.property(text, sample => void checkExtraction(sample)),
      { seed: 2, numRuns: 1500 },
    );
  });

  it('on a schema with a piece cut out or put in, and reads the same with and without memory', () => {
    const edit = fc.record({
      at: fc.nat(library.length),
      remove: fc.nat(40),
      insert: fc.constantFrom('', '{', '}', '(', '"', '/*', '@@index([', '\n', 'model X {', '🐘'),
    });
    const remembered = prismaFrontend.extract({ uri: URI, text: library });
    fc.assert(
      fc.property(edit, ({ at, remove, insert }) => {
        const text = library.slice(0, at) + insert + library.slice(at + remove);
        const fresh = checkExtraction(text);
        assert.deepEqual(prismaFrontend.extract({ uri: URI, text }, remembered).facts, fresh.facts);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it('on a line of brackets that would exhaust the stack', () => {
    checkExtraction(`model A {\n  a B @relation(${'['.repeat(200_000)}\n  @@index(${'f('.repeat(100_000)}\n}\n`);
  });

  it('on 100,000 lines', () => {
    const block =
      'model A {\n  id Int @id // a comment\n  b  B @relation(fields: [bId], references: [id])\n\n  @@index([bId])\n}\n\n\n';
    const { facts } = prismaFrontend.extract({ uri: URI, text: block.repeat(12_500) });
    assert.equal(facts.units.length, 12_500);
  });
});

function checkExtraction(text: string): Extraction {
  const extraction = prismaFrontend.extract({ uri: URI, text });
  const { facts } = extraction;
  assert.deepEqual(structuredClone(facts), facts);
  assert.equal(facts.starts.length, facts.units.length);
  assert.equal(new Set(facts.units.map(unit => unit.id)).size, facts.units.length);
  for (const problem of facts.problems) assertInside(problem.span, 0, text);
  for (const directive of facts.directives) assertInside(directive.span, 0, text);
  facts.units.forEach((unit, i) => {
    const start = facts.starts[i] ?? -1;
    JSON.stringify(unit, (key, value: unknown) => {
      if (/span$/i.test(key)) assertInside(value as { start: number; end: number }, start, text);
      return value;
    });
  });
  return extraction;
}

function assertInside(span: { readonly start: number; readonly end: number }, base: number, text: string): void {
  assert.ok(
    base >= 0 && span.start >= 0 && span.start <= span.end && base + span.end <= text.length,
    JSON.stringify(span),
  );
}
