import type { Loop } from '../../core/facts/calls';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Ref } from '../../core/facts/values';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model, Table } from '../../core/model';
import type { Filter, Query } from '../../core/query';

/** The ways to ask once instead of once per element, best first; none where the shapes do not allow it. */
export function batchFixes(unit: CodeUnit, model: Model, loop: Loop, query: Query): FixIntent[] {
  if (query.library !== 'prisma' || !query.clausesComplete || !query.filtersComplete || !query.table) return [];
  if (loop.form !== 'for-of' && !(loop.form === 'callback' && loop.method === 'map')) return [];
  // The loop and the call must meet directly: what an inner function or loop adds is not ours to move.
  if (query.chain.loops[0] !== loop.id) return [];
  // The new query waits, so the function around the loop must be one that can.
  if (unit.fn(loop.in)?.async === false) return [];
  // Only the result of a query that is waited for, or that the callback hands on, can be replaced.
  if (query.chain.awaited === 'no' || (loop.form === 'for-of' && query.chain.awaited !== 'yes')) return [];
  // A row that is missing would have to throw the client's own error.
  if (query.chain.links[query.link]?.name.endsWith('OrThrow')) return [];
  const table = model.table(query.table);
  const key = table && keyFilter(unit, loop, query);
  if (!table || !key) return [];
  const rows = loadedRows(unit, model, loop);
  const include = rows && includeRelation(model, loop, query, rows, key);
  const isAskedForNull = table.columns.some(column => column.logicalName === key.filter.column && column.nullable);
  const batch =
    isAskedForNull && !isNeverNull(unit, model, loop, rows, key) ? undefined : batchByKey(loop, query, table, key);
  return [...(include ? [include] : []), ...(batch ? [batch] : [])];
}

interface KeyFilter {
  readonly filter: Filter;
  readonly ref: Ref;
}

/** The one condition that differs between elements: `customerId: order.customerId`. */
function keyFilter(unit: CodeUnit, loop: Loop, query: Query): KeyFilter | undefined {
  const elements = new Set(loop.elements);
  const varies = (value: Filter['value']): boolean =>
    unit
      .sources(value)
      .some(({ kind, ...source }) => kind === 'ref' && 'root' in source && isElement(source.root, elements));
  const varying = query.filters.filter(({ value }) => varies(value));
  const [only, ...others] = varying;
  if (!only || others.length > 0 || only.operator !== 'equals') return undefined;
  const clauses = query.clauses.filter(({ key }) => key !== 'where');
  if (clauses.some(({ value }) => varies(value))) return undefined;
  const { value } = only;
  return value.kind === 'ref' && isElement(value.root, elements) && !value.path.includes('[]')
    ? { filter: only, ref: value }
    : undefined;
}

function isElement(root: Ref['root'], elements: ReadonlySet<string>): boolean {
  return root.kind === 'local' && elements.has(root.binding);
}

/** These speak of one element's rows; over the rows of all elements they would mean something else. */
const PER_ELEMENT = new Set(['take', 'skip', 'cursor', 'distinct']);

function batchByKey(loop: Loop, query: Query, table: Table, { filter }: KeyFilter): FixIntent | undefined {
  const column = table.columns.find(({ logicalName }) => logicalName === filter.column);
  if (!column || column.list || !COMPARABLE_KEYS.has(column.type)) return undefined;
  // Their default collations find `ada` for `Ada`; a Map does not.
  if (column.type === 'String' && (table.dialect === 'mysql' || table.dialect === 'sqlserver')) return undefined;
  const grouped = query.operation === 'find-many';
  if (query.clauses.some(({ key }) => PER_ELEMENT.has(key) || key === 'omit' || (!grouped && key === 'orderBy'))) {
    return undefined;
  }
  if (!grouped && query.operation !== 'find-unique' && query.operation !== 'find-first') return undefined;
  // Without a unique key several rows may answer, and which of them comes first would no longer be the same.
  if (!grouped && !isUnique(table, column.name)) return undefined;
  return {
    kind: 'batch-by-key',
    title: `Ask once for all of them with \`in\` and a Map`,
    safety: 'review',
    at: query.place,
    loop: loop.span,
    keyEntry: filter.span,
    keyField: filter.column,
    grouped,
  };
}

/** Values of these types are equal as Map keys exactly when the database finds them equal. */
const COMPARABLE_KEYS = new Set(['String', 'Int', 'BigInt', 'Boolean']);

function isUnique(table: Table, column: string): boolean {
  return table.indexes.some(
    ({ kind, columns, predicate }) =>
      kind !== 'index' && !predicate && columns.length === 1 && columns[0]?.column === column,
  );
}

/** `in` does not find NULL, as equality with `null` does: where the column may hold it, the keys must not be it. */
function isNeverNull(
  unit: CodeUnit,
  model: Model,
  { iterable }: Loop,
  rows: Query | undefined,
  { ref }: KeyFilter,
): boolean {
  const path = [...elementPath(unit, ref), ...ref.path];
  if (rows?.table) {
    const column = model.table(rows.table)?.columns.find(({ logicalName }) => logicalName === path[0]);
    return path.length === 1 && column?.nullable === false;
  }
  if (path.length > 0 || iterable.kind !== 'ref' || iterable.root.kind !== 'local' || iterable.path.length > 0)
    return false;
  const list: TypeAnnotation | undefined = unit.binding(iterable.root.binding)?.type;
  return (
    list?.kind === 'array' && list.of.kind === 'primitive' && list.of.name !== 'null' && list.of.name !== 'undefined'
  );
}

function elementPath(unit: CodeUnit, { root }: Ref): readonly string[] {
  return (root.kind === 'local' ? unit.binding(root.binding)?.path : undefined) ?? [];
}

/** The query of the same function that loaded the rows the loop runs over. */
function loadedRows(unit: CodeUnit, model: Model, { iterable }: Loop): Query | undefined {
  if (iterable.kind !== 'ref' || iterable.root.kind !== 'local' || iterable.path.length > 0) return undefined;
  const binding = unit.binding(iterable.root.binding);
  if (binding?.kind !== 'const' || binding.path.length > 0 || binding.value?.kind !== 'call') return undefined;
  const { call } = binding.value;
  const outer = model.queriesIn(unit.uri, unit.unit).find(({ chain }) => chain.id === call);
  return outer?.operation === 'find-many' && outer.clausesComplete ? outer : undefined;
}

/** The inner query follows a relation of the rows that the loop runs over. */
function includeRelation(
  model: Model,
  loop: Loop,
  query: Query,
  outer: Query,
  { filter, ref }: KeyFilter,
): FixIntent | undefined {
  if (!outer.table) return undefined;
  const [field, ...rest] = ref.path;
  if (field === undefined || rest.length > 0) return undefined;
  const relation = model
    .table(outer.table)
    ?.relations.find(
      candidate =>
        candidate.target === query.logicalTable &&
        candidate.fields.join() === field &&
        candidate.targetFields.join() === filter.column,
    );
  const isCount = query.operation === 'count';
  if (!relation || relation.list !== (isCount || query.operation === 'find-many')) return undefined;
  if (query.clauses.some(({ key }) => key === 'cursor' || (isCount && key !== 'where'))) return undefined;
  return {
    kind: 'include-relation',
    title: `Load ${isCount ? 'the number of ' : ''}\`${relation.logicalName}\` together with the list`,
    safety: 'review',
    at: query.place,
    loop: loop.span,
    relation: relation.logicalName,
    outerCall: outer.place.span,
    keyEntry: filter.span,
    list: relation.list,
  };
}
