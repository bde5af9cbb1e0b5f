import assert from 'node:assert/strict';
import type { Expression } from '../../../server/src/core/facts/expression';
import type { Dialect, HoleReading } from '../../../server/src/core/facts/sql-template';
import { loadPostgres } from '../../../server/src/frontends/sql/dialects/postgres';
import { createReadSql } from '../../../server/src/frontends/sql/index';
import { sqlTemplate } from './sql-template';

const readSql = createReadSql();

describe('positions of holes', () => {
  before(loadPostgres);

  /** Position, column and cast of each hole: `value[u.id]::int4`. */
  const table: readonly (readonly [text: string, holes: string, dialect?: Dialect])[] = [
    ['select * from users where id = ${x}', 'value[id]'],
    ['select * from users u where u.id <> ${x} and ${y} < u.age', 'value[u.id] value[u.age]'],
    ['select * from users where id = ${x}::int', 'value[id]::int4'],
    ['select * from users where id = cast(${x} as uuid)', 'value[id]::uuid'],
    ['select * from users where age between ${x} and ${y}', 'value[age] value[age]'],
    ['select * from users where lower(name) = lower(${x})', 'value'],
    ['select * from users where a is distinct from ${x}', 'value[a]'],
    ['select * from users where a = any(${x})', 'value[a]'],
    ['select * from a join b on b.id = ${x}', 'value[b.id]'],
    ['select * from f(${x}, ${y})', 'value value'],
    ['select coalesce(a, ${x}) from t', 'value'],
    ["select case when a = ${x} then 'b' else ${y} end from t", 'value[a] value'],
    ['with a as (select * from t where b = ${x}) select * from a', 'value[b]'],
    ['select * from t where exists (select 1 from u where u.id = ${x})', 'value[u.id]'],
    ['insert into t (a, b) values (${x}, ${y})', 'value[a] value[b]'],
    ['insert into t values (${x}, ${y})', 'value value'],
    ['insert into t (a, b) select ${x}, b from u', 'value[a]'],
    ['insert into t (a) values (1) on conflict (a) do update set b = ${x}', 'value[b]'],
    ['update t set a = ${x}, b = b + ${y} where id = ${z}', 'value[a] value[b] value[id]'],
    ['delete from t where a > ${x} returning id', 'value[a]'],
    ['select 1 where a = ${x} union select 2 where b = ${y}', 'value[a] value[b]'],
    ["select * from users where id = '${x}'", "in-quotes'[id]"],
    ["select * from users where id = 'a-${x}-${y}'", "in-quotes'[id] in-quotes'[id]"],
    ["select * from t where d > now() - interval '${x} days'", "in-quotes'::interval"],
    ["select * from t where d > date '${x}'", "in-quotes'[d]::date"],
    ["select date_trunc('${x}', d) from t", "in-quotes'"],
    ["select * from t where a in ('${x}')", "in-quotes'[a]"],
    ["insert into t (a) values ('${x}')", "in-quotes'[a]"],
    ["select set_config('app.user', '${x}', true)", "in-quotes'"],
    ['select $$ ${x} $$', 'in-quotes$'],
    ["alter role a password '${x}'", "in-quotes'"],
    ["select * from users where name like '%${x}%'", "like-pattern'[name]"],
    ['select * from users where name not ilike ${x}', 'like-pattern[name]'],
    ["select * from users where name like '%' || ${x}", 'value'],
    ['select * from users where id in (${x})', 'in-list[id]'],
    ['select * from users where id not in (1, ${x})', 'in-list[id]'],
    ['select * from users limit ${x} offset ${y}', 'limit limit'],
    ['select * from ${x}', 'identifier'],
    ['select * from public.${x} where id = ${y}', 'identifier value[id]'],
    ['select * from "${x}"', 'identifier"'],
    ['select * from "${x}"."t_${y}"', 'identifier" identifier"'],
    ['select u.${x} from users u', 'identifier'],
    ['select * from t_${x} where id = 1', 'identifier'],
    ['insert into ${x} (a) values (1)', 'identifier'],
    ['update ${x} set a = 1', 'identifier'],
    ['update t set ${x} = ${y}', 'identifier value'],
    ['select a as ${x} from t', 'identifier'],
    ['select a::${x} from t', 'identifier'],
    ['create table ${x} (id int)', 'identifier'],
    ['select * from users order by ${x}', 'identifier'],
    ['select a from users group by ${x}', 'identifier'],
    ['select ${x}(id) from t', 'identifier'],
    ['select * from users order by name ${x}', 'keyword'],
    ['select * from users order by name ${x} limit ${y}', 'keyword limit'],
    ['select * from users order by name desc nulls ${x}', 'keyword'],
    ['select * from users where a ${x} 5', 'keyword'],
    ['select * from users where a = 1 ${x} b = 2', 'keyword'],
    ['select * from users ${x}', 'fragment'],
    ['select * from users ${x} order by id', 'fragment'],
    ['select * from users where ${x}', 'fragment'],
    ['select * from users where a = 1 and ${x}', 'fragment'],
    ['select * from users where a = 1 ${x}', 'fragment'],
    ['select * from a ${x} where a.id = ${y}', 'fragment value[a.id]'],
    ['select * from users where id in ${x}', 'fragment'],
    ['select * from t where (a, b) in (${x})', 'fragment'],
    ['insert into t values ${x}', 'fragment'],
    ['insert into t (a, b) values (${x})', 'fragment'],
    ['insert into t (${x}) values (${y})', 'identifier fragment'],
    ['update t set ${x} where id = ${y}', 'fragment value[id]'],
    ['${x} limit 10', 'fragment'],
    ['select * from t where id = $${x}', 'fragment'],
    ['select * from t where id = any(array[$${x}])', 'fragment'],
    ['select 1 -- ${x}', 'comment'],
    ["select 1 /* it's ${x} */ where a = ${y}", 'comment value[a]'],
    ['select ${x} from users', 'unknown'],
    ['select count(${x}) from users', 'unknown'],
    ['select * from users where ${x} = 5', 'unknown'],
    ['select * from users where ${x} = ${y}', 'unknown value'],
    ['select * from t where ${x} is null', 'unknown'],
    ['select * from t where a = ${x}${y}', 'unknown fragment'],
    ['select extract(${x} from d) from t', 'unknown'],
    ['set search_path to ${x}', 'unknown'],
    ['WHERE id = ${x}', 'value[id]'],
    ["AND status = '${x}'", "in-quotes'[status]"],
    ['ORDER BY ${x}', 'identifier'],
    ['name = ${x}', 'value[name]'],
    ['Hello ${x}, welcome back', 'unknown'],
    ['${x}', 'unknown'],
    ['/api/users/${x}', 'unknown'],
    ["select [[a|b]] from t where c = '${x}'", "in-quotes'[c]"],
    ['select * from t where a = [[${x}|${y}]]', 'value[a] value[a]'],
    ['select * from t [[where a = ${x}|order by b]] limit 1', 'value[a]'],
    ['select * from t as of system time now() where a = ${x}', 'value[a]'],
    ['select * from `t` where a = ${x} and b = "${y}"', 'value[a] in-quotes"[b]', 'mysql'],
    ["select * from t where a like '%${x}%' and b in (${y})", "like-pattern'[a] in-list[b]", 'mysql'],
    ['select * from t where a = ${x} # ${y}', 'value[a] comment', 'mysql'],
    ['select * from `${x}` where a.${y} = 1 limit ${z}', 'identifier identifier limit', 'mysql'],
    ['insert into t (a, b) values (${x}, ${y})', 'value[a] value[b]', 'mysql'],
    ['select * from ${x} where ${y} order by ${z}', 'identifier fragment identifier', 'mysql'],
    [
      'select * from t join u on u.id = ${x} and t.b between ${y} and ${z}',
      'value[u.id] value[t.b] value[t.b]',
      'mysql',
    ],
    ['select coalesce(a, ${x}), count(${y}) from t group by ${z}', 'value unknown identifier', 'mysql'],
    ['select * from t where lower(a) = lower(${x}) and ${y} = 1 and ${z} = b', 'value unknown value[b]', 'mysql'],
    ['select * from t where a = 1 ${x} order by b ${y}', 'fragment keyword', 'mysql'],
    ['update t set a = ${x}, b = lower(${y}) where ${z}', 'value[a] unknown fragment', 'sqlite'],
    [
      'with q as (select * from t where a = ${x}) select * from q where b in (${y}, 1)',
      'value[a] in-list[b]',
      'sqlite',
    ],
    ['select * from t where (a, b) in ((${x}, ${y})) limit ${z}', 'unknown unknown limit', 'mysql'],
    ['select a from t, json_each(${x}) j where ${y} = b and j.c = ${z}', 'unknown value[b] value[j.c]', 'sqlite'],
    // What only the database itself understands is read by its neighbours.
    ['select * from t where date_add(a, interval ${x} day) > ${y}', 'unknown value', 'mysql'],
    ['select * from t where a is distinct from ${x}', 'unknown', 'sqlite'],
    ["update t set a = '${x}' where b != ${y}", "in-quotes'[a] value[b]", 'sqlite'],
  ];
  for (const [text, expected, dialect = 'postgres'] of table) {
    it(`${text} (${dialect})`, () => {
      const { holes } = readSql(sqlTemplate(text), dialect);
      assert.equal(holes.map(describeHole).join(' '), expected);
    });
  }

  it('say how sure they are', () => {
    const certainty = (text: string, dialect: Dialect): readonly string[] =>
      readSql(sqlTemplate(text), dialect).holes.map(hole => hole.certainty);
    assert.deepEqual(certainty('select * from t ${w} limit ${n}', 'postgres'), ['repaired', 'parsed']);
    assert.deepEqual(certainty('select * from t where a = ${n} and ${m} > b ${o}', 'mysql'), [
      'parsed',
      'parsed',
      'repaired',
    ]);
    assert.deepEqual(certainty('select * from t where a = ${n} !', 'mysql'), ['lexed']);
    const broken = readSql(sqlTemplate('select * frm t where t where a = ${n}'), 'postgres');
    assert.deepEqual(broken.holes, [{ position: 'value', column: { name: 'a' }, certainty: 'lexed' }]);
    assert.match(broken.problem ?? '', /syntax error/);
  });

  it('are unknown where the variants disagree', () => {
    const { holes } = readSql(
      { pieces: [...sqlTemplate('[[select * from|select 1 where a =]] ${x}').pieces] },
      'postgres',
    );
    assert.equal(holes[0]?.position, 'unknown');
  });

  it('are read for at most eight variants', () => {
    const { holes } = readSql(sqlTemplate(`select 1 where ${'[[a|b]] = ${x} and '.repeat(20)} true`), 'postgres');
    assert.equal(holes.length, 20);
    assert.ok(holes.every(hole => hole.position === 'value'));
  });

  it('read a repeated part once', () => {
    const row = sqlTemplate('(${x}, ${y})').pieces;
    const pieces = [
      ...sqlTemplate('insert into t (a, b) values ').pieces,
      { kind: 'repeat' as const, of: row, separator: ', ' },
    ];
    assert.deepEqual(readSql({ pieces }, 'postgres').holes.map(describeHole), ['value[a]', 'value[b]']);
  });

  it('are remembered by the text', () => {
    const first = readSql(sqlTemplate('select ${x} where a = ${y}'), 'postgres');
    assert.equal(readSql(sqlTemplate('select ${other} where a = ${y}'), 'postgres'), first);
    assert.notEqual(readSql(sqlTemplate('select ${x} where b = ${y}'), 'postgres'), first);
  });
});

describe('what a statement is', () => {
  before(loadPostgres);

  const kinds: readonly (readonly [text: string, kind: string])[] = [
    ['select 1', 'select'],
    ['with a as (select 1) delete from t', 'delete'],
    ['insert into t values (1)', 'insert'],
    ['merge into t using u on true when matched then delete', 'merge'],
    ['create index on t (a)', 'ddl'],
    ['begin', 'other'],
    ['where a = 1', 'fragment'],
    ['the quick brown fox', 'not-sql'],
  ];
  for (const [text, kind] of kinds) {
    it(text, () => assert.equal(readSql(sqlTemplate(text), 'postgres').statement, kind));
  }
});

describe('blocks', () => {
  before(loadPostgres);

  it('hold tables, joins, conditions, order and limit with their place in the text', () => {
    const text =
      'select u.id, count(*) from app.users u left join posts p on p.author_id = u.id where (u.name like ${x} or u.age > 18) and u.id in (select id from vip) order by u.name desc limit ${y}';
    const plain = text.replace(/\$\{\w\}/g, '');
    const { blocks } = readSql(sqlTemplate(text), 'postgres');
    const [main, inner] = blocks;
    const cut = (expression: Expression | undefined): string => plain.slice(expression?.start, expression?.end);
    assert.deepEqual(
      main?.from.map(({ on: _, start, end, ...rest }) => [plain.slice(start, end), rest]),
      [
        ['app.users', { schema: 'app', table: 'users', alias: 'u' }],
        ['posts', { table: 'posts', alias: 'p', join: 'left' }],
      ],
    );
    assert.equal(cut(main?.from[1]?.on), 'p.author_id = u.id');
    assert.equal(cut(main?.where), '(u.name like  or u.age > 18) and u.id in (select id from vip)');
    assert.deepEqual(main?.targets.map(cut), ['u.id', 'count(*)']);
    assert.equal(cut(main?.orderBy[0]?.by), 'u.name');
    assert.equal(main?.orderBy[0]?.descending, true);
    assert.equal(main?.limit?.kind, 'hole');
    assert.ok(main?.where?.kind === 'operator' && main.where.operator === 'and');
    const [either, membership] = main.where.args;
    assert.equal(cut(either), 'u.name like  or u.age > 18');
    assert.ok(membership?.kind === 'operator' && membership.operator === 'in');
    assert.equal(membership.args[1]?.kind, 'subquery');
    assert.equal(inner?.from[0]?.table, 'vip');
    assert.equal(inner?.parent, 0);
  });

  it('hold what is written', () => {
    const { blocks } = readSql(sqlTemplate("update t set a = ${x}, b = 'é' where id = $1"), 'postgres');
    assert.deepEqual(blocks[0]?.targets, [
      { kind: 'hole', hole: 0, start: 17, end: 17 },
      { kind: 'constant', value: 'é', start: 23, end: 26 },
    ]);
    assert.ok(blocks[0]?.where?.kind === 'operator');
    assert.deepEqual(blocks[0].where.args, [
      { kind: 'column', name: 'id', start: 33, end: 35 },
      { kind: 'parameter', index: 1, start: 38, end: 40 },
    ]);
  });

  it('hold the sides of a set operation', () => {
    const { blocks } = readSql(sqlTemplate('select a from t union all select b from u order by 1'), 'postgres');
    assert.deepEqual(
      blocks.map(block => [block.setOperation, block.from.map(({ table }) => table)]),
      [
        [true, []],
        [false, ['t']],
        [false, ['u']],
      ],
    );
  });
});

function describeHole({ position, quotes, column, castTo }: HoleReading): string {
  const name =
    column === undefined ? '' : `[${column.qualifier === undefined ? '' : `${column.qualifier}.`}${column.name}]`;
  return `${position}${quotes ?? ''}${name}${castTo === undefined ? '' : `::${castTo}`}`;
}
