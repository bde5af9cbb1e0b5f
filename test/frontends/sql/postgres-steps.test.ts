import assert from 'node:assert/strict';
import type { SchemaStep } from '../../../server/src/core/facts/migrations';
import { containsSpan, type Span } from '../../../server/src/core/text';
import { loadPostgres } from '../../../server/src/frontends/sql/dialects/postgres';
import { sqlFrontend } from '../../../server/src/frontends/sql/index';

function extract(text: string): readonly SchemaStep[] {
  const { facts } = sqlFrontend.extract({ uri: 'file:///db/schema.sql', text, dialect: 'postgres' });
  assert.deepEqual(facts.problems, []);
  assert.deepEqual(structuredClone(facts), facts);
  return facts.units.flatMap(unit => (unit.kind === 'statement' ? unit.steps : []));
}

/** A step as data without its places and without what a view reads; what is empty or false is left out. */
function brief(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(brief);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, member]) =>
      !LEFT_OUT.has(key) && member !== false && !(Array.isArray(member) && member.length === 0 && key !== 'schemas'),
  );
  return Object.fromEntries(kept.map(([key, member]) => [key, brief(member)]));
}

const LEFT_OUT = new Set('span nameSpan typeSpan methodSpan start end tree logicalName reads'.split(' '));

describe('steps of PostgreSQL', () => {
  before(loadPostgres);

  const t = { name: 't' };
  const table: readonly (readonly [text: string, steps: readonly unknown[]])[] = [
    [
      'create table t (like a, like s.b including defaults including indexes, like c including all excluding identity)',
      [
        {
          kind: 'create-table',
          table: t,
          complete: true,
          like: [
            { table: { name: 'a' } },
            { table: { schema: 's', name: 'b' }, defaults: true, indexes: true },
            { table: { name: 'c' }, defaults: true, generated: true, indexes: true },
          ],
        },
      ],
    ],
    [
      'create table t () inherits (a, s.b)',
      [
        {
          kind: 'create-table',
          table: t,
          complete: true,
          inherits: [{ name: 'a' }, { schema: 's', name: 'b' }],
        },
      ],
    ],
    [
      'create table t (a int, b text) partition by range (a, lower(b) collate "C" text_ops)',
      [
        {
          kind: 'create-table',
          table: t,
          columns: [
            { name: 'a', type: 'int', databaseType: 'integer', nullable: true },
            { name: 'b', type: 'text', databaseType: 'text', nullable: true },
          ],
          complete: true,
          partitionBy: {
            strategy: 'range',
            columns: [{ column: 'a' }, { expression: 'lower(b)', operatorClass: 'text_ops', collation: 'C' }],
          },
        },
      ],
    ],
    [
      'create table t partition of p for values in (1)',
      [{ kind: 'create-table', table: t, complete: true, partitionOf: { name: 'p' } }],
    ],
    [
      'create table t partition of p (a not null) default partition by hash (b)',
      [
        {
          kind: 'create-table',
          table: t,
          columns: [{ name: 'a', type: '' }],
          complete: true,
          partitionOf: { name: 'p' },
          partitionBy: { strategy: 'hash', columns: [{ column: 'b' }] },
        },
      ],
    ],
    ['create table t of a_type', [{ kind: 'create-table', table: t }]],
    ['create table t as select 1 as a', [{ kind: 'create-table', table: t }]],
    [
      'alter table p attach partition t for values from (1) to (2)',
      [{ kind: 'attach-partition', table: { name: 'p' }, partition: t }],
    ],
    [
      'alter table p detach partition s.t concurrently',
      [{ kind: 'detach-partition', table: { name: 'p' }, partition: { schema: 's', name: 't' } }],
    ],
    [
      'alter table t inherit a, no inherit b',
      [
        { kind: 'inherit', table: t, parent: { name: 'a' } },
        { kind: 'no-inherit', table: t, parent: { name: 'b' } },
      ],
    ],
    [
      'create or replace view t as select a.id, lower(b) as c, count(*), x::text from a',
      [{ kind: 'create-view', view: t, replace: true, columns: ['id', 'c', 'count', 'x'] }],
    ],
    ['create view t as select * from a', [{ kind: 'create-view', view: t }]],
    ['create view t as select a + 1 from a', [{ kind: 'create-view', view: t }]],
    ['create temp view t (x) as select 1, b from a', [{ kind: 'create-view', view: t, temporary: true }]],
    [
      'create materialized view if not exists t (x) as select b, c from a union all select 1, 2 with no data',
      [{ kind: 'create-view', view: t, materialized: true, columns: ['x', 'c'], ifNotExists: true }],
    ],
    ['create foreign table t (a int, b text) server s', [{ kind: 'create-view', view: t, columns: ['a', 'b'] }]],
    [
      'drop view t, s.u cascade',
      [
        { kind: 'drop-view', view: t },
        { kind: 'drop-view', view: { schema: 's', name: 'u' } },
      ],
    ],
    ['drop materialized view if exists t', [{ kind: 'drop-view', view: t }]],
    ['alter view t rename to u', [{ kind: 'rename-table', table: t, to: 'u' }]],
    ['alter materialized view t set schema s', [{ kind: 'move-table', table: t, toSchema: 's' }]],
    ['alter view t rename column a to b', [{ kind: 'rename-column', table: t, column: 'a', to: 'b' }]],
    [
      "create type s.mood as enum ('sad', 'ok')",
      [{ kind: 'create-enum', name: { schema: 's', name: 'mood' }, values: ['sad', 'ok'] }],
    ],
    [
      "alter type mood add value if not exists 'great' after 'ok'",
      [{ kind: 'add-enum-value', name: { name: 'mood' }, value: 'great', ifNotExists: true, after: 'ok' }],
    ],
    [
      "alter type mood add value 'bad' before 'ok'",
      [{ kind: 'add-enum-value', name: { name: 'mood' }, value: 'bad', before: 'ok' }],
    ],
    [
      "alter type mood rename value 'ok' to 'fine'",
      [{ kind: 'rename-enum-value', name: { name: 'mood' }, value: 'ok', to: 'fine' }],
    ],
    [
      "create domain email as varchar(320) not null check (value <> '')",
      [{ kind: 'create-type', name: { name: 'email' }, baseType: 'character varying(320)', notNull: true }],
    ],
    ['create type pair as (a int, b int)', [{ kind: 'create-type', name: { name: 'pair' } }]],
    ['alter type pair rename to two', [{ kind: 'rename-type', name: { name: 'pair' }, to: 'two' }]],
    ['alter domain s.email set schema u', [{ kind: 'move-type', name: { schema: 's', name: 'email' }, toSchema: 'u' }]],
    [
      'drop type a, s.b',
      [
        { kind: 'drop-type', name: { name: 'a' } },
        { kind: 'drop-type', name: { schema: 's', name: 'b' } },
      ],
    ],
    ['drop domain email', [{ kind: 'drop-type', name: { name: 'email' } }]],
    [
      'create schema s create view v as select 1 as x create table t (a int)',
      [
        { kind: 'create-schema', name: 's' },
        { kind: 'create-view', view: { schema: 's', name: 'v' }, columns: ['x'] },
        {
          kind: 'create-table',
          table: { schema: 's', name: 't' },
          columns: [{ name: 'a', type: 'int', databaseType: 'integer', nullable: true }],
          complete: true,
        },
      ],
    ],
    ['create schema authorization joe', [{ kind: 'create-schema', name: 'joe' }]],
    ['alter schema s rename to u', [{ kind: 'rename-schema', name: 's', to: 'u' }]],
    ['drop schema s', [{ kind: 'drop-schema', name: 's' }]],
    ['set search_path to s, "$user", public', [{ kind: 'search-path', schemas: ['s', 'public'] }]],
    ["select pg_catalog.set_config('search_path', '', false)", [{ kind: 'search-path', schemas: [] }]],
    ["select set_config('search_path', 'App, \"Other\"', false)", [{ kind: 'search-path', schemas: ['app', 'Other'] }]],
    ['reset search_path', [{ kind: 'search-path', schemas: ['public'] }]],
    ['set work_mem = 1000', []],
    ['create extension if not exists "uuid-ossp" with schema x', [{ kind: 'create-extension', name: 'uuid-ossp' }]],
    [
      'alter table t add constraint pk primary key using index t_idx, add unique using index u_idx',
      [
        { kind: 'index-to-constraint', table: t, index: 't_idx', constraint: 'primary', name: 'pk' },
        { kind: 'index-to-constraint', table: t, index: 'u_idx', constraint: 'unique' },
      ],
    ],
    [
      'alter table t alter a set default 1 + 2, alter a drop default, alter b add generated always as identity, alter b drop identity, alter c drop expression, alter d set not null, alter e drop not null, add constraint n not null f',
      [
        { kind: 'alter-column', table: t, column: 'a', defaultText: null },
        { kind: 'alter-column', table: t, column: 'b', generated: null },
        { kind: 'alter-column', table: t, column: 'c', generated: null },
        { kind: 'alter-column', table: t, column: 'e', nullable: true },
        { kind: 'alter-column', table: t, column: 'd' },
        { kind: 'alter-column', table: t, column: 'f' },
        { kind: 'alter-column', table: t, column: 'a', defaultText: '1 + 2' },
        { kind: 'alter-column', table: t, column: 'b', generated: 'identity' },
      ],
    ],
    [
      'alter table only t add foreign key (b) references u, add a int unique, add primary key using index i, alter b type bigint, drop c, drop constraint d',
      [
        { kind: 'drop-column', table: t, column: 'c' },
        { kind: 'drop-constraint', table: t, name: 'd' },
        { kind: 'alter-column', table: t, column: 'b', type: 'bigint', databaseType: 'bigint' },
        { kind: 'add-column', table: t, column: { name: 'a', type: 'int', databaseType: 'integer', nullable: true } },
        { kind: 'index-to-constraint', table: t, index: 'i', constraint: 'primary' },
        {
          kind: 'add-index',
          table: t,
          index: { kind: 'unique', columns: [{ column: 'a' }], constraint: true },
          only: true,
        },
        { kind: 'add-foreign-key', table: t, foreignKey: { columns: ['b'], references: { table: 'u' } } },
      ],
    ],
    [
      'alter table only t alter column a type varchar(30)[] using a::text[]',
      [{ kind: 'alter-column', table: t, column: 'a', type: 'varchar(30)[]', databaseType: 'character varying(30)[]' }],
    ],
    [
      'alter table t add foreign key (a, b) references s.u (c, d) on delete set null (a) on update cascade not valid',
      [
        {
          kind: 'add-foreign-key',
          table: t,
          foreignKey: {
            columns: ['a', 'b'],
            references: { schema: 's', table: 'u', columns: ['c', 'd'] },
            onDelete: 'set-null',
            onUpdate: 'cascade',
            setColumns: ['a'],
            notValid: true,
          },
        },
      ],
    ],
    [
      'alter table t add unique nulls not distinct (a) include (b)',
      [
        {
          kind: 'add-index',
          table: t,
          index: {
            kind: 'unique',
            columns: [{ column: 'a' }],
            include: ['b'],
            constraint: true,
            nullsNotDistinct: true,
          },
        },
      ],
    ],
    [
      'alter table t add exclude using gist (lower(a) with =, b with &&) where (c > 1)',
      [
        {
          kind: 'add-index',
          table: t,
          index: {
            kind: 'index',
            method: 'gist',
            columns: [{ expression: 'lower(a)' }, { column: 'b' }],
            predicate: { text: 'c > 1' },
            constraint: true,
          },
        },
      ],
    ],
    [
      'create unique index concurrently if not exists i on only s.t using btree (a collate "de" text_ops desc nulls last, (b->>\'x\'), lower(c)) include (d) nulls not distinct where e is not null',
      [
        {
          kind: 'add-index',
          table: { schema: 's', name: 't' },
          index: {
            kind: 'unique',
            name: 'i',
            columns: [
              { column: 'a', order: 'desc', nulls: 'last', operatorClass: 'text_ops', collation: 'de' },
              { expression: "b->>'x'" },
              { expression: 'lower(c)' },
            ],
            include: ['d'],
            predicate: { text: 'e is not null', notNullOnly: ['e'] },
            nullsNotDistinct: true,
          },
          concurrently: true,
          ifNotExists: true,
          only: true,
        },
      ],
    ],
    ['alter foreign table t add b int', [{ kind: 'opaque', table: t, reason: 'a foreign table is changed' }]],
    ["comment on table t is 'x'", []],
  ];
  for (const [text, expected] of table) it(text, () => assert.deepEqual(extract(text).map(brief), expected));

  it('columns have a default, a way to be generated and their nullability', () => {
    const [step] = extract(
      "create table t (a serial, b int generated by default as identity, c int generated always as (a + 1) stored, d int generated always as (a), e text default 'x' not null, f uuid constraint p primary key default gen_random_uuid(), g int, constraint n not null g, h int null)",
    );
    assert.ok(step?.kind === 'create-table');
    assert.deepEqual(
      step.columns.map(({ name, generated, defaultText, nullable, hasDefault }) =>
        [name, generated ?? '-', defaultText ?? '-', nullable ? 'null' : 'not null', hasDefault].join(' '),
      ),
      [
        'a serial - not null true',
        'b identity - not null true',
        'c stored a + 1 null true',
        'd virtual a null true',
        "e - 'x' not null true",
        'f - gen_random_uuid() not null true',
        'g - - not null false',
        'h - - null false',
      ],
    );
  });

  it('a default of NULL is none', () => {
    const [step] = extract(
      'create table t (a text default null, b text default null::text, c text default (null), d text default coalesce(null, 1))',
    );
    assert.ok(step?.kind === 'create-table');
    assert.deepEqual(
      step.columns.map(({ hasDefault, defaultText }) => defaultText ?? hasDefault),
      [false, false, false, 'coalesce(null, 1)'],
    );
    const [altered] = extract('alter table t alter a set default null::text');
    assert.ok(altered?.kind === 'alter-column');
    assert.equal(altered.defaultText, null);
  });

  it('CASCADE is said of a column', () => {
    const steps = extract('alter table t drop column a cascade, drop column b');
    assert.deepEqual(
      steps.map(step => step.kind === 'drop-column' && step.cascade === true),
      [true, false],
    );
  });

  it('a view reads tables, columns and types by their names', () => {
    const [step] = extract(
      `create view v as with a as (select x.* from s.b x, a), c as (select 1 from a)
       select p.d::mood, e::text, (select max(f) from c) from c join g p using (h) where e = 'x'::s.mood and e is not null`,
    );
    assert.ok(step?.kind === 'create-view');
    assert.deepEqual(step.reads, {
      // The first `a` is the table: a query of WITH does not see itself.
      tables: [
        { table: { schema: 's', name: 'b' }, alias: 'x' },
        { table: { name: 'a' } },
        { table: { name: 'g' }, alias: 'p' },
      ],
      columns: [
        { qualifier: 'x', name: '*' },
        { qualifier: 'p', name: 'd' },
        { name: 'e' },
        { name: 'f' },
        { name: 'h' },
      ],
      types: [{ name: 'mood' }, { name: 'text' }, { schema: 's', name: 'mood' }],
    });
  });

  it('say where types, methods and elements of an index stand', () => {
    const text =
      'create table t (a double precision[] not null, "B" my."Type" (3), c interval day to second (2) default x); create index on t using gin (a, (lower("B")) gin_trgm_ops desc) where a > \'🚚\'; alter table t alter a type timestamp (3) with time zone using b;';
    const { facts } = sqlFrontend.extract({ uri: 'file:///a.sql', text, dialect: 'postgres' });
    const cut = (n: number, span: Span | undefined): string =>
      text.slice((facts.starts[n] ?? 0) + (span?.start ?? 0), (facts.starts[n] ?? 0) + (span?.end ?? 0));
    const [create, index, alter] = extract(text);
    assert.ok(create?.kind === 'create-table' && index?.kind === 'add-index' && alter?.kind === 'alter-column');
    assert.deepEqual(
      create.columns.map(column => cut(0, column.typeSpan)),
      ['double precision[]', 'my."Type" (3)', 'interval day to second (2)'],
    );
    assert.equal(cut(1, index.index.methodSpan), 'using gin');
    assert.deepEqual(
      index.index.columns.map(part => cut(1, part.span)),
      ['a', '(lower("B")) gin_trgm_ops desc'],
    );
    const tree = index.index.columns[1]?.tree;
    assert.ok(tree?.kind === 'call');
    assert.equal(cut(1, tree), 'lower("B")');
    assert.equal(cut(1, index.index.predicate?.tree), "a > '🚚'");
    assert.equal(cut(2, alter.typeSpan), 'timestamp (3) with time zone');
    assert.ok(containsSpan(alter.span, alter.typeSpan ?? { start: -1, end: -1 }));
  });

  const types: readonly (readonly [written: string, canonical: string])[] = [
    ['int', 'integer'],
    ['int2', 'smallint'],
    ['bigserial', 'bigint'],
    ['serial2', 'smallint'],
    ['bool', 'boolean'],
    ['float', 'double precision'],
    ['float(24)', 'real'],
    ['float8[]', 'double precision[]'],
    ['decimal', 'numeric'],
    ['numeric(5)', 'numeric(5,0)'],
    ['dec(10, 2)[][]', 'numeric(10,2)[]'],
    ['varchar', 'character varying'],
    ['character varying(30)', 'character varying(30)'],
    ['char', 'character(1)'],
    ['bpchar', 'bpchar'],
    ['char(3) array', 'character(3)[]'],
    ['"char"', '"char"'],
    ['timestamptz', 'timestamp with time zone'],
    ['timestamptz(3)', 'timestamp(3) with time zone'],
    ['timestamp(0)', 'timestamp(0) without time zone'],
    ['time with time zone', 'time with time zone'],
    ['timetz(1)', 'time(1) with time zone'],
    ['interval', 'interval'],
    ['interval(3)', 'interval(3)'],
    ['interval year to month', 'interval year to month'],
    ['interval hour to second(2)', 'interval hour to second(2)'],
    ['bit', 'bit(1)'],
    ['bit varying', 'bit varying'],
    ['varbit(4)', 'bit varying(4)'],
    ['text[4]', 'text[]'],
    ['pg_catalog.text', 'text'],
    ['vector(3)', 'vector(3)'],
    ['s."Mood"[]', 's.Mood[]'],
  ];
  for (const [written, canonical] of types) {
    it(`the type ${written} is ${canonical}`, () => {
      const [step] = extract(`create table t (a ${written})`);
      assert.ok(step?.kind === 'create-table');
      assert.equal(step.columns[0]?.databaseType, canonical);
    });
  }
});
