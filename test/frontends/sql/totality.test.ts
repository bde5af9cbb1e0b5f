import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FileFacts } from '../../../server/src/core/facts/index';
import type { Extraction } from '../../../server/src/core/frontend';
import { loadPostgres } from '../../../server/src/frontends/sql/dialects/postgres';
import { createParameterizeSql, createReadSql, sqlFrontend } from '../../../server/src/frontends/sql/index';
import { sqlTemplate } from './sql-template';

const URI = 'file:///db/schema.sql';
const SCRIPTS = ['library.sql', 'shop-mysql.sql'].map(name => readFileSync(join(__dirname, name), 'utf8'));
const NOISE = [
  ...`'"$();,\`\\-/*[]{}:?@#\0\n\r\uFEFF\uD83D`,
  '🚚',
  '$$',
  '/*',
  '*/',
  '--',
  "E'",
  '\uE000',
  'CREATE TABLE ',
  'DO $$',
];

const damaged = fc
  .tuple(
    fc.constantFrom(...SCRIPTS),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat({ max: 60 }),
        insert: fc.constantFrom('', ...NOISE),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    fc.nat({ max: 1_200 }),
  )
  .map(([script, changes, length]) => {
    let text = script;
    for (const { at, cut, insert } of changes) {
      const index = Math.floor(at * text.length);
      text = text.slice(0, index) + insert + text.slice(index + cut);
    }
    const start = Math.floor((changes[0]?.at ?? 0) * text.length);
    return text.slice(start, start + 200 + length);
  });

describe('the SQL front end is total', () => {
  before(loadPostgres);

  it('on damaged scripts', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(damaged, text => {
        const facts = sqlFrontend.extract({ uri: URI, text }).facts;
        assert.deepEqual(structuredClone(facts), facts);
        check(facts, text);
      }),
      { seed: 20261122, numRuns: 150 },
    );
  });

  it('and extracts the same after an edit as from scratch', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(damaged, damaged, (first, second) => {
        const before: Extraction = sqlFrontend.extract({ uri: URI, text: first });
        const after = sqlFrontend.extract({ uri: URI, text: first + second }, before);
        assert.deepEqual(after.facts, sqlFrontend.extract({ uri: URI, text: first + second }).facts);
      }),
      { seed: 20261122, numRuns: 40 },
    );
  });

  it('on any template, whatever the dialect', function () {
    this.timeout(60_000);
    const words = fc.constantFrom(
      ...'SELECT * FROM t WHERE a = AND OR IN ( ) , ORDER BY LIMIT VALUES INSERT INTO UPDATE SET DELETE LIKE BETWEEN INTERVAL CAST AS :: NOT NULL'.split(
        ' ',
      ),
      ...NOISE,
      '${x}',
      "'${x}'",
      '"${x}"',
      '[[a|${x}]]',
    );
    const read = createReadSql();
    const parameterize = createParameterizeSql(read);
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 14 }),
        fc.constantFrom('postgres', 'mysql', 'sqlite'),
        (parts, dialect) => {
          const template = sqlTemplate(`SELECT ${parts.join(' ')}`);
          const facts = read(template, dialect);
          assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
          const which = facts.holes.map((_, index) => index);
          const plan = parameterize(template, dialect, dialect === 'postgres' ? 'numbered' : 'question-mark', which, 0);
          assert.ok('declined' in plan || plan.parameters.length > 0);
        },
      ),
      { seed: 20261122, numRuns: 150 },
    );
  });

  it('on deep nesting', () => {
    const deep = [
      `select ${'('.repeat(20_000)}1`,
      `select 1${'+1'.repeat(20_000)}`,
      `select ${'not '.repeat(3_000)}a`,
      `select 1${' union select 1'.repeat(3_000)}`,
      `create index on t (a) where ${'(a is not null and '.repeat(2_000)}a is not null${')'.repeat(2_000)}`,
    ];
    const read = createReadSql();
    for (const text of deep) {
      sqlFrontend.extract({ uri: URI, text });
      read(sqlTemplate(`${text} limit \${x}`), 'postgres');
    }
    assert.equal(sqlFrontend.extract({ uri: URI, text: 'select 1' }).facts.problems.length, 0);
  });
});

function check(facts: FileFacts, text: string): void {
  assert.equal(facts.units.length, facts.starts.length);
  assert.equal(new Set(facts.units.map(({ id }) => id)).size, facts.units.length);
  assert.ok(facts.problems.length <= 20);
  for (const { span } of [...facts.problems, ...facts.directives]) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
  }
  for (const [n, start] of facts.starts.entries())
    assert.ok(start >= (facts.starts[n - 1] ?? 0) && start < text.length);
}
