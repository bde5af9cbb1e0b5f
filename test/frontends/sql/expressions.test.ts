import assert from 'node:assert/strict';
import type { SqlBlock, SqlFacts } from '../../../server/src/core/facts/sql-template';
import { loadPostgres } from '../../../server/src/frontends/sql/dialects/postgres';
import { createReadSql } from '../../../server/src/frontends/sql/index';
import { showExpression } from './show-expression';
import { sqlTemplate } from './sql-template';

const readSql = createReadSql();

function read(text: string): SqlFacts {
  const facts = readSql(sqlTemplate(text), 'postgres');
  assert.equal(facts.problem, undefined, facts.problem);
  assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
  return facts;
}

/** The block's members that are there, apart from what every block has. */
function main(text: string): SqlBlock {
  const [block] = read(text).blocks;
  assert.ok(block);
  return block;
}

describe('expressions', () => {
  before(loadPostgres);

  const table: readonly (readonly [text: string, shown: string])[] = [
    ['a != 1 and not b', '[and]([<>](a, 1), [not](b))'],
    ["a like 'x%' escape '!'", '[like](a, "x%", "!")'],
    ["a not ilike 'x' or a similar to 'y'", '[or]([not ilike](a, "x"), [similar to](a, "y"))'],
    ['a between 1 and b', '[between](a, 1, b)'],
    ['a not between symmetric 1 and 2', '[not between symmetric](a, 1, 2)'],
    ['a in (1, b)', '[in](a, list(1, b))'],
    ['a not in (select 1)', '[not in](a, block 1)'],
    ['exists (select 1)', '[exists](block 1)'],
    ['a = any($1)', '[= any](a, $1)'],
    ["a <> all('{1}'::int[])", '[<> all](a, <integer[]>("{1}"))'],
    ['a like any(array[b, c])', '[like any](a, [array](b, c))'],
    ['a > some (select 1)', '[> any](a, block 1)'],
    ['a is null', '[is null](a)'],
    ['a is not true', '[is not true](a)'],
    ['a is unknown', '[is unknown](a)'],
    ['a is distinct from b', '[is distinct from](a, b)'],
    ['coalesce(a, b, 1)', 'coalesce(a, b, 1)'],
    ['nullif(a, 0)', 'nullif(a, 0)'],
    ['greatest(a, b)', 'greatest(a, b)'],
    ['case a when 1 then b else c end', '[case](a, 1, b, c)'],
    ['case when a then b end', '[case](a, b)'],
    ['a[1]', '[[]](a, 1)'],
    ['a[1:b]', '[[:]](a, 1, b)'],
    ['(a).x.y', '[.]([.](a, "x"), "y")'],
    ["a at time zone 'UTC'", '[at time zone](a, "UTC")'],
    ['a at local', '[at local](a)'],
    ['a collate "C"', '[collate](a, "C")'],
    ['row(a, 1)', '[row](a, 1)'],
    ['(a, b) = (1, 2)', '[=]([row](a, b), [row](1, 2))'],
    ['array(select 1)', '[array](block 1)'],
    ['current_date', 'current_date()'],
    ['current_timestamp(3)', 'current_timestamp()'],
    ['a::varchar(3)[]', '<character varying(3)[]>(a)'],
    ["timestamptz '2020-01-01'", '<timestamp with time zone>("2020-01-01")'],
    ['cast(a as my.mood)', '<my.mood>(a)'],
    ['extract(year from a)', 'extract("year", a)'],
    ['my.f(a, b => c)', 'my.f(a, c)'],
    ['pg_catalog.lower(a)', 'lower(a)'],
    ['count(*)', 'count()'],
    ['sum(a order by b) filter (where c) over (partition by d order by e)', 'sum(a) with (b, c, d, e)'],
    ['percentile_cont(0.5) within group (order by a)', 'percentile_cont(0.5) with (a)'],
    ["json_object('k': a)", 'opaque(opaque("k", a))'],
    ["a->>'k'", '[->>](a, "k")'],
    ['- a', '[-](a)'],
    ['a operator(pg_catalog.+) b', '[+](a, b)'],
  ];
  for (const [text, shown] of table) {
    it(text, () => {
      const [target] = main(`select ${text} from t`).targets;
      assert.ok(target);
      assert.equal(showExpression(target), shown);
    });
    it(`${text} covers its text`, () => {
      const whole = `select ${text} from t`;
      const [target] = main(whole).targets;
      // Of what is opaque only the parts have a place.
      if (target?.kind !== 'opaque') assert.equal(whole.slice(target?.start, target?.end), text);
    });
  }

  it('of templates say which holes stand in a literal, and keep spliced names opaque', () => {
    const block = main("select ${a}.x, pre_${b} from t where c like '%${d}%' and e = ${f}");
    assert.deepEqual(block.targets.map(showExpression), ['opaque', 'opaque']);
    assert.ok(block.where);
    assert.equal(showExpression(block.where), '[and]([like](c, "%%" with 2), [=](e, hole 3))');
  });
});

describe('members of blocks', () => {
  before(loadPostgres);

  it('GROUP BY, HAVING, DISTINCT ON, WINDOW and OFFSET', () => {
    const block = main(
      'select distinct on (a) b from t group by rollup (c, d), e having f > 1 window w as (partition by g) offset h',
    );
    assert.deepEqual(block.groupBy?.map(showExpression), ['c', 'd', 'e']);
    assert.ok(block.having);
    assert.equal(showExpression(block.having), '[>](f, 1)');
    assert.deepEqual(block.others?.map(showExpression), ['a', 'g', 'h']);
  });

  it('stars, names and outputs', () => {
    const block = main('select *, u.*, a as b, lower(c), 1 from t u');
    assert.deepEqual(block.stars, [{}, { qualifier: 'u' }]);
    assert.deepEqual(block.targetNames, ['b']);
    assert.deepEqual(block.outputs, ['b', 'lower', '?column?']);
    assert.deepEqual(block.targets.map(showExpression), ['a', 'lower(c)', '1']);
  });

  it('the columns that are written, with their places', () => {
    const text =
      'insert into t (a, "B") values (1, 2) on conflict (a, lower(c)) where d do update set e = excluded.a, (f, g) = (select 1, 2) where t.h returning *, i as j';
    const block = main(text);
    assert.deepEqual(
      block.columns?.map(({ name, start, end }) => [name, text.slice(start, end)]),
      [
        ['a', 'a'],
        ['B', '"B"'],
        ['a', 'a'],
        ['e', 'e'],
        ['f', 'f'],
        ['g', 'g'],
      ],
    );
    assert.deepEqual(block.others?.map(showExpression), ['lower(c)', 'd', 'excluded.a', 'block 1', 't.h']);
    assert.deepEqual(block.returning?.map(showExpression), ['i']);
    assert.deepEqual(block.outputs, ['j']);
    const update = main('update t set a = 1, b[2] = c where d');
    assert.deepEqual(
      update.columns?.map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('MERGE with its condition and actions', () => {
    const block = main(
      'merge into t using s on t.a = s.a when matched and s.b then update set c = s.c when not matched then insert (d) values (s.d)',
    );
    assert.deepEqual(
      block.from.map(({ table, join }) => [table, join]),
      [
        ['t', undefined],
        ['s', 'inner'],
      ],
    );
    assert.deepEqual(
      block.columns?.map(({ name }) => name),
      ['c', 'd'],
    );
    assert.deepEqual(block.others?.map(showExpression), ['s.b', 's.c', 's.d']);
  });

  it('WITH and the blocks it names', () => {
    const { blocks } = read('with recursive a (x) as (select 1 union all select x from a) select * from a');
    assert.deepEqual(blocks[0]?.ctes, [{ name: 'a', block: 1, recursive: true, columns: ['x'] }]);
    assert.equal(blocks[1]?.setOperation, true);
  });

  it('relations with USING, aliases of columns, functions and VALUES', () => {
    const block = main(
      "select * from a join b using (id) left join f(a.x) g on true, json_to_recordset('[]') as j(k int), (values (1, 2)) v(p, q)",
    );
    const brief = block.from.map(({ on: _, start: __, end: ___, ...rest }) => rest);
    assert.deepEqual(brief, [
      { table: 'a' },
      { table: 'b', join: 'inner', using: ['id'] },
      { alias: 'g', isFunction: true, join: 'left' },
      { alias: 'j', isFunction: true, columnAliases: ['k'] },
      { alias: 'v', columnAliases: ['p', 'q'], block: 1 },
    ]);
    assert.deepEqual(block.others?.map(showExpression), ['f(a.x)', 'json_to_recordset("[]")']);
  });

  const certain: readonly (readonly [text: string, complete: boolean])[] = [
    ['select a from t where b = ${x}', true],
    ['select a from t order by b ${direction} limit ${n}', false],
    ['select a from t ${where}', false],
    ['select a from ${table}', false],
    ['select a from t where ${column} = 1', true],
    ['select ${columns} from t', false],
    ['select a from "t_${x}"', false],
    ['select a from t_${x}', false],
    ["select a from t where b = 'x-${y}'", true],
    ['select a from generate_series(1, 2) as g', false],
    ['select a from json_to_record($1) as g(a int)', true],
    ['select a from (t join u using (id)) as j', false],
  ];
  for (const [text, complete] of certain) {
    it(`${text} is ${complete ? '' : 'not '}complete`, () => assert.equal(main(text).complete ?? true, complete));
  }
});
