import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Extraction } from '../../../server/src/core/frontend';
import { typescriptFrontend } from '../../../server/src/frontends/typescript/index';

const samples = ['handles.ts', 'classes.ts', 'loops.ts', 'guards.ts', 'templates.ts', 'component.tsx'].map(name => ({
  uri: `file:///${name}`,
  text: readFileSync(join(__dirname, name), 'utf8'),
}));

const FRAGMENTS = [
  '',
  ' ',
  '\n',
  '// note\n',
  '/*',
  '*/',
  '{',
  '}',
  '(',
  ')',
  '`',
  '${',
  "'",
  ';',
  'await ',
  'async ',
  'x',
  '<',
  '=>',
  'class A { m() { return 1; } }\n',
  'for (const y of ys) { await prisma.user.findMany(); }\n',
  '\r\n',
  '😀',
  'if (a) return;\n',
];

describe('TypeScript extraction after an edit', () => {
  it('equals the extraction from scratch', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(12),
      insert: fc.constantFrom(...FRAGMENTS),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        ({ uri, text }, edits) => {
          let current = text;
          let extraction: Extraction = typescriptFrontend.extract({ uri, text });
          for (const { at, remove, insert } of edits) {
            const start = Math.floor(at * current.length);
            current = current.slice(0, start) + insert + current.slice(start + remove);
            extraction = typescriptFrontend.extract({ uri, text: current }, extraction);
          }
          assert.deepEqual(extraction.facts, typescriptFrontend.extract({ uri, text: current }).facts);
        },
      ),
      { seed: 20261122, numRuns: 250 },
    );
  });

  it('keeps every unit when a comment is inserted at the top', () => {
    for (const { uri, text } of samples) {
      const before = typescriptFrontend.extract({ uri, text });
      const after = typescriptFrontend.extract({ uri, text: `// a comment\n${text}` }, before);
      assert.deepEqual(after.facts.units, before.facts.units);
      for (const [index, unit] of after.facts.units.entries()) assert.equal(unit, before.facts.units[index], unit.id);
      assert.deepEqual(
        after.facts.starts,
        before.facts.starts.map(start => start + 13),
      );
    }
  });

  it('counts nothing of a method in the unit of its class', () => {
    const text = 'export default class {\n  run() {\n    return 1;\n  }\n}\n';
    const uri = 'file:///anonymous.ts';
    const edited = text.replace('return 1', 'return 1000');
    const after = typescriptFrontend.extract({ uri, text: edited }, typescriptFrontend.extract({ uri, text }));
    assert.deepEqual(after.facts, typescriptFrontend.extract({ uri, text: edited }).facts);
  });

  it('keeps all units but the one that was edited', () => {
    const text = readFileSync(join(__dirname, 'classes.ts'), 'utf8');
    const before = typescriptFrontend.extract({ uri: 'file:///classes.ts', text });
    const edited = text.replace('page * pageSize', 'page * pageSize + 1');
    const after = typescriptFrontend.extract({ uri: 'file:///classes.ts', text: edited }, before);
    const changed = after.facts.units.filter((unit, index) => unit !== before.facts.units[index]);
    assert.deepEqual(
      changed.map(unit => unit.id),
      ['OrderService.list'],
    );
    assert.notEqual(
      changed[0]?.fingerprint,
      before.facts.units.find(unit => unit.id === 'OrderService.list')?.fingerprint,
    );
  });
});
