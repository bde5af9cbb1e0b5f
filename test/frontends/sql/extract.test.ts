import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFacts } from '../../../server/src/core/facts/index';
import type { SchemaStep } from '../../../server/src/core/facts/migrations';
import { containsSpan, type Span } from '../../../server/src/core/text';
import { loadPostgres } from '../../../server/src/frontends/sql/dialects/postgres';
import { sqlFrontend } from '../../../server/src/frontends/sql/index';

const URI = 'file:///db/schema.sql';

describe('facts of a SQL script', () => {
  before(loadPostgres);

  for (const name of ['library', 'shop-mysql']) {
    it(`of ${name}.sql are those of the snapshot`, () => {
      const facts = extract(readFileSync(join(__dirname, `${name}.sql`), 'utf8'));
      const file = join(__dirname, `${name}.facts.json`);
      const actual = `${JSON.stringify(facts, undefined, 2)}\n`;
      if (process.env.UPDATE === '1') writeFileSync(file, actual);
      assert.equal(actual, readFileSync(file, 'utf8'));
      assert.deepEqual(structuredClone(facts), facts);
      assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
      assert.deepEqual(facts.problems, []);
    });

    it(`of ${name}.sql have spans inside of their statement`, () => {
      const text = readFileSync(join(__dirname, `${name}.sql`), 'utf8');
      for (const step of steps(extract(text))) {
        const inner = spansOf(step);
        assert.ok(inner.length > 0);
        for (const span of inner) {
          assert.ok(span.end > span.start, JSON.stringify(step));
          assert.ok(containsSpan({ start: 0, end: text.length }, span));
        }
      }
    });
  }

  it('have spans that cut out what they speak of, behind emoji, CRLF and a byte order mark', () => {
    const text = [
      '\uFEFF-- 🚚 first',
      'CREATE TABLE a ( -- 📦',
      "  note text DEFAULT '🧾', owner int CONSTRAINT o REFERENCES users (id) ON DELETE CASCADE NOT NULL, b_id int,",
      '  CONSTRAINT ab FOREIGN KEY (b_id) REFERENCES b (id) MATCH SIMPLE',
      ');',
    ].join('\r\n');
    const facts = extract(text);
    const step = steps(facts)[0];
    assert.ok(step?.kind === 'create-table');
    const start = facts.starts[0] ?? 0;
    const cut = (span: Span): string => text.slice(start + span.start, start + span.end);
    assert.equal(cut(step.nameSpan), 'a');
    assert.deepEqual(
      step.columns.map(column => cut(column.span)),
      ["note text DEFAULT '🧾'", 'owner int CONSTRAINT o REFERENCES users (id) ON DELETE CASCADE NOT NULL', 'b_id int'],
    );
    assert.deepEqual(
      step.foreignKeys.map(key => cut(key.span)),
      [
        'CONSTRAINT o REFERENCES users (id) ON DELETE CASCADE',
        'CONSTRAINT ab FOREIGN KEY (b_id) REFERENCES b (id) MATCH SIMPLE',
      ],
    );
    assert.equal(cut(step.span), text.slice(text.indexOf('CREATE'), -1));
  });

  it('leave names to the database that the statement leaves to it', () => {
    const long = 'x'.repeat(60);
    const facts = extract(
      `create table t (a int primary key, b int unique references u, ${long} int references u); create index on t (b, lower(c));`,
    );
    const [create, index] = steps(facts);
    assert.ok(create?.kind === 'create-table' && index?.kind === 'add-index');
    assert.deepEqual(
      create.indexes.map(({ name }) => name),
      [undefined, undefined],
    );
    assert.deepEqual(
      create.foreignKeys.map(({ name }) => name),
      [undefined, undefined],
    );
    assert.equal(index.index.name, undefined);
  });

  it('fold names as PostgreSQL does', () => {
    const [step] = steps(extract('CREATE TABLE Shop.Users (Id int, "Name" text)'));
    assert.ok(step?.kind === 'create-table');
    assert.deepEqual(step.table, { schema: 'shop', name: 'users' });
    assert.deepEqual(
      step.columns.map(({ name }) => name),
      ['id', 'Name'],
    );
  });

  it('have structural and unique ids', () => {
    const facts = extract(
      'create table a (b int); create index on a (b); insert into a values (1); insert into a values (2);',
    );
    assert.deepEqual(
      facts.units.map(({ id }) => id),
      ['statement create-table a', 'statement add-index a b', 'statement insert into a', 'statement insert into a~2'],
    );
  });

  it('keep their fingerprints when a comment moves them', () => {
    const text = readFileSync(join(__dirname, 'library.sql'), 'utf8');
    const fingerprints = (facts: FileFacts): readonly string[] => facts.units.map(unit => unit.fingerprint);
    assert.deepEqual(fingerprints(extract(`-- new\n${text}`)), fingerprints(extract(text)));
    assert.deepEqual(extract(`-- new\n${text}`).units, extract(text).units);
  });

  describe('of broken text', () => {
    it('lose only the statement that is broken', () => {
      const facts = extract('create table a (id int);\nalter table b add colum x int;\ncreate index on a (id);');
      assert.deepEqual(
        steps(facts).map(({ kind }) => kind),
        ['create-table', 'opaque', 'add-index'],
      );
      assert.equal(facts.problems.length, 1);
      assert.equal(facts.problems[0]?.message, 'syntax error at or near "int"');
    });

    const halves: readonly (readonly [name: string, broken: string])[] = [
      ['a missing semicolon', 'create table x (id int'],
      ['an open quote', "insert into x values ('abc"],
      ['an open name', 'alter table "x add column'],
      ['an open dollar quote', 'do $$ begin'],
      ['an open comment', 'select 1 /* what'],
      ['a stray word', 'oops'],
    ];
    for (const [name, broken] of halves) {
      it(`find the statement behind ${name}`, () => {
        const good = "CREATE TABLE good (id int, note text DEFAULT 'x');\nCREATE INDEX good_id ON good (id);\n";
        const facts = extract(`create table before (id int);\n${broken}\n\n${good}`);
        const created = steps(facts).flatMap(step => (step.kind === 'create-table' ? [step.table.name] : []));
        assert.deepEqual(created, ['before', 'good']);
        assert.equal(steps(facts).at(-1)?.kind, 'add-index');
        assert.ok(facts.problems.length > 0);
      });
    }

    it('say no more than twenty problems, and each once', () => {
      const numbered = Array.from({ length: 100 }, (_, n) => `nonsense${n} here;\n`);
      assert.equal(extract(numbered.join('')).problems.length, 20);
      assert.equal(extract('create table :schema.a (id int);\n'.repeat(100)).problems.length, 1);
    });

    it('place a problem in the document', () => {
      const text = '-- 🚚\nselect 1;\n/* é */ select from from;';
      const problem = extract(text).problems[0];
      assert.equal(text.slice(problem?.span.start, problem?.span.end), 'from');
      assert.equal(problem?.span.start, text.lastIndexOf('from'));
    });
  });

  it('read ignore comments where they stand', () => {
    const text = [
      '-- sargable-ignore-file index/a',
      'create table a ( -- sargable-ignore index/b: small',
      '  id int',
      ');',
      "insert into a values ('-- sargable-ignore index/c');",
      '/* sargable-ignore-end */',
    ].join('\n');
    const directives = extract(text).directives;
    assert.deepEqual(
      directives.map(({ form, rules, trailing }) => ({ form, rules, trailing })),
      [
        { form: 'file', rules: ['index/a'], trailing: false },
        { form: 'line', rules: ['index/b'], trailing: true },
        { form: 'end', rules: [], trailing: false },
      ],
    );
    assert.equal(text.slice(directives[1]?.span.start, directives[1]?.span.end), '-- sargable-ignore index/b: small');
  });

  it('reuse what the last extraction read', () => {
    const text = readFileSync(join(__dirname, 'library.sql'), 'utf8');
    const first = sqlFrontend.extract({ uri: URI, text });
    const edited = text.replace('shelf int', 'shelf bigint');
    const second = sqlFrontend.extract({ uri: URI, text: edited }, first);
    assert.deepEqual(second.facts, extract(edited));
    const unchanged = second.facts.units.filter((unit, n) => {
      const before = first.facts.units[n];
      return unit.kind === 'statement' && before?.kind === 'statement' && unit.steps === before.steps;
    });
    assert.equal(unchanged.length, first.facts.units.length - 1);
  });

  it('survive a file of 100,000 lines', () => {
    const text = "INSERT INTO users (id, name) VALUES (1, 'a');\n".repeat(100_000);
    assert.equal(extract(text).units.length, 100_000);
  });

  it('tell the dialects apart by what they write', () => {
    const kinds = (text: string): readonly string[] => steps(extract(text)).map(step => step.kind);
    assert.deepEqual(kinds('CREATE TABLE `a` (`id` int, KEY `k` (`id`))'), ['create-table']);
    assert.deepEqual(kinds('/* adds `a` to `b` */ CREATE TABLE a (id int[])'), ['create-table']);
    const sqlite =
      'PRAGMA foreign_keys=OFF; CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b INT REFERENCES c (id))';
    const [step] = steps(extract(sqlite));
    assert.ok(step?.kind === 'create-table');
    assert.deepEqual(
      step.foreignKeys.map(key => key.references.table),
      ['c'],
    );
  });
});

function extract(text: string): FileFacts {
  return sqlFrontend.extract({ uri: URI, text }).facts;
}

function steps(facts: FileFacts): readonly SchemaStep[] {
  return facts.units.flatMap(unit => (unit.kind === 'statement' ? unit.steps : []));
}

function spansOf(value: unknown): readonly Span[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'span' || key === 'nameSpan' ? [inner as Span] : spansOf(inner),
  );
}
