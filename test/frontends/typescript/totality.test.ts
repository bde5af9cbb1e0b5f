import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FileFacts } from '../../../server/src/core/facts/index';
import { typescriptFrontend } from '../../../server/src/frontends/typescript/index';
import { spansOf } from './spans';

const samples = ['handles.ts', 'classes.ts', 'loops.ts', 'guards.ts', 'templates.ts', 'commonjs.js', 'component.tsx'];
const texts = samples.map(name => ({ name, text: readFileSync(join(__dirname, name), 'utf8') }));

function extract(text: string, name = 'file.ts'): FileFacts {
  return typescriptFrontend.extract({ uri: `file:///${name}`, text }).facts;
}

function assertSound(facts: FileFacts, text: string): void {
  assert.equal(new Set(facts.units.map(unit => unit.id)).size, facts.units.length);
  assert.equal(facts.starts.length, facts.units.length);
  facts.units.forEach((unit, index) => {
    const start = facts.starts[index] ?? -1;
    for (const span of spansOf(unit)) {
      assert.ok(
        span.start >= 0 && span.start <= span.end && start + span.end <= text.length,
        JSON.stringify({ span, text }),
      );
    }
  });
}

describe('TypeScript extraction', () => {
  it('reads any cut of a file', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(2000), fc.nat(400), ({ name, text }, from, length) => {
        const start = from % text.length;
        const rest = text.slice(0, start) + text.slice(start + length);
        const facts = extract(rest, name);
        assertSound(facts, rest);
        assert.deepEqual(structuredClone(facts), facts);
        const part = text.slice(start, start + length);
        assertSound(extract(part, name), part);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });

  it('reads any soup of tokens', () => {
    const tokens = fc.constantFrom(
      ...'class { } ( ) [ ] await async for of while if else return const let x y . , ; => ` ${ " \' / * + = == && || ?? ? : ... < > @ # ! import export default from function new this super try catch switch case break label enum interface type as delete typeof yield \n'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 60 }), parts => {
        const text = parts.join(' ');
        assertSound(extract(text, 'soup.tsx'), text);
      }),
      { seed: 20261122, numRuns: 1000 },
    );
  });

  const deep: readonly [string, string][] = [
    ['parentheses', `const before = 1;\nx = ${'('.repeat(5000)}1${')'.repeat(5000)};`],
    ['arrays', `x = ${'['.repeat(5000)}1${']'.repeat(5000)};`],
    ['blocks', '{'.repeat(3000)],
    ['functions', `x = ${'() => '.repeat(3000)}1`],
    ['conditionals', `x = ${'a ? b : '.repeat(2000)}1`],
    ['else-ifs', `if (a) b();${' else if (a) b();'.repeat(1500)}`],
    ['types', `let x: ${'A<'.repeat(2000)}B${'>'.repeat(2000)};`],
    ['patterns', `const ${'['.repeat(2000)}a${']'.repeat(2000)} = b;`],
    ['JSX', `x = ${'<a>'.repeat(1500)}${'</a>'.repeat(1500)};`],
  ];
  for (const [name, text] of deep) {
    it(`survives deeply nested ${name}`, () => {
      const facts = extract(text, 'deep.tsx');
      assertSound(facts, text);
      assert.ok(facts.units.length > 0 || facts.problems.length > 0);
    });
  }

  it('reads long lists that the parser nests to the left', () => {
    const terms = 20_000;
    const sum = extract(`const text = ${Array.from({ length: terms }, (_, index) => `'a ${index}'`).join(' + ')};`);
    const value = sum.units[0]?.kind === 'code' ? sum.units[0].code.bindings[0]?.value : undefined;
    assert.equal(value?.kind === 'template' ? value.pieces.length : 0, terms);
    const chain = extract(`x${'.a()'.repeat(terms)};`);
    assert.equal(chain.units[0]?.kind === 'code' ? chain.units[0].code.calls[0]?.links.length : 0, terms);
    for (const operator of ['&&', '||', '??', ',', '-']) {
      const facts = extract(`const v = (${Array.from({ length: terms }, () => 'f()').join(` ${operator} `)});`);
      assert.equal(facts.units[0]?.kind === 'code' ? facts.units[0].code.calls.length : 0, terms);
    }
  });

  it('reads a file of 100,000 lines and a bundle of one line', () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, i) => `function f${i}(a) {\n  return db.query('select 1', [a]); }`,
    );
    const facts = extract(lines.join('\n'));
    assert.equal(facts.units.length, 50_000);
    const bundle = `(()=>{${Array.from({ length: 20_000 }, (_, i) => `var a${i}=b(${i}),c${i}=a${i}.d`).join(';')}})();`;
    const [unit] = extract(bundle, 'bundle.js').units;
    assert.equal(unit?.kind === 'code' ? unit.code.calls.length : 0, 20_001);
  }).timeout(20_000);

  it('says where the syntax is wrong, and reads the neighbours', () => {
    const text =
      'async function one() { await db.one(); }\nfunction broken( { const = ;\nasync function two() { await db.two(); }';
    const facts = extract(text);
    assert.ok(facts.problems.length > 0);
    for (const { span } of facts.problems) assert.ok(span.start >= 0 && span.end <= text.length);
    const calls = facts.units.flatMap(unit => (unit.kind === 'code' ? unit.code.calls : []));
    assert.deepEqual(
      calls.map(call => call.links[0]?.name).filter(name => name === 'one' || name === 'two'),
      ['one', 'two'],
    );
  });

  it('counts UTF-16 code units behind a byte order mark, CRLF and emoji', () => {
    const text = "\ufeff// 😀\r\nconst a = '😀';\r\nconst b = '😀 \\n x';\r\n";
    const facts = extract(text);
    assert.deepEqual(facts.starts, [text.indexOf('const a'), text.indexOf('const b')]);
    const value = facts.units[1]?.kind === 'code' ? facts.units[1].code.bindings[0]?.value : undefined;
    assert.deepEqual(value?.kind === 'literal' ? value.runs : undefined, [
      { cooked: 0, source: 11, length: 3 },
      { cooked: 4, source: 16, length: 2 },
    ]);
  });
});

describe('TypeScript ignore comments', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['// sargable-ignore a/b: why\nx();', ['line a/b (why) own']],
    ['x(); // sargable-ignore a/b, c/d', ['line a/b c/d () trailing']],
    ['/* sargable-ignore-file a/b */\nx();', ['file a/b () own']],
    [
      'function f() {\n  x(\n    // sargable-ignore-start a/b\n    y, /* sargable-ignore-end a/b */\n  );\n}',
      ['start a/b () own', 'end a/b () trailing'],
    ],
    ['const a = "// sargable-ignore a/b";', []],
    ['const a = `\n// sargable-ignore a/b\n${b /* sargable-ignore c/d */}`;', ['line c/d () trailing']],
    ['const a = <p>// sargable-ignore a/b\n  {/* sargable-ignore c/d */}\n</p>;', ['line c/d () own']],
    ['const r = /sargable-ignore/;\n// sargable-ignore a/b', ['line a/b () own']],
    ['if (a) {\n  // sargable-ignore a/b\n}', ['line a/b () own']],
  ];
  for (const [text, expected] of cases) {
    it(`of ${JSON.stringify(text)}`, () => {
      const found = extract(text, 'file.tsx').directives.map(
        one => `${one.form} ${one.rules.join(' ')} (${one.reason ?? ''}) ${one.trailing ? 'trailing' : 'own'}`,
      );
      assert.deepEqual(found, expected);
      for (const { span } of extract(text, 'file.tsx').directives) {
        assert.match(text.slice(span.start, span.end), /^(\/\/|\/\*).*sargable-ignore/);
      }
    });
  }
});
