import type { Loop } from '../../core/facts/calls';
import type { FixIntent } from '../../core/fix';
import type { CodeUnit, Model } from '../../core/model';
import type { Query } from '../../core/query';
import { loadedRows } from './loaded-column';
import type { KeyFilter } from './loop-keys';

/** Loads a relation with the rows that the loop runs over, where that is what the inner query asks for. */
export function includeFix(
  unit: CodeUnit,
  model: Model,
  loop: Loop,
  query: Query,
  { filter, ref }: KeyFilter,
): FixIntent | undefined {
  const outer = loadedRows(unit, model, loop);
  if (query.library !== 'prisma' || outer?.library !== 'prisma' || !outer.table) return undefined;
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
