import assert from 'node:assert/strict';
import type { StatementQuery } from '../../../server/src/core/facts/migrations';
import { loadPostgres } from '../../../server/src/frontends/sql/dialects/postgres';
import { sqlFrontend } from '../../../server/src/frontends/sql/index';

function queriesOf(text: string): readonly (StatementQuery & { readonly text: string; readonly tables: string })[] {
  const { facts } = sqlFrontend.extract({ uri: 'file:///db/schema.sql', text, dialect: 'postgres' });
  assert.deepEqual(facts.problems, []);
  assert.deepEqual(structuredClone(facts), facts);
  return facts.units.flatMap((unit, n) => {
    if (unit.kind !== 'statement') return [];
    const own = text.slice(facts.starts[n]);
    return unit.queries.map(query => {
      const relations = query.facts.blocks.flatMap(block => block.from);
      const tables = relations.map(({ start, end }) => own.slice(start, end)).filter(name => name !== '');
      return { ...query, text: own.slice(query.span.start, query.span.end), tables: tables.join(' ') };
    });
  });
}

describe('queries in scripts', () => {
  before(loadPostgres);

  const table: readonly (readonly [text: string, form: string, query: string, tables: string])[] = [
    ['select a from t', 'query', 'select a from t', 't'],
    ['with x as (select 1 from t) delete from u', 'query', 'with x as (select 1 from t) delete from u', 'u t'],
    ['merge into t using s on true when matched then delete', 'query', '', 't s'],
    ['explain select a from t', 'query', '', 't'],
    ['prepare p as select a from t where b = $1', 'query', '', 't'],
    ['copy (select a from s.t) to stdout', 'query', '', 's.t'],
    ['create view v as select a from t', 'view', 'select a from t', 't'],
    ['create materialized view v (x) as select a from t', 'view', 'select a from t', 't'],
    ['create table u as select a from t', 'query', 'select a from t', 't'],
    [
      'create function f(a int) returns int language sql begin atomic select a from t where b = a; end',
      'function',
      '',
      't',
    ],
    ['create function f() returns int language sql return (select a from t)', 'function', '', 't'],
    ["create function f() returns int as 'select a from t' language sql", 'function', 'select a from t', 't'],
  ];
  for (const [text, form, query, tables] of table) {
    it(text, () => {
      const found = queriesOf(text);
      assert.deepEqual(
        found.map(one => [one.form, one.tables]),
        [[form, tables]],
      );
      if (query !== '') assert.equal(found[0]?.text, query);
    });
  }

  it('none that asks no table', () => {
    assert.deepEqual(queriesOf("select 1; select set_config('a', 'b', false); begin; select now()"), []);
  });

  it('in a body of several statements, with the names of parameters', () => {
    const found = queriesOf(
      "create function f(a int, b int) returns table (c int) language sql as $$\n  -- 🚚\n  select x from t where y = 'é';\n  delete from u\n$$",
    );
    assert.deepEqual(
      found.map(query => [query.text, query.tables, query.facts.statement]),
      [
        ["select x from t where y = 'é'", 't', 'select'],
        ['delete from u', 'u', 'delete'],
      ],
    );
    assert.deepEqual(found[0]?.variables, ['a', 'b', 'c']);
  });

  it('in plpgsql loops: what is repeated, and what is new in each round', () => {
    const found = queriesOf(`create function f(ids int[]) returns void language plpgsql as $$
declare r record; c cursor for select id from u; i int; one int; copy int; other int;
begin
  for r in select id from t loop
    copy := r.id;
    select n into other from t where id = copy;
    for i in 1..3 loop delete from u where id = i and a = r.id; end loop;
  end loop;
  foreach one in array ids loop update t set n = 1 where id = one; exit when one > 3; end loop;
  for r in c loop delete from t where id = r.id; end loop;
  for r in select id from u loop perform g(r.id); update t set n = 2 where id = r.id; end loop;
  for r in select id from u loop perform 1 from t where id = r.id; end loop;
  for r in select * from g() loop delete from t where a = r.id; end loop;
  while i > 0 loop select 1 into i from t; end loop;
  for r in select id from u loop
    begin delete from u where id = r.id; exception when others then null; end;
  end loop;
end $$`);
    const shown = found.map(({ text, loops }) => {
      const around = loops?.map(
        ({ over, elements, separate }) => `${over}(${elements.join()})${separate ? ' separate' : ''}`,
      );
      return `${text} | ${around?.join(' in ') ?? ''}`;
    });
    assert.deepEqual(shown, [
      'select id from u | ',
      'select id from t | ',
      'select n into other from t where id = copy | rows(r,copy,other)',
      'delete from u where id = i and a = r.id | other(i) in rows(r,copy,other)',
      'update t set n = 1 where id = one | array(one) separate',
      'delete from t where id = r.id | rows(r)',
      'select id from u | ',
      'update t set n = 2 where id = r.id | rows(r) separate',
      'select id from u | ',
      'perform 1 from t where id = r.id | rows(r)',
      'delete from t where a = r.id | other(r)',
      'select 1 into i from t | other()',
      'select id from u | ',
      'delete from u where id = r.id | ',
    ]);
  });

  it('in a DO block stand in no loop that matters', () => {
    const found = queriesOf(
      'do $$ declare r record; begin for r in select a from t loop delete from u where a = r.a; end loop; end $$',
    );
    assert.deepEqual(
      found.map(({ loops }) => loops),
      [undefined, undefined],
    );
  });

  it('in plpgsql: statements, loops, cursors, conditions, assignments, handlers', () => {
    const found = queriesOf(`create or replace function f() returns trigger language plpgsql as $body$
declare
  n int := (select count(*) from t0);
  r record;
  p text;
  c cursor (k int) for select * from t1 where id = k;
begin
  select a, b into n, p from t2 where x = new.id; -- é
  for r in select * from t3
    where z = n loop
    update t4 set q = q + 1 where id = r.id;
    perform g(r.a) from t5;
    PERFORM 1 FROM t5; PERFORM 1 FROM t5 WHERE b;
  end loop;
  if exists (select 1 from t6) then return null; end if;
  n := (select max(a) from t7);
  insert into t8 (a) values (n) returning id into strict n;
  execute 'drop table t9';
  return new;
exception when others then
  delete from t10;
end
$body$;`);
    assert.deepEqual(
      found.map(query => query.text),
      [
        '(select count(*) from t0)',
        'select * from t1 where id = k',
        'select a, b into n, p from t2 where x = new.id',
        'select * from t3\n    where z = n',
        'update t4 set q = q + 1 where id = r.id',
        'perform g(r.a) from t5',
        'PERFORM 1 FROM t5',
        'PERFORM 1 FROM t5 WHERE b',
        'exists (select 1 from t6)',
        '(select max(a) from t7)',
        'insert into t8 (a) values (n) returning id',
        'delete from t10',
      ],
    );
    assert.equal(found.map(query => query.tables).join(' '), 't0 t1 t2 t3 t4 t5 t5 t5 t6 t7 t8 t10');
    for (const name of ['p', 'n', 'r', 'k', 'c', 'new', 'old', 'tg_op', 'found']) {
      assert.ok(found[0]?.variables.includes(name), name);
    }
  });

  it('in DO blocks', () => {
    const found = queriesOf('do $$ begin delete from t where a = 1; end $$');
    assert.deepEqual(
      found.map(query => [query.form, query.text, query.tables]),
      [['function', 'delete from t where a = 1', 't']],
    );
  });

  it('none in a body that is half-typed, in another language or in an escaped text', () => {
    const bodies = [
      "create function f() returns int language plpgsql as 'begin select a frm; end'",
      "create function f() returns int language plv8 as 'select a from t'",
      "create function f() returns text language sql as 'select a from t where b = ''x'''",
    ];
    for (const body of bodies) assert.deepEqual(queriesOf(body), []);
  });
});
