import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FileFacts } from '../../../server/src/core/facts/index';
import { prismaFrontend } from '../../../server/src/frontends/prisma/index';

const URI = 'file:///shop/schema.prisma';

describe('a schema that is half typed keeps the facts of every other block', () => {
  for (const file of ['library.prisma', 'catalog.prisma']) {
    const text = readFileSync(join(__dirname, file), 'utf8');
    const whole = extract(text);

    it(`${file} cut off anywhere`, () => {
      fc.assert(
        fc.property(fc.nat(text.length), end => {
          const facts = extract(text.slice(0, end));
          whole.units.forEach((unit, i) => {
            const next = whole.starts[i + 1] ?? text.length;
            if (next <= end) assert.deepEqual(unitOf(facts, unit.id), unit);
          });
        }),
        { seed: 4, numRuns: 300 },
      );
    });

    it(`${file} without a line, or with a line that is only begun`, () => {
      const lines = text.split('\n');
      const edit = fc.record({ line: fc.nat(lines.length - 1), keep: fc.nat(30) });
      fc.assert(
        fc.property(edit, ({ line, keep }) => {
          const changed = (lines[line] ?? '').slice(0, keep);
          const facts = extract([...lines.slice(0, line), changed, ...lines.slice(line + 1)].join('\n'));
          const start = lines.slice(0, line).join('\n').length + (line === 0 ? 0 : 1);
          const end = start + (lines[line] ?? '').length;
          whole.units.forEach((unit, i) => {
            const from = whole.starts[i] ?? 0;
            const to = whole.starts[i + 1] ?? text.length;
            // What stands between two blocks may be a comment that hides a third one.
            if (end < from || start >= to) assert.deepEqual(unitOf(facts, unit.id), unit);
          });
        }),
        { seed: 5, numRuns: 400 },
      );
    });
  }
});

/** The engine tells the dialect of every file of a database, also where its datasource is being typed. */
function extract(text: string): FileFacts {
  return prismaFrontend.extract({ uri: URI, text, dialect: 'postgres' }).facts;
}

function unitOf(facts: FileFacts, id: string): unknown {
  return facts.units.find(unit => unit.id === id);
}
