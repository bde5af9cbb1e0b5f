import type { Dialect } from '../../core/facts/sql-template';

/**
 * The dialect of a script that no front end reads, by words that stand in no other one: so that it is not taken for
 * broken PostgreSQL or MySQL. Undefined for every other script.
 */
export function findForeignDialect(text: string): Dialect | undefined {
  const head = text.slice(0, LOOKED_AT);
  if (!FOREIGN.some(([, words]) => words.test(head))) return undefined;
  const code = head.replace(NOT_CODE, ' ');
  return FOREIGN.find(([, words]) => words.test(code))?.[0];
}

const FOREIGN: readonly (readonly [Dialect, RegExp])[] = [
  // Names of types and engines are case-sensitive in ClickHouse.
  [
    'clickhouse',
    /\b(?:ENGINE|engine)\s*=?\s*(?:\w*MergeTree\b|Distributed\s*\()|\b(?:LowCardinality|(?:Simple)?AggregateFunction|DateTime64)\s*\(|\bNullable\s*\(\s*[A-Z]|\bORDER\s+BY\s+tuple\s*\(\s*\)|\b(?:TABLE|VIEW|DATABASE|EXISTS)\s+[\w.`"{}]+\s+ON\s+CLUSTER\b/,
  ],
  ['oracle', /\bN?VARCHAR2\s*\(/i],
  ['sqlserver', /^[ \t]*GO[ \t]*;?[ \t]*\r?$|\[dbo\]\.|\bIDENTITY\s*\(\s*\d+\s*,\s*\d+\s*\)/im],
];
const NOT_CODE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g;
const LOOKED_AT = 65_536;
