import type { LocatedLink } from './column-chain';
import { ormNameOf } from './core-modules';
import {
  argumentOf,
  type Callee,
  calleeOf,
  chainOf,
  type Located,
  locate,
  resultOfDeclared,
  type Scope,
} from './scope';

/** How the name of a column is written in SQL; undefined for what is no column of the table. */
export type ColumnWriter = (located: Located) => string | undefined;

/** The default of a column, with its text where it can be read. A value that Drizzle fills in itself is none. */
export function readDefault(
  links: ReadonlyMap<string, LocatedLink>,
): { readonly text: string | undefined } | undefined {
  if (links.has('defaultNow')) return { text: 'now()' };
  if (links.has('defaultRandom')) return { text: 'gen_random_uuid()' };
  const given = links.get('default');
  if (!given) return undefined;
  const value = argumentOf(given.link, 0, given.scope);
  return { text: value && sqlTextOf(value, () => undefined) };
}

/** A constant, an `sql` text, or a condition made of Drizzle's functions, as SQL. Undefined where a part is not known. */
export function sqlTextOf(located: Located, writeColumn: ColumnWriter): string | undefined {
  const column = writeColumn(located);
  if (column !== undefined) return column;
  const known = locate(located.value, located.scope);
  const { value } = known;
  if (value.kind === 'literal') return literalText(value.value);
  const found = chainOf(known);
  const [first] = found?.chain.links ?? [];
  if (!found || !first) return undefined;
  const { scope } = found;
  const callee = calleeOf(found);
  if (callee?.kind === 'declared') {
    const result = callee.rest.length === 0 && found.chain.links.length === 1 && resultOfDeclared(callee, first, scope);
    return result ? sqlTextOf(result, writeColumn) : undefined;
  }
  const name = ormNameOf(callee) ?? rawName(callee);
  if (name === 'sql' && first.form === 'tag') return templateText(first.args[0]?.value, scope, writeColumn);
  if (name === 'raw') {
    const text = argumentOf(first, 0, scope);
    return text?.value.kind === 'literal' && typeof text.value.value === 'string' ? text.value.value : undefined;
  }
  const parts = first.args.map((_, index) => {
    const argument = first.args[index];
    return argument && !argument.spread
      ? sqlTextOf({ kind: 'value', value: argument.value, scope }, writeColumn)
      : undefined;
  });
  return name === undefined || !parts.every(part => part !== undefined) ? undefined : conditionText(name, parts);
}

/** `sql.raw('…')`. */
function rawName(callee: Callee | undefined): string | undefined {
  return callee?.kind === 'package' && callee.name === 'sql' && callee.rest.join() === 'raw' ? 'raw' : undefined;
}

function templateText(
  template: Located['value'] | undefined,
  scope: Scope,
  writeColumn: ColumnWriter,
): string | undefined {
  if (template?.kind === 'literal') return typeof template.value === 'string' ? template.value : undefined;
  if (template?.kind !== 'template') return undefined;
  const parts = template.pieces.map(piece =>
    piece.kind === 'text' ? piece.cooked : sqlTextOf({ kind: 'value', value: piece.value, scope }, writeColumn),
  );
  return parts.every(part => part !== undefined) ? parts.join('') : undefined;
}

function literalText(value: string | number | boolean | null): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return value === null ? 'NULL' : String(value);
}

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'LIKE',
  ilike: 'ILIKE',
};

function conditionText(name: string, parts: readonly string[]): string | undefined {
  const [first, second] = parts;
  const comparison = COMPARISONS[name];
  if (comparison !== undefined && second !== undefined) return `${first} ${comparison} ${second}`;
  if (first === undefined) return undefined;
  switch (name) {
    case 'isNull':
      return `${first} IS NULL`;
    case 'isNotNull':
      return `${first} IS NOT NULL`;
    case 'not':
      return `NOT (${first})`;
    case 'and':
      return parts.length === 1 ? first : parts.map(wrapped).join(' AND ');
    case 'or':
      return parts.length === 1 ? first : parts.map(wrapped).join(' OR ');
    default:
      return undefined;
  }
}

function wrapped(part: string): string {
  return / (?:AND|OR) /i.test(part) ? `(${part})` : part;
}

/** The columns of which a condition says that they are not null, when it says nothing else. */
export function notNullOnly(text: string): readonly string[] {
  const inner = /^\s*\(([^()]*)\)\s*$/.exec(text)?.[1] ?? text;
  const columns = inner.split(/\s+and\s+/i).map(part => NOT_NULL.exec(part));
  return columns.every(match => match !== null)
    ? columns.map(match => match?.[1] ?? match?.[2]?.toLowerCase() ?? '')
    : [];
}

const NOT_NULL = /^\s*(?:(?:"[^"]*"|`[^`]*`|\w+)\.)?(?:["`]([^"`]+)["`]|(\w+))\s+is\s+not\s+null\s*$/i;

/** A name as SQL writes it. */
export function quoteName(name: string, dialect: 'pg' | 'mysql' | 'sqlite'): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name)) return name;
  return dialect === 'mysql' ? `\`${name}\`` : `"${name}"`;
}
