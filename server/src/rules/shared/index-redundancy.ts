import type { IndexColumn } from '../../core/facts/schema';
import type { Table, TableIndex } from '../../core/model';
import { sameExpression, walkExpression } from './expressions';

/** Why an index does nothing that another one does not: it is the same, less than a key, or the beginning of a longer one. */
interface Redundancy {
  readonly index: TableIndex;
  readonly reason: 'duplicate' | 'unique' | 'prefix';
  readonly by: TableIndex;
}

/** At most one reason for an index. */
export function redundanciesOf(table: Table): readonly Redundancy[] {
  const indexes = comparableIndexes(table);
  return indexes.flatMap((index): Redundancy[] => {
    if (index.implied) return [];
    const others = indexes.filter(other => other !== index && other.origin === index.origin && !sameName(other, index));
    for (const reason of REASONS) {
      const by = others.find(other => holds(reason, index, other, indexes));
      if (by) return [{ index, reason, by }];
    }
    return [];
  });
}

/** Two that are the same and both superfluous are so for what they share. */
const REASONS = ['unique', 'prefix', 'duplicate'] as const satisfies readonly Redundancy['reason'][];

/**
 * Beside a declared schema, what a migration made and the schema could say is on its way out: the tool's next migration
 * drops it. Only what the schema cannot say stays.
 */
function comparableIndexes(table: Table): readonly TableIndex[] {
  if (table.origin !== 'declaration') return table.indexes;
  return table.indexes.filter(index => index.origin === 'declaration' || !isPlain(index));
}

function isPlain(index: TableIndex): boolean {
  return (
    index.predicate === undefined &&
    index.include.length === 0 &&
    index.columns.every(({ column, operatorClass }) => column !== undefined && operatorClass === undefined)
  );
}

/** Two facts about one index: seen in the schema and in a migration, or made again after IF NOT EXISTS. */
function sameName(a: TableIndex, b: TableIndex): boolean {
  return a.name !== undefined && a.name === b.name;
}

function holds(
  reason: Redundancy['reason'],
  index: TableIndex,
  other: TableIndex,
  all: readonly TableIndex[],
): boolean {
  switch (reason) {
    case 'duplicate':
      return isDuplicate(index, other) && rank(other, all) < rank(index, all);
    case 'unique':
      return isBelowKey(index, other);
    case 'prefix':
      return isPrefix(index, other);
  }
}

/** Of two that are the same a constraint stays, then the one that was said first. */
function rank(index: TableIndex, all: readonly TableIndex[]): number {
  return all.indexOf(index) + (index.constraint ? 0 : all.length);
}

function isDuplicate(index: TableIndex, other: TableIndex): boolean {
  return (
    index.kind === other.kind &&
    index.kind !== 'primary' &&
    (index.nullsNotDistinct ?? false) === (other.nullsNotDistinct ?? false) &&
    methodOf(index) === methodOf(other) &&
    index.columns.length === other.columns.length &&
    startsWith(other, index) &&
    samePredicate(index, other) &&
    [...index.include].sort().join() === [...other.include].sort().join()
  );
}

/** A key finds its rows through an index of its own, which serves everything that a plain one on its columns would. */
function isBelowKey(index: TableIndex, key: TableIndex): boolean {
  const below = index.kind === 'index' ? key.kind !== 'index' : index.kind === 'unique' && key.kind === 'primary';
  return (
    below &&
    isTree(index) &&
    isTree(key) &&
    index.columns.length === key.columns.length &&
    index.columns.every(({ column }) => column !== undefined) &&
    index.predicate === undefined &&
    key.predicate === undefined &&
    startsWith(key, index) &&
    includes(key, index)
  );
}

function isPrefix(index: TableIndex, longer: TableIndex): boolean {
  return (
    index.kind === 'index' &&
    !index.constraint &&
    isTree(index) &&
    isTree(longer) &&
    index.columns.length < longer.columns.length &&
    startsWith(longer, index) &&
    samePredicate(index, longer) &&
    includes(longer, index)
  );
}

/** Everything that the one includes can be read from the other as well. */
function includes(other: TableIndex, index: TableIndex): boolean {
  const readable = new Set([...other.include, ...other.columns.map(({ column }) => column)]);
  return index.include.every(column => readable.has(column));
}

function startsWith(longer: TableIndex, start: TableIndex): boolean {
  return start.columns.every((part, n) => {
    const other = longer.columns[n];
    return other !== undefined && samePart(part, other);
  });
}

function samePart(a: IndexColumn, b: IndexColumn): boolean {
  const sameKey =
    a.column === undefined
      ? b.column === undefined && sameText(a.expression, b.expression, a, b)
      : a.column === b.column;
  return (
    sameKey &&
    (a.order ?? 'asc') === (b.order ?? 'asc') &&
    nullsOf(a) === nullsOf(b) &&
    classOf(a) === classOf(b) &&
    a.collation === b.collation &&
    a.length === b.length
  );
}

/** NULLs stand behind everything else: last in ascending order, first in descending order. */
function nullsOf(part: IndexColumn): 'first' | 'last' {
  return part.nulls ?? (part.order === 'desc' ? 'first' : 'last');
}

/** Operator classes that generators write out although they are what the column's type has by itself. */
function classOf({ operatorClass }: IndexColumn): string | undefined {
  return operatorClass !== undefined && DEFAULT_CLASSES.has(operatorClass) ? undefined : operatorClass;
}

const DEFAULT_CLASSES: ReadonlySet<string> = new Set(
  'array_ops bool_ops bpchar_ops bytea_ops date_ops enum_ops float4_ops float8_ops int2_ops int4_ops int8_ops interval_ops jsonb_ops numeric_ops text_ops time_ops timestamp_ops timestamptz_ops tsvector_ops uuid_ops varchar_ops'.split(
    ' ',
  ),
);

function samePredicate(a: TableIndex, b: TableIndex): boolean {
  if (a.predicate === undefined || b.predicate === undefined) return a.predicate === b.predicate;
  return sameText(a.predicate.text, b.predicate.text, a.predicate, b.predicate);
}

/** The same expression where both could be read, else the same words. */
function sameText(
  a: string | undefined,
  b: string | undefined,
  { tree: treeOfA }: Pick<IndexColumn, 'tree'>,
  { tree: treeOfB }: Pick<IndexColumn, 'tree'>,
): boolean {
  if (treeOfA && treeOfB && isRead(treeOfA) && isRead(treeOfB)) return sameExpression(treeOfA, treeOfB);
  // An empty text is one that could not be read.
  return a !== undefined && b !== undefined && words(a) !== '' && words(a) === words(b);
}

function isRead(tree: NonNullable<IndexColumn['tree']>): boolean {
  return [...walkExpression(tree)].every(({ kind }) => kind !== 'opaque' && kind !== 'hole' && kind !== 'subquery');
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function isTree(index: TableIndex): boolean {
  return methodOf(index) === 'btree';
}

function methodOf(index: TableIndex): string {
  return index.method?.toLowerCase() ?? 'btree';
}
