import type { Loop } from '../../core/facts/calls';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Ref, Value } from '../../core/facts/values';
import type { CodeUnit, Model, Table } from '../../core/model';
import type { Filter, Query } from '../../core/query';

/** The condition of a query that differs between the elements of a loop, and where its value comes from. */
export interface KeyFilter {
  readonly filter: Filter;
  readonly ref: Ref;
}

/** The one condition that differs between elements: `customerId: order.customerId`. Nothing else of the query may. */
export function keyFilter(unit: CodeUnit, loop: Loop, query: Query): KeyFilter | undefined {
  const [only, ...others] = query.filters.filter(({ value }) => variesWith(unit, loop, value));
  if (!only || others.length > 0 || only.operator !== 'equals' || only.insensitive) return undefined;
  const clauses = query.clauses.filter(({ key }) => key !== 'where');
  if (clauses.some(({ value }) => variesWith(unit, loop, value))) return undefined;
  const { value } = only;
  const elements = new Set(loop.elements);
  return value.kind === 'ref' && isElement(value.root, elements) && !value.path.includes('[]')
    ? { filter: only, ref: value }
    : undefined;
}

/** An element of the loop flows into the value. */
export function variesWith(unit: CodeUnit, loop: Loop, value: Value): boolean {
  const elements = new Set(loop.elements);
  return unit.sources(value).some(source => source.kind === 'ref' && isElement(source.root, elements));
}

function isElement(root: Ref['root'], elements: ReadonlySet<string>): boolean {
  return root.kind === 'local' && elements.has(root.binding);
}

/** The query of the same function that loaded the rows the loop runs over. */
export function loadedRows(unit: CodeUnit, model: Model, { iterable }: Loop): Query | undefined {
  if (iterable.kind !== 'ref' || iterable.root.kind !== 'local' || iterable.path.length > 0) return undefined;
  const binding = unit.binding(iterable.root.binding);
  if (binding?.kind !== 'const' || binding.path.length > 0 || binding.value?.kind !== 'call') return undefined;
  const { call } = binding.value;
  const outer = model.queriesIn(unit.uri, unit.unit).find(({ chain }) => chain.id === call);
  return outer?.operation === 'find-many' && outer.clausesComplete ? outer : undefined;
}

/**
 * A condition with a list does not find NULL, as equality with `null` does: where the column may hold it, the keys must
 * not be it.
 */
export function mayMissNull(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  table: Table,
  { filter, ref }: KeyFilter,
): boolean {
  const isNullable = table.columns.some(({ logicalName, nullable }) => logicalName === filter.column && nullable);
  return isNullable && !isNeverNull(unit, model, loop, ref);
}

function isNeverNull(unit: CodeUnit, model: Model, loop: Loop, ref: Ref): boolean {
  const path = [...elementPath(unit, ref), ...ref.path];
  const rows = loadedRows(unit, model, loop);
  if (rows?.table) {
    const column = model.table(rows.table)?.columns.find(({ logicalName }) => logicalName === path[0]);
    return path.length === 1 && column?.nullable === false;
  }
  const { iterable } = loop;
  if (path.length > 0 || iterable.kind !== 'ref' || iterable.root.kind !== 'local' || iterable.path.length > 0) {
    return false;
  }
  const list: TypeAnnotation | undefined = unit.binding(iterable.root.binding)?.type;
  return (
    list?.kind === 'array' && list.of.kind === 'primitive' && list.of.name !== 'null' && list.of.name !== 'undefined'
  );
}

function elementPath(unit: CodeUnit, { root }: Ref): readonly string[] {
  return (root.kind === 'local' ? unit.binding(root.binding)?.path : undefined) ?? [];
}

/** True where one column alone makes sure that there is at most one row. */
export function isUniqueColumn(table: Table, column: string): boolean {
  return table.indexes.some(
    ({ kind, columns, predicate }) =>
      kind !== 'index' && !predicate && columns.length === 1 && columns[0]?.column === column,
  );
}
