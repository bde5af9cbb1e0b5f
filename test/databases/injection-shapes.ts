/** A person of the table that the shapes ask. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly nick: string | null;
  readonly age: number;
  readonly born: string;
  readonly city: string;
}

/** One way in which code splices a value into a query. `v` is the value in the code. */
export interface Shape {
  readonly name: string;
  /** What is passed to the method that runs the query, as it is written. */
  readonly call: string;
  readonly type: string;
  readonly values: readonly unknown[];
  /** The ids that the query was meant to find. */
  find(people: readonly Person[], v: never): number[];
}

const NASTY = [
  "O'Brien",
  "' OR '1'='1",
  "'; DELETE FROM people; --",
  "x' UNION SELECT 1 --",
  "\\'; DELETE FROM people; --",
  'back\\slash',
  '100%',
  'a_b',
  '%',
  '--',
  '/* no comment */',
  'naïve ☃ 𝒳 \u202e',
  '$1',
  '${v}',
  '`',
  '"',
  "''",
  '',
];

/** Values without any meaning to SQL. */
const HONEST: readonly string[] = ['Ada', 'ada', 'Grace', 'Nobody at all'];

/** Those that every splice between quotes breaks on. */
export const BREAKING: readonly string[] = ["O'Brien", "'; DELETE FROM people; --"];

/** Some of the values are names of people, others are of nobody. */
export const PEOPLE: readonly Person[] = ['Ada', 'Grace', 'null', ...NASTY.filter((_, n) => n % 2 === 0)].map(
  (name, n) => ({
    id: n + 1,
    name,
    nick: n % 3 === 0 ? null : name.slice(0, 1),
    age: 20 + (n % 4),
    born: `19${60 + n}-0${1 + (n % 9)}-15`,
    city: n % 2 === 0 ? 'Oslo' : "L'Aquila",
  }),
);

export const DDL = `
  CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, nick text, age int NOT NULL, born date NOT NULL, city text NOT NULL, data jsonb NOT NULL);
  CREATE TABLE notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text);`;

const TEXTS = [...HONEST, ...NASTY];

function where(matches: (person: Person, v: never) => boolean): Shape['find'] {
  return (people, v) => people.filter(person => matches(person, v)).map(({ id }) => id);
}

/** LIKE as the manual describes it. */
function isLike(text: string, pattern: string, ignoreCase = false): boolean {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    let char = pattern.charAt(i);
    if (char === '%') source += '[\\s\\S]*';
    else if (char === '_') source += '[\\s\\S]';
    else {
      if (char === '\\') char = pattern.charAt(++i);
      source += char.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    }
  }
  return new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u').test(text);
}

const byName = where(({ name }, v: string) => name === v);

/** Texts in literals. */
export const TEXT_SHAPES: readonly Shape[] = [
  {
    name: 'equality',
    call: "`SELECT id FROM people WHERE name = '${v}' ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'contains',
    call: "`SELECT id FROM people WHERE name LIKE '%${v}%' ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: where(({ name }, v: string) => isLike(name, `%${v}%`)),
  },
  {
    name: 'begins with, in whatever case',
    call: "`SELECT id FROM people WHERE name ILIKE '${v}%' ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: where(({ name }, v: string) => isLike(name, `${v}%`, true)),
  },
  {
    name: 'text around the value',
    call: "`SELECT id FROM people WHERE 'it''s ' || name = 'it''s ${v}' ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'twice',
    call: "`SELECT id FROM people WHERE name = '${v}' OR nick = '${v}' ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: where(({ name, nick }, v: string) => name === v || nick === v),
  },
  {
    name: 'in a function',
    call: "`SELECT id FROM people WHERE lower(name) = lower('${v}') ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: where(({ name }, v: string) => name.toLowerCase() === v.toLowerCase()),
  },
  {
    name: 'in a subquery, behind a comment with a quote',
    call: "`SELECT id FROM people -- it's 'v'\n WHERE id IN (SELECT id FROM people WHERE name = '${v}') ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'beside a constant name',
    call: "`SELECT id FROM ${'people'} WHERE name = '${v}' ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'a JSON path',
    call: "`SELECT id FROM people WHERE data->>'name' = '${v}' ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'a JSON document',
    call: "`SELECT id FROM people WHERE data @> '${JSON.stringify({ name: v })}' ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'a cast',
    call: "`SELECT id FROM people WHERE name = '${v}'::text ORDER BY id`",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
];

/** The ways in which pg takes values beside the text. */
export const PG_SHAPES: readonly Shape[] = [
  {
    name: 'beside a parameter',
    call: "`SELECT id FROM people WHERE age >= $1 AND name = '${v}' ORDER BY id`, [0]",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'in an object',
    call: "{ text: `SELECT id FROM people WHERE name = '${v}' AND age >= $1 ORDER BY id`, values: [0] }",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'in an object without values',
    call: "{ text: `SELECT id FROM people WHERE name = '${v}' ORDER BY id` }",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'put together with +',
    call: '"SELECT id FROM people WHERE name LIKE \'%" + v + "%\' ORDER BY id"',
    type: 'string',
    values: TEXTS,
    find: where(({ name }, v: string) => isLike(name, `%${v}%`)),
  },
];

export const PRISMA_SHAPES: readonly Shape[] = [
  {
    name: 'beside a parameter',
    call: "`SELECT id FROM people WHERE age >= $1 AND name = '${v}' ORDER BY id`, 0",
    type: 'string',
    values: TEXTS,
    find: byName,
  },
  {
    name: 'put together with +',
    call: '"SELECT id FROM people WHERE name = \'" + v + "\' ORDER BY id"',
    type: 'string',
    values: TEXTS,
    find: byName,
  },
];

const NUMBERS: readonly number[] = [20, 21, 23, 99, -1];

/** Values that stand in the text without quotes, and lists. */
export const BARE_SHAPES: readonly Shape[] = [
  {
    name: 'a number',
    call: '`SELECT id FROM people WHERE age = ${v} ORDER BY id`',
    type: 'number',
    values: NUMBERS,
    find: where(({ age }, v: number) => age === v),
  },
  {
    name: 'digits in a string',
    call: '`SELECT id FROM people WHERE id = ${v} ORDER BY id`',
    type: 'string',
    values: ['1', '2', '77'],
    find: where(({ id }, v: string) => id === Number(v)),
  },
  {
    name: 'a limit',
    call: '`SELECT id FROM people ORDER BY id LIMIT ${v}`',
    type: 'number',
    values: [0, 1, 3, 1000],
    find: (people, v) => people.slice(0, v).map(({ id }) => id),
  },
  {
    name: 'a number in a literal',
    call: "`SELECT id FROM people WHERE age > '${v}' ORDER BY id`",
    type: 'number',
    values: NUMBERS,
    find: where(({ age }, v: number) => age > v),
  },
  {
    name: 'a date in a literal',
    call: "`SELECT id FROM people WHERE born < date '${v}' ORDER BY id`",
    type: 'string',
    values: ['1965-01-01', '2000-02-29', '1960-01-15'],
    find: where(({ born }, v: string) => born < v),
  },
  {
    name: 'days of an interval',
    call: "`SELECT id FROM people WHERE born + interval '${v} days' < date '1965-01-01' ORDER BY id`",
    type: 'number',
    values: [0, 365],
    find: where(({ born }, v: number) => Date.parse(born) + v * 86_400_000 < Date.parse('1965-01-01')),
  },
];

/** Lists, which only drivers with arrays take as one parameter. */
export const LIST_SHAPES: readonly Shape[] = [
  {
    name: 'a list of numbers',
    call: "`SELECT id FROM people WHERE age IN (${v.join(', ')}) ORDER BY id`",
    type: 'number[]',
    values: [[20], [20, 22, 22], [99]],
    find: where(({ age }, v: number[]) => v.includes(age)),
  },
  {
    name: 'a list to leave out',
    call: "`SELECT id FROM people WHERE age NOT IN (${v.join(',')}) ORDER BY id`",
    type: 'number[]',
    values: [[20], [20, 22, 22], [99]],
    find: where(({ age }, v: number[]) => !v.includes(age)),
  },
];

/** Statements whose answer is more than rows of people: what they gave before is what they must give after. */
export const SAME_ANSWER: readonly {
  readonly call: string;
  readonly type: string;
  readonly values: readonly unknown[];
}[] = [
  { call: "`SELECT '${v}' AS label, id FROM people ORDER BY id`", type: 'string', values: ['x', '7'] },
  { call: "`SELECT '${v}' || '${v}' AS text`", type: 'string', values: ['x', '7'] },
  { call: "`SELECT coalesce(nick, '${v}') AS nick FROM people ORDER BY id`", type: 'string', values: ['none'] },
  {
    call: "`SELECT CASE WHEN name = '${v}' THEN '${v}' ELSE 'other' END AS x FROM people ORDER BY id`",
    type: 'string',
    values: ['Ada'],
  },
  { call: "`SELECT '${v}' AS name UNION SELECT name FROM people ORDER BY 1`", type: 'string', values: ['Ada', 'Zoe'] },
  { call: "`WITH x AS (SELECT '${v}' AS n) SELECT id FROM people, x WHERE name = n`", type: 'string', values: ['Ada'] },
  { call: "`SELECT sum(age) FILTER (WHERE name = '${v}') AS sum FROM people`", type: 'string', values: ['Ada', 'Zoe'] },
  { call: "`SELECT array['${v}', 'b'] AS list`", type: 'string', values: ['a'] },
  { call: "`SELECT string_agg(name, '${v}' ORDER BY id) AS list FROM people`", type: 'string', values: [', '] },
  { call: "`SELECT to_char(born, '${v}') AS month FROM people ORDER BY id`", type: 'string', values: ['YYYY-MM'] },
  {
    call: "`SELECT id FROM people WHERE to_tsvector('english', name) @@ to_tsquery('english', '${v}')`",
    type: 'string',
    values: ['ada | grace'],
  },
  { call: "`SELECT id FROM people WHERE name = ANY('{${v}}') ORDER BY id`", type: 'string', values: ['Ada,Grace', ''] },
  { call: "`SELECT id FROM people WHERE (name, city) = ('${v}', 'Oslo')`", type: 'string', values: ['Ada', 'Grace'] },
  { call: "`SELECT id FROM people WHERE name BETWEEN '${v}' AND 'z' ORDER BY id`", type: 'string', values: ['B'] },
  { call: "`SELECT id FROM people WHERE name ~* '${v}' ORDER BY id`", type: 'string', values: ['^a.a$'] },
  { call: "`SELECT id FROM people WHERE data ? '${v}' ORDER BY id`", type: 'string', values: ['name', 'nothing'] },
  {
    call: "`SELECT CAST('${v}' AS date) + 1 AS day, '${v}'::timestamp AS time`",
    type: 'string',
    values: ['2024-02-28'],
  },
  { call: "`SELECT timestamp '${v}' AT TIME ZONE 'UTC' AS time`", type: 'string', values: ['2024-02-28 10:00'] },
  { call: '`SELECT n FROM generate_series(1, ${v}) AS n`', type: 'number', values: [0, 3] },
  { call: '`SELECT round(${v}, 1) AS x`', type: 'number', values: [2, 2.55] },
  { call: '`SELECT greatest(${v}, age) AS x FROM people ORDER BY id`', type: 'number', values: [21] },
  { call: '`SELECT substring(name, 1, ${v}) AS x FROM people ORDER BY id`', type: 'number', values: [2] },
  { call: "`INSERT INTO notes (text) VALUES ('${v}') RETURNING text`", type: 'string', values: ['x'] },
  { call: "`INSERT INTO notes (text) SELECT '${v}' FROM people RETURNING text`", type: 'string', values: ['x'] },
  { call: "`UPDATE people SET nick = '${v}' WHERE name = '${v}' RETURNING nick`", type: 'string', values: ['Ada'] },
  { call: "`DELETE FROM people WHERE name = '${v}' RETURNING id`", type: 'string', values: ['Ada'] },
];

/** What cannot become a parameter as it stands, or would mean something else: it is reported and left alone. */
export const LEFT_ALONE: readonly string[] = [
  "`SELECT id FROM people WHERE name = E'${v}\\n'`",
  "`SELECT concat('${v}', name) FROM people`",
  "`SELECT jsonb_build_object('k', '${v}')`",
  "`SELECT format('%s', '${v}')`",
  "`SELECT id FROM people WHERE data->'${v}' IS NOT NULL`",
  "`SELECT extract('${v}' from born) FROM people`",
  '`SELECT age + ${v} FROM people`',
  "`SELECT id FROM people WHERE name IN ('${v}', 'Ada')`",
  "`SELECT id FROM people WHERE name = '${v}'; SELECT 1`",
];
