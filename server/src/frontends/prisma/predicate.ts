import type { Expression as SqlExpression } from '../../core/facts/expression';
import type { ColumnFact, IndexPredicate } from '../../core/facts/schema';
import type { Expression, ObjectEntry } from './parse-attribute';
import { wordOf } from './read-arguments';

/**
 * The condition of a partial index. `where: { deletedAt: null }` is said in fields, `where: raw("deleted_at IS NULL")` in
 * the database's words. `text` is the block's.
 */
export function extractPredicate(
  where: Expression | undefined,
  columns: readonly ColumnFact[],
  text: string,
): IndexPredicate | undefined {
  if (!where) return undefined;
  if (where.kind === 'object')
    return predicateOfObject(where.entries, columns, text.slice(where.span.start, where.span.end));
  const raw = wordOf(where);
  if (raw === undefined) return { text: text.slice(where.span.start, where.span.end), notNullOnly: [] };
  const fieldOf = (name: string) => columns.find(column => column.name === name)?.logicalName ?? name;
  return { text: raw, notNullOnly: notNullColumnsOf(raw).map(fieldOf) };
}

function predicateOfObject(
  entries: readonly ObjectEntry[],
  columns: readonly ColumnFact[],
  written: string,
): IndexPredicate {
  const terms = entries.map(entry => termOf(entry, columns));
  const read = terms.filter(term => term !== undefined);
  if (read.length === 0 || read.length < terms.length) return { text: written, notNullOnly: [] };
  const trees = read.map(({ tree }) => tree);
  const [first] = trees;
  const last = trees[trees.length - 1];
  const tree: SqlExpression | undefined =
    first && last && trees.length > 1
      ? { kind: 'operator', operator: 'and', args: trees, start: first.start, end: last.end }
      : first;
  return {
    text: read.map(({ sql }) => sql).join(' AND '),
    notNullOnly: read.every(({ notNull }) => notNull) ? read.map(({ field }) => field) : [],
    ...(tree ? { tree } : {}),
  };
}

interface Term {
  readonly field: string;
  /** As Prisma writes it into the migration. */
  readonly sql: string;
  readonly tree: SqlExpression;
  readonly notNull: boolean;
}

/** `field: 1`, `field: null`, `field: { not: 1 }` and `field: { not: null }`: Prisma knows no others. */
function termOf({ key, keySpan, value }: ObjectEntry, columns: readonly ColumnFact[]): Term | undefined {
  const [inner] = value.kind === 'object' ? value.entries : [];
  const negated = inner?.key === 'not';
  const operand = negated ? inner.value : value;
  const constant = constantOf(operand);
  if (constant === undefined) return undefined;
  const { start } = keySpan;
  const { end } = value.span;
  const column: SqlExpression = { kind: 'column', name: key, start, end: keySpan.end };
  const name = columns.find(({ logicalName }) => logicalName === key)?.name ?? key;
  const quoted = `"${name.replaceAll('"', '""')}"`;
  if (constant === null) {
    const operator = negated ? 'is not null' : 'is null';
    return {
      field: key,
      sql: `${quoted} ${operator.toUpperCase()}`,
      tree: { kind: 'operator', operator, args: [column], start, end },
      notNull: negated,
    };
  }
  const literal: SqlExpression = { kind: 'constant', value: constant, ...operand.span };
  return {
    field: key,
    sql: `${quoted} ${negated ? '!=' : '='} ${sqlLiteral(constant)}`,
    tree: { kind: 'operator', operator: negated ? '<>' : '=', args: [column, literal], start, end },
    notNull: false,
  };
}

function constantOf(value: Expression): string | number | boolean | null | undefined {
  if (value.kind === 'string' || value.kind === 'number') return value.value;
  if (value.kind !== 'constant') return undefined;
  if (value.name === 'null') return null;
  return value.name === 'true' ? true : value.name === 'false' ? false : undefined;
}

function sqlLiteral(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/**
 * The columns of a raw predicate that is nothing but a conjunction of `column IS NOT NULL`; empty for every other one.
 * An index with such a predicate serves a lookup by these columns as well as a full one: a null never equals anything.
 */
function notNullColumnsOf(predicate: string): readonly string[] {
  const columns: string[] = [];
  for (const term of withoutParentheses(predicate).split(/\s+and\s+/i)) {
    const match = /^(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))\s+is\s+not\s+null$/iu.exec(withoutParentheses(term));
    const column = match?.[1]?.replaceAll('""', '"') ?? match?.[2]?.toLowerCase();
    if (column === undefined) return [];
    columns.push(column);
  }
  return columns;
}

/** Takes away parentheses that enclose the whole text. */
function withoutParentheses(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('(') || !trimmed.endsWith(')')) return trimmed;
  let depth = 0;
  for (let i = 0; i < trimmed.length - 1; i++) {
    if (trimmed[i] === '(') depth += 1;
    else if (trimmed[i] === ')') depth -= 1;
    if (depth === 0) return trimmed;
  }
  return withoutParentheses(trimmed.slice(1, -1));
}
