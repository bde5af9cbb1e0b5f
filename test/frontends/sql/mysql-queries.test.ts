import assert from 'node:assert/strict';
import type { Expression } from '../../../server/src/core/facts/expression';
import type { Dialect, SqlBlock, SqlFacts } from '../../../server/src/core/facts/sql-template';
import { createReadSql, sqlFrontend } from '../../../server/src/frontends/sql/index';
import { sqlTemplate } from './sql-template';

const readSql = createReadSql();

/** The blocks of a statement in a script, each span as the text it cuts out. */
function blocksOf(text: string, dialect: Dialect): readonly SqlBlock[] {
  const { units } = sqlFrontend.extract({ uri: 'file:///q.sql', text, dialect }).facts;
  const unit = units[0];
  assert.ok(unit?.kind === 'statement');
  return unit.queries[0]?.facts.blocks ?? [];
}

/** `users.email = ?1 and …` with every leaf cut out of the text, so that its place is part of the comparison. */
function show(expression: Expression | undefined, text: string): string {
  if (expression === undefined) return '';
  const cut = text.slice(expression.start, expression.end);
  const all = (parts: readonly Expression[]): string => parts.map(part => show(part, text)).join(', ');
  switch (expression.kind) {
    case 'operator':
      return `${expression.operator}(${all(expression.args)})`;
    case 'call':
      return `${expression.name}(${all(expression.args)})`;
    case 'cast':
      return `cast ${expression.type}(${show(expression.of, text)})`;
    case 'list':
      return `[${all(expression.items)}]`;
    case 'subquery':
      return `#${expression.block}`;
    case 'constant':
    case 'column':
    case 'parameter':
      return cut;
    case 'hole':
      return `hole ${expression.hole}`;
    case 'opaque':
      return `?(${all(expression.args ?? [])})`;
  }
}

function where(text: string, dialect: Dialect, block = 0): string {
  return show(blocksOf(text, dialect)[block]?.where, text);
}

describe('queries of MySQL and SQLite', () => {
  for (const dialect of ['mysql', 'sqlite'] as const) {
    it(`have conditions with their place in the text (${dialect})`, () => {
      const conditions: readonly (readonly [string, string])[] = [
        [
          "u.email = ? AND o.total BETWEEN 1 AND 5 AND name LIKE 'x%'",
          "and(=(u.email, ?), between(o.total, 1, 5), like(name, 'x%'))",
        ],
        ['a IN (1, 2) OR b NOT IN (SELECT c FROM d)', 'or(in(a, [1, 2]), not in(b, #1))'],
        ['lower(name) = :name AND NOT (deleted IS NOT NULL)', 'and(=(lower(name), :name), not(is not null(deleted)))'],
        ['NOT EXISTS (SELECT 1 FROM x WHERE x.a = t.a)', 'not(exists(#1))'],
        ["CAST(a AS char) = 'it''s' AND b <> -c", "and(=(cast char(a), 'it''s'), <>(b, -(c)))"],
        ["CASE WHEN a > 1 THEN 'x' ELSE b END = 2", "=(case(>(a, 1), 'x', b), 2)"],
        ['a IS NULL AND (b + 1) * 2 >= 3', 'and(is null(a), >=(*(+(b, 1), 2), 3))'],
      ];
      for (const [condition, expected] of conditions) {
        const text = `SELECT * FROM t WHERE ${condition}`;
        assert.equal(where(text, dialect), expected, condition);
        assert.equal(blocksOf(text, dialect)[0]?.complete, undefined, condition);
      }
    });

    it(`hold tables, joins, targets, order and limit (${dialect})`, () => {
      const text = `-- report
        SELECT DISTINCT u.id, count(*) AS n, u.* FROM users u LEFT JOIN orders AS o ON o.user_id = u.id
        GROUP BY u.id HAVING count(*) > 2 ORDER BY o.id DESC, n LIMIT 5 OFFSET 10`;
      const { units, starts } = sqlFrontend.extract({ uri: 'file:///q.sql', text, dialect }).facts;
      assert.ok(units[0]?.kind === 'statement');
      const statement = text.slice(starts[0]);
      const block = units[0].queries[0]?.facts.blocks[0];
      assert.deepEqual(
        block?.from.map(({ table, alias, join, start, end, on }) => [
          table,
          alias,
          join,
          statement.slice(start, end),
          show(on, statement),
        ]),
        [
          ['users', 'u', undefined, 'users', ''],
          ['orders', 'o', 'left', 'orders', '=(o.user_id, u.id)'],
        ],
      );
      assert.deepEqual(
        block?.targets.map(target => show(target, statement)),
        ['u.id', 'count()'],
      );
      assert.deepEqual(block?.stars, [{ qualifier: 'u' }]);
      assert.deepEqual(block?.targetNames, ['n']);
      assert.deepEqual(
        block?.groupBy?.map(part => show(part, statement)),
        ['u.id'],
      );
      assert.equal(show(block?.having, statement), '>(count(), 2)');
      assert.deepEqual(
        block?.orderBy.map(({ by, descending }) => [show(by, statement), descending]),
        [
          ['o.id', true],
          ['n', false],
        ],
      );
      assert.equal(show(block?.limit, statement), '5');
    });

    it(`hold what is written (${dialect})`, () => {
      const cut = (text: string) => (name: { readonly start: number; readonly end: number }) =>
        text.slice(name.start, name.end);
      const insert = "INSERT INTO notes (title, `body`) VALUES ('a', ?), ('b', 2)";
      const [inserted] = blocksOf(insert, dialect);
      assert.deepEqual(inserted?.columns?.map(cut(insert)), ['title', '`body`']);
      assert.deepEqual(
        inserted?.targets.map(target => show(target, insert)),
        ["'a'", '?', "'b'", '2'],
      );
      const update = 'UPDATE notes SET title = upper(title), body = ? WHERE id = ?';
      const [updated] = blocksOf(update, dialect);
      assert.deepEqual(updated?.columns?.map(cut(update)), ['title', 'body']);
      assert.equal(show(updated?.where, update), '=(id, ?)');
      const remove = 'DELETE FROM notes WHERE id = 3';
      assert.deepEqual(
        blocksOf(remove, dialect).map(({ kind }) => kind),
        ['delete'],
      );
      assert.equal(where(remove, dialect), '=(id, 3)');
      const copy = 'INSERT INTO notes (title) SELECT name FROM books WHERE id > 1';
      assert.deepEqual(
        blocksOf(copy, dialect).map(({ kind, parent }) => [kind, parent]),
        [
          ['insert', undefined],
          ['select', 0],
        ],
      );
    });

    it(`hold the parts of WITH, UNION and subqueries (${dialect})`, () => {
      const text =
        'WITH recent AS (SELECT id FROM a) SELECT id FROM recent UNION ALL SELECT id FROM (SELECT id FROM b) c ORDER BY id';
      const blocks = blocksOf(text, dialect);
      assert.deepEqual(
        blocks.map(block => [
          block.parent,
          block.setOperation,
          block.from.map(({ table, block: inner }) => table ?? inner),
        ]),
        [
          [undefined, true, []],
          [0, false, ['a']],
          [0, false, ['recent']],
          [0, false, [4]],
          [3, false, ['b']],
        ],
      );
      assert.deepEqual(blocks[0]?.ctes, [{ name: 'recent', block: 1, recursive: false }]);
    });

    it(`are those that views are made of (${dialect})`, () => {
      const text = "CREATE VIEW v AS SELECT a FROM t WHERE b = 'x'";
      assert.equal(where(text, dialect), "=(b, 'x')");
    });
  }

  it('skip first and limit then, as MySQL writes it with a comma', () => {
    const text = 'SELECT a FROM t LIMIT 10, 5';
    const [block] = blocksOf(text, 'mysql');
    assert.equal(show(block?.limit, text), '5');
    assert.deepEqual(
      block?.others?.map(other => show(other, text)),
      ['10'],
    );
  });

  it('take a parameter for what MySQL and SQLite take for one', () => {
    for (const [text, dialect, expected] of [
      ['SELECT a FROM t WHERE b = ? LIMIT ?', 'sqlite', '?'],
      ['SELECT a FROM t WHERE b = $b AND c = :c LIMIT :n', 'sqlite', ':n'],
      ['SELECT a FROM t WHERE b = ?1 LIMIT 5', 'sqlite', '5'],
    ] as const) {
      const [block] = blocksOf(text, dialect);
      assert.equal(show(block?.limit, text), expected);
    }
  });

  it('say nothing where OR and concatenation look the same', () => {
    assert.equal(where("SELECT a FROM t WHERE b || 'x' = 1", 'sqlite'), "=(||(b, 'x'), 1)");
    assert.match(where('SELECT a FROM t WHERE b || c', 'mysql'), /^\?\(b, c\)$/);
  });

  it('are not complete where a part has no reading', () => {
    assert.equal(blocksOf('SELECT a FROM t, json_each(?) j', 'sqlite')[0]?.complete, false);
  });

  it('have none for what the grammar refuses, and for what asks no table', () => {
    for (const text of ['SELECT FROM WHERE', 'SELECT 1', 'SET NAMES utf8', 'INSERT'])
      assert.deepEqual(blocksOf(text, 'mysql'), []);
  });
});

describe('templates of MySQL and SQLite', () => {
  const read = (text: string, dialect: Dialect): SqlFacts => readSql(sqlTemplate(text), dialect);

  it('have blocks with holes where values are spliced', () => {
    for (const dialect of ['mysql', 'sqlite'] as const) {
      const text = "\n  SELECT id FROM users WHERE email = ${a} AND name = '${b}' AND age IN (${c}) LIMIT ${d}";
      const facts = read(text, dialect);
      const plain = text.replaceAll(/\$\{\w\}/g, '');
      assert.equal(facts.statement, 'select');
      assert.equal(facts.blocks[0]?.from[0]?.table, 'users');
      assert.equal(show(facts.blocks[0]?.where, plain), "and(=(email, hole 0), =(name, ''), in(age, [hole 2]))");
      assert.deepEqual(
        facts.holes.map(({ position }) => position),
        ['value', 'in-quotes', 'in-list', 'limit'],
      );
    }
  });

  it('are not complete where a name or a clause is spliced', () => {
    for (const text of ['SELECT id FROM ${table} WHERE a = 1', 'SELECT id FROM t WHERE a = 1 ${rest}']) {
      assert.equal(read(text, 'mysql').blocks[0]?.complete, false, text);
    }
  });
});
