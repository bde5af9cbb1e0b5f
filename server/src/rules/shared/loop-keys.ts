import type { Loop } from '../../core/facts/calls';
import type { TypeAnnotation } from '../../core/facts/type-annotation';
import type { Ref, Value } from '../../core/facts/values';
import type { CodeUnit, Model, Table } from '../../core/model';
import type { Filter, Query } from '../../core/query';
import { loadedColumn } from './loaded-column';

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
  return value.kind === 'ref' && isElementOf(loop, value) ? { filter: only, ref: value } : undefined;
}

/** The element of a loop, or a property of it. */
export function isElementOf(loop: Loop, { root, path }: Ref): boolean {
  return isElement(root, new Set(loop.elements)) && !path.includes('[]');
}

/** An element of the loop flows into the value. */
export function variesWith(unit: CodeUnit, loop: Loop, value: Value): boolean {
  const elements = new Set(loop.elements);
  return unit.sources(value).some(source => source.kind === 'ref' && isElement(source.root, elements));
}

function isElement(root: Ref['root'], elements: ReadonlySet<string>): boolean {
  return root.kind === 'local' && elements.has(root.binding);
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

/** The key is known to be there in each round. */
export function isNeverNull(unit: CodeUnit, model: Model, loop: Loop, ref: Ref): boolean {
  const loaded = loadedColumn(unit, model, loop, ref);
  if (loaded) return !loaded.column.nullable;
  const { iterable } = loop;
  const binding = ref.root.kind === 'local' ? unit.binding(ref.root.binding) : undefined;
  const path = [...(binding?.path ?? []), ...ref.path];
  if (path.length > 1 || iterable.kind !== 'ref' || iterable.root.kind !== 'local' || iterable.path.length > 0) {
    return false;
  }
  const list = unit.binding(iterable.root.binding)?.type;
  const element = list?.kind === 'array' ? list.of : undefined;
  const [member] = path;
  if (member === undefined) return isValue(element);
  const found = element?.kind === 'object' ? element.members.find(({ name }) => name === member) : undefined;
  return found !== undefined && !found.optional && isValue(found.type);
}

function isValue(type: TypeAnnotation | undefined): boolean {
  return type?.kind === 'primitive' && type.name !== 'null' && type.name !== 'undefined';
}

/** True where one column alone makes sure that there is at most one row. */
export function isUniqueColumn(table: Table, column: string): boolean {
  return table.indexes.some(
    ({ kind, columns, predicate }) =>
      kind !== 'index' && !predicate && columns.length === 1 && columns[0]?.column === column,
  );
}
